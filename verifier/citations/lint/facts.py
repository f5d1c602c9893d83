"""What the checks look at: quotations with their notes, and notes with their meanings."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.records.citation import BIBLIOGRAPHY, Citation, Resolution
from verifier.records.governed import Governed
from verifier.records.manuscript import Manuscript
from verifier.records.quotation import QuotationKind

CLAIMS = (QuotationKind.QUOTE, QuotationKind.BLOCK)


@dataclass(frozen=True)
class Facts:
    """One manuscript as the notes' reader understood it. `by_note` gives each note's resolutions by its ordinal."""

    governed: tuple[Governed, ...]
    manuscript: Manuscript
    resolutions: tuple[Resolution, ...]
    by_note: dict[int, list[Resolution]]
    entries: tuple[Citation, ...]
    mark_ends: tuple[int, ...]

    @classmethod
    def of(cls, governed: Sequence[Governed], manuscript: Manuscript, resolutions: Sequence[Resolution]) -> Facts:
        """The facts of one manuscript; nested quotations are left to the outer one."""
        by_note: dict[int, list[Resolution]] = defaultdict(list)
        entries = []
        for resolution in resolutions:
            if resolution.citation is None:
                continue
            if resolution.citation.note == BIBLIOGRAPHY:
                entries.append(resolution.citation)
            else:
                by_note[resolution.citation.note].append(resolution)
        outer = tuple(one for one in governed if one.quotation.depth == 0)
        ends = tuple(sorted(ref.span.end for ref in manuscript.note_refs))
        return cls(outer, manuscript, tuple(resolutions), dict(by_note), tuple(entries), ends)

    def claims(self) -> list[Governed]:
        """The quotations that claim to be a source's words."""
        return [one for one in self.governed if one.quotation.kind in CLAIMS]

    def in_notes(self) -> list[Resolution]:
        """The resolutions of the notes' citations, in order."""
        return [one for number in sorted(self.by_note) for one in self.by_note[number]]

    def label(self, note: int) -> str:
        """A note's printed number or mark."""
        return self.manuscript.notes[note].label if note >= 0 else "of the bibliography"

    def lead(self, one: Governed) -> str:
        """The body's words from the last note mark (or the paragraph's start) to the quotation."""
        block = self.manuscript.blocks[one.quotation.block]
        start = one.quotation.span.start
        number = bisect_right(self.mark_ends, start) - 1
        begin = max(self.mark_ends[number], block.start) if number >= 0 else block.start
        text = self.manuscript.text
        return "".join(text[max(span.start, begin) : min(span.end, start)] for span in block.spans if span.end > begin)
