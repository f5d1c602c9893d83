"""Connected patches of ink on a page: where each lies and how much ink it holds. numpy only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

RUNS_MAX = 1_500_000  # stretches of ink along the rows; a page with more is noise, and labelling it costs seconds


@dataclass(frozen=True, slots=True)
class Patches:
    """The patches of a picture, one entry each: box in pixels (x1 and y1 beyond the last), pixels of ink."""

    x0: Numbers
    y0: Numbers
    x1: Numbers
    y1: Numbers
    area: Numbers

    def __len__(self) -> int:
        return len(self.area)

    @property
    def wide(self) -> Numbers:
        """Widths in pixels."""
        return self.x1 - self.x0

    @property
    def high(self) -> Numbers:
        """Heights in pixels."""
        return self.y1 - self.y0

    def only(self, kept: Any) -> Patches:
        """The patches a mask or an index picks."""
        return Patches(self.x0[kept], self.y0[kept], self.x1[kept], self.y1[kept], self.area[kept])


def patches_of(dark: Any) -> Patches:
    """The patches of a mask of ink, corners counted as touching; none for a page that is all noise."""
    import numpy as np

    row = dark.shape[1] + 2  # a blank at either end keeps the last stretch of a row apart from the next row's first
    padded = np.zeros((dark.shape[0], row), np.int8)
    padded[:, 1:-1] = dark
    steps = np.diff(padded.ravel())
    starts, ends = np.flatnonzero(steps == 1) + 1, np.flatnonzero(steps == -1) + 1
    if not len(starts) or len(starts) > RUNS_MAX:
        nothing = np.zeros(0, np.int64)
        return Patches(nothing, nothing, nothing, nothing, nothing)
    label = _labelled(starts, ends, row)
    order = np.argsort(label, kind="stable")
    cut = np.flatnonzero(np.diff(label[order], prepend=-1))
    left, right, level = (starts % row - 1)[order], (ends % row - 1)[order], (starts // row)[order]
    return Patches(
        np.minimum.reduceat(left, cut), np.minimum.reduceat(level, cut), np.maximum.reduceat(right, cut),
        np.maximum.reduceat(level, cut) + 1, np.add.reduceat((ends - starts)[order], cut),
    )  # fmt: skip


def _labelled(starts: Any, ends: Any, row: int) -> Any:
    """For every stretch of ink the number of the first stretch it hangs together with."""
    import numpy as np

    # Places are counted through the whole picture, so the row above is `row` places back, and both lists are sorted.
    first = np.searchsorted(ends, starts - row, "left")
    count = np.maximum(np.searchsorted(starts, ends - row, "right") - first, 0)
    below = np.repeat(np.arange(len(starts)), count)
    above = np.arange(len(below)) + np.repeat(first - (np.cumsum(count) - count), count)
    label = np.arange(len(starts))
    while True:
        least = np.minimum(label[above], label[below])
        new = label.copy()
        for side in (above, below):
            np.minimum.at(new, label[side], least)
        new = new[new]
        if np.array_equal(new, label):
            return label
        label = new
