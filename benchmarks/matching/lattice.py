"""What `noise` does to a text, as exact odds: all ways one text may come out as another, summed letter by letter.

Every mark of the true text comes out as none, one, two or three marks, whatever became of its neighbours, so that the
odds of a whole reading are a sum over paths through a lattice of (marks of the truth, marks read): forward from the
first mark, backward from the last. A smudge is a state that lasts for so many marks more. Text is of code points as
the page has them, blanks and line ends too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.noise import ALIKE, LETTERS, PAIRS, SPECKS

Odds = NDArray[np.float64]
Ways = list[tuple[int, Odds]]  # for every width: the odds that a mark comes out as that many marks read from each place

SMUDGE = range(3, 13)  # marks a smudge lasts for
SMUDGES = 0.02  # odds, for every misread letter, that one begins
IN_SMUDGE = 0.45
TRACE = 1e-18  # of a column's best odds, below which a path leads nowhere
BEYOND = 1 / 30  # odds of a mark read behind the passage's end, of whatever stands there
MOST_BEYOND = 3  # such marks at most


@lru_cache(maxsize=4096)
def outcomes(mark: str, model: str, rate: float, smudged: bool) -> dict[str, float]:
    """What one mark comes out as, with the odds of each: `noise.alike` and `noise.uniform` written out."""
    made: dict[str, float] = defaultdict(float)
    if mark in "\n\f":
        return {mark: 1.0}
    if model == "uniform":
        made[mark] += 1.0 - rate
        _share(made, LETTERS, 0.7 * rate)
        made[""] += 0.15 * rate
        _share(made, [mark + letter for letter in LETTERS], 0.15 * rate)
    elif mark.isalnum():
        odds = IN_SMUDGE if smudged else rate * 0.85
        made[mark] += 1.0 - odds
        for read, share in _misread(mark).items():
            made[read] += odds * share
    else:
        _spaced(made, mark, rate)
    return dict(made)


def _share(made: dict[str, float], among: Sequence[str], odds: float) -> None:
    for read in among:
        made[read] += odds / len(among)


@lru_cache(maxsize=512)
def _misread(mark: str) -> dict[str, float]:
    made: dict[str, float] = defaultdict(float)
    low, done = mark.lower(), 0.0
    if low in ALIKE:
        looks = [other.upper() if mark.isupper() and other.isalpha() else other for other in ALIKE[low]]
        _share(made, looks, 0.62)
        done = 0.62
    if low in PAIRS:
        made[PAIRS[low]] += 0.76 - done
        done = 0.76
    made[""] += 0.86 - done
    _share(made, [mark + speck for speck in SPECKS], 0.06)
    made[mark + " "] += 0.03
    _share(made, LETTERS, 0.05)
    return made


def _spaced(made: dict[str, float], mark: str, rate: float) -> None:
    left = 1.0
    if mark == " ":
        left = 1.0 - rate * 0.25
        _share(made, ["", "", "  ", " "], rate * 0.25 * 0.8)
        _share(made, [f" {speck} " for speck in SPECKS], rate * 0.25 * 0.2)
    elif mark in ".,;:'\"":
        left = 1.0 - rate
        _share(made, ["", ".", ",", " "], rate)
    made[mark] += left


@dataclass(frozen=True, slots=True)
class Column:
    """Odds by (marks of a smudge left, marks read) where `log` is the logarithm of their common scale."""

    odds: Odds
    log: float

    @classmethod
    def of(cls, odds: Odds, log: float) -> Column:
        top = float(odds.max())
        return cls(odds / top, log + float(np.log(top))) if top > 0.0 else cls(odds, log)


class Lattice:
    """All ways to have read `read`, from any truth, under one model of noise at one rate."""

    def __init__(self, read: str, model: str, rate: float) -> None:
        self.read, self.model, self.rate = read, model, rate
        self.begins = rate * SMUDGES if model == "alike" else 0.0
        self.states = SMUDGE[-1] if self.begins else 1
        self._ways: dict[tuple[str, bool], Ways] = {}

    def ways(self, mark: str, *, smudged: bool) -> Ways:
        """What `mark` may have become, at every place of the reading."""
        key = (mark, smudged)
        if key not in self._ways:
            self._ways[key] = self._found(outcomes(mark, self.model, self.rate, smudged))
        return self._ways[key]

    def _found(self, made: dict[str, float]) -> Ways:
        odds = np.zeros((4, len(self.read) + 1))
        odds[0] = made.get("", 0.0)
        for read, share in made.items():
            at = self.read.find(read) if read else -1
            while at >= 0:
                odds[len(read), at] += share
                at = self.read.find(read, at + 1)
        return [(width, row) for width, row in enumerate(odds) if row.any()]

    def first(self) -> Column:
        """Nothing read yet, no smudge."""
        odds = np.zeros((self.states, len(self.read) + 1))
        odds[0, 0] = 1.0
        return Column(odds, 0.0)

    def last(self) -> Column:
        """All read; the last few marks may stand behind the passage's end, and are then anything."""
        tail = BEYOND ** np.arange(len(self.read), -1, -1, dtype=np.float64)
        tail[: -MOST_BEYOND - 1] = 0.0
        return Column(np.repeat(tail[None], self.states, axis=0), 0.0)

    def forward(self, mark: str, before: Column) -> Column:
        """The odds once `mark` has been read."""
        return Column.of(self._read(mark, before.odds, slice(None)), before.log)

    def _read(self, mark: str, odds: Odds, place: slice) -> Odds:
        """`forward` over the marks read at `place` alone."""
        clear = _moved(odds[:1], self.ways(mark, smudged=False), place)
        if not self.begins:
            return clear
        dim = _moved(odds, self.ways(mark, smudged=True), place)
        made = np.zeros_like(odds)
        made[:-1] = dim[1:]
        made[0] += (1.0 - self.begins) * clear[0]
        made[SMUDGE[0] - 1 :] += self.begins / len(SMUDGE) * dim[0]
        return made

    def backward(self, mark: str, after: Column) -> Column:
        """The odds of all that is read from `mark` on."""
        clear = _moved_back(after.odds[:1], self.ways(mark, smudged=False))
        if not self.begins:
            return Column.of(clear, after.log)
        dim = _moved_back(after.odds, self.ways(mark, smudged=True))
        made = np.zeros_like(after.odds)
        made[1:] = dim[:-1]
        made[0] = (1.0 - self.begins) * clear[0] + self.begins / len(SMUDGE) * dim[SMUDGE[0] - 1 :].sum(axis=0)
        return Column.of(made, after.log)

    def through(self, text: str, before: Column, after: Column) -> float:
        """Log odds of the whole reading where `text` stands between the two columns; -inf where it cannot."""
        begun, ended = (np.flatnonzero((column.odds > TRACE).any(axis=0)) for column in (before, after))
        if not len(begun) or not len(ended) or ended[-1] < begun[0]:
            return -np.inf
        place = slice(int(begun[0]), int(ended[-1]) + 1)
        odds = before.odds[:, place]
        for mark in text:
            odds = self._read(mark, odds, place)
        total = float((odds * after.odds[:, place]).sum())
        return before.log + after.log + float(np.log(total)) if total > 0.0 else -np.inf


def _moved(odds: Odds, ways: Ways, place: slice) -> Odds:
    made = np.zeros_like(odds)
    width = odds.shape[1]
    for step, shares in ways:
        if step < width:
            made[:, step:] += odds[:, : width - step] * shares[place][: width - step]
    return made


def _moved_back(odds: Odds, ways: Ways) -> Odds:
    made = np.zeros_like(odds)
    width = odds.shape[1]
    for step, shares in ways:
        if step < width:
            made[:, : width - step] += odds[:, step:] * shares[: width - step]
    return made
