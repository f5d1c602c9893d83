"""A quotation as it stands in the manuscript, with its editorial marks told apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verifier.records.spans import Span


class QuotationKind(StrEnum):
    """What marks or shape make of it. QUOTE and BLOCK are claims to verify."""

    QUOTE = "quote"
    BLOCK = "block"
    TERM = "term"
    SCARE = "scare"
    TITLE = "title"


class SegmentKind(StrEnum):
    """What one stretch of a quotation claims about the source."""

    LITERAL = "literal"
    OMISSION = "omission"
    INSERTION = "insertion"
    ALTERATION = "alteration"
    SIC = "sic"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the quotation's text: `text` as typed, `span` within the quotation.

    OMISSION: an ellipsis. INSERTION: bracketed words of the editor. ALTERATION: bracketed letters
    inside or at the head of a word (`assure[d]`, `[T]he`); `text` holds the brackets too. SIC: `[sic]`.
    """

    kind: SegmentKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text` is as typed, marks excluded, running matter cut out; `span` its place in the manuscript's text."""

    kind: QuotationKind
    text: str
    span: Span
    segments: tuple[Segment, ...]
    block: int
    depth: int = 0
    speaker: str | None = None
    lead_in: str = ""
    before: str = ""
    after: str = ""
    self_quotation: bool = False
