"""Editorial marks inside a quotation, told apart as segments that rebuild it exactly."""

from __future__ import annotations

import re

from verifier.records.quotation import Segment, SegmentKind
from verifier.records.spans import Span

_DOTS = r"(?:…(?:\s?[.…])*|\.(?:[\s\u00a0]?\.){2,})"
_OMISSION = rf"[\[(][\s\u00a0]*{_DOTS}[\s\u00a0]*[\])]|{_DOTS}"
_SIC = r"[\[(]\s*[*_]?sic[*_]?\s*[!.]?\s*[\])]"
_LETTER = r"[^\W\d_]|[’']"
_ALTERED = rf"(?:{_LETTER})+(?:\[[^\[\]\s]{{0,12}}\](?:{_LETTER})*)+|(?:\[[^\[\]\s]{{1,12}}\](?:{_LETTER})+)+"
_INSERTION = r"\[[^\[\]]{1,400}\]"
_EDITORIAL = re.compile(
    rf"(?P<sic>{_SIC})|(?P<omission>{_OMISSION})|(?P<alteration>{_ALTERED})|(?P<insertion>{_INSERTION})",
    re.IGNORECASE,
)


def segments(text: str) -> tuple[Segment, ...]:
    """Cut a quotation into Literal, Omission, Insertion, Alteration and Sic; their texts joined give `text` again.

    An alteration is the whole word the editor touched (`assure[d]`, `[T]he`), brackets included. Full stops that
    end a sentence before an ellipsis (`. . . .`) belong to the omission, for a source need not have them.
    """
    found: list[Segment] = []
    at = 0
    for mark in _EDITORIAL.finditer(text):
        _literal(found, text, at, mark.start())
        kind = SegmentKind(str(mark.lastgroup))
        found.append(Segment(kind, mark.group(), Span(mark.start(), mark.end())))
        at = mark.end()
    _literal(found, text, at, len(text))
    return tuple(found)


def _literal(found: list[Segment], text: str, start: int, end: int) -> None:
    if end > start:
        found.append(Segment(SegmentKind.LITERAL, text[start:end], Span(start, end)))
