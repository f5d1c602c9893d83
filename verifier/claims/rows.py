"""From governed quotations to rows of the claims table."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.claims.ids import ClaimIds
from verifier.records.citation import Citation
from verifier.records.claim import Claim
from verifier.records.governed import Governed
from verifier.records.manuscript import Manuscript

REMARK = "remark"  # the extra column that says why a quotation has no one source


def to_claims(governed: Sequence[Governed], manuscript: Manuscript) -> list[Claim]:
    """One claim per outermost quotation, in order of place. Nested ones are words of the outer one and have no row."""
    ids = ClaimIds(manuscript.path)
    return [_claim(one, manuscript, ids) for one in governed if one.quotation.depth == 0]


def _claim(one: Governed, manuscript: Manuscript, ids: ClaimIds) -> Claim:
    quotation = one.quotation
    resolution = one.resolution
    source = resolution.source if resolution else None
    remark = one.reason if source is None and one.reason else ""
    return Claim(
        id=ids.next(quotation.text),
        quote=quotation.text,
        kind=quotation.kind,
        url=one.url,
        page=one.page,
        note=one.note.label if one.note else "",
        citation=_cited(one, manuscript),
        citation_status=one.status,
        resolved_note=_label(source, manuscript) if source else _one_note(one, manuscript),
        source_title=(source.title or "") if source else "",
        source_author=(source.author or "") if source else "",
        source_date=(source.date or "") if source else "",
        speaker=quotation.speaker or "",
        manuscript=manuscript.path.encode("utf-8", "replace").decode(),  # a name that is no UTF-8 too
        line=manuscript.line_of(quotation.span.start),
        start=quotation.span.start,
        end=quotation.span.end,
        before=quotation.before,
        after=quotation.after,
        extra={REMARK: remark} if remark else {},
    )


def _cited(one: Governed, manuscript: Manuscript) -> str:
    """The words of the citation meant, or of the whole note where that cannot be told."""
    if one.resolution is not None and one.resolution.citation is not None:
        return " ".join(one.resolution.citation.raw.split())
    return " ".join(manuscript.note_text(one.note).split()) if one.note else ""


def _one_note(one: Governed, manuscript: Manuscript) -> str:
    """The note that holds the full citation of every work that may be meant, where that is one note for all of them."""
    labels = {_label(candidate.source, manuscript) for candidate in one.candidates}
    return labels.pop() if len(labels) == 1 else ""


def _label(source: Citation | None, manuscript: Manuscript) -> str:
    return manuscript.notes[source.note].label if source is not None and source.note >= 0 else ""
