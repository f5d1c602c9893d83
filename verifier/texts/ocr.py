"""Our own reading of scanned pages: drawn, cleaned, read, read again where unsure, words put in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from verifier.records.source import Layer
from verifier.records.text import Page, SourceText
from verifier.texts import tesseract
from verifier.texts.child import Outcome, Workplace
from verifier.texts.confusions import Swap, learnt
from verifier.texts.firsthand import Job, Read, draw, read_drawn
from verifier.texts.furniture import furnish
from verifier.texts.geometry import straight_to_page
from verifier.texts.language import language_of
from verifier.texts.layout import composed
from verifier.texts.mending import mended
from verifier.texts.merge import joined, merged
from verifier.texts.quality import confidence_of
from verifier.texts.redaction import placed, unsure_places, without_known, without_noise
from verifier.texts.rows import Line

__all__ = ["Job", "read_scan"]

PAGES_AT_ONCE = 8  # pages drawn by one child: 9 MB each on disk


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
        outcome = draw(place, job, batch)
        problems += _failures(outcome, batch)
        read |= read_drawn(place, [line for line in outcome.lines if "file" in line], engine, job)
    return _assembled(read, job, engine, url, problems)


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


def _blank(count: int) -> tuple[Page, ...]:
    return tuple(Page(index=index, text="") for index in range(count))


def _failures(outcome: Outcome, batch: tuple[int, ...]) -> list[str]:
    problems = [
        f"page {line['index'] + 1}: {line['error']}" for line in outcome.lines if line.get("error") and "index" in line
    ]
    drawn = {line["index"] for line in outcome.lines if "index" in line}
    if outcome.ending != "ok":
        missing = [index + 1 for index in batch if index not in drawn]
        problems.append(f"pages {missing}: could not be drawn ({outcome.ending})")
    return problems
