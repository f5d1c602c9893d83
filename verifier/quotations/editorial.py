"""Editorial marks inside a quotation, told apart as segments that rebuild it exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.records.quotation import Segment, SegmentKind
from verifier.records.spans import Span

LETTERS = 12  # letters an editor may bracket inside or beside a word; longer brackets hold words of their own
INSERTED = 400  # code points of a bracketed insertion; past this a bracket was lost

_DOTS = r"(?:…(?:\s?[.…])*|\.(?:[\s\u00a0]?\.){2,}|(?<=\s)\.\s?\.(?=\s))"  # two dots, where blanks stand around
_EDITORIAL = re.compile(
    rf"(?P<sic>[\[(]\s?[*_]?sic[*_]?\s?[!.]?\s?[\])])"
    rf"|(?P<omission>[\[(][\s\u00a0]?{_DOTS}[\s\u00a0]?[\])]|{_DOTS})"
    r"|(?P<nothing>\[\s?\])"
    rf"|(?P<insertion>\[[^\[\]]{{1,{INSERTED}}}\])",
    re.IGNORECASE,
)


def segments(text: str) -> tuple[Segment, ...]:
    """Cut a quotation into Literal, Omission, Insertion, Alteration and Sic; their texts joined give `text` again.

    An alteration is the whole word the editor touched (`assure[d]`, `[T]he`), brackets included. Full stops that
    end a sentence before an ellipsis (`. . . .`) belong to the omission, for a source need not have them.
    """
    found: list[Segment] = []
    at = 0
    for kind, start, end in _marks(text):
        if start > at:
            found.append(Segment(SegmentKind.LITERAL, text[at:start], Span(at, start)))
        found.append(Segment(kind, text[start:end], Span(start, end)))
        at = end
    if at < len(text):
        found.append(Segment(SegmentKind.LITERAL, text[at:], Span(at, len(text))))
    return tuple(found)


def _marks(text: str) -> Iterator[tuple[SegmentKind, int, int]]:
    """The editorial marks in order, none overlapping; a bracket that touches a word takes the whole word."""
    done = 0
    for mark in _EDITORIAL.finditer(text):
        if mark.start() < done:
            continue
        start, end, kind = mark.start(), mark.end(), str(mark.lastgroup)
        if kind in ("insertion", "nothing") and _is_letters(mark.group()):
            start, end = _word_around(text, start, end, done)
        if end - start > len(mark.group()):
            kind = SegmentKind.ALTERATION
        if kind == "nothing" and mark.group() != "[]":
            kind = SegmentKind.OMISSION  # brackets around a blank, on their own
        if kind != "nothing":
            yield SegmentKind(kind), start, end
            done = end


def _is_letters(bracket: str) -> bool:
    inside = bracket[1:-1].strip()
    return len(inside) <= LETTERS and not any(mark.isspace() for mark in inside)


def _word_around(text: str, start: int, end: int, floor: int) -> tuple[int, int]:
    """The word a bracket stands in, further brackets of letters in it included; not reaching before `floor`."""
    while start > floor and _is_letter(text[start - 1]):
        start -= 1
    while end < len(text):
        follower = _EDITORIAL.match(text, end)
        if follower and follower.lastgroup in ("insertion", "nothing") and _is_letters(follower.group()):
            end = follower.end()
        elif _is_letter(text[end]):
            end += 1
        else:
            break
    return start, end


def _is_letter(mark: str) -> bool:
    return mark.isalpha() or mark in "’'"
