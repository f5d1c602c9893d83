"""Notes that lead to no source, to several, or to one at second hand."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.lint.facts import Facts
from verifier.records.citation import CitationStatus, Position
from verifier.records.findings import Finding, Severity
from verifier.rules import rule


def unread(facts: Facts) -> Iterator[Finding]:
    """C106: notes in which no work could be read; graver where a quotation rests on one."""
    needed = {one.note.ordinal for one in facts.claims() if one.note is not None}
    for resolution in facts.in_notes():
        citation = resolution.citation
        if citation is not None and citation.position is Position.UNKNOWN:
            severity = None if citation.note in needed else Severity.NOTE
            yield rule("C106").finding(
                f"no work could be read in note {facts.label(citation.note)}", span=citation.span, severity=severity
            )


def undecided(facts: Facts) -> Iterator[Finding]:
    """C107: quotations whose note cites several works."""
    for one in facts.claims():
        if one.status is CitationStatus.AMBIGUOUS and one.candidates and one.note is not None:
            yield rule("C107").finding(one.reason, span=one.quotation.span)


def unexplained(facts: Facts) -> Iterator[Finding]:
    """C108, C109: short forms and cross-references that lead nowhere; a first mention by title leads to itself."""
    codes = {Position.SHORT: "C108", Position.CROSS_REFERENCE: "C109"}
    for resolution in facts.in_notes():
        citation = resolution.citation
        if citation is None or citation.position not in codes or resolution.source not in (None, citation):
            continue
        severity = None if resolution.source is None else Severity.NOTE
        message = f"note {facts.label(citation.note)}: {resolution.reason}"
        yield rule(codes[citation.position]).finding(message, span=citation.span, severity=severity)


def second_hand(facts: Facts) -> Iterator[Finding]:
    """C110: quotations whose citation says `quoted in`."""
    for one in facts.claims():
        cited = one.resolution.citation if one.resolution else None
        if cited is not None and cited.quoted_in and one.note is not None:
            yield rule("C110").finding(f"note {one.note.label} quotes at second hand", span=one.quotation.span)
