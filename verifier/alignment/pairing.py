"""Which words stand for which: equal words first, then the least-cost pairing of what is left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifier.alignment.prices import ALIKE, PAIR_COST, moves
from verifier.alignment.words import Token

END_COST = 1.08  # of an unpaired word at the quotation's own end, where the source's are free: any pair is likelier
END_ALIKE = 0.1  # that an end's word saves by standing at one alike: words left out beside it cost, those beyond do not
BAND = 10  # pairs further than this from the straight line are not looked at in long gaps
LONG_GAP = 400  # pairs of words in a gap from which it is long


@dataclass(frozen=True, slots=True)
class Group:
    """Quotation words q0..q1 stand for source words s0..s1 (either may be empty); `equal` in letters."""

    q0: int
    q1: int
    s0: int
    s1: int
    equal: bool


def equal_pairs(
    quoted: Sequence[Token], placed: Sequence[Token], at: Sequence[int], starts: Sequence[int], s_starts: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of equal words that the letter alignment laid on each other.

    `at` maps quotation letters to source letters; `starts`/`s_starts` give each word's first letter on its side.
    """
    pairs: list[tuple[int, int]] = []
    for i, token in enumerate(quoted):
        first = starts[i]
        place = at[first]
        if place < 0:
            continue
        j = bisect_right(s_starts, place) - 1
        if j < 0 or s_starts[j] != place or placed[j].letters != token.letters:
            continue
        last = first + len(token.letters) - 1
        if at[last] == place + len(token.letters) - 1 and (not pairs or pairs[-1][1] < j):
            pairs.append((i, j))
    return pairs


def pair_words(quoted: Sequence[Token], placed: Sequence[Token], pairs: Iterable[tuple[int, int]]) -> list[Group]:
    """Every word of either side in exactly one group, in order; `pairs` are known equal."""
    groups: list[Group] = []
    i = j = 0
    for pi, pj in [*pairs, (len(quoted), len(placed))]:
        if i < pi or j < pj:
            groups.extend(_pair_gap(quoted, placed, (i, pi), (j, pj)))
        if pi < len(quoted) and pj < len(placed):
            groups.append(Group(pi, pi + 1, pj, pj + 1, equal=True))
        i, j = pi + 1, pj + 1
    return groups


def _pair_gap(quoted: Sequence[Token], placed: Sequence[Token], q: tuple[int, int], s: tuple[int, int]) -> list[Group]:
    left = [token.letters for token in quoted[q[0] : q[1]]]
    right = [token.letters for token in placed[s[0] : s[1]]]
    if not left:
        return [Group(q[0], q[0], s[0], s[1], equal=False)]
    if not right:
        return [Group(q[0], q[1], s[0], s[0], equal=False)]
    steps = _cheapest(left, right, free_head=q[0] == 0, free_tail=q[1] == len(quoted))
    made: list[Group] = []
    i, j = q[0], s[0]
    for a, b in steps:
        same = "".join(left[i - q[0] : i - q[0] + a]) == "".join(right[j - s[0] : j - s[0] + b])
        made.append(Group(i, i + a, j, j + b, equal=same and a > 0))
        i, j = i + a, j + b
    return _merge_unpaired(made)


def _merge_unpaired(groups: list[Group]) -> list[Group]:
    """Neighbouring words that only one side has become one group."""
    made: list[Group] = []
    for group in groups:
        last = made[-1] if made else None
        if last and ((group.q0 == group.q1 and last.q0 == last.q1) or (group.s0 == group.s1 and last.s0 == last.s1)):
            made[-1] = Group(last.q0, group.q1, last.s0, group.s1, equal=False)
        else:
            made.append(group)
    return made


def _cheapest(left: list[str], right: list[str], *, free_head: bool, free_tail: bool) -> list[tuple[int, int]]:
    """Least-cost steps (words of left, words of right) through both lists.

    At a free end the source's words cost nothing: the quotation need not begin or end where the source does.
    """
    n, m = len(left), len(right)
    best = [[float("inf")] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n + 1):
        row, at_head = best[i], free_head and not i
        outside, at_end = at_head or (free_tail and i == n), at_head or (free_tail and i + 1 == n)
        for j in _band(i, n, m):
            cost = row[j]
            if cost == float("inf"):
                continue
            for a, b, price in moves(left, right, i, j):
                paid = _at_end(a, b, price, outside=outside, at_end=at_end) if outside or at_end else price
                if cost + paid < best[i + a][j + b] - 1e-9:
                    best[i + a][j + b] = cost + paid
                    step[i + a][j + b] = (a, b)
    return _steps_back(step, n, m)


def _band(i: int, n: int, m: int) -> range:
    """The words of right that word `i` of left may come to stand before: all in short gaps, in long ones those near."""
    middle = int(i * (m / n))
    width = max(BAND, abs(m - n) // 2 + BAND) if n * m > LONG_GAP else max(n, m)
    return range(max(0, middle - width), min(m, middle + width) + 1)


def _at_end(a: int, b: int, price: float, *, outside: bool, at_end: bool) -> float:
    """What a move costs at a free end: beyond the quotation's own words (`outside`), or of its last one (`at_end`)."""
    if not a:
        return 0.0 if outside else price
    if not at_end:
        return price
    if not b:
        return END_COST
    return price - END_ALIKE if a == b == 1 and price <= ALIKE + PAIR_COST else price


def _steps_back(step: list[list[tuple[int, int]]], n: int, m: int) -> list[tuple[int, int]]:
    """The steps that led to the last corner, in order."""
    path: list[tuple[int, int]] = []
    i, j = n, m
    while i or j:
        a, b = step[i][j]
        if not a and not b:  # the band missed the corner: the rest is unpaired
            path.extend([(1, 0)] * i + [(0, 1)] * j)
            break
        path.append((a, b))
        i, j = i - a, j - b
    return path[::-1]
