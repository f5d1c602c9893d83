"""Words that differ side by side, paired anew where one misreading explains them better than two.

Letters decide first which words stand for which. Where a scan lost the space between two words, or put one into a
word, and misread letters beside it, the cheapest pairing may leave a word of either side alone: "ableo" for "able",
and nothing for "to". Both ways to pair them are then weighed: each is one way to come by what is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import prod

from verifier.alignment import Group, Token
from verifier.alignment.words import distance
from verifier.verdicts.apart import together
from verifier.verdicts.differences import Laid
from verifier.verdicts.explain import explain_pair
from verifier.verdicts.explained import Difference
from verifier.verdicts.lexicon import MODALS, NEGATIONS, QUANTIFIERS
from verifier.verdicts.marks import Marked, Word
from verifier.verdicts.noise import Noise
from verifier.verdicts.odds import put_in, respelt
from verifier.verdicts.strays import left_out, may_deny

MOST = 5  # words of one side that a scan runs into one, or parts that it makes of one
LIKE = 0.6  # share of the quotation's letters that may differ in neighbours joined
DOUBTED = 0.05  # posterior of a change from which words are worth pairing anew


def regrouped(marked: Marked, laid: Laid, made: Sequence[Difference], noise: Noise) -> tuple[Laid, list[Difference]]:
    """The fragment and its differences, with neighbours joined that together are likelier a misreading than apart."""
    kept: list[Difference] = []
    for difference in made:
        joined = _joined(marked, laid, kept[-1], difference, noise) if kept and noise.scanned else None
        if joined is None:
            kept.append(difference)
        else:
            kept[-1] = joined
    if len(kept) == len(made):
        return laid, kept
    named = {difference.group for difference in kept}
    odd = {difference.group for difference in made} - named
    groups = [*(group for group in laid.groups if group not in odd), *named.difference(laid.groups)]
    return replace(laid, groups=tuple(sorted(groups, key=lambda group: (group.q0, group.s0)))), kept


def _joined(marked: Marked, laid: Laid, one: Difference, other: Difference, noise: Noise) -> Difference | None:
    """Two neighbours as one group; None where they are better apart."""
    a, b = one.group, other.group
    both = Group(a.q0, b.q1, a.s0, b.s1, equal=False)
    if (a.q1, a.s1) != (b.q0, b.s0) or not 0 < both.q1 - both.q0 <= MOST or not 0 < both.s1 - both.s0 <= MOST:
        return None
    if one.grade is None or other.grade is None or max(one.author, other.author) < DOUBTED:
        return None
    words = laid.words(marked, both)
    placed = laid.placed[both.s0 : both.s1]
    if not (_one_sided(a) or _one_sided(b)) or grave(words, placed):
        return None
    quoted, read = "".join(word.token.letters for word in words), "".join(token.letters for token in placed)
    if not joinable(quoted, read):
        return None
    if together(words, placed, noise) <= prod(misread(marked, laid, group, noise) for group in (a, b)):
        return None
    found = explain_pair(both, words, placed, noise)
    return found if 1.0 - found.author > (1.0 - one.author) * (1.0 - other.author) else None


def joinable(quoted: str, read: str) -> bool:
    """True for letters near enough to each other that words may be joined for them."""
    return distance(quoted, read) <= LIKE * len(quoted)


def _one_sided(group: Group) -> bool:
    """True where only one side has words: a splinter, or a word whose letters went to its neighbour."""
    return group.q0 == group.q1 or group.s0 == group.s1


def grave(words: Sequence[Word], placed: Sequence[Token]) -> bool:
    """True for words too weighty to be taken for a part of their neighbour, unless they stand there letter by letter:

    a denial, a modal, a figure.
    """
    figures = _figures(word.token for word in words)
    if may_deny(placed) or (figures and figures != _figures(placed)):
        return True
    ours, theirs = {word.token.letters for word in words}, [token.letters for token in placed]
    weighty = NEGATIONS | MODALS | QUANTIFIERS
    stands = {word for word in ours & weighty if word in "".join(theirs)}
    return bool(weighty & (ours.union(theirs) - stands))


def _figures(tokens: Iterable[Token]) -> str:
    return "".join(mark for token in tokens for mark in token.letters if mark.isdigit())


def misread(marked: Marked, laid: Laid, group: Group, noise: Noise) -> float:
    """Odds that the scan alone made of one group what is read."""
    words = laid.words(marked, group)
    placed = laid.placed[group.s0 : group.s1]
    if not placed:
        return put_in(words, noise)[1]
    if not words:
        return left_out(placed, noise)[1]
    if respelt(words, placed):
        return 0.0  # another spelling is no misreading
    return together(words, placed, noise)
