"""Where the note marks stand, seen from a block and from a quotation."""

from __future__ import annotations

from bisect import bisect_left

from verifier.quotations.drafts import Draft, Part
from verifier.quotations.reading import Reading
from verifier.records.manuscript import Manuscript

_LOOSE = (
    " \t\n\u00a0.,;:!?)]*_”\"’'»\u200b"  # what may stand between the last word and the note mark that belongs to it
)


class NoteMarks:
    """The note marks of a manuscript, in order of place."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._text = manuscript.text
        self._refs = sorted(manuscript.note_refs, key=lambda ref: ref.span.start)
        self._starts = [ref.span.start for ref in self._refs]
        self._block_starts = [block.start for block in manuscript.blocks]

    def at_end_of(self, reading: Reading) -> bool:
        """True when a note mark stands at the very end of the block (nothing but space between)."""
        text = reading.text.rstrip()
        if not text:
            return False
        return self._only_loose(reading.origins[len(text) - 1] + 1, self._limit(reading))

    def after(self, part: Part, stop: int) -> int | None:
        """Where, in the block's reading, the first note mark at or after part.end stands, if before `stop`."""
        offset = self._next(part)
        if offset is None:
            return None
        at = bisect_left(part.reading.origins, offset)
        return at if at <= stop else None

    def attached(self, found: Draft) -> bool:
        """True when a note mark follows the quotation at once (closing marks and punctuation aside)."""
        part = found.last
        last = part.reading.origins[part.end - 1] + 1
        return self._only_loose(last, self._limit(part.reading))

    def _next(self, part: Part) -> int | None:
        last = part.reading.origins[part.end - 1] + 1
        number = bisect_left(self._starts, last)
        return (
            self._starts[number]
            if number < len(self._starts) and self._starts[number] <= self._limit(part.reading)
            else None
        )

    def _limit(self, reading: Reading) -> int:
        """The last offset at which a note mark still belongs to this block: where the next block begins."""
        number = reading.block + 1
        return self._block_starts[number] - 1 if number < len(self._block_starts) else len(self._text)

    def _only_loose(self, start: int, limit: int) -> bool:
        number = bisect_left(self._starts, start)
        if number == len(self._starts) or self._starts[number] > limit:
            return False
        between = self._text[start : self._starts[number]]
        return all(mark in _LOOSE for mark in between)
