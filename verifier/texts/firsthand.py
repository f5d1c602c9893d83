"""How drawn pages are read: Tesseract on all of them at once, turned or in another language where that fails, single
lines again, and the unsure pages by the second engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from verifier.records.text import Box, Obscured
from verifier.texts import second_engine, tesseract
from verifier.texts.child import Limits, Outcome, Workplace
from verifier.texts.geometry import turned
from verifier.texts.hidden import hidden_places
from verifier.texts.language import foreign_script, language_of, model_for
from verifier.texts.layout import by_place
from verifier.texts.merge import fuller
from verifier.texts.quality import SURE, quality_of
from verifier.texts.rows import Line, Piece
from verifier.texts.second_look import Cuttings, looked_again
from verifier.texts.sheet import Sheet

DPI = (300, 300)  # least and most dots an inch a page is drawn and cleaned at: specks and broken strokes show there
CLEANING = {"frame": True, "straighten": True, "median": True, "dots": True, "dust": True, "soften": True}
UPRIGHT_MIN = 0.45  # mean confidence under which a page may lie on its side
WORDS_MIN = 5  # words under which a page's confidence says nothing
FOREIGN_WORDS_MIN = 40  # words a page needs for its language to be told from how badly it reads
FOREIGN_HITS_MAX = 0.55  # share of English words; poor scans of English pages have more, other languages less
Drawn = dict[str, Any]  # what the child said of one page it drew


@dataclass(frozen=True, slots=True)
class Job:
    """What to read of a document with `count` pages: `pages` (zero-based), in `languages` (three letters).

    `task` is the child's way of drawing (`render` a PDF, `image` for a picture file). Pages in `again` are read
    twice whatever their confidence, all pages when `twice`.
    """

    languages: tuple[str, ...]
    pages: tuple[int, ...]
    count: int
    task: str = "render"
    again: frozenset[int] = frozenset()
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Eye:
    """What a page was read with: an engine, its models' languages, and the dots an inch of the picture."""

    engine: tesseract.Engine
    languages: tuple[str, ...]
    dpi: float


@dataclass(frozen=True)
class Read:
    """One page as read: its lines on the straightened picture, how to get back to the page, what hides words.

    `size` is that of the page as drawn, before a turn by `quarter`; `picture` names the file that was read. `again`
    are single lines looked at again, `other` is the whole page by the second engine. `foreign` is the language of a
    page that no model on this machine can read.
    """

    lines: list[Line]
    margin: list[Line]
    skew: float
    quarter: int
    size: tuple[int, int]
    engine: str
    picture: str
    by: Eye
    obscured: tuple[Obscured, ...] = ()
    again: list[Line] = field(default_factory=list)
    other: list[Line] = field(default_factory=list)
    foreign: str = ""


def draw(place: Workplace, job: Job, pages: Sequence[int], *, reduce: bool = True) -> Outcome:
    """Have pages of the job drawn and cleaned by a child; `reduce` brings each to the size Tesseract reads best."""
    clean = {**CLEANING, "reduce": reduce}
    return place.run(job.task, pages=list(pages), dpi=DPI, clean=clean, max_pages=job.count)


def read_drawn(place: Workplace, drawn: Sequence[Drawn], engine: tesseract.Engine, job: Job) -> dict[int, Read]:
    """The readings of pages that a child drew, by their index; their pictures are gone afterwards."""
    upright = _upright(place, drawn, engine, job)
    first = {line["index"]: _in_its_language(place, line, engine, job, upright) for line in drawn}
    first = _closely(place, first)
    unsure = [line for line in drawn if _wants_more(first[line["index"]], line["index"], job)]
    for index, lines in _second_readings(place, unsure, first, job).items():
        first[index] = replace(first[index], other=lines, engine=f"tesseract+{second_engine.PACKAGE}")
    for picture in place.path.glob("*page-*.tif"):
        picture.unlink(missing_ok=True)
    return first


def text_of(lines: Sequence[Line]) -> str:
    """Words joined by blanks."""
    return " ".join(piece.text for line in lines for piece in line)


def _upright(place: Workplace, drawn: Sequence[Drawn], engine: tesseract.Engine, job: Job) -> dict[int, list[Piece]]:
    """The words of the pages that do not lie on their side, by index; those of one resolution are read in one go."""
    found: dict[int, list[Piece]] = {}
    for dpi in sorted({line["dpi"] for line in drawn}):
        lines = [line for line in drawn if line["dpi"] == dpi and not line.get("sideways")]
        pictures = [place.path / line["file"] for line in lines]
        sizes = [tesseract.Size(line["width"], line["height"]) for line in lines]
        read = tesseract.read_pages(pictures, sizes, engine, job.languages, dpi=dpi)
        found |= dict(zip((line["index"] for line in lines), read, strict=True))
    return found


def _in_its_language(
    place: Workplace, line: Drawn, engine: tesseract.Engine, job: Job, upright: dict[int, list[Piece]]
) -> Read:
    """The page read with the models asked for or, where it is in another language, with that one's.

    A page in a script no model here knows keeps no words: what came out of it is no text.
    """
    read = _first_reading(place, line, Eye(engine, job.languages, line["dpi"]), upright.get(line["index"]))
    text = text_of(read.lines)
    quality = quality_of(text)
    if "eng" not in job.languages or quality.words < FOREIGN_WORDS_MIN or quality.hits > FOREIGN_HITS_MAX:
        return read
    script = foreign_script(text)
    model = model_for(script or language_of(text))
    other = tesseract.engine_for((model,)) if model not in job.languages else None
    if other is not None:
        again = _first_reading(place, line, Eye(other, (model,), line["dpi"]))
        if _sure_of(again) > _sure_of(read):
            return again
    return replace(read, lines=[], margin=[], foreign=script) if script else read


def _first_reading(place: Workplace, line: Drawn, eye: Eye, upright: list[Piece] | None = None) -> Read:
    """Tesseract on the page as it lies; on its sides where it lies on one, or where that reads like nothing.

    `upright` are the words of the page as it lies, where they were read already.
    """
    if line.get("sideways"):
        return max((_turned(place, line, eye, quarter) for quarter in (90, 270)), key=_weight)
    best = _tesseract(place, line, eye, 0, upright)
    if _sure_of(best) >= UPRIGHT_MIN or not _has_ink(line):
        return best
    other = _turned(place, line, eye, 180)
    return other if _weight(other) > 2 * _weight(best) else best


def _turned(place: Workplace, line: Drawn, eye: Eye, quarter: int) -> Read:
    """Tesseract on the page turned by a quarter or half."""
    outcome = place.run("turn", file=line["file"], quarter=quarter)
    turned = next((found for found in outcome.lines if "file" in found), None)
    if turned is None:
        return Read([], [], 0.0, quarter, (1, 1), "tesseract", line["file"], eye)
    read = _tesseract(place, {**line, **turned}, eye, quarter)
    return replace(read, size=(line["width"], line["height"]))


def _tesseract(place: Workplace, line: Drawn, eye: Eye, quarter: int, pieces: list[Piece] | None = None) -> Read:
    if pieces is None:
        size = tesseract.Size(line["width"], line["height"])
        pieces = tesseract.read(place.path / line["file"], size, eye.engine, eye.languages, dpi=eye.dpi)
    lines, margin = by_place(pieces)
    size_drawn, found = (line["width"], line["height"]), _found_in_cleaning(line, quarter)
    return Read(lines, margin, line.get("skew", 0.0), quarter, size_drawn, "tesseract", line["file"], eye, found)


def _closely(place: Workplace, first: dict[int, Read]) -> dict[int, Read]:
    """The readings with the lines that were worth another look, and with the places that hide words."""
    sheets = {index: _sheet(place, read) for index, read in first.items() if not read.foreign}
    made = dict(first)
    for eye in {read.by for read in first.values()}:
        pages = {at: sheet for at, sheet in sheets.items() if sheet is not None and first[at].by == eye}
        shown = [(sheet, first[at].lines) for at, sheet in pages.items()]
        again = looked_again(shown, eye.engine, eye.languages, folder=place.path, dpi=eye.dpi)
        for (at, sheet), lines in zip(pages.items(), again, strict=True):
            hidden = (*first[at].obscured, *hidden_places(sheet, first[at].lines))
            made[at] = replace(first[at], again=lines, obscured=hidden)
    return made


def _sheet(place: Workplace, read: Read) -> Sheet | None:
    wide, high = read.size if read.quarter in {0, 180} else read.size[::-1]
    return Sheet.of(place.path / read.picture, wide, high)


def _second_readings(
    place: Workplace, drawn: Sequence[Drawn], first: dict[int, Read], job: Job
) -> dict[int, list[Line]]:
    """Another look at the unsure pages by the second engine, where it is installed, drawn for it as large as they are.

    A second pass of Tesseract in another mode or resolution was tried on real stamped scans: it found nothing more.
    """
    pages = [line["index"] for line in drawn if first[line["index"]].quarter == 0]
    if not pages or not second_engine.available():
        return {}
    large = [line for line in draw(place, job, pages, reduce=False).lines if "file" in line]
    files = [(line["index"], line["file"]) for line in large]
    cut = {line["index"]: _cuttings(place, line, first[line["index"]].lines) for line in large}
    strips = [(at, number, str(file)) for at, one in cut.items() if one for number, file in enumerate(one.files)]
    limits = Limits(memory=second_engine.MEMORY_BYTES, page_cpu=second_engine.PAGE_CPU_S, wall=second_engine.WALL_S)
    outcome = place.with_limits(limits).run("second", files=files, strips=strips)
    whole: dict[int, list[Line]] = {}
    alone: dict[int, list[Line]] = defaultdict(list)
    for line in (line for line in outcome.lines if "lines" in line or "close" in line):
        index, found = line["index"], second_engine.pieces_of(line.get("lines") or line.get("close") or ())
        pieces = second_engine.without_ideographs(found, first[index].by.languages)
        if "close" in line:
            alone[index].append(sorted(pieces, key=lambda piece: piece.box.x0))
        elif "strip" not in line:
            whole[index] = by_place(pieces)[0]
        elif (one := cut[index]) is not None:
            alone[index].append(one.on_page(line["strip"], pieces))
    for _, _, file in strips:
        Path(file).unlink(missing_ok=True)
    return {index: fuller(lines, alone[index]) for index, lines in whole.items()}


def _cuttings(place: Workplace, line: Drawn, lines: Sequence[Line]) -> Cuttings | None:
    sheet = Sheet.of(place.path / line["file"], line["width"], line["height"])
    return Cuttings.of(sheet, lines, place.path / f"close-{line['index']}") if sheet is not None else None


def _wants_more(read: Read, index: int, job: Job) -> bool:
    if job.twice or index in job.again:
        return True
    if sum(map(len, read.lines)) < WORDS_MIN:
        return False
    return _sure_of(read) < SURE or quality_of(text_of(read.lines)).poor


def _found_in_cleaning(line: Drawn, quarter: int) -> tuple[Obscured, ...]:
    """What hides words, on the picture as it was read: the boxes were found before it was turned."""
    kinds = (("redaction", "redactions"), ("stamp", "stamps"))
    return tuple(Obscured(kind, turned(Box(*box), quarter)) for kind, name in kinds for box in line.get(name, ()))


def _sure_of(read: Read) -> float:
    pieces = [piece for line in read.lines for piece in line]
    letters = sum(len(piece.text) for piece in pieces)
    return sum((piece.confidence or 0) * len(piece.text) for piece in pieces) / letters if letters else 0.0


def _weight(read: Read) -> float:
    """Letters read, weighed by how surely: what tells an upright page from one on its side."""
    return sum((piece.confidence or 0) ** 2 * len(piece.text) for line in read.lines for piece in line)


def _has_ink(line: Drawn) -> bool:
    return bool(line.get("ink", 1.0) > 0.002)
