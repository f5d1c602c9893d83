"""Which note governs a quotation, and which of its citations: the join of the body to the notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from verifier.citations.choose import choose
from verifier.citations.note_marks import NoteMarks
from verifier.records.citation import BIBLIOGRAPHY, CitationStatus, Resolution
from verifier.records.governed import Governed
from verifier.records.manuscript import Manuscript, Note
from verifier.records.quotation import Quotation


def govern(
    quotations: Sequence[Quotation], manuscript: Manuscript, resolutions: Sequence[Resolution]
) -> list[Governed]:
    """Each quotation (any depth) with its note, the citation meant, and what that comes to; same order, same length."""
    by_note: dict[int, list[Resolution]] = defaultdict(list)
    for resolution in resolutions:
        if resolution.citation is not None and resolution.citation.note != BIBLIOGRAPHY:
            by_note[resolution.citation.note].append(resolution)
    marks = NoteMarks(manuscript)
    marks.learn(quotations)
    return [_govern(quotation, manuscript, marks, by_note) for quotation in quotations]


def _govern(
    quotation: Quotation, manuscript: Manuscript, marks: NoteMarks, by_note: dict[int, list[Resolution]]
) -> Governed:
    if quotation.self_quotation:
        return Governed(quotation, reason="the manuscript quotes itself")
    ref = marks.governing(quotation)
    if ref is None:
        return Governed(quotation, reason="no note mark stands near enough to govern it")
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
