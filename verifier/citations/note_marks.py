"""The note marks of a manuscript, and which of them governs a quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from verifier.citations.habits import NEAR_SENTENCES, notes_stay_close, sentences_between
from verifier.records.manuscript import BlockKind, Manuscript, NoteRef
from verifier.records.quotation import Quotation, QuotationKind

LEAD_SLACK = 8  # code points: marks and spaces between a lead-in's first word and the note mark before it

_LOOSE = " \t\n\u00a0.,;:!?)]”\"’'»*_"  # what may stand between a quotation's last word and the note mark beside it
_OPENERS = '“„"«‘'


class NoteMarks:
    """The note marks in order of place, the blocks they stand in, and how near to quotations this author sets them."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._text = manuscript.text
        self._blocks = manuscript.blocks
        self._block_starts = [block.start for block in manuscript.blocks]
        self._refs = sorted(manuscript.note_refs, key=lambda ref: ref.span.start)
        self._starts = [ref.span.start for ref in self._refs]
        self._close = False

    def learn(self, quotations: Iterable[Quotation]) -> None:
        """Read from the quotations whether their notes stand beside them or at the paragraph's end."""
        told = [one for one in quotations if one.depth == 0 and one.kind is QuotationKind.QUOTE]
        found = ((one, self._following(one)) for one in told)
        self._close = notes_stay_close(self._distance(one, ref) for one, ref in found if ref is not None)

    def governing(self, quotation: Quotation) -> NoteRef | None:
        """The note mark that governs a quotation.

        It is the first one after the quotation in its paragraph; sentences may lie between, as many as this author's
        habit allows. For a word that nobody is credited with, only one that stands beside it. Failing that, one in
        the words that lead in, or in the reply that opens the next paragraph.
        """
        inside = self._at_inner_end(quotation)
        if inside is not None:
            return inside
        following = self._following(quotation)
        if quotation.kind in (QuotationKind.SCARE, QuotationKind.TITLE):
            return following if following is not None and self._beside(quotation, following) else None
        if following is not None and self._close and self._distance(quotation, following) > NEAR_SENTENCES:
            following = None
        return following or self._leading(quotation) or self._in_reply(quotation)

    def _following(self, quotation: Quotation) -> NoteRef | None:
        return self._next(quotation.span.end, self._limit(self._last_block(quotation)))

    def _last_block(self, quotation: Quotation) -> int:
        return bisect_right(self._block_starts, max(quotation.span.end - 1, 0)) - 1

    def _limit(self, block: int) -> int:
        return self._block_starts[block + 1] if block + 1 < len(self._block_starts) else len(self._text) + 1

    def _next(self, offset: int, limit: int) -> NoteRef | None:
        number = bisect_left(self._starts, offset)
        return self._refs[number] if number < len(self._refs) and self._starts[number] < limit else None

    def _distance(self, quotation: Quotation, ref: NoteRef) -> int:
        """Sentences that end between the quotation and the mark."""
        return sentences_between(self._running(quotation.span.end - 1, ref.span.start))

    def _running(self, start: int, end: int) -> str:
        """The body's words between two offsets, notes and marks left out."""
        first, last = bisect_right(self._block_starts, start) - 1, bisect_right(self._block_starts, end) - 1
        parts = [span for block in self._blocks[max(first, 0) : last + 1] for span in block.spans]
        return "".join(self._text[max(span.start, start) : min(span.end, end)] for span in parts if span.end > start)

    def _at_inner_end(self, quotation: Quotation) -> NoteRef | None:
        """A mark set before the closing quotation mark: `... in an eastern direction.12”`."""
        number = bisect_left(self._starts, quotation.span.end) - 1
        if number < 0 or self._starts[number] < quotation.span.start:
            return None
        ref = self._refs[number]
        rest = self._text[ref.span.end : quotation.span.end]
        return ref if all(mark in _LOOSE for mark in rest) else None

    def _beside(self, quotation: Quotation, ref: NoteRef) -> bool:
        return all(mark in _LOOSE for mark in self._text[quotation.span.end : ref.span.start])

    def _leading(self, quotation: Quotation) -> NoteRef | None:
        """No mark follows: one in the sentence that leads in, or at the end of the paragraph before a block."""
        number = bisect_left(self._starts, quotation.span.start) - 1
        if number < 0 or not quotation.lead_in:
            return None
        ref = self._refs[number]
        if quotation.kind is QuotationKind.BLOCK:
            return ref if self._ends_lead(quotation, ref) else None
        reach = quotation.span.start - len(quotation.lead_in) - LEAD_SLACK
        return ref if ref.span.start >= max(self._blocks[quotation.block].start, reach) else None

    def _ends_lead(self, quotation: Quotation, ref: NoteRef) -> bool:
        """The mark stands in the sentence before the block quotation."""
        if quotation.block == 0:
            return False
        lead = self._blocks[quotation.block - 1]
        return lead.kind is not BlockKind.BLOCK_QUOTE and ref.span.start >= lead.end - len(quotation.lead_in)

    def _in_reply(self, quotation: Quotation) -> NoteRef | None:
        """The quotation ends its paragraph and the next one opens with the answer to it, which has a note."""
        number = self._last_block(quotation)
        if quotation.kind is not QuotationKind.QUOTE or number + 1 >= len(self._blocks):
            return None
        block, reply = self._blocks[number], self._blocks[number + 1]
        if reply.kind is not BlockKind.PARAGRAPH or self._running(quotation.span.end, block.end).strip(_LOOSE):
            return None
        ref = self._next(reply.start, self._limit(number + 1))
        words = self._running(reply.start, ref.span.start) if ref is not None else ""
        answered = any(mark in _OPENERS for mark in words) and not sentences_between(words)
        return ref if answered else None
