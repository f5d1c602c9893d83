"""Stamps punched or printed in round dots ("DECLASSIFIED" down a cable): told by the dots' shape, and faded.

A dot on blank paper is taken off. A dot over letters is made as light as ink can be and still be ink: the letters
under it are kept whole for whoever looks for lines, and stand out from it for whoever reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verifier.texts.components import Patches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

DOT_IN = (0.03, 0.05)  # inches across a dot: a full stop is smaller, a letter is larger
DOTS_MAX = 3000  # more is a halftone or a page of specks, and comparing each with each takes their square
DOTS_MIN = 25  # dots standing free for a page to bear such a stamp; one letter has ten to fifteen
DOT_FILL = (0.7, 0.9)  # share of its square that a disc fills is 0.785
PITCH_MAX = 2.2  # diameters from dot to dot within a letter; full stops and dot leaders stand further apart
COMPANY = 1.3  # pitches within which a dot over letters must have a neighbour; the knots of a W have none
SOLID = 0.97  # share of the disc that must be ink for a dot to be seen in a letter
CORE_SHARE = 0.5  # of a dot's width: places where a disc fits spread no further, unless it is a blot
SPOTS_MAX = 400_000  # places looked at more closely; more is a dark page
HALF_IN = 0.1  # inches: dots nearer to each other than this belong to one region


@dataclass(frozen=True, slots=True)
class Dots:
    """The middles of the dots over letters, and the dots' width, in pixels."""

    x: Any
    y: Any
    width: int


def without_dots(grey: Grey, patches: Patches, dpi: float, level: int) -> tuple[Grey, Dots | None]:
    """The page with such a stamp faded, and its dots over letters; (the page itself, None) where there is none."""
    import numpy as np

    free, width, pitch = _free_dots(patches, dpi)
    if not width:
        return grey, None
    result = grey.copy()
    paper = int(np.percentile(grey[::8, ::8], 90))
    for x0, y0, x1, y1 in zip(free.x0, free.y0, free.x1, free.y1, strict=True):
        result[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1] = paper
    x, y = _in_company(*_over_letters(result < level, width), pitch * COMPANY)
    disc = _disc(width / 2 + 0.6)
    reach = disc.shape[0] // 2
    for at_x, at_y in zip(x, y, strict=True):
        spot = result[at_y - reach : at_y + reach + 1, at_x - reach : at_x + reach + 1]
        spot[disc] = np.maximum(spot[disc], max(level - 1, 0))
    return result, Dots(x, y, width)


def regions(dots: Dots, size: tuple[int, int], dpi: float) -> list[list[float]]:
    """Boxes (fractions x0, y0, x1, y1 of a picture of `size`) around dots that lie near each other over letters."""
    boxes: list[list[int]] = []
    reach, half = round(HALF_IN * dpi), dots.width // 2 + 1
    for x, y in sorted(zip(dots.x.tolist(), dots.y.tolist(), strict=True), key=lambda dot: dot[1]):
        near = [box for box in boxes if box[0] - reach < x < box[2] + reach and box[1] - reach < y < box[3] + reach]
        made = [x - half, y - half, x + half, y + half]
        for box in near:
            boxes.remove(box)
            made = [min(made[0], box[0]), min(made[1], box[1]), max(made[2], box[2]), max(made[3], box[3])]
        boxes.append(made)
    wide, high = size
    return [[b[0] / wide, b[1] / high, b[2] / wide, b[3] / high] for b in boxes]


def _free_dots(patches: Patches, dpi: float) -> tuple[Patches, int, float]:
    """The dots that stand free, how wide they are and how far apart; width 0 where there is no such stamp."""
    import numpy as np

    wide, high = patches.wide, patches.high
    fill = patches.area / np.maximum(wide * high, 1)
    round_ones = (abs(wide - high) <= 2) & (fill > DOT_FILL[0]) & (fill < DOT_FILL[1])
    sized = (wide >= DOT_IN[0] * dpi) & (wide <= DOT_IN[1] * dpi)
    found = patches.only(round_ones & sized)
    if not DOTS_MIN <= len(found) <= DOTS_MAX:
        return found, 0, 0.0
    width = round(float(np.median(found.wide)))
    found = found.only(abs(found.wide - width) <= 2)
    x, y = (found.x0 + found.x1) / 2, (found.y0 + found.y1) / 2
    pitch = float(np.median(np.sqrt(_distances(x, y).min(axis=1)))) if len(found) >= DOTS_MIN else 0.0
    return found, width if 0 < pitch <= PITCH_MAX * width else 0, pitch


def _over_letters(dark: Any, width: int) -> tuple[Any, Any]:
    """Middles of the places where a disc of this width lies wholly on ink, one for each blot no larger than it."""
    import numpy as np

    from verifier.texts.components import patches_of

    side = max(int(0.7 * width), 5)  # of the square inside the disc: quick to look for
    y, x = np.nonzero(_window_sums(dark, side) == side * side)
    x, y = x + side // 2, y + side // 2
    edge = 2 * width
    inside = (x > edge) & (y > edge) & (x < dark.shape[1] - edge) & (y < dark.shape[0] - edge)
    x, y = x[inside], y[inside]
    if not 0 < len(x) < SPOTS_MAX:
        return x[:0], y[:0]
    disc = _disc(width / 2 - 0.5)
    down, right = (part - disc.shape[0] // 2 for part in np.nonzero(disc))
    solid = dark[y[:, None] + down, x[:, None] + right].mean(axis=1) >= SOLID
    hit = np.zeros(dark.shape, bool)
    hit[y[solid], x[solid]] = True
    cores = patches_of(hit)
    cores = cores.only((cores.wide <= CORE_SHARE * width) & (cores.high <= CORE_SHARE * width))
    cores = cores.only(slice(0, DOTS_MAX))
    return (cores.x0 + cores.x1 - 1) // 2, (cores.y0 + cores.y1 - 1) // 2


def _in_company(x: Any, y: Any, reach: float) -> tuple[Any, Any]:
    """The points that have another within reach."""
    near = (_distances(x, y) <= reach * reach).any(axis=1)
    return x[near], y[near]


def _distances(x: Any, y: Any) -> Any:
    """Squared distances of every point to every other; to itself, infinite."""
    import numpy as np

    x, y = x.astype(np.float64), y.astype(np.float64)
    found = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    np.fill_diagonal(found, np.inf)
    return found


def _window_sums(dark: Any, side: int) -> Any:
    """Ink in the square of this side that begins at each place, where it fits the page."""
    import numpy as np

    sums = np.zeros((dark.shape[0] + 1, dark.shape[1] + 1), np.int32)
    sums[1:, 1:] = dark.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    return sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]


def _disc(radius: float) -> Any:
    import numpy as np

    reach = int(np.ceil(radius))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return x * x + y * y <= (radius + 0.01) ** 2
