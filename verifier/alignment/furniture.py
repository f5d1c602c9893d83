"""Page furniture: running heads and page numbers that cut a sentence in two, and are nobody's words."""

from __future__ import annotations

import re
from collections import Counter

from verifier.records.spans import Span
from verifier.records.text import SourceText

EDGE_LINES = 3  # lines at the top and foot of a page looked at
MAX_HEAD = 90  # code points of a line that can still be a running head
MIN_REPEATS = 2  # pages that must carry a line, numbers aside, before it is furniture

_PAGE_NUMBER = re.compile(r"[\W_]*(?:page|pg|p)?[\W_]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[\W_]*", re.IGNORECASE)
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
    lines: list[tuple[Span, str]] = []
    for page, start in zip(source.pages, source.page_starts, strict=True):
        lines.extend((Span(start + a, start + b), page.text[a:b]) for a, b in _edge_lines(page.text))
    repeats = Counter({_shape(line) for _, line in lines} and (_shape(line) for _, line in lines))
    return [span for span, line in lines if _PAGE_NUMBER.fullmatch(line) or _repeated(line, repeats)]


def _repeated(line: str, repeats: Counter[str]) -> bool:
    shape = _shape(line)
    return len(line) <= MAX_HEAD and len(shape) > 1 and repeats[shape] >= MIN_REPEATS


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
