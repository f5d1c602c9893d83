"""Our own reading of scanned pages: drawn, cleaned, read, read again where unsure, words put in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from verifier.records.source import Layer
from verifier.records.text import Box, Obscured, Page, SourceText
from verifier.texts import second_engine, tesseract
from verifier.texts.child import Limits, Outcome, Workplace
from verifier.texts.confusions import Swap, learnt
from verifier.texts.furniture import furnish
from verifier.texts.geometry import straight_to_page, turned
from verifier.texts.hidden import hidden_places
from verifier.texts.language import foreign_script, language_of, model_for
from verifier.texts.layout import by_place, composed
from verifier.texts.mending import mended
from verifier.texts.merge import joined, merged
from verifier.texts.quality import SURE, confidence_of, quality_of
from verifier.texts.redaction import placed, unsure_places, without_known, without_noise
from verifier.texts.rows import Line
from verifier.texts.second_look import looked_again
from verifier.texts.sheet import Sheet

DPI = (300, 300)  # least and most dots an inch a page is drawn at; Tesseract's models were trained near it
CLEANING = {"frame": True, "straighten": True, "median": True, "dots": True, "dust": True, "soften": True}
UPRIGHT_MIN = 0.45  # mean confidence under which a page may lie on its side
WORDS_MIN = 5  # words under which a page's confidence says nothing
FOREIGN_WORDS_MIN = 40  # words a page needs for its language to be told from how badly it reads
FOREIGN_HITS_MAX = 0.55  # share of English words; poor scans of English pages have more, other languages less
PAGES_AT_ONCE = 8  # pages drawn by one child: 9 MB each on disk


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


@dataclass(frozen=True)
class Read:
    """One page as read: its lines on the straightened picture, how to get back to the page, what hides words.

    `again` are single lines looked at again, `other` is the whole page by the second engine. `foreign` is the
    language of a page that no model on this machine can read.
    """

    lines: list[Line]
    margin: list[Line]
    skew: float
    quarter: int
    size: tuple[int, int]
    engine: str
    obscured: tuple[Obscured, ...] = ()
    again: list[Line] = field(default_factory=list)
    other: list[Line] = field(default_factory=list)
    foreign: str = ""


def read_scan(place: Workplace, job: Job, *, url: str = "") -> SourceText:
    """Our own reading of the job's pages. The document's other pages are there, empty, so that indices agree.

    What stood in the way is in `problems`; a language without a model gives `unreadable: ...` and no words.
    """
    engine = tesseract.engine_for(job.languages)
    if engine is None:
        problem = f"unreadable: no OCR model for {'+'.join(job.languages)} on this machine"
        return SourceText(
            pages=_blank(job.count), layer=Layer.OCR, engine="tesseract", noisy=True, url=url, problems=(problem,)
        )
    read: dict[int, Read] = {}
    problems: list[str] = []
    for start in range(0, len(job.pages), PAGES_AT_ONCE):
        batch = job.pages[start : start + PAGES_AT_ONCE]
        outcome = place.run(job.task, pages=list(batch), dpi=DPI, clean=CLEANING, max_pages=job.count)
        problems += _failures(outcome, batch)
        read |= _read_batch(place, [line for line in outcome.lines if "file" in line], engine, job)
    return _assembled(read, job, engine, url, problems)


def _read_batch(place: Workplace, drawn: list[dict[str, Any]], engine: tesseract.Engine, job: Job) -> dict[int, Read]:
    first = {line["index"]: _in_its_language(place, line, engine, job) for line in drawn}
    unsure = [line for line in drawn if _wants_more(first[line["index"]], line["index"], job)]
    for index, lines in _second_readings(place, unsure, first).items():
        first[index] = replace(first[index], other=lines, engine=f"tesseract+{second_engine.PACKAGE}")
    for line in drawn:
        (place.path / line["file"]).unlink(missing_ok=True)
    return first


def _in_its_language(place: Workplace, line: dict[str, Any], engine: tesseract.Engine, job: Job) -> Read:
    """The page read with the models asked for or, where it is in another language, with that one's.

    A page in a script no model here knows keeps no words: what came out of it is no text.
    """
    read = _first_reading(place, line, engine, job)
    text = _text_of(read)
    quality = quality_of(text)
    if "eng" not in job.languages or quality.words < FOREIGN_WORDS_MIN or quality.hits > FOREIGN_HITS_MAX:
        return read
    script = foreign_script(text)
    model = model_for(script or language_of(text))
    other = tesseract.engine_for((model,)) if model not in job.languages else None
    if other is not None:
        again = _first_reading(place, line, other, replace(job, languages=(model,)))
        if _sure_of(again) > _sure_of(read):
            return again
    return replace(read, lines=[], margin=[], again=[], foreign=script) if script else read


def _first_reading(place: Workplace, line: dict[str, Any], engine: tesseract.Engine, job: Job) -> Read:
    """Tesseract on the page as it lies; on its sides where it lies on one, or where that reads like nothing."""
    if line.get("sideways"):
        return max((_turned(place, line, engine, job, quarter) for quarter in (90, 270)), key=_weight)
    best = _tesseract(place, line, engine, job, 0)
    if _sure_of(best) >= UPRIGHT_MIN or not _has_ink(line):
        return best
    other = _turned(place, line, engine, job, 180)
    return other if _weight(other) > 2 * _weight(best) else best


def _turned(place: Workplace, line: dict[str, Any], engine: tesseract.Engine, job: Job, quarter: int) -> Read:
    """Tesseract on the page turned by a quarter or half."""
    outcome = place.run("turn", file=line["file"], quarter=quarter)
    turned = next((found for found in outcome.lines if "file" in found), None)
    if turned is None:
        return Read([], [], 0.0, quarter, (1, 1), "tesseract")
    read = _tesseract(place, {**line, **turned}, engine, job, quarter)
    (place.path / turned["file"]).unlink(missing_ok=True)
    return replace(read, size=(line["width"], line["height"]))


def _tesseract(place: Workplace, line: dict[str, Any], engine: tesseract.Engine, job: Job, quarter: int) -> Read:
    picture, size = place.path / line["file"], tesseract.Size(line["width"], line["height"])
    lines, margin = by_place(tesseract.read(picture, size, engine, job.languages, dpi=line["dpi"]))
    found = _found_in_cleaning(line, quarter)
    read = Read(lines, margin, line.get("skew", 0.0), quarter, (size.width, size.height), "tesseract", found)
    sheet = Sheet.of(picture, size.width, size.height)
    if sheet is None:
        return read
    again = looked_again(sheet, lines, engine, job.languages, folder=place.path, dpi=line["dpi"])
    return replace(read, again=again, obscured=(*found, *hidden_places(sheet, lines)))


def _second_readings(place: Workplace, drawn: list[dict[str, Any]], first: dict[int, Read]) -> dict[int, list[Line]]:
    """Another look at the unsure pages by the second engine, where it is installed.

    A second pass of Tesseract in another mode or resolution was tried on real stamped scans: it found nothing more.
    """
    files = [(line["index"], line["file"]) for line in drawn if first[line["index"]].quarter == 0]
    if not files or not second_engine.available():
        return {}
    limits = Limits(memory=second_engine.MEMORY_BYTES, page_cpu=second_engine.PAGE_CPU_S, wall=second_engine.WALL_S)
    outcome = place.with_limits(limits).run("second", files=files)
    found = {line["index"]: line["lines"] for line in outcome.lines if "lines" in line}
    return {index: by_place(second_engine.pieces_of(lines))[0] for index, lines in found.items()}


def _wants_more(read: Read, index: int, job: Job) -> bool:
    if job.twice or index in job.again:
        return True
    if sum(map(len, read.lines)) < WORDS_MIN:
        return False
    return _sure_of(read) < SURE or quality_of(_text_of(read)).poor


def _text_of(read: Read) -> str:
    return " ".join(piece.text for line in read.lines for piece in line)


def _assembled(read: dict[int, Read], job: Job, engine: tesseract.Engine, url: str, problems: list[str]) -> SourceText:
    swaps = learnt(piece.text for page in read.values() for line in _all_lines(page) for piece in line)
    pages = tuple(_page(index, read.get(index), swaps) for index in range(job.count))
    sample = " ".join(page.text for page in pages)
    if foreign := Counter(page.foreign for page in read.values() if page.foreign):
        language, count = foreign.most_common(1)[0]
        where = "" if not sample.strip() else f" on {count} of {len(read)} pages"
        problems.append(f"unreadable: other language ({language}){where}")
    elif read and not sample.strip():
        problems.append("unreadable: OCR found no words on any page")
    return SourceText(
        pages=furnish(pages), layer=Layer.OCR, engine="tesseract", engine_version=engine.version, noisy=True, url=url,
        language=language_of(sample), problems=tuple(problems),
    )  # fmt: skip


def _page(index: int, read: Read | None, swaps: tuple[Swap, ...]) -> Page:
    if read is None:
        return Page(index=index, text="", engine="")
    lines = merged(mended(read.lines, swaps), mended(read.again, swaps))
    if read.other:
        lines = joined(lines, mended(read.other, swaps))
    lines, noise = without_noise(lines)
    margin, _ = without_noise(read.margin)
    text, words, marginal = composed(lines, margin)
    back = straight_to_page(read.skew, read.quarter, read.size)
    hidden = [*without_known(unsure_places(noise, lines), read.obscured), *read.obscured]
    obscured = tuple(placed(replace(one, box=back(one.box)), words) for one in hidden)
    words = tuple(replace(word, box=word.box and back(word.box)) for word in words)
    return Page(index, text, None, words, marginal, obscured, confidence_of(words), read.engine)


def _all_lines(page: Read) -> list[Line]:
    return [line for reading in (page.lines, page.again, page.other) for line in reading]


def _found_in_cleaning(line: dict[str, Any], quarter: int) -> tuple[Obscured, ...]:
    """What hides words, on the picture as it was read: the boxes were found before it was turned."""
    kinds = (("redaction", "redactions"), ("stamp", "stamps"))
    return tuple(Obscured(kind, turned(Box(*box), quarter)) for kind, name in kinds for box in line.get(name, ()))


def _blank(count: int) -> tuple[Page, ...]:
    return tuple(Page(index=index, text="") for index in range(count))


def _sure_of(read: Read) -> float:
    pieces = [piece for line in read.lines for piece in line]
    letters = sum(len(piece.text) for piece in pieces)
    return sum((piece.confidence or 0) * len(piece.text) for piece in pieces) / letters if letters else 0.0


def _weight(read: Read) -> float:
    """Letters read, weighed by how surely: what tells an upright page from one on its side."""
    return sum((piece.confidence or 0) ** 2 * len(piece.text) for line in read.lines for piece in line)


def _has_ink(line: dict[str, Any]) -> bool:
    return bool(line.get("ink", 1.0) > 0.002)


def _failures(outcome: Outcome, batch: tuple[int, ...]) -> list[str]:
    problems = [
        f"page {line['index'] + 1}: {line['error']}" for line in outcome.lines if line.get("error") and "index" in line
    ]
    drawn = {line["index"] for line in outcome.lines if "index" in line}
    if outcome.ending != "ok":
        missing = [index + 1 for index in batch if index not in drawn]
        problems.append(f"pages {missing}: could not be drawn ({outcome.ending})")
    return problems
