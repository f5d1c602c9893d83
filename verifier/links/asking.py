"""The way to the network, through the captures room: the same guard, gate and rules, and nothing stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from verifier.links.records import LinkState
from verifier.settings import Settings

if TYPE_CHECKING:
    from verifier.captures import Fetcher
    from verifier.records.capture import Capture

BODY_CAP = 2 * 2**20  # bytes of a page that a link check reads: ten times a long page; of a scan the head is enough
PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """How an address answered. `whole` is False when only the head of a long body was read."""

    url: str
    state: LinkState
    status: int = 0
    final_url: str = ""
    reason: str = ""
    permanent: bool = False
    media_type: str = ""
    charset: str = ""
    body: bytes = b""
    whole: bool = True
    not_before: str = ""
    at: str = ""

    @property
    def html(self) -> bool:
        """True for a page whose words and element names can be read."""
        return "html" in self.media_type


class Asker(Protocol):
    """What can ask. Must be safe to share between threads."""

    def ask(self, url: str, *, whole: bool = False) -> Answer:
        """The answer of an address without fragment; `whole` reads a long body to its end. No server makes it raise."""


class Network:
    """Asks through a Fetcher that keeps nothing. With the pace off, the host's slots are all the jobs there are.

    The fetcher, and all it needs, is loaded when the first address is asked: a run in which all is fresh never does.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = replace(settings, host_slots=settings.jobs) if settings.pace == 0 else settings
        self._lock = Lock()
        self._fetcher: Fetcher | None = None

    @property
    def fetcher(self) -> Fetcher:
        """The fetcher, made once."""
        with self._lock:
            if self._fetcher is None:
                from verifier.captures import Fetcher, Store

                self._fetcher = Fetcher(self._settings, Store(self._settings.cache), probe=True)
            return self._fetcher

    def ask(self, url: str, *, whole: bool = False) -> Answer:
        """As the protocol says."""
        glance = self.fetcher.look(url, None if whole else BODY_CAP)
        outcome, judgement = glance.outcome, glance.judgement
        return Answer(
            url,
            LinkState(judgement.state.value),
            outcome.status,
            outcome.final_url if outcome.asked else "",
            judgement.reason,
            permanent_to_the_end(hop.status for hop in outcome.hops),
            glance.media_type,
            glance.charset,
            outcome.body.data,
            not outcome.body.truncated,
            glance.not_before,
        )

    def close(self) -> None:
        """Let go of connections."""
        if self._fetcher is not None:
            self._fetcher.close()


def permanent_to_the_end(statuses: Iterable[int]) -> bool:
    """True when there was a redirect and every one was permanent."""
    seen = list(statuses)
    return bool(seen) and all(status in PERMANENT for status in seen)


def of_capture(capture: Capture, body: bytes) -> Answer:
    """The answer that a kept capture stands for."""
    return Answer(
        capture.url,
        LinkState(capture.state.value),
        capture.status,
        capture.final_url,
        capture.reason,
        permanent_to_the_end(hop.status for hop in capture.hops),
        capture.media_type,
        capture.charset,
        body,
        not capture.truncated,
        capture.not_before,
        capture.retrieved_at,
    )
