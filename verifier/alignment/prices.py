"""What a pairing of words costs: one word for one, words joined or broken, a number written out, initials, a blot."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.alignment.numerals import number_value
from verifier.alignment.words import distance

UNPAIRED_COST = 0.62  # of a word that only one side has: two of them cost more than the worst pair (1.05)
ALIKE = 0.34  # share of letters by which two words may differ and still be alike
PAIR_COST = 0.05  # of any pair that is not equal: one odd pair is likelier than two
JOIN_COST = 0.04  # of each further word in a group: "to gether" for "together" must beat two unequal pairs
BLOT_SEEN = 0.5  # share of a word's letters that must be left on both sides of a blot
MIN_INITIALS, MAX_INITIALS = 4, 8  # letters of a name in initials; shorter ones are joined as any words are

MIN_RUN = 9  # letters of a word that may be more words run together than the shapes below have
LONGEST_SHAPE = 3
_SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))


def moves(left: list[str], right: list[str], i: int, j: int) -> Iterator[tuple[int, int, float]]:
    """Every way on from word `i` of left and word `j` of right: words taken of left, of right, and what it costs.

    Costs are 0 for what is equal, about the share of letters that differ for what is not, and never negative.
    """
    n, m = len(left), len(right)
    if i < n:
        yield 1, 0, UNPAIRED_COST
    if j < m:
        yield 0, 1, UNPAIRED_COST
    for a, b in _SHAPES:
        if i + a <= n and j + b <= m:
            price = _price(left[i : i + a], right[j : j + b])
            if price is not None:
                yield a, b, price
    yield from _initials(left, right, i, j)
    yield from _run_together(left, right, i, j)


def _price(ours: list[str], theirs: list[str]) -> float | None:
    """What it costs to let these words stand for those; None for a join that is none."""
    a, b = len(ours), len(theirs)
    if a + b > 2 and _even(ours, theirs):
        return None
    if a == 1 and b == 2 and _blotted(ours[0], *theirs):
        return 1.0 - (len(theirs[0]) + len(theirs[1])) / len(ours[0]) + PAIR_COST + JOIN_COST
    one, other = "".join(ours), "".join(theirs)
    if one[:1].isdigit() != other[:1].isdigit() and number_value(one) == number_value(other) is not None:
        return PAIR_COST + JOIN_COST
    price = _pair_price(one, other, a, b)
    return None if price is not None and a + b > 2 and _swallows(ours, theirs) else price


def _initials(left: list[str], right: list[str], i: int, j: int) -> Iterator[tuple[int, int, float]]:
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


def _run_together(left: list[str], right: list[str], i: int, j: int) -> Iterator[tuple[int, int, float]]:
    """Many words that the other side has as one: a line whose spaces the scan lost, or a word set in spaced letters."""
    for one, many, at, start in ((left, right, i, j), (right, left, j, i)):
        whole = one[at] if at < len(one) else ""
        words = _run_length(whole, many, start) if len(whole) >= MIN_RUN else 0
        price = _pair_price("".join(many[start : start + words]), whole, words, 1) if words > LONGEST_SHAPE else None
        if price is not None:
            yield (1, words, price) if one is left else (words, 1, price)


def _run_length(whole: str, many: list[str], start: int) -> int:
    """How many of the words from `start` on come nearest to the length of the one word."""
    length, words = 0, 0
    for word in many[start:]:
        if abs(length + len(word) - len(whole)) > abs(length - len(whole)):
            break
        length, words = length + len(word), words + 1
    return words


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
