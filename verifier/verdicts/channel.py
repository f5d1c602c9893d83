"""The scan as a noisy channel: how likely one word is read as another, letter by letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp, log

from verifier.alignment.words import distance
from verifier.verdicts.confusions import ANY, DELETE, INSERT, INSERTED, JOINED, LETTERS, OTHER, broken

TYPICAL_RATE = 0.03  # misread letters per letter at which the likeliest path is chosen; the path hardly depends on it
SMUDGED = 0.02  # share of a scan's words that stand in a stamp, a fold or a blot
SMUDGED_MORE = 0.7  # of such words for every misread letter: misreadings come in patches
SMUDGE_RATE = 0.35  # misread letters per letter there
SMUDGE_SHAPE = -log(26.0)  # there any letter may come out as any other
SUBSTITUTED = 0.8  # share of misreadings that read another letter: the rest are lost, or come out as two
COMMON_WORTH = 12.0  # misreadings of one letter counted in a source that weigh as much as the common table
WORN_WORDS = 4.0  # words in worn print for every misread letter: misreadings crowd in some words, most have none
MOST_WORN = 0.5  # share of words in worn print, at the most
WORN_RATE = 0.18  # misread letters per letter there
PLAIN = 1 / 3  # of the overall rate that is left for a word in plain print
LONGEST = 32  # letters of a run of which every way is weighed; a longer one is hopeless
HOPELESS = 0.65  # where more than this share of its letters differ: then the way no longer matters
MAX_SEEN = 1 << 15  # pairs of words remembered for one source
_STEP = -log(TYPICAL_RATE)
_LOST = _STEP - log(DELETE)
_GAINED_OTHER = _STEP - log(INSERT)
_GAINED = {letter: _STEP - log(shape) for letter, shape in INSERTED.items()}


@dataclass(frozen=True, slots=True)
class Misreading:
    """The likeliest way `read` came of `true`: how many misread places, the log odds of just these, letters read."""

    errors: int
    log_shape: float
    letters: int

    def probability(self, rate: float, *, covered: bool = False) -> float:
        """Chance of this reading where `rate` (0..1) of the letters are misread, some in smudges (all if `covered`)."""
        smudged = 1.0 if covered else max(SMUDGED, SMUDGED_MORE * rate)
        worn = 0.0 if covered else min(WORN_WORDS * rate, MOST_WORN)
        smudge = self._at(max(SMUDGE_RATE, rate), max(self.log_shape, self.errors * SMUDGE_SHAPE))
        plain = (1.0 - smudged - worn) * self._at(rate * PLAIN, self.log_shape)
        return plain + worn * self._at(max(WORN_RATE, rate), self.log_shape) + smudged * smudge

    def _at(self, rate: float, shape: float) -> float:
        kept = max(self.letters - self.errors, 0)
        return exp(self.errors * log(rate) + shape + kept * log(1.0 - rate))


class Channel:
    """How one source misreads. `habits` are odds (0..1) that a given letter is read as another throughout it,

    keyed by the two letters: in some cables every second D is read as O. All else goes by the common confusions, as far
    as letters are read as such that look `alike` (0..1); for the rest any letter is read as any. `counted` says how
    many words of the source were seen to have one letter for another: a type's own misreadings are few and recur.
    """

    def __init__(
        self, habits: Mapping[str, float] | None = None, alike: float = 1.0, counted: Mapping[str, int] | None = None
    ) -> None:
        self.habits = dict(habits or {})
        self.alike = alike
        self.counted = dict(counted or {})
        self._totals: Counter[str] = Counter()
        for pair, count in self.counted.items():
            self._totals[pair[0]] += count
        self._seen: dict[tuple[str, str], Misreading] = {}
        self._turned: dict[str, tuple[float, int]] = {}
        self._joined: dict[tuple[str, str], float | None] = {}

    def shape(self, true: str, read: str) -> float:
        """Share (0..1) of the misreadings of the letter `true` that read it as the letter `read`."""
        shape = self.alike * LETTERS.get(true + read, OTHER) + (1.0 - self.alike) * ANY
        total = self._totals[true]
        if not total:
            return shape
        seen = SUBSTITUTED * self.counted.get(true + read, 0) / total
        return (COMMON_WORTH * shape + total * seen) / (COMMON_WORTH + total)

    def turned(self, true: str, read: str) -> tuple[float, int]:
        """Cost of reading one letter as another, and whether that is a misreading (0 where it is a habit, or right)."""
        found = self._turned.get(true + read)
        if found is None:
            habit = 1.0 if true == read else self.habits.get(true + read)
            found = (_STEP - log(self.shape(true, read)), 1) if habit is None else (-log(habit), 0)
            self._turned[true + read] = found
        return found

    def joined(self, true: str, read: str) -> float | None:
        """Cost of reading two letters for one, or one for two; None where no scan does."""
        key = (true, read)
        if key not in self._joined:
            shape = self.alike * (JOINED.get(key) or (broken(true, read) if len(true) == 1 else 0.0))
            self._joined[key] = _STEP - log(shape) if shape else None
        return self._joined[key]

    def misreading(self, true: str, read: str) -> Misreading:
        """How a scan would get from the letters `true` to the letters `read` (folded; either may be empty)."""
        key = (true, read)
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) >= MAX_SEEN:
                self._seen.clear()
            odd = distance(true, read)
            longest = max(len(true), len(read))
            if (longest > LONGEST and odd > HOPELESS * longest) or not true or not read:
                found = Misreading(odd, odd * log(OTHER if true and read else DELETE), max(len(true), 1))
            else:
                found = _Paths(true, read, self).likeliest
            self._seen[key] = found
        return found


class _Paths:
    """The least-cost way from one word to another, by dynamic programming over their letters."""

    def __init__(self, true: str, read: str, channel: Channel) -> None:
        self.true, self.read, self.channel = true, read, channel
        width = len(read) + 1
        self.costs = [[0.0] * width for _ in range(len(true) + 1)]
        self.counts = [[0] * width for _ in range(len(true) + 1)]

    @cached_property
    def likeliest(self) -> Misreading:
        n, m = len(self.true), len(self.read)
        for i in range(n + 1):
            for j in range(m + 1):
                if i or j:
                    self.costs[i][j], self.counts[i][j] = min(self._arrivals(i, j))
        errors = self.counts[n][m]
        return Misreading(errors, errors * _STEP - self.costs[n][m], max(n, 1))

    def _arrivals(self, i: int, j: int) -> list[tuple[float, int]]:
        """Every way to have read true[:i] as read[:j]: (cost, errors)."""
        costs, counts = self.costs, self.counts
        ways: list[tuple[float, int]] = []
        if i and j:
            cost, errors = self.channel.turned(self.true[i - 1], self.read[j - 1])
            ways.append((costs[i - 1][j - 1] + cost, counts[i - 1][j - 1] + errors))
        if i:
            ways.append((costs[i - 1][j] + _LOST, counts[i - 1][j] + 1))
        if j:
            ways.append((costs[i][j - 1] + _GAINED.get(self.read[j - 1], _GAINED_OTHER), counts[i][j - 1] + 1))
        if i > 1 and j:
            self._joined(ways, i - 2, j - 1, i, j)
        if i and j > 1:
            self._joined(ways, i - 1, j - 2, i, j)
        return ways

    def _joined(self, ways: list[tuple[float, int]], i0: int, j0: int, i: int, j: int) -> None:
        """One letter more to have read two for one, or one for two."""
        cost = self.channel.joined(self.true[i0:i], self.read[j0:j])
        if cost is not None:
            ways.append((self.costs[i0][j0] + cost, self.counts[i0][j0] + 1))
