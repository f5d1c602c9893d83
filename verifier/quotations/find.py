"""The front door: every quotation of a manuscript, and what is wrong with its marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from verifier.quotations.blocks import block_quotations
from verifier.quotations.drafts import Draft
from verifier.quotations.editorial import segments
from verifier.quotations.kinds import Setting, classify
from verifier.quotations.marked import marked_quotations
from verifier.quotations.marks import Family
from verifier.quotations.notes import NoteMarks
from verifier.quotations.reading import Reading, is_prose, read_block
from verifier.quotations.self_quotation import self_quoted
from verifier.quotations.sentences import sentence_around, sentence_starts
from verifier.quotations.speakers import speaker_of
from verifier.records.findings import Finding
from verifier.records.manuscript import Manuscript
from verifier.records.quotation import Quotation, QuotationKind

LEAD_IN = 400  # code points of a lead-in at most: a long sentence; a list without full stops is no lead-in
CONTEXT = 60  # code points kept before and after a quotation: enough to find it again in an edited manuscript


def find_quotations(manuscript: Manuscript) -> tuple[tuple[Quotation, ...], tuple[Finding, ...]]:
    """Every quotation of the body in order of place, outermost first, and a finding for each lost mark.

    Nested quotations are returned too, with `depth` above 0; their words are part of the outer one.
    """
    readings = [read_block(manuscript, number) for number, block in enumerate(manuscript.blocks) if is_prose(block)]
    marks = NoteMarks(manuscript)
    set_off = block_quotations(readings, marks)
    quoted_blocks = {part.reading.block for found in set_off for part in found.parts}
    marked, findings = marked_quotations(readings, quoted_blocks)
    drafts = sorted([*set_off, *marked], key=lambda found: (found.span.start, found.depth))
    own = self_quoted(
        [(found.text, found.span) for found in drafts], ((reading.text, reading.origins) for reading in readings)
    )
    reader = _Understanding(manuscript, marks, drafts)
    quotations = tuple(reader.quotation(found, number in own) for number, found in enumerate(drafts))
    return quotations, tuple(findings)


class _Understanding:
    """What a whole manuscript lends to the reading of one quotation: its marks' habits, its sentences, its notes."""

    def __init__(self, manuscript: Manuscript, marks: NoteMarks, drafts: Sequence[Draft]) -> None:
        self._manuscript = manuscript
        self._marks = marks
        self._sentences: dict[int, list[int]] = {}
        families = Counter(found.family for found in drafts if found.depth == 0 and found.family)
        self._primary = families.most_common(1)[0][0] if families else Family.DOUBLE

    def quotation(self, found: Draft, is_own: bool) -> Quotation:
        """The draft, understood."""
        lead_in, after = self._lead_in(found), self._after(found)
        span, text = found.span, found.text
        return Quotation(
            kind=self._kind(found, lead_in, after),
            text=text,
            span=span,
            segments=segments(text),
            block=found.first.reading.block,
            depth=found.depth,
            speaker=speaker_of(lead_in, after),
            lead_in=lead_in.strip(),
            before=self._context(found.first.reading, found.first.start, before=True),
            after=self._context(found.last.reading, found.last.end, before=False),
            self_quotation=is_own and not self._is_noted(found),
        )

    def _kind(self, found: Draft, lead_in: str, after: str) -> QuotationKind:
        if found.set_off:
            return QuotationKind.BLOCK
        last = found.last
        setting = Setting(
            lead_in,
            after,
            attached=self._marks.attached(found),
            same_sentence=self._is_noted(found),
            governed=self._marks.after(last, len(last.reading.text)) is not None,
            secondary=found.family is Family.SINGLE and self._primary is not Family.SINGLE,
        )
        return classify(found.text, setting)

    def _is_noted(self, found: Draft) -> bool:
        """True when a note mark follows before the sentence ends: whoever gives a source quotes another."""
        last = found.last
        sentence = sentence_around(self._starts(last.reading), len(last.reading.text), max(last.end - 1, last.start))
        return self._marks.attached(found) or self._marks.after(last, sentence[1]) is not None

    def _lead_in(self, found: Draft) -> str:
        """The sentence up to the quotation; for a block set off, the last sentence of the block before it."""
        reading, start = found.first.reading, found.first.start
        if found.set_off:
            if reading.block == 0:
                return ""
            reading = read_block(self._manuscript, reading.block - 1)
            start = len(reading.text.rstrip())
        elif found.family is not None:
            start -= 1
        begin = sentence_around(self._starts(reading), len(reading.text), max(start - 1, 0))[0]
        return reading.text[max(begin, start - LEAD_IN) : max(start, begin)]

    def _after(self, found: Draft) -> str:
        return found.last.reading.text[found.last.end : found.last.end + CONTEXT]

    def _starts(self, reading: Reading) -> list[int]:
        if reading.block not in self._sentences:
            self._sentences[reading.block] = sentence_starts(reading.text)
        return self._sentences[reading.block]

    @staticmethod
    def _context(reading: Reading, at: int, *, before: bool) -> str:
        return reading.text[max(at - CONTEXT, 0) : at] if before else reading.text[at : at + CONTEXT]
