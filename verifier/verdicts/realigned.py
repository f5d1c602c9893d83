"""Runs of words that differ side by side, paired anew as a whole where one word of the quotation was left without any.

Words are paired by their letters first. Where a patch of the page is misread, letters may favour one odd word over
three ("o l1st cf", quoted as "a list of": only the last o stands), and leave quoted words without a counterpart though
as many words stand there. All ways to pair such a run word for word, or two for one, are then weighed by the scan's
own odds; at the quotation's ends the source's words beyond may be taken too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from verifier.alignment import Group
from verifier.verdicts.apart import together
from verifier.verdicts.differences import Laid
from verifier.verdicts.explain import explain_pair
from verifier.verdicts.explained import CHANGED, Difference
from verifier.verdicts.marks import Marked
from verifier.verdicts.noise import Noise
from verifier.verdicts.regroup import grave, joinable, misread
from verifier.verdicts.strays import own_odds

MOST = 4  # words of either side in a run that is paired anew
SHAPES = ((1, 1), (1, 2), (2, 1))

Pairing = tuple[Group, ...]


def realigned(marked: Marked, laid: Laid, made: Sequence[Difference], noise: Noise) -> tuple[Laid, list[Difference]]:
    """The fragment and its differences, every run paired in the way in which a scan likeliest made it."""
    if not noise.scanned or all(difference.author < CHANGED for difference in made):
        return laid, list(made)
    named = {difference.group: difference for difference in made}
    groups: list[Group] = []
    for run in _runs(laid.groups):
        better = _better(marked, laid, run, noise) if any(group in named for group in run) else None
        for group in better or ():
            named[group] = explain_pair(group, laid.words(marked, group), laid.placed[group.s0 : group.s1], noise)
        groups.extend(better or run)
    if tuple(groups) == laid.groups:
        return laid, list(made)
    return replace(laid, groups=tuple(groups)), [named[group] for group in groups if group in named]


def _runs(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Neighbours that differ together, all others alone."""
    run: list[Group] = []
    for group in groups:
        if group.equal:
            yield from ([run] if run else [])
            yield [group]
            run = []
        else:
            run.append(group)
    yield from ([run] if run else [])


def _better(marked: Marked, laid: Laid, run: Sequence[Group], noise: Noise) -> Pairing | None:
    """The likeliest pairing of a run in which a word stands alone; None where it is as it should be.

    A pairing that takes words beyond the quotation's end spares them the odds of standing there by chance.
    """
    first, last = run[0], run[-1]
    alone = any(group.s0 == group.s1 or group.q0 == group.q1 for group in run)
    if not alone or last.q1 - first.q0 > MOST or last.q1 == first.q0:
        return None
    now = prod(misread(marked, laid, group, noise) for group in run)
    best: tuple[float, Pairing] | None = None
    for s0, s1 in _reaches(laid, first, last):
        beyond = [*laid.placed[s0 : first.s0], *laid.placed[last.s1 : s1]]
        spared = prod(own_odds(token, noise) for token in beyond)
        for pairing in _pairings(first.q0, last.q1, s0, s1):
            odds = prod(_scan(marked, laid, group, noise) for group in pairing) / spared
            if odds > now and (best is None or odds > best[0]):
                best = odds, pairing
    return best[1] if best else None


def _reaches(laid: Laid, first: Group, last: Group) -> Iterator[tuple[int, int]]:
    """The words of the source a run may stand for: its own; at an end of the quotation those beyond as well."""
    heads = range(max(first.s0 - MOST, 0), first.s0 + 1) if not first.q0 else [first.s0]
    tails = range(last.s1, min(last.s1 + MOST, len(laid.placed)) + 1) if last.q1 == len(laid.quoted) else [last.s1]
    yield from ((s0, s1) for s0 in heads for s1 in tails if 0 < s1 - s0 <= MOST)


def _pairings(q0: int, q1: int, s0: int, s1: int) -> Iterator[Pairing]:
    """Every way to pair words q0..q1 with words s0..s1, none left over."""
    if q0 == q1 or s0 == s1:
        if q0 == q1 and s0 == s1:
            yield ()
        return
    for a, b in SHAPES:
        if q0 + a <= q1 and s0 + b <= s1:
            for rest in _pairings(q0 + a, q1, s0 + b, s1):
                yield (Group(q0, q0 + a, s0, s0 + b, equal=False), *rest)


def _scan(marked: Marked, laid: Laid, group: Group, noise: Noise) -> float:
    """Odds that a scan made this; none for a weighty word run together with its neighbour."""
    words, placed = laid.words(marked, group), laid.placed[group.s0 : group.s1]
    joined = max(len(words), len(placed)) > 1
    if joined and (grave(words, placed) or not joinable(laid.quoted_letters(group), laid.placed_letters(group))):
        return 0.0
    return together(words, placed, noise)
