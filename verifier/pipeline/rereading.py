"""Which pages of a scan to read again for a claim, and how a second reading is laid over the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.records.claim import Claim
from verifier.records.source import Layer
from verifier.records.text import Page, SourceText
from verifier.records.verdict import Comparison
from verifier.verdicts.place import cited_pages

AROUND = 1  # pages before and after an expected one: a quotation runs over a page's end, a count is off by one


def expected_pages(claim: Claim, comparison: Comparison, readings: Sequence[SourceText]) -> frozenset[int]:
    """Zero-based pages where the quotation should stand: the cited ones, by label and by count, and the nearest found.

    Empty when nothing says where, which asks for every page.
    """
    scans = [reading for reading in readings if reading.noisy or reading.layer is Layer.OCR]
    cited = set(cited_pages(claim.page))
    found = {number - 1 for number in cited}
    found |= {
        page.index for scan in scans for page in scan.pages if page.label and cited & set(cited_pages(page.label))
    }
    places = [*comparison.matches[:1], *([comparison.nearest] if comparison.nearest else [])]
    found |= {place.page_index for place in places}
    last = max((len(scan.pages) for scan in readings), default=0)
    return frozenset(n for page in found for n in range(page - AROUND, page + AROUND + 1) if 0 <= n < last)


def read_pages(readings: Iterable[SourceText]) -> set[int]:
    """Pages that our own OCR has words of."""
    return {page.index for reading in readings if _ours(reading) for page in reading.pages if page.text.strip()}


def scanned_pages(readings: Iterable[SourceText]) -> set[int]:
    """Pages that are pictures: off a scan, or without words. A born-digital page is what it says it is."""
    return {page.index for reading in readings for page in reading.pages if reading.noisy or not page.text.strip()}


def overlaid(old: Sequence[SourceText], new: Sequence[SourceText]) -> tuple[SourceText, ...]:
    """The new readings, each with the old one's words on the pages that it left blank."""
    before = {_identity(reading): reading for reading in old}
    return tuple(_over(before.get(_identity(reading)), reading) for reading in new)


def _over(old: SourceText | None, new: SourceText) -> SourceText:
    if old is None or not _ours(new) or len(old.pages) != len(new.pages):
        return new
    pages = tuple(_fuller(before, after) for before, after in zip(old.pages, new.pages, strict=True))
    return replace(new, pages=pages)


def _fuller(old: Page, new: Page) -> Page:
    return new if new.text.strip() else old


def _ours(reading: SourceText) -> bool:
    return reading.layer is Layer.OCR and reading.engine.startswith("tesseract")


def _identity(reading: SourceText) -> tuple[str, Layer, str]:
    return reading.capture, reading.layer, reading.language
