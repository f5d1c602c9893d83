"""A rule's entry in the catalogue. The check lives in the room that has the facts; its meaning lives here, once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verifier.records.findings import Finding, Severity
from verifier.records.spans import Span


class Family(StrEnum):
    """The letter a code starts with."""

    WORDING = "Q"
    PLACE = "P"
    CITATION = "C"
    SOURCE = "S"
    MANUSCRIPT = "M"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `meaning` says what it found, `why` why it matters to a reader of history, `example` shows it."""

    code: str
    name: str
    severity: Severity
    meaning: str
    why: str
    example: str

    @property
    def family(self) -> Family:
        """The family its code's letter names."""
        return Family(self.code[0])

    def finding(self, message: str, *, span: Span | None = None, severity: Severity | None = None) -> Finding:
        """A finding of this rule; `severity` overrides the usual one where the case is milder or graver."""
        return Finding(self.code, severity or self.severity, message, span)
