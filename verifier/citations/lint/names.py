"""One person's name spelled in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from verifier.citations.authors import fold
from verifier.citations.lint.facts import Facts
from verifier.records.findings import Finding
from verifier.records.spans import Span
from verifier.rules import rule

ALIKE = 0.82  # similarity from which two surnames under one first name are one name misspelled (Talbot, Talbott: 0.92)
SHORTEST = 4  # letters a surname needs: in shorter ones a letter makes another name

_NAME = re.compile(r"\b(?P<first>[A-Z][a-zà-ÿ]{2,})\s(?:[A-Z]\.\s){0,2}(?P<last>[A-Z][a-zà-ÿ]{3,}(?:-[A-Z][a-z]+)?)\b")


def spelled_two_ways(facts: Facts) -> Iterator[Finding]:
    """C115: an author's first name with two surnames that differ by a letter or two."""
    authors = _authors(facts)
    places = _places(facts)
    for first in sorted(authors):
        known = sorted({*authors[first], *places[first]})
        for number, one in enumerate(known):
            for other in known[number + 1 :]:
                if (one in authors[first] or other in authors[first]) and _alike(one, other):
                    span = places[first].get(one) or places[first].get(other)
                    yield rule("C115").finding(f"{first} {one} is also spelled {first} {other}", span=span)


def _authors(facts: Facts) -> dict[str, set[str]]:
    """Surnames of the cited authors by first name."""
    found: dict[str, set[str]] = defaultdict(set)
    cited = [one.citation for one in facts.in_notes() if one.citation is not None]
    for citation in [*cited, *facts.entries]:
        author = citation.author or ""
        inverted = re.match(r"([A-Z][\w’'\-]+),\s+([A-Z][a-zà-ÿ]{2,})", author)
        if inverted:
            found[inverted.group(2)].add(inverted.group(1))
        for name in _NAME.finditer(author):
            found[name.group("first")].add(name.group("last"))
    return found


def _places(facts: Facts) -> dict[str, dict[str, Span]]:
    """Every first name and surname of the text with the place where it first stands."""
    found: dict[str, dict[str, Span]] = defaultdict(dict)
    for name in _NAME.finditer(facts.manuscript.text):
        found[name.group("first")].setdefault(name.group("last"), Span(name.start(), name.end()))
    return found


def _alike(one: str, other: str) -> bool:
    left, right = fold(one), fold(other)
    if left == right or min(len(left), len(right)) < SHORTEST or left[0] != right[0]:
        return False
    shorter, longer = sorted((left, right), key=len)
    if longer.removesuffix("s") == shorter or longer.removesuffix("es") == shorter:
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= ALIKE
