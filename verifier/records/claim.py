"""A claim: one row of the claims table."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from verifier.records.citation import CitationStatus
from verifier.records.quotation import QuotationKind

CLAIM_COLUMNS = (
    "id", "kind", "quote", "url", "page", "note", "citation", "citation_status", "resolved_note",
    "source_title", "source_author", "source_date", "speaker", "manuscript", "line", "start", "end",
    "before", "after",
)  # fmt: skip


class Claim(BaseModel):
    """One quotation with the source its note cites. Field names and meanings are the contract's section 2.

    `extra` holds the columns we do not know, kept as they came; `row` is the 1-based line of the table it was
    read from (0 when it comes straight from a manuscript).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    quote: str
    kind: QuotationKind = QuotationKind.QUOTE
    url: str = ""
    page: str = ""
    note: str = ""
    citation: str = ""
    citation_status: CitationStatus = CitationStatus.NONE
    resolved_note: str = ""
    source_title: str = ""
    source_author: str = ""
    source_date: str = ""
    speaker: str = ""
    manuscript: str = ""
    line: int | None = None
    start: int | None = None
    end: int | None = None
    before: str = ""
    after: str = ""
    extra: dict[str, str] = Field(default_factory=dict)
    row: int = 0

    @property
    def to_verify(self) -> bool:
        """True for the kinds that claim to be a source's words."""
        return self.kind in (QuotationKind.QUOTE, QuotationKind.BLOCK)
