"""What a site's robots.txt allows, by protego; asked once per origin and run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verifier.captures.addresses import origin_of

AGENT = "verifier"  # the name a robots file may address
ROBOTS_CAP_BYTES = 512 * 1024  # RFC 9309 asks for at least 500 KiB


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What asking for robots.txt brought: `status` 0 when nothing answered, `reason` then says why.

    `refused` is set when the guard would not let us ask the host at all.
    """

    status: int
    body: bytes = b""
    reason: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an address may be asked. `delay` is the file's own gap in seconds; `decision` is for the record."""

    allowed: bool
    decision: str
    delay: float = 0.0
    unreachable: str = ""
    refused: str = ""


class Robots:
    """Asks with `ask(url)` for each origin's file, once, and reads it for our agent's name.

    No file (4xx) allows everything. A server error allows nothing for now, as RFC 9309 has it.
    """

    def __init__(self, ask: Callable[[str], RobotsAnswer]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}
        self._known: dict[str, tuple[RobotsAnswer, Any]] = {}

    def permission(self, url: str) -> Permission:
        """What the origin of `url` says about it."""
        answer, rules = self._rules(origin_of(url))
        if rules is not None:
            delay = float(rules.crawl_delay(AGENT) or 0.0)
            allowed = bool(rules.can_fetch(url, AGENT))
            return Permission(allowed, "allowed" if allowed else "disallowed", delay)
        if 400 <= answer.status < 500:
            return Permission(True, "no robots.txt")
        if answer.refused:
            return Permission(False, "not asked", refused=answer.reason)
        why = answer.reason or f"HTTP {answer.status}"
        return Permission(False, f"robots.txt unreachable: {why}", unreachable=why)

    def _rules(self, origin: str) -> tuple[RobotsAnswer, Any]:
        with self._lock:
            asking = self._asking.setdefault(origin, threading.Lock())
        with asking:
            if origin not in self._known:
                answer = self._ask(f"{origin}/robots.txt")
                self._known[origin] = (answer, _parsed(answer))
            return self._known[origin]


def _parsed(answer: RobotsAnswer) -> Any:
    if not 200 <= answer.status < 300:
        return None
    from protego import Protego

    return Protego.parse(answer.body.decode("utf-8", "replace"))
