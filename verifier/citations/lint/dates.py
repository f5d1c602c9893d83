"""Dates that cannot both hold, cannot be at all, or are not the document's."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from verifier.citations.dates import DATE, parsed, without_access
from verifier.citations.lint.facts import Facts
from verifier.citations.short_forms import title_words
from verifier.records.citation import Citation, CitationStatus, Position
from verifier.records.findings import Finding
from verifier.rules import rule

NAMING_WORDS = 60  # code points before a year in brackets in which the title must stand

_YEAR = re.compile(r"\((1[5-9]\d{2}|20\d{2})\)")


def disagreeing(facts: Facts) -> Iterator[Finding]:
    """C111: the text dates a work, by a year after its title, otherwise than the note."""
    for one in facts.claims():
        source = one.resolution.source if one.resolution else None
        if source is None or not source.date or not source.title or one.status is CitationStatus.IBID:
            continue
        told, wanted = _told_year(facts.lead(one), source), parsed(source.date)
        if told and wanted and one.note is not None and told != wanted[0]:
            message = f"the text dates “{source.title}” {told}, note {one.note.label} dates it {wanted[0]}"
            yield rule("C111").finding(message, span=one.quotation.span)


def _told_year(lead: str, source: Citation) -> int | None:
    words = title_words(source.title or "")
    for found in _YEAR.finditer(lead):
        before = title_words(lead[max(found.start() - NAMING_WORDS, 0) : found.start()])
        if words and before[-len(words) :] == words:
            return int(found.group(1))
    return None


def impossible(facts: Facts) -> Iterator[Finding]:
    """C111: a day that no month has."""
    for resolution in facts.in_notes():
        citation = resolution.citation
        if citation is None:
            continue
        for found in DATE.finditer(citation.raw):
            if not _can_be(found.group()):
                label = facts.label(citation.note)
                yield rule("C111").finding(f"note {label}: there is no {found.group()}", span=citation.span)


def _can_be(date: str) -> bool:
    told = parsed(date)
    if told is None or told[1] is None or told[2] is None:
        return True
    return 1 <= told[2] <= calendar.monthrange(told[0], told[1])[1]


def only_access(facts: Facts) -> Iterator[Finding]:
    """C114: an online source dated by nothing but the day of access."""
    for resolution in facts.in_notes():
        citation = resolution.citation
        if citation is None or citation.position is not Position.FULL or citation.date is not None:
            continue
        if without_access(citation.raw) != citation.raw:
            label = facts.label(citation.note)
            yield rule("C114").finding(f"note {label}: the only date given is the day of access", span=citation.span)
