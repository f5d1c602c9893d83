"""One request on its way: the guard, the gate, the mirror and the deadline, in that order, then the transport."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from verifier.captures.addresses import host_of, without_fragment
from verifier.captures.body import ACCEPTED_CODINGS, Body, read_body
from verifier.captures.clock import Clock
from verifier.captures.gate import Gate, HostDeferred
from verifier.captures.guard import Guard
from verifier.captures.redirects import walk
from verifier.captures.transport import Fault, Request, Response, Transport, TransportFailed
from verifier.errors import UrlRefused
from verifier.records.capture import Hop


@dataclass(frozen=True)
class Outcome:
    """What one try came to: an answer with its body, or `failure` in words with the fault that caused it.

    `refused` says the guard would not ask (the first address, or one it was redirected to); `asked` whether any
    request was sent at all. `duration_s` counts seconds on the wire only, not those spent waiting for a turn.
    """

    url: str
    final_url: str
    hops: tuple[Hop, ...] = ()
    status: int = 0
    headers: Mapping[str, str] | None = None
    body: Body = field(default_factory=Body)
    peer: str = ""
    tls_sha256: str = ""
    mirror: str = ""
    failure: str = ""
    fault: Fault | None = None
    refused: bool = False
    asked: bool = True
    duration_s: float = 0.0


class Courier:
    """Sends requests, each through guard and gate, under one user agent."""

    def __init__(self, guard: Guard, gate: Gate, transport: Transport, *, agent: str, clock: Clock) -> None:
        self.guard = guard
        self.gate = gate
        self.agent = agent
        self._transport = transport
        self._clock = clock

    def carry(self, url: str, *, seconds: float, cap: int, headers: Mapping[str, str], not_before: float) -> Outcome:
        """One try: ask, follow redirects, read the body. Raises HostDeferred only."""
        return _Errand(self, self._clock, seconds, cap, headers, not_before).run(url)

    def send(self, url: str, headers: Mapping[str, str], seconds: float) -> Response:
        """One exchange with `url`'s host or its mirror; a mirror's own address never shows in what comes back."""
        base = self.guard.mirrors.get(host_of(url))
        sent = {"User-Agent": self.agent, "Accept-Encoding": ACCEPTED_CODINGS, "Accept": "*/*", **headers}
        if base is None:
            return self._transport.send(Request(url, sent, seconds))
        sent["X-Forwarded-Host"] = host_of(url)
        response = self._transport.send(Request(_at_mirror(url, base), sent, seconds))
        location = response.headers.get("location", "")
        if location.startswith(base.rstrip("/") + "/"):
            parts = urlsplit(url)
            home = f"{parts.scheme}://{parts.netloc}{location[len(base.rstrip('/')) :]}"
            response.headers = {**response.headers, "location": home}
        return response


class _Errand:
    """The state of one try: seconds left, whose turn it holds."""

    def __init__(
        self, courier: Courier, clock: Clock, seconds: float, cap: int, headers: Mapping[str, str], not_before: float
    ) -> None:
        self._courier = courier
        self._clock = clock
        self._seconds = seconds
        self._cap = cap
        self._headers = headers
        self._not_before = not_before
        self._turn = ExitStack()
        self._since = 0.0
        self._spent = 0.0
        self._asked = False
        self._at = ""

    def run(self, url: str) -> Outcome:
        mirror = self._courier.guard.mirrors.get(host_of(url), "")
        try:
            walked = walk(url, self._ask, leave=self._leave)
            if walked.response is None:
                return self._outcome(url, hops=walked.hops, failure=walked.failure, mirror=mirror)
            response = walked.response
            body = read_body(response, self._cap)
            return self._outcome(
                url, hops=walked.hops, status=response.status, headers=response.headers, body=body,
                peer=response.peer, tls_sha256=response.tls_sha256, mirror=mirror,
            )  # fmt: skip
        except UrlRefused as error:
            return self._outcome(url, hops=_hops(error), failure=str(error), refused=True)
        except TransportFailed as error:
            return self._outcome(url, hops=_hops(error), failure=str(error), fault=error.fault, mirror=mirror)
        finally:
            self._leave()

    def _ask(self, url: str) -> Response:
        self._at = url
        self._courier.guard.check(url)
        self._turn.enter_context(self._courier.gate.through(host_of(url), not_before=self._not_before))
        self._since = self._clock.monotonic()
        left = self._seconds - self._spent
        if left <= 0:
            raise TransportFailed(Fault.TIMEOUT, f"not finished within {self._seconds:g} s")
        self._asked = True
        response = self._courier.send(url, self._headers, left)
        self._turn.callback(response.close)
        return response

    def _leave(self) -> None:
        if self._since:
            self._spent += self._clock.monotonic() - self._since
            self._since = 0.0
        self._turn.close()

    def _outcome(self, url: str, **facts: object) -> Outcome:
        if self._since:
            self._spent += self._clock.monotonic() - self._since
            self._since = 0.0
        made: dict[str, object] = {"url": url, "final_url": self._at or without_fragment(url), "asked": self._asked}
        return Outcome(**made, duration_s=round(self._spent, 6), **facts)  # type: ignore[arg-type]


def _hops(error: Exception) -> tuple[Hop, ...]:
    return tuple(getattr(error, "hops", ()))


def _at_mirror(url: str, base: str) -> str:
    parts = urlsplit(without_fragment(url))
    query = f"?{parts.query}" if parts.query else ""
    return f"{base.rstrip('/')}{parts.path or '/'}{query}"


__all__ = ["Courier", "HostDeferred", "Outcome"]
