"""A page's picture laid out for looking at single letters: ink, the size of its type, the cell of every letter.

numpy and Pillow only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from verifier.records.text import Box
from verifier.texts.ink import threshold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Ink = NDArray[np.float32]

HEIGHT = 24  # pixels of a capital after scaling: type of any size and resolution is compared at this one
ABOVE, HIGH = 27, 34  # pixels of a letter's window above the line it stands on, and in all: accents to tails
REACH = 4  # pixels either way in which a letter is looked for: cells are known no better
SCALE_MAX = 4.0  # a page is never enlarged by more: there is nothing in it to see
PAPER, BLACK = 80, 1  # percentiles of a page's grey values taken for paper and for ink
INKED = 0.45  # of full ink: what a stroke reaches and a shadow does not
EVEN = 0.06  # spread of the width of a letter over words, under which all are as wide: a typewriter's
WORDS_MIN = 12  # words a page needs for its type's size and pitch to be known
LONG = 6  # letters of a word from which its width tells the pitch
STEP = 4  # rows above and below a line over which ink stops at it
GAP = 0.2  # of a cell: what is white at either end of a word together
CAPITALS, FAINT = 60, 0.08  # words looked at for the height of capitals; share of a word's fullest row that is a line's
OFF_MAX, OFF_GAIN = 0.45, 1.1  # of its height by which a word may lie off its ink; times the ink it must gain by moving
BESIDE = (0.7, 1.3)  # cells from the middle of a word's last letter, between which another one would show
FIT = 0.45  # of a cell by which a word's ink may be longer or shorter than its letters
TALL = frozenset("bdfhklt0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
NARROW = frozenset(".,;:'!|ilj1I()[]")
NARROW_WHITE = 0.2  # of a cell on either side of such a sign, more than others have
DEEP = frozenset("gjpqyQ,;()/[]|$")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word as somebody read it: its text, its box (fractions of the page), how surely (0..1)."""

    text: str
    box: Box
    sure: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one letter stands on a plate: its middle and the line under it, in pixels."""

    x: float
    base: float


@dataclass(frozen=True, eq=False)
class Plate:
    """The ink (0 paper .. 1 ink) of a page at a scale where capitals are HEIGHT pixels high, and its words."""

    ink: Ink
    words: tuple[Spelled, ...]
    pitch: float = 0.0  # pixels from letter to letter; 0 where letters differ in width
    tall: float = HEIGHT  # pixels of a capital in the picture

    @classmethod
    def of(cls, grey: Grey, words: Sequence[Spelled], tall: float = 0.0) -> Plate | None:
        """The plate of a page's picture; None where too few words say how large its type is.

        `tall` is the height of its capitals in pixels where it is known from elsewhere.
        """
        import numpy as np
        from PIL import Image

        high, wide = grey.shape
        tall = tall or (_capital(grey, words) if len(words) >= WORDS_MIN else 0.0)
        if tall < HEIGHT / SCALE_MAX:
            return None
        scale = HEIGHT / tall
        size = max(round(wide * scale), 1), max(round(high * scale), 1)
        way = Image.Resampling.BOX if scale < 0.6 else Image.Resampling.BICUBIC
        values = np.asarray(Image.fromarray(np.ascontiguousarray(grey)).resize(size, way), dtype=np.float32)
        black, paper = np.percentile(values[::4, ::4], [BLACK, PAPER])
        ink = np.clip((paper - values) / max(paper - black, 1.0), 0.0, 1.0)
        return cls(ink, tuple(words), _pitch(words, size[0]), tall)

    @property
    def wide(self) -> int:
        """Pixels of a letter's window from left to right."""
        return min(round(self.pitch), HEIGHT) if self.pitch else round(0.75 * HEIGHT)

    def like(self, other: Plate) -> bool:
        """True where the letters of both are as wide as each other, or all of their own widths."""
        return abs(self.pitch - other.pitch) <= EVEN / 2 * max(self.pitch, other.pitch)

    def cells(self, box: Box, text: str) -> list[Cell] | None:
        """The cells of the signs of `text` in a word's box; None where they can't be told apart."""
        top, left, part = self._around(box)
        base = top + _baseline(part)
        found = [(left + a, left + b) for a, b in _runs(part.max(axis=0, initial=0.0) > INKED)]
        middles = [(a + b) / 2 for a, b in found]
        if self.pitch and found:
            middles = self._even(found[0][0], found[-1][1], middles, text)
        return [Cell(x, base) for x in middles] if middles and len(middles) == len(text) else None

    def _even(self, first: float, last: float, middles: list[float], text: str) -> list[float]:
        """Middles of signs of one width between two pixels: the runs of ink where they fit, else as they must lie."""
        start = first - _white(text[0]) * self.pitch
        end = last + _white(text[-1]) * self.pitch
        if abs((end - start) / self.pitch - len(text)) > FIT:
            return []
        start = (start + end - len(text) * self.pitch) / 2
        even = [start + (n + 0.5) * self.pitch for n in range(len(text))]
        if len(middles) == len(text) and all(abs(a - b) < FIT * self.pitch for a, b in zip(middles, even, strict=True)):
            return middles
        return even

    def alone(self, word: Spelled) -> bool:
        """True where a word's ink has room for just its signs, and a letter's width on either side of it is white."""
        cells = self.cells(word.box, word.text) if self.pitch else None
        if cells is None:
            return False
        top, foot = round(cells[0].base) - HEIGHT, round(cells[0].base)
        edges = (cells[0].x - BESIDE[1] * self.pitch, cells[-1].x + BESIDE[0] * self.pitch)
        wide = (BESIDE[1] - BESIDE[0]) * self.pitch
        beside = [self.ink[top:foot, max(round(x), 0) : max(round(x + wide), 0)] for x in edges]
        return all(not _runs(part.max(axis=0, initial=0.0) > INKED) for part in beside)

    def window(self, cell: Cell, width: int) -> Ink | None:
        """The ink around a letter, REACH pixels more on each side than its frame; None at the edge of the sheet."""
        left, top = round(cell.x - width / 2) - REACH, round(cell.base) - ABOVE - REACH
        high, wide = HIGH + 2 * REACH, width + 2 * REACH
        if left < 0 or top < 0 or left + wide > self.ink.shape[1] or top + high > self.ink.shape[0]:
            return None
        return self.ink[top : top + high, left : left + wide]

    def _around(self, box: Box) -> tuple[int, int, Ink]:
        """(top, left, ink) of a word's box with a little around it, moved up or down to where the word's ink is."""
        high, wide = self.ink.shape
        left, right = max(int(box.x0 * wide) - 3, 0), min(int(box.x1 * wide) + 4, wide)
        top = max(round((box.y0 + box.y1) / 2 * high) - HEIGHT // 2, 0)
        top += _shift(self.ink[max(top - HEIGHT, 0) : top + 2 * HEIGHT, left:right], min(HEIGHT, top), HEIGHT)
        top, foot = max(top - STEP, 0), min(top + HEIGHT + STEP + 1, high)
        return top, left, self.ink[top:foot, left:right]


def _capital(grey: Grey, words: Sequence[Spelled]) -> float:
    """The height in pixels of most capitals, told from the ink: some readers' boxes are as high as their fonts."""
    level, (high, wide) = threshold(grey), grey.shape
    tall = [word.box for word in words if _tall(word.text) and word.box.y1 > word.box.y0]
    found: list[int] = []
    for box in tall[:: max(len(tall) // CAPITALS, 1)]:
        middle, reach = round((box.y0 + box.y1) / 2 * high), round(1.5 * (box.y1 - box.y0) * high)
        top = max(middle - reach, 0)
        rows = (grey[top : middle + reach, round(box.x0 * wide) : round(box.x1 * wide)] < level).sum(axis=1)
        lines = _runs(rows > FAINT * rows.max(initial=0))
        found.extend(b - a for a, b in lines if a + top <= middle < b + top)
    return median(found) if found else 0.0


def _shift(part: Ink, top: int, tall: int) -> int:
    """By how many rows, less than half a line, a word of `tall` rows at row `top` lies off its ink."""
    import numpy as np

    total = np.concatenate([[0.0], part.sum(axis=1).cumsum()])
    rows = np.clip(top + np.arange(-int(OFF_MAX * tall), int(OFF_MAX * tall) + 1), 0, len(total) - 1)
    held = total[np.minimum(rows + tall, len(total) - 1)] - total[rows]
    best = int(held.argmax())
    return int(rows[best]) - top if held[best] > OFF_GAIN * held[len(held) // 2] else 0


def _baseline(part: Ink) -> int:
    """The row of a word's ink under which most of it stops: its letters stand there."""
    import numpy as np

    rows = part.sum(axis=1)
    if len(rows) < 2 * STEP:
        return len(rows)
    total = np.concatenate([[0.0], rows.cumsum()])
    at = np.arange(len(rows) // 2, len(rows) - STEP + 1)
    drop = 2 * total[at] - total[at - STEP] - total[at + STEP]
    return int(at[drop.argmax()])


def _white(sign: str) -> float:
    """The share of a cell that is white at one side of a sign."""
    return GAP / 2 + (NARROW_WHITE if sign in NARROW else 0.0)


def _runs(inked: Any) -> list[tuple[int, int]]:
    """Stretches of inked columns; one column alone is a speck."""
    import numpy as np

    steps = np.diff(np.concatenate([[0], inked.astype(np.int8), [0]]))
    pairs = zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True)
    return [(a, b) for a, b in pairs if b - a > 1]


def _tall(text: str) -> bool:
    """True for a word as high as its capitals, and no deeper than its line."""
    return bool(TALL.intersection(text)) and not DEEP.intersection(text)


def _pitch(words: Sequence[Spelled], wide: int) -> float:
    """Pixels from letter to letter on a sheet `wide` pixels wide; 0 where words tell no one width."""
    widths = [(word.box.x1 - word.box.x0) * wide / (len(word.text) - GAP) for word in words if len(word.text) >= LONG]
    widths = [width for width in widths if width > 0]
    if len(widths) < WORDS_MIN // 2:
        return 0.0
    usual = median(widths)
    spread = median(abs(width - usual) for width in widths)
    return usual if spread <= EVEN * usual else 0.0
