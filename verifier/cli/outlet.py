"""Standard output and error that end no run: a reader who has gone away, a code page that lacks a letter, no stream."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn, TextIO

INTERRUPTED = 130  # what shells expect of a program that Ctrl-C ended: 128 + SIGINT


class Outlet:
    """A stream that goes on into nothing once its reader has gone (`verifier links | head`), so that the run ends
    with the exit code it earned. Everything else is the stream's own.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write; after a broken pipe, pretend to."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            self._let_go()
            return len(text)

    def flush(self) -> None:
        """Flush; the buffer of a broken pipe goes into nothing."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._let_go()

    def _let_go(self) -> None:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, self._stream.fileno())
        os.close(nothing)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def open_streams() -> None:
    """Make the process's streams such; letters that their encoding lacks are shown as question marks."""
    sys.stdout, sys.stderr = _opened(sys.stdout), _opened(sys.stderr)


def _opened(stream: TextIO | None) -> Any:
    if stream is None:  # started with the stream closed
        return open(os.devnull, "w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return Outlet(stream)


def obey_signals() -> None:
    """Ctrl-C, and SIGTERM as a cancelled job sends it: end in order, so that what was found out is kept.

    The second ends at once, whatever is under way.
    """
    seen: list[int] = []

    def stop(number: int, _: FrameType | None) -> NoReturn:
        if seen:
            leave_at_once(INTERRUPTED)
        seen.append(number)
        print("\nstopping; once more ends at once", file=sys.stderr, flush=True)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def answer_at_once(text: str) -> NoReturn:
    """Print, and end; a reader who has gone away has read enough."""
    open_streams()
    try:
        print(text, flush=True)
    except OSError as error:
        sys.exit(f"verifier: standard output: {error.strerror or error}")
    sys.exit(0)


def leave_at_once(code: int) -> NoReturn:
    """End without waiting for requests under way: files are written whole or not at all, so nothing is torn."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
