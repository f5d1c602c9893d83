"""Notes inlined after a digit glued to a closing mark."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from verifier.manuscripts.shapes.inlined import note_end
from verifier.manuscripts.shapes.marks import Family, Mark, chain, find_marks
from verifier.manuscripts.shapes.pieces import Piece
from verifier.records.spans import Span

INLINED_SHARE = 0.6  # of the marks that text follows without a space; in a text with notes elsewhere hardly any does
MIN_MARKS = 2  # one glued digit is a typing slip or a unit


@dataclass(frozen=True, slots=True)
class InlinedNote:
    """A mark and the body right after it; `body` is empty where the mark stands alone."""

    mark: Mark
    body: Span


def read_inlined(text: str, pieces: list[Piece]) -> list[InlinedNote]:
    """The notes inlined in `text`, or none where its glued digits are not followed by note bodies."""
    for family in (Family.GLUED, Family.SUPERSCRIPT):
        candidates = [mark for piece in pieces for mark in find_marks(text, family, piece.span)]
        marks = chain(candidates)
        glued = sum(_opens_body(text, mark.span.end) for mark in marks)
        if glued >= MIN_MARKS and glued >= INLINED_SHARE * len(marks):
            return list(_bodies(text, pieces, marks))
    return []


def _opens_body(text: str, at: int) -> bool:
    return text[at : at + 1].isalpha() or text[at : at + 1] in ("“", '"', "‘", "«", "„", "<", "*", "_")


def _bodies(text: str, pieces: list[Piece], marks: list[Mark]) -> Iterator[InlinedNote]:
    starts = [piece.span.start for piece in pieces]
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        bound = pieces[bisect_right(starts, mark.span.start) - 1].span.end
        if following is not None:
            bound = min(bound, following.span.start)
        start = mark.span.end
        start += len(text[start:bound]) - len(text[start:bound].lstrip())
        yield InlinedNote(mark, Span(start, max(start, note_end(text, start, bound))))
