"""Words of either side, and which stand for which: equal words first, then the least-cost pairing of what is left."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import edlib

from verifier.alignment.fold import fold_word
from verifier.alignment.numerals import number_value
from verifier.records.spans import Span

UNPAIRED_COST = 0.62  # of a word that only one side has: two of them cost more than the worst pair (1.05)
END_COST = 1.08  # of one at the quotation's own end, where the source's words are free: any pair is likelier
END_ALIKE = 0.1  # that an end's word saves by standing at one alike: words left out beside it cost, those beyond do not
ALIKE = 0.34  # share of letters by which two words may differ and still be alike
PAIR_COST = 0.05  # of any pair that is not equal: one odd pair is likelier than two
JOIN_COST = 0.04  # of each further word in a group: "to gether" for "together" must beat two unequal pairs
BLOT_SEEN = 0.5  # share of a word's letters that must be left on both sides of a blot
MIN_INITIALS, MAX_INITIALS = 4, 8  # letters of a name in initials; shorter ones are joined as any words are
BAND = 10  # pairs further than this from the straight line are not looked at in long gaps

WORD = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+(?:['’‘`´ʼ][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: code points start..end of its text, its folded letters, the word as it stands."""

    start: int
    end: int
    letters: str
    raw: str


@dataclass(frozen=True, slots=True)
class Group:
    """Quotation words q0..q1 stand for source words s0..s1 (either may be empty); `equal` in letters."""

    q0: int
    q1: int
    s0: int
    s1: int
    equal: bool


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


def tokens(text: str, start: int = 0, end: int | None = None, without: Iterable[Span] = ()) -> list[Token]:
    """The words of text[start:end], except those inside `without`."""
    hidden = tuple(without)
    made: list[Token] = []
    for found in WORD.finditer(text, start, len(text) if end is None else end):
        a, b = found.span()
        if hidden and any(span.start < b and a < span.end for span in hidden):
            continue
        raw = found.group()
        if letters := fold_word(raw):
            made.append(Token(a, b, letters, raw))
    return made


@lru_cache(maxsize=1 << 16)
def distance(left: str, right: str) -> int:
    """Letters to change, add or drop between two words."""
    if left == right:
        return 0
    if not left or not right:
        return len(left) + len(right)
    return int(edlib.align(left.encode("latin-1"), right.encode("latin-1"))["editDistance"])


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


_SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))


def _cheapest(left: list[str], right: list[str], *, free_head: bool, free_tail: bool) -> list[tuple[int, int]]:
    """Least-cost steps (words of left, words of right) through both lists.

    At a free end the source's words cost nothing: the quotation need not begin or end where the source does.
    """
    n, m = len(left), len(right)
    best = [[float("inf")] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    slope = m / n
    width = max(BAND, abs(m - n) // 2 + BAND) if n * m > 400 else max(n, m)
    for i in range(n + 1):
        middle = int(i * slope)
        row = best[i]
        for j in range(max(0, middle - width), min(m, middle + width) + 1):
            cost = row[j]
            if cost == float("inf"):
                continue
            at_head, at_tail = free_head and not i, free_tail and i == n
            for a, b, price in _moves(left, right, i, j):
                paid = price
                if not a and (at_head or at_tail):
                    paid = 0.0
                elif not b and (at_head or (free_tail and i + 1 == n)):
                    paid = END_COST
                elif a == b == 1 and price <= ALIKE + PAIR_COST and (at_head or (free_tail and i + 1 == n)):
                    paid -= END_ALIKE
                if cost + paid < best[i + a][j + b] - 1e-9:
                    best[i + a][j + b] = cost + paid
                    step[i + a][j + b] = (a, b)
    return _steps_back(step, n, m)


def _moves(left: list[str], right: list[str], i: int, j: int) -> Iterable[tuple[int, int, float]]:
    n, m = len(left), len(right)
    if i < n:
        yield 1, 0, UNPAIRED_COST
    if j < m:
        yield 0, 1, UNPAIRED_COST
    for a, b in _SHAPES:
        if i + a <= n and j + b <= m:
            if a + b > 2 and _even(left[i : i + a], right[j : j + b]):
                continue
            if a == 1 and b == 2 and _blotted(left[i], right[j], right[j + 1]):
                yield a, b, 1.0 - (len(right[j]) + len(right[j + 1])) / len(left[i]) + PAIR_COST + JOIN_COST
                continue
            one, other = "".join(left[i : i + a]), "".join(right[j : j + b])
            if one[:1].isdigit() != other[:1].isdigit() and number_value(one) == number_value(other) is not None:
                yield a, b, PAIR_COST + JOIN_COST
                continue
            price = _pair_price(one, other, a, b)
            if price is not None and a + b > 2 and _swallows(left[i : i + a], right[j : j + b]):
                continue
            if price is not None:
                yield a, b, price
    yield from _initials(left, right, i, j)


def _initials(left: list[str], right: list[str], i: int, j: int) -> Iterable[tuple[int, int, float]]:
    """A name in initials that one side writes as one word and the other letter by letter: USSR, U.S.S.R."""
    for one, many, at, start in ((left, right, i, j), (right, left, j, i)):
        length = len(one[at]) if at < len(one) else 0
        if MIN_INITIALS <= length <= MAX_INITIALS and many[start : start + length] == list(one[at]):
            price = 0.25 * JOIN_COST * (length - 1)
            yield (1, length, price) if one is left else (length, 1, price)


def _blotted(whole: str, head: str, tail: str) -> bool:
    """True where a blot took a word's middle: `head` begins it and `tail` ends it, and half of it is there."""
    seen = len(head) + len(tail)
    return BLOT_SEEN * len(whole) <= seen < len(whole) and whole.startswith(head) and whole.endswith(tail)


def _even(left: list[str], right: list[str]) -> bool:
    """True where a join would swallow a word that stands on both sides, or pair words that do not cross."""
    return any(word in right for word in left) or (len(left) == len(right) and len(left[0]) == len(right[0]))


def _swallows(left: list[str], right: list[str]) -> bool:
    """True where a join is no nearer than without one of its words, and no better in length: it stands for nothing."""
    one, other = "".join(left), "".join(right)
    odd = distance(one, other)
    if not odd:
        return False
    shorter = [("".join(left[:n] + left[n + 1 :]), other) for n in _droppable(left)]
    shorter += [(one, "".join(right[:n] + right[n + 1 :])) for n in _droppable(right)]
    fewer = [(distance(a, b), abs(len(a) - len(b))) for a, b in shorter]
    return any(left < odd or (left == odd and gap < abs(len(one) - len(other))) for left, gap in fewer)


def _droppable(words: list[str]) -> list[int]:
    """Words of a join that could be words of their own: a single letter is a splinter."""
    return [n for n, word in enumerate(words) if len(words) > 1 and (len(word) > 1 or word.isdigit())]


def _pair_price(left: str, right: str, a: int, b: int) -> float | None:
    """What it costs to let `a` words `left` stand for `b` words `right`; None for a join not worth trying.

    A join costs as many pairs as it has words on its longer side, so that it never hides one odd word among even ones.
    """
    joined, words = a + b - 2, max(a, b)
    longest = max(len(left), len(right))
    if joined and abs(len(left) - len(right)) > 1 + longest // 4:
        return None
    odd = distance(left, right)
    if not odd:
        return 0.25 * JOIN_COST * joined
    if joined and odd > 1 + longest // 3:
        return None
    return words * (odd / longest + PAIR_COST) + JOIN_COST * joined


def _steps_back(step: list[list[tuple[int, int]]], n: int, m: int) -> list[tuple[int, int]]:
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
