"""The scan as a noisy channel: how likely one word is read as another, letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from verifier.verdicts.confusions import JOINED, LETTERS, PUBLISHED_DELETE, PUBLISHED_INSERT, PUBLISHED_OTHER

TYPICAL_RATE = 0.03  # misread letters per letter at which the likeliest path is chosen; the path hardly depends on it
SMUDGED = 0.01  # share of a scan's words that stand in a stamp, a fold or a blot
SMUDGE_RATE = 0.35  # misread letters per letter there
SMUDGE_SHAPE = -log(26.0)  # there any letter may come out as any other
_STEP = -log(TYPICAL_RATE)


@dataclass(frozen=True, slots=True)
class Misreading:
    """The likeliest way `read` came of `true`: how many misread places, the log odds of just these, letters at stake."""

    errors: int
    log_shape: float
    letters: int

    def probability(self, rate: float) -> float:
        """Chance of this reading where `rate` (0..1) of the letters are misread, some in smudges."""
        return (1.0 - SMUDGED) * self._at(rate, self.log_shape) + SMUDGED * self._at(
            max(SMUDGE_RATE, rate), max(self.log_shape, self.errors * SMUDGE_SHAPE)
        )

    def _at(self, rate: float, shape: float) -> float:
        kept = max(self.letters - self.errors, 0)
        return exp(self.errors * log(rate) + shape + kept * log(1.0 - rate))


@lru_cache(maxsize=1 << 15)
def misreading(true: str, read: str) -> Misreading:
    """How a scan would get from the letters `true` to the letters `read` (folded; either may be empty)."""
    n, m = len(true), len(read)
    costs = [[0.0] * (m + 1) for _ in range(n + 1)]
    counts = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            if i or j:
                costs[i][j], counts[i][j] = min(_arrivals(true, read, i, j, costs, counts))
    errors = counts[n][m]
    return Misreading(errors, -(costs[n][m] - errors * _STEP), max(n, 1))


def _arrivals(
    true: str, read: str, i: int, j: int, costs: list[list[float]], counts: list[list[int]]
) -> list[tuple[float, int]]:
    """Every way to have read true[:i] as read[:j]: (cost, errors)."""
    ways: list[tuple[float, int]] = []
    if i and j:
        a, b = true[i - 1], read[j - 1]
        if a == b:
            return [(costs[i - 1][j - 1], counts[i - 1][j - 1]), *_joined(true, read, i, j, costs, counts)]
        shape = LETTERS.get(a + b, PUBLISHED_OTHER)
        ways.append((costs[i - 1][j - 1] + _STEP - log(shape), counts[i - 1][j - 1] + 1))
    if i:
        ways.append((costs[i - 1][j] + _STEP - log(PUBLISHED_DELETE), counts[i - 1][j] + 1))
    if j:
        ways.append((costs[i][j - 1] + _STEP - log(PUBLISHED_INSERT), counts[i][j - 1] + 1))
    ways.extend(_joined(true, read, i, j, costs, counts))
    return ways


def _joined(
    true: str, read: str, i: int, j: int, costs: list[list[float]], counts: list[list[int]]
) -> list[tuple[float, int]]:
    ways: list[tuple[float, int]] = []
    for a in (1, 2):
        for b in (1, 2):
            if a + b > 2 and i >= a and j >= b:
                shape = JOINED.get((true[i - a : i], read[j - b : j]))
                if shape:
                    ways.append((costs[i - a][j - b] + _STEP - log(shape), counts[i - a][j - b] + 1))
    return ways
