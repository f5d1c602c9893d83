"""A finding: one fact that a rule established, in one sentence, with its code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verifier.records.spans import Span


class Severity(StrEnum):
    """How much a finding matters for the verdict's level."""

    FAIL = "fail"
    REVIEW = "review"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. `span` points into the manuscript's text where there is such a place."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
