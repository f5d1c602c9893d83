"""The child's side: set the limits, do one task, write one JSON object a line. Started by `child.Workplace` only."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def main() -> None:
    """Read the order from the file `order`, obey it, write lines to the file `out` in the working folder."""
    order: Line = json.loads(Path("order").read_text(encoding="utf-8"))
    _limit(order)
    with Path("out").open("w", encoding="utf-8", errors="surrogatepass") as out:
        for line in _guarded(order):
            out.write(json.dumps(line, ensure_ascii=True) + "\n")
            out.flush()  # what is written survives a crash on the next page
            _page_clock(order["page_cpu"])
    os._exit(0)  # what native libraries do while being taken down is nobody's business any more


def _guarded(order: Line) -> Iterator[Line]:
    """The task's lines, then how it ended where it did not end well."""
    try:
        yield from _task(order)
        yield {"ending": "ok"}
    except MemoryError:
        yield {"ending": "memory"}
    except RecursionError:
        yield {"ending": "crashed"}


def _task(order: Line) -> Iterator[Line]:
    name = order["task"]
    if name in {"text", "render", "crop"}:
        from verifier.texts import pdfium

        return getattr(pdfium, f"do_{name}")(order)  # type: ignore[no-any-return]
    if name == "second":
        from verifier.texts import second_engine

        return second_engine.do_second(order)
    if name == "pypdf":
        from verifier.texts import second_opinion

        return second_opinion.do_text(order)
    from verifier.texts import pictures

    return getattr(pictures, f"do_{name}")(order)  # type: ignore[no-any-return]


def _limit(order: Line) -> None:
    """Memory, file size and time of this process; where the system has no such limits the caller's clock remains."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, value in ((resource.RLIMIT_AS, order["memory"]), (resource.RLIMIT_FSIZE, order["output"])):
        with contextlib.suppress(ValueError, OSError):  # a smaller limit already stands, or the system has none
            resource.setrlimit(kind, (value, value))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _page_clock(order["page_cpu"])


def _page_clock(seconds: int) -> None:
    """(Re)start the CPU clock that ends this process: native code cannot be interrupted any other way."""
    try:
        import signal

        signal.setitimer(signal.ITIMER_PROF, seconds)
    except (ImportError, AttributeError, ValueError):
        return
