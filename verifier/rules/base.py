"""A rule's entry in the catalogue. The check lives in the room that has the facts; its meaning lives here, once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from verifier.errors import InputError
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


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    from verifier.rules import citation, manuscript, place, settled, source, wording

    rules = [*wording.RULES, *place.RULES, *citation.RULES, *source.RULES, *manuscript.RULES, *settled.RULES]
    return {entry.code: entry for entry in sorted(rules, key=lambda entry: entry.code)}


def rule(code: str) -> Rule:
    """The rule with this code (any case). Raises InputError, naming the nearest codes, when there is none."""
    found = catalogue().get(code.strip().upper())
    if found is None:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(code.upper(), catalogue(), n=3, cutoff=0.3)) or "see `verifier rules`"
        raise InputError(f"no rule has the code {code!r}; nearest: {near}")
    return found
