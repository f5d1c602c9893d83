"""Quotations without a note, in two wordings, or of the manuscript itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from verifier.citations.lint.facts import Facts
from verifier.records.findings import Finding
from verifier.records.governed import Governed
from verifier.rules import rule

SHARED_WORDS = 5  # words in a row that two quotations must share before they are compared at all
MOST = 20  # earlier quotations compared for one run of words: a formula that recurs more often is nobody's passage
ALIKE = 0.7  # share of words in common from which two quotations are one passage

_WORD = re.compile(r"[^\W_]+")


def without_note(facts: Facts) -> Iterator[Finding]:
    """M203: words quoted as a source's with no note."""
    for one in facts.claims():
        if one.note is None and not one.quotation.self_quotation:
            yield rule("M203").finding(f"“{_short(one)}” has no note: {one.reason}", span=one.quotation.span)


def of_itself(facts: Facts) -> Iterator[Finding]:
    """M205: the manuscript quotes itself."""
    for one in facts.claims():
        if one.quotation.self_quotation:
            yield rule("M205").finding(f"“{_short(one)}” stands in this manuscript itself", span=one.quotation.span)


def in_two_wordings(facts: Facts) -> Iterator[Finding]:
    """M204: two quotations that are one passage in different words."""
    quoted = [(one, [word.casefold() for word in _WORD.findall(one.quotation.text)]) for one in facts.claims()]
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (one, words) in enumerate(quoted):
        earlier = {at for head in _runs(words) for at in seen[head][:MOST]}
        for at in sorted(earlier):
            other, others = quoted[at]
            if _reworded(words, others):
                message = f"“{_short(one)}” is quoted on line {_line(facts, other)} in other words: “{_short(other)}”"
                yield rule("M204").finding(message, span=one.quotation.span)
        for head in _runs(words):
            seen[head].append(number)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1)}


def _reworded(words: list[str], others: list[str]) -> bool:
    """Much the same words, and neither is simply a part of the other."""
    shorter, longer = sorted((words, others), key=len)
    if f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
        return False
    matcher = SequenceMatcher(None, shorter, longer, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    return common / len(shorter) >= ALIKE


def _short(one: Governed) -> str:
    text = " ".join(one.quotation.text.split())
    return text if len(text) <= 60 else text[:57] + "..."


def _line(facts: Facts, one: Governed) -> int:
    return facts.manuscript.line_of(one.quotation.span.start)
