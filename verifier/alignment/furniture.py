"""Page furniture: running heads, page numbers and transcribers' notes that cut a sentence in two, nobody's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import edlib

from verifier.records.spans import Span
from verifier.records.text import SourceText

EDGE_LINES = 3  # lines at the top and foot of a page looked at
TOP, FOOT = "t", "f"
MAX_HEAD = 90  # code points of a line that can still be a running head
NEIGHBOURS = 2  # pages before and after that may carry the same head: left and right pages have heads of their own
TWIN_ERRORS = 0.3  # share of letters by which two prints of one head may differ on a worn scan
MIN_FUZZY = 6  # letters; shorter lines must agree exactly

_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|pg|p)?[\W_]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
# What a transcriber says of the page between square brackets. What is withheld there is no such note: it is missed.
_NOTES = re.compile(
    r"\[\s*(?:(?:page|p\.|pp\.|folio|fol\.|f\.|sheet)\s*[\divxl]+[rv]?"
    r"|(?:\w+ )?(?:illegible|unreadable|indecipherable|unclear|torn|stain(?:ed)?|blank|(?:hand)?written|typed|stamped?"
    r"|underlined|underscored|initial(?:l?ed|s)|signed|signature|seal|margin(?:alia|al note)?|in the margin"
    r"|struck (?:out|through)|crossed out|interlined)\b"
    r"(?![^\]]*\b(?:not?|declassified|withheld|deleted)\b)[^\[\]]{0,60})\s*\]",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[\W_]+")
_FILLED = re.compile(r"[^\n]*\S[^\n]*")


def furniture_of(source: SourceText) -> tuple[Span, ...]:
    """Spans of `source.text` that are furniture: what its reader marked, and what repeats at the pages' edges."""
    spans = [
        Span(start + span.start, start + span.end)
        for page, start in zip(source.pages, source.page_starts, strict=True)
        for span in page.furniture
    ]
    spans.extend(Span(*found.span()) for found in _NOTES.finditer(source.text))
    if len(source.pages) > 1:
        spans.extend(_edges(source))
    return _merged(spans)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at a page's edge. `ends` are the ends of the page it stands at: a short page has one edge, not two."""

    span: Span
    text: str
    shape: bytes
    ends: str


def _edges(source: SourceText) -> list[Span]:
    """Lines at the pages' edges that are page numbers, or that a neighbouring page has too, misread letters aside."""
    pages = [_lines(page.text, start) for page, start in zip(source.pages, source.page_starts, strict=True)]
    alike = _Alike()
    found: list[Span] = []
    for number, lines in enumerate(pages):
        near = [*pages[max(number - NEIGHBOURS, 0) : number], *pages[number + 1 : number + NEIGHBOURS + 1]]
        others = {end: {line.shape for page in near for line in page if end in line.ends} for end in (TOP, FOOT)}
        for line in lines:
            head = len(line.text) <= MAX_HEAD and len(line.shape) > 1
            twins = set().union(*(others[end] for end in line.ends))
            if _PAGE_NUMBER.fullmatch(line.text) or (head and alike.any(line.shape, twins)):
                found.append(line.span)
    return found


def _lines(text: str, start: int) -> list[_Line]:
    """The edge lines of a page that begins at code point `start` of the source."""
    spans = _edge_lines(text)
    ends = [TOP] * EDGE_LINES + [FOOT] * EDGE_LINES if len(spans) == 2 * EDGE_LINES else [TOP + FOOT] * len(spans)
    made = []
    for (a, b), end in zip(spans, ends, strict=True):
        line = text[a:b].strip()
        made.append(_Line(Span(start + a, start + b), line, _shape(line), end))
    return made


class _Alike:
    """Whether two prints of a head are the same, misread letters aside; every pair is measured once."""

    def __init__(self) -> None:
        self.measured: dict[tuple[bytes, bytes], int] = {}

    def any(self, shape: bytes, others: set[bytes]) -> bool:
        """True where one of `others` is like `shape`."""
        if shape in others:
            return True
        limit = int(TWIN_ERRORS * len(shape)) if len(shape) >= MIN_FUZZY else 0
        return limit > 0 and any(self._distance(shape, other) <= limit for other in others)

    def _distance(self, one: bytes, other: bytes) -> int:
        """Letters that differ; more than any limit where they are too many."""
        longest = max(len(one), len(other))
        limit = int(TWIN_ERRORS * longest)
        if longest - min(len(one), len(other)) > limit:
            return longest
        key = (one, other) if one < other else (other, one)
        if key not in self.measured:
            found = edlib.align(one, other, k=limit)["editDistance"]
            self.measured[key] = longest if found < 0 else int(found)
        return self.measured[key]


def _edge_lines(text: str) -> list[tuple[int, int]]:
    """Spans of the first and last non-blank lines of a page."""
    first = [match.span() for match, _ in zip(_FILLED.finditer(text), range(2 * EDGE_LINES + 1), strict=False)]
    if len(first) <= 2 * EDGE_LINES:
        return first
    last: list[tuple[int, int]] = []
    end = len(text)
    while len(last) < EDGE_LINES:
        start = text.rfind("\n", 0, end) + 1
        if text[start:end].strip():
            last.append((start, end))
        end = start - 1
    return first[:EDGE_LINES] + last[::-1]


def _shape(line: str) -> bytes:
    """A line with its numbers and punctuation taken out: what repeats from page to page."""
    return _LETTERS.sub("", _DIGITS.sub("", line)).lower().encode("latin-1", "replace")


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    made: list[Span] = []
    for span in sorted(span for span in spans if len(span)):
        if made and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)
