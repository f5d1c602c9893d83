"""The type of a page: how its own letters look, learnt from the words that were read surely, and how alike they are.

A typewriter has one 3 and one 8. Whether a doubtful figure is the one or the other is told by laying it over those of
the same machine that nobody doubts, which needs no model of any font. numpy only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verifier.texts.plate import HIGH, Plate, Spelled

if TYPE_CHECKING:
    from verifier.texts.plate import Ink

EXAMPLES = 10  # examples of one letter kept: more make its shape no sharper
ROUNDS = 3  # of laying the examples over their mean
ODD = 0.15  # by which an example may fit its letter worse than most; worse ones were misread
GAUGED = 12  # letters, the commonest, that the page's own spread is told from
SCALES = 30  # examples of them at least
COUNTED = 3  # examples from which more make no difference to how well a letter fits their mean
SAMPLED = 5  # examples of a letter that the spread is told from
NEAREST = 4  # other letters, the most alike, that a letter is held against for that
ALIKE = 0.85  # of its own fit: how well the likest other letter fits, 3 over 8 in most types
ALIEN = 2.0  # deviations by which another page's letters may fit worse and still be of the same machine
WITHIN, WITHIN_DEVIATIONS = 0.8, 1.28  # share of strays that lie within so many deviations
LEAST_SPREAD = 0.015  # a cleaner page than any: its letters are drawn, not struck
LEAST_UNLIKE = 0.02  # under which two letters are one shape: 1 and l, O and 0


@dataclass(frozen=True, slots=True)
class Example:
    """One letter of the page: the word it comes from, its window, and the same cut to where it fits best."""

    word: int
    window: Ink
    fitted: Any
    fit: float


class Typeface:
    """Examples of every letter on one page; `own` and `spread` say how well a letter fits the mean of its likes.

    Fits are correlations (-1..1). `own[n - 1]` is the usual fit to a mean of n examples (COUNTED stands for more),
    `spread` its deviation; `noise` the deviation of the difference of two fits, of letters that have nothing in common.
    `own` is empty where the page has too few letters to say.
    """

    def __init__(self, wide: int, trusted: Iterable[tuple[Plate, int, Spelled]]) -> None:
        """From words (numbered, the surest first) that are believed as they were read; `wide` is a letter's window."""
        self.wide = wide
        self._windows: dict[str, list[tuple[int, Ink]]] = {}
        for plate, number, word in trusted:
            if any(sign.isalnum() and len(self._windows.get(sign, ())) < EXAMPLES for sign in word.text):
                self._take(plate, number, word)
        self._examples: dict[str, list[Example]] = {}
        common = sorted(self._windows, key=lambda sign: (-len(self._windows[sign]), sign))[:GAUGED]
        self.own, self.spread, self.noise = _spreads({sign: self.examples(sign) for sign in common}, self.wide)

    def _take(self, plate: Plate, number: int, word: Spelled) -> None:
        for sign, cell in zip(word.text, plate.cells(word.box, word.text) or (), strict=False):
            found = self._windows.setdefault(sign, []) if sign.isalnum() else None
            window = plate.window(cell, self.wide) if found is not None and len(found) < EXAMPLES else None
            if found is not None and window is not None:
                found.append((number, window))

    def examples(self, sign: str) -> list[Example]:
        """The page's examples of a letter, laid over each other."""
        if sign not in self._examples:
            found = self._windows.get(sign, [])
            self._examples[sign] = _fitted(found, self.wide) if found else []
        return self._examples[sign]

    def count(self, sign: str, without: frozenset[int] = frozenset()) -> int:
        """How many examples of a letter there are, those of some words left out."""
        return sum(one.word not in without for one in self.examples(sign))

    def resembles(self, other: Typeface) -> bool:
        """True where the letters both have are struck by one machine, as far as the wear of the pages lets tell."""
        shared = [sign for sign in self._examples if self._examples[sign] and other.examples(sign)]
        found = sorted(
            float(fits(one.window, self.wide, [self.shape(sign)[0]])[0])
            for sign in shared
            for one in other.examples(sign)[:COUNTED]
        )
        return bool(found and self.own) and found[len(found) // 2] >= self.own[-1] - ALIEN * self.spread

    def shape(self, sign: str, without: frozenset[int] = frozenset()) -> tuple[Any, int]:
        """The mean of a letter's examples, those of some words left out, and how many there are."""
        kept = [example.fitted for example in self.examples(sign) if example.word not in without]
        return (_normed(sum(kept)), len(kept)) if kept else (None, 0)


def fits(window: Ink, wide: int, shapes: Sequence[Any]) -> Any:
    """How well a window of ink fits each shape, where it fits it best (-1..1)."""
    import numpy as np

    return (_views(window, wide) @ np.stack(shapes, axis=1)).max(axis=0)


def _views(window: Ink, wide: int) -> Any:
    """Every place of a letter's frame in a window, as rows without mean and of unit length."""
    import numpy as np

    views = np.lib.stride_tricks.sliding_window_view(window, (HIGH, wide))
    return _normed(views.reshape(-1, HIGH * wide))


def _normed(values: Any) -> Any:
    import numpy as np

    values = values - values.mean(axis=-1, keepdims=True)
    length = np.sqrt(np.einsum("...p,...p->...", values, values))[..., None]
    return values / np.maximum(length, 1e-6)


def _fitted(found: Sequence[tuple[int, Ink]], wide: int) -> list[Example]:
    """The examples of one letter laid over each other; those that fit worst were read wrongly and are left out."""
    import numpy as np

    views = np.stack([_views(window, wide) for _, window in found])
    everyone = np.arange(len(found))
    best = np.full(len(found), views.shape[1] // 2)
    for _ in range(ROUNDS if len(found) > 1 else 0):
        chosen = views[everyone, best]
        total = chosen.sum(axis=0)
        others = _normed(total - chosen)  # an example is not laid over itself
        scores = np.matmul(views, others[:, :, None])[:, :, 0]
        best = scores.argmax(axis=1)
    if len(found) == 1:
        return [Example(found[0][0], found[0][1], views[0, best[0]], 1.0)]
    score = scores[everyone, best]
    kept = np.flatnonzero(score >= np.median(score) - ODD).tolist()
    return [Example(found[n][0], found[n][1], views[n, best[n]], float(score[n])) for n in kept]


def _spreads(examples: Mapping[str, list[Example]], wide: int) -> tuple[tuple[float, ...], float, float]:
    """(own, spread, noise) of a page, from its letters laid over the others of their kind and of the next kinds."""
    import numpy as np

    many: dict[str, list[Example]] = {sign: found[:SAMPLED] for sign, found in examples.items() if len(found) > COUNTED}
    means = {sign: _normed(sum(one.fitted for one in found)) for sign, found in many.items()}
    own: list[list[float]] = [[] for _ in range(COUNTED)]
    strays: list[float] = []
    for sign, found in many.items():
        rivals = [means[other] for other in means if other != sign]
        rows = []
        for at, example in enumerate(found):
            others = [one.fitted for one in found[:at] + found[at + 1 :]]
            few = [_normed(sum(others[:count])) for count in range(1, COUNTED)]
            row = fits(example.window, wide, [*few, _normed(sum(others)), *rivals])
            for count in range(COUNTED):
                own[count].append(float(row[count]))
            rows.append(row[COUNTED - 1 :])
        if rivals:
            strays.extend(_strays(np.stack(rows)))
    if len(own[0]) < SCALES or not strays:
        return (), 0.0, 0.0
    usual = tuple(float(np.median(found)) for found in own)
    return usual, _deviation(np.array(own[-1]) - usual[-1]), _deviation(np.array(strays))


def _deviation(strays: Any) -> float:
    """The deviation that most strays tell of: the few letters cut out amiss would double it."""
    import numpy as np

    return max(float(np.quantile(np.abs(strays), WITHIN) / WITHIN_DEVIATIONS), LEAST_SPREAD)


def _strays(rows: Any) -> list[float]:
    """How far single letters' fits to their own kind over the next ones stray from the usual, for letters unlike."""
    import numpy as np

    differences = rows[:, :1] - rows[:, 1:]
    usual, cross = differences.mean(axis=0), rows[:, 1:].mean(axis=0)
    near = np.argsort(usual)[:NEAREST]
    unlike = np.sqrt(2 * np.maximum(1.0 - cross[near], LEAST_UNLIKE))
    freed = np.sqrt(len(rows) / (len(rows) - 1))  # their mean was taken from themselves
    strays: list[float] = ((differences[:, near] - usual[near]) / unlike * freed).ravel().tolist()
    return strays


@dataclass(frozen=True)
class Look:
    """A doubtful letter laid over the page's letters, its own word left out of their examples."""

    face: Typeface
    window: Ink
    without: frozenset[int]
    _shapes: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _fits: dict[str, float] = field(default_factory=dict)

    def fit(self, sign: str) -> float:
        """How well the letter fits the page's `sign`; 0 where the page has none."""
        if sign not in self._fits:
            shape, count = self._shape(sign)
            self._fits[sign] = float(fits(self.window, self.face.wide, [shape])[0]) if count else 0.0
        return self._fits[sign]

    def usual(self, sign: str) -> float:
        """How well a letter that is `sign` fits the examples there are of it."""
        count = self._shape(sign)[1]
        return self.face.own[min(count, COUNTED) - 1] if count else 0.0

    def margin(self, sign: str, other: str) -> float:
        """Log-likelihood ratio of the letter being `sign` rather than `other`."""
        mine, theirs = self._shape(sign)[1], self._shape(other)[1]
        if not mine:
            return -self._alone(other) if theirs else 0.0
        if not theirs:
            return self._alone(sign)
        across, back = self._across(sign, other), self._across(other, sign)
        high, low = self.usual(sign) - across, back - self.usual(other)
        if high - low < LEAST_UNLIKE:
            return 0.0
        unlike = 2 * max(1.0 - (across + back) / 2, LEAST_UNLIKE)
        deviation = self.face.noise**2 * unlike * (1 + 1 / mine + 1 / theirs)
        found = self.fit(sign) - self.fit(other)
        return (high - low) * (found - (high + low) / 2) / deviation

    def _alone(self, sign: str) -> float:
        """The same against a letter of which the page has no example, and which may be as like it as 3 is to 8."""
        usual = self.usual(sign)
        like = usual * ALIKE
        deviation = self.face.spread**2 * (1 + 1 / self._shape(sign)[1])
        return (usual - like) * (self.fit(sign) - (usual + like) / 2) / deviation

    def _across(self, sign: str, other: str) -> float:
        """How well the page's examples of one letter fit its mean of another."""
        shape = self._shape(other)[0]
        kept = [one for one in self.face.examples(sign) if one.word not in self.without][:SAMPLED]
        return float(sum(fits(one.window, self.face.wide, [shape])[0] for one in kept) / len(kept))

    def _shape(self, sign: str) -> tuple[Any, int]:
        if sign not in self._shapes:
            self._shapes[sign] = self.face.shape(sign, self.without)
        return self._shapes[sign]
