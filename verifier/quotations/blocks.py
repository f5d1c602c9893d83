"""Quotations without marks: blocks set off by node, by style, or by their shape."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.quotations.drafts import Draft, draft
from verifier.quotations.marks import opens_here
from verifier.quotations.notes import NoteMarks
from verifier.quotations.reading import Reading
from verifier.quotations.titles import words_of
from verifier.records.manuscript import BlockKind

SHAPE_WORDS = 12  # words a paragraph needs to pass for a block quotation by its shape alone

_OPENERS, _CLOSERS = "“„\"«‘'", "”“\"»’'"


def block_quotations(readings: Sequence[Reading], marks: NoteMarks) -> list[Draft]:
    """The block quotations, in order; neighbouring quoted paragraphs with no note between them are one."""
    found: list[Draft] = []
    group: list[Reading] = []
    for number, reading in enumerate(readings):
        follows = bool(group) and group[-1] is readings[number - 1] and not marks.at_end_of(group[-1])
        quoted = reading.kind is BlockKind.BLOCK_QUOTE
        if group and not (quoted and follows):
            found.extend(_drafted(group))
            group = []
        if quoted:
            group.append(reading)
        elif number and _by_shape(readings[number - 1], reading, marks):
            found.extend(_drafted([reading]))
    return [*found, *_drafted(group)]


def _by_shape(lead: Reading, reading: Reading, marks: NoteMarks) -> bool:
    """An unmarked paragraph after a paragraph that ends in a colon, and a note mark at its end."""
    if reading.kind is not BlockKind.PARAGRAPH or lead.kind is not BlockKind.PARAGRAPH:
        return False
    text = reading.text.strip()
    marked = text[:1] in _OPENERS and opens_here(text, 0)
    return (
        lead.text.rstrip().endswith(":")
        and not marked
        and marks.at_end_of(reading)
        and len(words_of(text)) >= SHAPE_WORDS
    )


def _drafted(group: Sequence[Reading]) -> list[Draft]:
    if not group:
        return []
    parts = [(reading, *_inside_marks(reading.text)) for reading in group]
    made = draft(parts, None, 0, set_off=True)
    return [made] if made else []


def _inside_marks(text: str) -> tuple[int, int]:
    """The whole block, or what one pair of marks around the whole block holds."""
    from verifier.quotations.stack import pair_marks

    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if text[start : start + 1] not in _OPENERS or text[end - 1 : end] not in _CLOSERS:
        return start, end
    whole = [pair for pair in pair_marks(text).pairs if pair.opening.at == start and pair.closing.end == end]
    return (whole[0].start, whole[0].end) if whole else (start, end)
