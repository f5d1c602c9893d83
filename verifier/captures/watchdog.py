"""Deadlines that hold against servers that drip: when time is up, the connection itself is hung up on.

A socket's own timeout starts anew with every byte, so one byte each half second can last for ever.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import socket
import threading
import time

from verifier.captures.transport import Fault, TransportFailed


class Leash:
    """One exchange's time limit. `hold` names the connection in use; `release` ends the watch."""

    __slots__ = ("_handle", "_lock", "deadline_s", "expired", "released", "until")

    def __init__(self, deadline_s: float) -> None:
        self.deadline_s = deadline_s
        self.until = time.monotonic() + deadline_s
        self.expired = False
        self.released = False
        self._handle: socket.socket | None = None
        self._lock = threading.Lock()

    def hold(self, handle: socket.socket) -> None:
        """The connection to hang up on when time is up."""
        with self._lock:
            self._handle = handle

    def release(self) -> None:
        """The exchange is over."""
        with self._lock:
            self.released, self._handle = True, None

    def expire(self) -> None:
        """Time is up: hang up, which wakes whoever reads."""
        with self._lock:
            if self.released:
                return
            self.expired = True
            if self._handle is not None:
                with contextlib.suppress(OSError):
                    self._handle.shutdown(socket.SHUT_RDWR)

    def check(self) -> None:
        """Raises TransportFailed once time is up."""
        if self.expired or time.monotonic() > self.until:
            raise self.failure()

    def failure(self) -> TransportFailed:
        """What to say of an exchange that took too long."""
        self.expired = True
        return TransportFailed(Fault.TIMEOUT, f"not finished within {self.deadline_s:g} s")


class Watchdog:
    """One thread that minds every leash. It is started by the first and ends with the program."""

    def __init__(self) -> None:
        self._leashes: list[tuple[float, int, Leash]] = []
        self._number = itertools.count()
        self._wake = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def leash(self, deadline_s: float) -> Leash:
        """A leash that runs from now."""
        leash = Leash(deadline_s)
        with self._wake:
            first = not self._leashes or leash.until < self._leashes[0][0]
            heapq.heappush(self._leashes, (leash.until, next(self._number), leash))
            if self._thread is None:
                self._thread = threading.Thread(target=self._mind, name="capture-deadlines", daemon=True)
                self._thread.start()
            if first:
                self._wake.notify()
        return leash

    def close(self) -> None:
        """End the thread."""
        with self._wake:
            self._closed = True
            self._wake.notify()

    def _mind(self) -> None:
        while True:
            with self._wake:
                while self._leashes and self._leashes[0][2].released:
                    heapq.heappop(self._leashes)
                if self._closed:
                    return
                due = self._leashes[0] if self._leashes else None
                wait = None if due is None else due[0] - time.monotonic()
                if wait is None or wait > 0:
                    self._wake.wait(wait)
                    continue
                leash = heapq.heappop(self._leashes)[2]
            leash.expire()
