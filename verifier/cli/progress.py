"""Progress of a run: a live line on a terminal, plain lines in a pipe, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from verifier.captures.addresses import host_of
from verifier.pipeline.gathering import Gathered
from verifier.pipeline.run import Progress, Silent


class PlainLines:
    """One line per source as it is gathered, on standard error."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._total = 0
        self._done = 0

    def sources(self, total: int) -> None:
        """Remember how many there will be."""
        self._total = total

    def gathered(self, gathered: Gathered) -> None:
        """Say what answered."""
        with self._lock:
            self._done += 1
            self._say(f"[{self._done}/{self._total}] {describe(gathered)}")

    def judged(self, done: int, total: int) -> None:
        """Nothing: judging is quick."""

    def _say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)


class LiveLine(PlainLines):
    """One line that rewrites itself, for a terminal."""

    def judged(self, done: int, total: int) -> None:
        """Show how far judging is."""
        with self._lock:
            self._say(f"judged {done} of {total}" if done < total else "")

    def _say(self, line: str) -> None:
        print(f"\r\x1b[2K{line[:100]}", end="", file=sys.stderr, flush=True)


def describe(gathered: Gathered) -> str:
    """Host, state and name of a gathered source in one line."""
    states = {capture.state.value for capture in gathered.captures if not capture.usable}
    usable = sum(capture.usable for capture in gathered.captures)
    state = f"{usable} at hand" if usable else ", ".join(sorted(states)) or "nothing to ask"
    return f"{host_of(gathered.source.url) or 'no host'}: {state}: {gathered.source.url}"


@contextmanager
def watcher(*, quiet: bool) -> Iterator[Progress]:
    """The progress that fits where standard error leads."""
    if quiet:
        yield Silent()
    elif sys.stderr.isatty():
        live = LiveLine()
        yield live
        print("\r\x1b[2K", end="", file=sys.stderr, flush=True)
    else:
        yield PlainLines()
