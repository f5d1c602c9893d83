"""Page furniture: running heads and page numbers that cut a sentence in two, and are nobody's words."""

from __future__ import annotations

import re

import edlib

from verifier.records.spans import Span
from verifier.records.text import SourceText

EDGE_LINES = 3  # lines at the top and foot of a page looked at
MAX_HEAD = 90  # code points of a line that can still be a running head
NEIGHBOURS = 2  # pages before and after that may carry the same head: left and right pages have heads of their own
TWIN_ERRORS = 0.3  # share of letters by which two prints of one head may differ on a worn scan
MIN_FUZZY = 6  # letters; shorter lines must agree exactly

_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|pg|p)?[\W_]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[\W_]+")


def furniture_of(source: SourceText) -> tuple[Span, ...]:
    """Spans of `source.text` that are furniture: what its reader marked, and what repeats at the pages' edges."""
    spans = [
        Span(start + span.start, start + span.end)
        for page, start in zip(source.pages, source.page_starts, strict=True)
        for span in page.furniture
    ]
    if len(source.pages) > 1:
        spans.extend(_edges(source))
    return _merged(spans)


def _edges(source: SourceText) -> list[Span]:
    """Lines at the pages' edges that are page numbers, or that a neighbouring page has too, misread letters aside."""
    pages = [
        [(Span(start + a, start + b), page.text[a:b].strip()) for a, b in _edge_lines(page.text)]
        for page, start in zip(source.pages, source.page_starts, strict=True)
    ]
    shapes = [[_shape(line) for _, line in lines] for lines in pages]
    found: list[Span] = []
    for number, lines in enumerate(pages):
        near = [
            shape
            for n in range(max(number - NEIGHBOURS, 0), number + NEIGHBOURS + 1)
            if n != number
            for shape in shapes[n : n + 1]
        ]
        others = [shape for page in near for shape in page]
        for (span, line), shape in zip(lines, shapes[number], strict=True):
            if _PAGE_NUMBER.fullmatch(line) or (len(line) <= MAX_HEAD and _has_twin(shape, others)):
                found.append(span)
    return found


def _has_twin(shape: str, others: list[str]) -> bool:
    if len(shape) < 2:
        return False
    limit = int(TWIN_ERRORS * len(shape)) if len(shape) >= MIN_FUZZY else 0
    wanted = shape.encode("latin-1", "replace")
    return any(
        shape == other
        or (
            limit > 0
            and abs(len(other) - len(shape)) <= limit
            and edlib.align(wanted, other.encode("latin-1", "replace"), k=limit)["editDistance"] >= 0
        )
        for other in others
    )


def _edge_lines(text: str) -> list[tuple[int, int]]:
    """Spans of the first and last non-blank lines of a page."""
    found = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    if len(found) <= 2 * EDGE_LINES:
        return found
    return found[:EDGE_LINES] + found[-EDGE_LINES:]


def _shape(line: str) -> str:
    """A line with its numbers and punctuation taken out: what repeats from page to page."""
    return _LETTERS.sub("", _DIGITS.sub("", line)).lower()


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    made: list[Span] = []
    for span in sorted(span for span in spans if len(span)):
        if made and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)
