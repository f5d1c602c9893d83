"""Work on untrusted files happens in a child process with limits, so that no file can kill or hang the caller."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

MEMORY_BYTES = 2 * 2**30  # address space of one child: a 40-megapixel page in colour with its working copies
OUTPUT_BYTES = 400 * 2**20  # largest file a child may write: a rendered 40-megapixel page with room to spare
LINES_BYTES = 32 * 2**20  # most lines read back from one child: the words of eight crowded pages, twenty times over
PAGE_CPU_S = 20  # CPU seconds one page may take: a hundred times the slowest honest page seen
WALL_S = 180.0  # seconds one document may take in all, waiting for a busy machine included
_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, {root!r}); from verifier.texts.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use. Times in seconds, sizes in bytes."""

    memory: int = MEMORY_BYTES
    page_cpu: int = PAGE_CPU_S
    wall: float = WALL_S
    output: int = OUTPUT_BYTES


@dataclass(frozen=True)
class Outcome:
    """What a child reported, line by line, and how it ended: ok | crashed | slow | memory | stopped."""

    lines: tuple[dict[str, Any], ...]
    ending: str = "ok"


class Workplace:
    """A folder of its own for one document and the children that work on it; gone when the `with` block ends."""

    def __init__(self, body: bytes, limits: Limits | None = None) -> None:
        self._body = body
        self.limits = limits or Limits()
        self._folder = tempfile.TemporaryDirectory(prefix="verifier-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)

    def __enter__(self) -> Self:
        (self.path / "in").write_bytes(self._body)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def with_limits(self, limits: Limits) -> Workplace:
        """The same folder, its next children under other limits."""
        other = copy(self)
        other.limits = limits
        return other

    def run(self, task: str, **job: Any) -> Outcome:
        """Do one task in a child. Never raises for what the file does; OSError when no child can be started."""
        limits = self.limits
        order = {"task": task, "memory": limits.memory, "page_cpu": limits.page_cpu, "output": limits.output, **job}
        out = self.path / "out"
        out.unlink(missing_ok=True)
        (self.path / "order").write_text(json.dumps(order), encoding="utf-8")
        command = [sys.executable, "-P", "-c", _START.format(root=_ROOT)]
        process = subprocess.Popen(
            command, cwd=self.path, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            code: int | None = process.wait(timeout=limits.wall)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        lines = tuple(_lines(out))
        return Outcome(tuple(line for line in lines if "ending" not in line), _ending(code, lines))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The child's whole lines; a half-written last one is left out."""
    if not path.exists():
        return
    left = LINES_BYTES
    with path.open("rb") as file:
        for raw in file:
            left -= len(raw)
            if left < 0 or not raw.endswith(b"\n"):
                return
            try:
                line = json.loads(raw)
            except ValueError:
                return
            if isinstance(line, dict):
                yield line


def _ending(code: int | None, lines: tuple[dict[str, Any], ...]) -> str:
    said = next((str(line["ending"]) for line in lines if "ending" in line), "")
    if code is None:
        return "slow"
    if said:
        return said
    if code in {-9, -24, -27}:  # SIGKILL, SIGXCPU, SIGPROF: a limit on time was hit
        return "slow"
    return "crashed"
