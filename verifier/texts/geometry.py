"""From a place on the straightened, upright picture back to the place on the page as the file shows it."""

from __future__ import annotations

import math
from collections.abc import Callable

from verifier.records.text import Box

Place = Callable[[Box], Box]


def straight_to_page(skew: float, quarter: int, size: tuple[int, int]) -> Place:
    """A function for boxes in fractions. `skew` is the angle the picture was turned by, degrees counter-clockwise;
    `quarter` (0, 90, 180, 270) the further turn it was read at; `size` width and height in pixels before that turn.
    """

    def back(box: Box) -> Box:
        box = turned(box, -quarter % 360)
        return _unskewed(box, skew, size) if skew else box

    return back


def turned(box: Box, quarter: int) -> Box:
    """A box after the page was turned counter-clockwise by 0, 90, 180 or 270 degrees."""
    if quarter == 90:
        return Box(box.y0, 1 - box.x1, box.y1, 1 - box.x0)
    if quarter == 180:
        return Box(1 - box.x1, 1 - box.y1, 1 - box.x0, 1 - box.y0)
    if quarter == 270:
        return Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
    return box


def _unskewed(box: Box, skew: float, size: tuple[int, int]) -> Box:
    """The box around the same words before the picture was straightened: its middle moves, its sides stay as long."""
    wide, high = size
    sine, cosine = math.sin(math.radians(skew)), math.cos(math.radians(skew))
    x, y = ((box.x0 + box.x1) / 2 - 0.5) * wide, ((box.y0 + box.y1) / 2 - 0.5) * high
    middle_x = (cosine * x - sine * y) / wide + 0.5
    middle_y = (sine * x + cosine * y) / high + 0.5
    half_x = (box.x1 - box.x0) / 2
    half_y = (box.y1 - box.y0) / 2 + abs(sine) * half_x * wide / high
    left, top = max(middle_x - half_x, 0.0), max(middle_y - half_y, 0.0)
    return Box(left, top, min(middle_x + half_x, 1.0), min(middle_y + half_y, 1.0))
