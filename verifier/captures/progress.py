"""How far a run of fetches is, in all and by host."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from verifier.captures.addresses import host_of
from verifier.records.capture import Capture
from verifier.records.source import Wanted


@dataclass(frozen=True, slots=True)
class Progress:
    """One address done: how many of how many, and how many of its own host's."""

    done: int
    total: int
    host: str
    host_done: int
    host_total: int
    capture: Capture


class Reporter:
    """Counts what is done, in all and by host, and tells `progress`."""

    def __init__(self, progress: Callable[[Progress], None] | None, wanteds: Sequence[Wanted]) -> None:
        self._progress = progress
        self._total = Counter(host_of(wanted.url) for wanted in wanteds)
        self._done: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, wanted: Wanted, capture: Capture) -> None:
        """One more is done."""
        if self._progress is None:
            return
        host = host_of(wanted.url)
        with self._lock:
            self._done[host] += 1
            report = Progress(
                self._done.total(), self._total.total(), host, self._done[host], self._total[host], capture
            )
        self._progress(report)
