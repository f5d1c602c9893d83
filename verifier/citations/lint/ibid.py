"""Ibid. that cannot mean what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.citations.authors import fold
from verifier.citations.dates import DATE, parsed
from verifier.citations.lint.facts import Facts
from verifier.records.citation import Citation, CitationStatus, Position
from verifier.records.findings import Finding
from verifier.rules import rule

_IBID = (Position.IBID, Position.IBID_WITH_LOCATOR)
_OWNED = re.compile(
    r"\b(?P<name>[A-Z][\w\-]+)[’']s?\s+(?:\w+\s)?(?P<kind>letter|memo|memorandum|diary|diaries|memoirs?|article|book|speech|cable|telegram)\b"
)
_KINDS = {
    "diary": ("diary", "diaries"),
    "letter": ("letter",),
    "memorandum": ("memo", "memorandum"),
    "cable": ("cable", "telegram"),
    "speech": ("speech", "address", "remarks"),
    "conversation": ("conversation", "memcon", "telcon"),
}
_KIND_WORDS = {word: kind for kind, words in _KINDS.items() for word in words}


def after_several(facts: Facts) -> Iterator[Finding]:
    """C101: Ibid. after a note of several works."""
    for resolution in facts.in_notes():
        citation = resolution.citation
        if citation is None or citation.position not in _IBID or citation.index > 0:
            continue
        before = facts.by_note.get(citation.note - 1, [])
        if len(before) > 1:
            here, there = facts.label(citation.note), facts.label(citation.note - 1)
            message = f"note {here} says Ibid. after note {there}, which cites {len(before)} works"
            yield rule("C101").finding(message, span=citation.span)


def contradicted(facts: Facts) -> Iterator[Finding]:
    """C102: the words before the quotation name a date, an owner or a kind of document that the source is not of."""
    for one in facts.claims():
        if one.status is not CitationStatus.IBID or one.resolution is None or one.resolution.source is None:
            continue
        source, lead = one.resolution.source, facts.lead(one)
        against = _other_date(lead, source) or _other_owner(lead, source) or _other_kind(lead, source)
        if against and one.note is not None:
            message = f"note {one.note.label}: Ibid. leads to {_name(source)}, but the text speaks of {against}"
            yield rule("C102").finding(message, span=one.quotation.span)


def _other_date(lead: str, source: Citation) -> str | None:
    """A month or day in the lead that is not the source's; the last one named counts."""
    wanted = parsed(source.date) if source.date else None
    told = [found.group() for found in DATE.finditer(lead)]
    if wanted is None or wanted[1] is None or not told:
        return None
    date = parsed(told[-1])
    differs = date is not None and any(
        a is not None and b is not None and a != b for a, b in zip(date, wanted, strict=True)
    )
    return told[-1] if differs else None


def _other_owner(lead: str, source: Citation) -> str | None:
    """Somebody's letter, diary or article, where the source's words never name that person."""
    for found in _OWNED.finditer(lead):
        if fold(found.group("name")) not in fold(source.raw):
            return found.group()
    return None


def _other_kind(lead: str, source: Citation) -> str | None:
    """`the letter`, where the source calls itself a diary and nothing else."""
    own = {_KIND_WORDS[word] for word in re.findall(r"[a-z]+", source.raw.casefold()) if word in _KIND_WORDS}
    told = [
        word
        for word in re.findall(r"\b(?:[Tt]he|[Tt]his|[Hh]is|[Hh]er|[Tt]heir)\s([a-z]+)", lead)
        if word in _KIND_WORDS
    ]
    if not own or not told or _KIND_WORDS[told[-1]] in own:
        return None
    return f"a {told[-1]}"


def _name(source: Citation) -> str:
    title = source.title or source.raw[:60]
    return f"“{title}”" + (f" ({source.date})" if source.date else "")
