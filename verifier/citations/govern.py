"""Which note governs a quotation, and which of its citations: the join of the body to the notes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from verifier.citations.choose import choose
from verifier.records.citation import BIBLIOGRAPHY, CitationStatus, Resolution
from verifier.records.governed import Governed
from verifier.records.manuscript import Block, BlockKind, Manuscript, Note, NoteRef
from verifier.records.quotation import Quotation, QuotationKind

_INSIDE_END = (
    " \t\n\u00a0.,;:!?)]”\"’'»*_"  # what may stand between a note mark inside the marks and the quotation's end
)


def govern(
    quotations: Sequence[Quotation], manuscript: Manuscript, resolutions: Sequence[Resolution]
) -> list[Governed]:
    """Each quotation (any depth) with its note, the citation meant, and what that comes to; same order, same length."""
    by_note: dict[int, list[Resolution]] = defaultdict(list)
    for resolution in resolutions:
        if resolution.citation is not None and resolution.citation.note != BIBLIOGRAPHY:
            by_note[resolution.citation.note].append(resolution)
    marks = _Marks(manuscript)
    return [_govern(quotation, manuscript, marks, by_note) for quotation in quotations]


def _govern(
    quotation: Quotation, manuscript: Manuscript, marks: _Marks, by_note: dict[int, list[Resolution]]
) -> Governed:
    if quotation.self_quotation:
        return Governed(quotation, reason="the manuscript quotes itself")
    ref = marks.governing(quotation)
    if ref is None:
        return Governed(quotation, reason="no note mark follows in its paragraph")
    if ref.note is None:
        return Governed(quotation, reason=f"note {ref.label} is called here, but there is no such note")
    note = manuscript.notes[ref.note]
    return _judged(quotation, note, by_note.get(ref.note, []), manuscript)


def _judged(quotation: Quotation, note: Note, found: list[Resolution], manuscript: Manuscript) -> Governed:
    base = Governed(quotation, note, chain=(note.label,))
    if not found:
        return replace(base, reason=f"note {note.label} holds no citation")
    chosen = choose(quotation, found)
    if chosen is None:
        reason = f"note {note.label} cites {len(found)} works; which the quotation is from cannot be told"
        return replace(base, status=CitationStatus.AMBIGUOUS, reason=reason, candidates=tuple(found))
    return _with_source(base, chosen, manuscript)


def _with_source(base: Governed, chosen: Resolution, manuscript: Manuscript) -> Governed:
    own = chosen.citation.urls if chosen.citation else ()
    urls = own or (chosen.source.urls if chosen.source else ())
    labels = [manuscript.notes[ordinal].label for ordinal in chosen.chain if ordinal >= 0]
    page = chosen.locator.value if chosen.locator and chosen.locator.label == "page" else ""
    return replace(
        base,
        resolution=chosen,
        status=chosen.status,
        url=urls[0] if urls else "",
        page=page,
        chain=(*base.chain, *labels),
        reason=chosen.reason,
    )


class _Marks:
    """The note marks in order of place, and the blocks they stand in."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._text = manuscript.text
        self._blocks = manuscript.blocks
        self._block_starts = [block.start for block in manuscript.blocks]
        self._refs = sorted(manuscript.note_refs, key=lambda ref: ref.span.start)
        self._starts = [ref.span.start for ref in self._refs]

    def governing(self, quotation: Quotation) -> NoteRef | None:
        """The note mark that governs a quotation.

        It is the first one after the quotation in its paragraph (sentences may lie between); for a word that
        nobody is credited with, only one that stands beside it; failing that, one in the words that lead in.
        """
        inside = self._at_inner_end(quotation)
        if inside is not None:
            return inside
        block = bisect_right(self._block_starts, max(quotation.span.end - 1, 0)) - 1
        following = self._next(quotation.span.end, self._limit(block))
        if quotation.kind in (QuotationKind.SCARE, QuotationKind.TITLE):
            return following if following is not None and self._beside(quotation, following) else None
        return following or self._leading(quotation)

    def _limit(self, block: int) -> int:
        return self._block_starts[block + 1] if block + 1 < len(self._block_starts) else len(self._text) + 1

    def _next(self, offset: int, limit: int) -> NoteRef | None:
        number = bisect_left(self._starts, offset)
        return self._refs[number] if number < len(self._refs) and self._starts[number] < limit else None

    def _at_inner_end(self, quotation: Quotation) -> NoteRef | None:
        """A mark set before the closing quotation mark: `... in an eastern direction.12”`."""
        number = bisect_left(self._starts, quotation.span.end) - 1
        if number < 0 or self._starts[number] < quotation.span.start:
            return None
        ref = self._refs[number]
        rest = self._text[ref.span.end : quotation.span.end]
        return ref if all(mark in _INSIDE_END for mark in rest) else None

    def _beside(self, quotation: Quotation, ref: NoteRef) -> bool:
        return all(mark in _INSIDE_END for mark in self._text[quotation.span.end : ref.span.start])

    def _leading(self, quotation: Quotation) -> NoteRef | None:
        """No mark follows: one in the sentence that leads in, or at the end of the paragraph before a block quotation."""
        number = bisect_left(self._starts, quotation.span.start) - 1
        if number < 0 or not quotation.lead_in:
            return None
        ref = self._refs[number]
        block = self._block(quotation)
        if quotation.kind is QuotationKind.BLOCK:
            lead = self._blocks[quotation.block - 1] if quotation.block else None
            reach = lead.end - len(quotation.lead_in) if lead is not None else quotation.span.start
            return (
                ref if lead is not None and lead.kind is not BlockKind.BLOCK_QUOTE and ref.span.start >= reach else None
            )
        reach = max(block.start, quotation.span.start - len(quotation.lead_in) - 8)
        return ref if ref.span.start >= reach else None

    def _block(self, quotation: Quotation) -> Block:
        return self._blocks[quotation.block]
