"""Works cited in the notes and missing from the list of works."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.citations.authors import surnames
from verifier.citations.bibliography import Bibliography
from verifier.citations.lint.facts import Facts
from verifier.records.citation import Citation, Position
from verifier.records.findings import Finding
from verifier.rules import rule

ENOUGH = 5  # entries that make a list of works: fewer are further reading


def missing_entries(facts: Facts) -> Iterator[Finding]:
    """C116: published works by a named author, cited in full, that the bibliography lacks."""
    if len(facts.entries) < ENOUGH:
        return
    listed = Bibliography(facts.entries)
    told: set[tuple[frozenset[str], str]] = set()
    for resolution in facts.in_notes():
        citation = resolution.citation
        if citation is None or not _is_published(citation):
            continue
        key = (surnames(citation.author), (citation.title or "").casefold())
        if key not in told and not listed.holds(citation):
            told.add(key)
            work = f"{citation.author}, “{citation.title}”"
            message = f"note {facts.label(citation.note)} cites {work}, which the bibliography lacks"
            yield rule("C116").finding(message, span=citation.span)


def _is_published(citation: Citation) -> bool:
    author, title = citation.author or "", citation.title or ""
    document = " to " in author or (bool(author) and author in title)
    return citation.position is Position.FULL and bool(author and title) and not document
