"""Politeness: one gate per host, with slots, a gap between requests, and a not-before time that is never broken."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from verifier.captures.clock import Clock
from verifier.errors import CaptureError

REFUSALS_IN_A_ROW = 3  # with pacing off, that many refusals without an answer between them speak for the whole host
WAIT_STEP_S = 1.0  # seconds: how long a waiting thread sleeps before it looks again at a host that may be put off


class HostDeferred(CaptureError):
    """The host asked to be left alone until `not_before`, which is further off than a run waits."""

    def __init__(self, host: str, not_before: datetime) -> None:
        super().__init__(f"{host} asks not to be asked before {not_before:%Y-%m-%d %H:%M:%S} UTC")
        self.not_before = not_before


@dataclass
class _Host:
    """What the gate knows of one host. Times are on the monotonic clock, in seconds."""

    slots: int
    gap: float
    inside: int = 0
    next_start: float = 0.0
    not_before: float = 0.0
    refusals: int = 0
    ready: threading.Condition = field(default_factory=threading.Condition)


class Gate:
    """Lets requests through to each host no faster than `gap` seconds apart and no more than `slots` at once.

    `cap` is the longest wait, in seconds, that a host may ask for within a run; a longer one raises HostDeferred.
    """

    def __init__(self, *, slots: int, gap: float, cap: float, clock: Clock | None = None) -> None:
        self._slots = max(1, slots)
        self._gap = max(0.0, gap)
        self._cap = cap
        self._clock = clock or Clock()
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def through(self, host: str, *, not_before: float = 0.0) -> Iterator[None]:
        """Wait for a turn and hold it. `not_before` (monotonic) is this request's own. Raises HostDeferred."""
        at = self._host(host)
        self._enter(host, at, not_before)
        try:
            yield
        finally:
            with at.ready:
                at.inside -= 1
                at.ready.notify()

    def widen(self, host: str, gap: float) -> None:
        """A robots file asks for `gap` seconds between requests; obeyed unless pacing is off."""
        at = self._host(host)
        with at.ready:
            at.gap = max(at.gap, gap) if self._gap else at.gap

    def hold(self, host: str, until: datetime) -> float:
        """The host refused until then: nobody asks it earlier. The moment on the monotonic clock.

        With pacing off a single refusal concerns one address only (the caller keeps it); several in a row, with
        no answer between them, concern the host.
        """
        at = self._host(host)
        moment = self._clock.monotonic() + (until - self._clock.now()).total_seconds()
        with at.ready:
            at.refusals += 1
            if self._gap or at.refusals >= REFUSALS_IN_A_ROW:
                at.not_before = max(at.not_before, moment)
        return moment

    def answered(self, host: str) -> None:
        """The host answered with something else than a refusal."""
        at = self._host(host)
        if at.refusals:
            with at.ready:
                at.refusals = 0

    def _host(self, host: str) -> _Host:
        with self._lock:
            if host not in self._hosts:
                self._hosts[host] = _Host(self._slots, self._gap)
            return self._hosts[host]

    def _enter(self, host: str, at: _Host, own: float) -> None:
        while True:
            with at.ready:
                now = self._clock.monotonic()
                not_before = max(at.not_before, own)
                if not_before - now > self._cap:
                    raise HostDeferred(host, self._clock.now() + timedelta(seconds=not_before - now))
                start = max(not_before, at.next_start)
                if at.inside < at.slots and start <= now:
                    at.inside += 1
                    at.next_start = max(now, at.next_start) + at.gap
                    return
                if at.inside >= at.slots:
                    at.ready.wait(WAIT_STEP_S)
                    continue
            self._clock.sleep(min(start - now, WAIT_STEP_S))
