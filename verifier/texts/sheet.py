"""A page's cleaned picture beside what was read off it: where ink stands, how large its letters are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from verifier.records.text import Box
from verifier.texts.components import Patches, patches_of
from verifier.texts.ink import threshold
from verifier.texts.rows import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

SHEET_MAX_PX = 20_000_000  # pixels: ledger paper at 300 dpi; six times as many bytes are held while it is looked at


@dataclass(frozen=True)
class Sheet:
    """The grey values of a page, the level under which they are ink, and the patches the ink makes."""

    grey: Grey
    level: int
    patches: Patches

    @classmethod
    def of(cls, picture: Path, width: int, height: int) -> Sheet | None:
        """The sheet in a picture file that a child wrote: its grey values stand at the end, row by row.

        None for a file that is not as the child said, and for a sheet too large to hold beside its patches.
        """
        import numpy as np

        if not 0 < width * height <= SHEET_MAX_PX:
            return None
        try:
            head = picture.stat().st_size - width * height
            grey: Any = np.memmap(picture, dtype=np.uint8, mode="r", offset=head, shape=(height, width))
        except (OSError, ValueError, OverflowError):  # a shorter file makes the offset negative
            return None
        level = threshold(grey)
        return cls(grey, level, patches_of(grey < level))

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.grey.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.grey.shape[0])

    def part(self, box: Box) -> Grey:
        """The grey values inside a box of the page."""
        rows = slice(round(box.y0 * self.height), max(round(box.y1 * self.height), 0))
        return self.grey[rows, round(box.x0 * self.width) : max(round(box.x1 * self.width), 0)]

    def ink(self, box: Box) -> float:
        """The share of a box that is ink."""
        part = self.part(box)
        return float((part < self.level).mean()) if part.size else 0.0

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Pixels as fractions of the page."""
        return Box(x0 / self.width, y0 / self.height, x1 / self.width, y1 / self.height)


def letter_height(lines: Sequence[Line]) -> float:
    """The height of most words, as a fraction of the page's."""
    return median(piece.box.y1 - piece.box.y0 for line in lines for piece in line)
