"""A scanned page made ready for reading: straightened, dust and salt taken off. numpy and Pillow only."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from verifier.records.text import Box
from verifier.texts.geometry import straight_to_page
from verifier.texts.ink import LARGE_PX, filled_cells, sample, threshold
from verifier.texts.skew import lies_sideways, skew_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifier.texts.components import Patches

    Grey = NDArray[np.uint8]

SKEW_MIN_DEG = 0.08  # below this turning blurs more than it helps
SALT_SHARE_MIN = (
    0.004  # share of pixels that stand alone against all their neighbours before a median is worth its blur
)
DUST_IN = 0.011  # inches: specks no larger than this, with nothing around them, are dust (a full stop is 0.02)
DUST_RING_IN = 0.035  # inches of white a speck must have around it to be called dust
STROKE_MIN_IN = 0.0105  # inches: strokes shorter than this are broken into dots, as on a faint photocopy
SOFTEN_IN = 0.004  # inches: radius of the blur that closes such strokes; readers fail on dots and not on grey
FRAME_CELL = 8  # pixels a side of the cells in which a black frame is looked for
FRAME_FILL = 0.6  # share of a cell that is ink where the frame is solid; letters fill a third
FRAME_EDGE = 0.02  # of the shorter side: how near the edge of the sheet a frame must come
FRAME_SHARE_MIN, FRAME_SHARE_MAX = 0.004, 0.5  # of the page: less is a smudge, more is a dark page
BICUBIC = 3  # Pillow's number for it; of its ways to turn a picture the one that keeps thin strokes
BAND_ROWS, BAND_STEP = 64, 3  # rows of a band looked at, and of how many bands one is
CELL = 2  # pixels a side of the cells in which dust is looked for
DUST_SPECKS_MIN = 150  # specks on a page below which it is left as it is


def cleaned(image: Any, wanted: dict[str, bool], dpi: float) -> tuple[Any, dict[str, Any]]:
    """The picture cleaned as `wanted` (frame, median, dots, dust, soften, reduce, straighten), what was found and done.

    Facts: `skew` (degrees turned by), `salt`, `frame`, `ink` (shares of the page), `specks`, and boxes where words
    may be hidden: `redactions`, `stamps`; `dpi` of the picture from top to foot, which `reduce` changes.
    """
    import numpy as np

    from verifier.texts.redaction import black_boxes
    from verifier.texts.typesize import at_reading_size

    facts: dict[str, Any] = {"skew": 0.0, "salt": 0.0, "specks": 0, "stamps": []}
    grey = np.asarray(image)
    if wanted.get("frame"):
        grey, facts["frame"] = without_frame(grey)
    grey, patches = _without_specks(grey, wanted, dpi, facts)
    if wanted.get("soften") and 0 < stroke_width(grey) < STROKE_MIN_IN * dpi:
        facts["softened"] = True
        grey = _blurred(grey, SOFTEN_IN * dpi)
    if wanted.get("straighten"):
        facts["sideways"] = lies_sideways(patches, dpi)
    if wanted.get("reduce"):  # before turning, which costs by the pixel
        grey, dpi = at_reading_size(grey, patches, dpi, upright=not facts.get("sideways"))
    if wanted.get("straighten"):
        grey = _straightened(grey, facts)
    facts["dpi"] = dpi
    level = threshold(grey)
    facts["ink"] = float(np.count_nonzero(sample(grey) < level)) / max(sample(grey).size, 1)
    facts["redactions"] = black_boxes(grey, dpi, level)
    return _picture(grey), facts


def _without_specks(grey: Grey, wanted: dict[str, bool], dpi: float, facts: dict[str, Any]) -> tuple[Grey, Patches]:
    """The page without salt, the dots of a stamp and dust, each looked for where the page's patches point at it.

    The patches are those it had before the dots and the dust were taken off.
    """
    from verifier.texts.components import patches_of
    from verifier.texts.perforations import regions, without_dots

    if wanted.get("median"):
        facts["salt"] = salt_share(grey)
        if facts["salt"] >= SALT_SHARE_MIN:
            grey = _median(grey)
    level = threshold(grey)
    patches = patches_of(grey < level)
    if wanted.get("dots"):
        grey, dots = without_dots(grey, patches, dpi, level)
        if dots is not None:
            facts["stamps"] = regions(dots, (grey.shape[1], grey.shape[0]), dpi)
    small = max(DUST_IN * dpi, 1)
    if wanted.get("dust") and int(((patches.wide <= small) & (patches.high <= small)).sum()) >= DUST_SPECKS_MIN:
        dusted, facts["specks"] = without_dust(grey, dpi)
        if facts["specks"] >= DUST_SPECKS_MIN:
            grey = dusted
    return grey, patches


def _straightened(grey: Grey, facts: dict[str, Any]) -> Grey:
    """The page turned so that its lines lie level (or upright, where it lies on its side)."""
    import numpy as np

    angle = -skew_of(grey.T) if facts["sideways"] else skew_of(grey)
    if abs(angle) < SKEW_MIN_DEG:
        return grey
    facts["skew"] = angle
    place = straight_to_page(-angle, 0, (grey.shape[1], grey.shape[0]))
    facts["stamps"] = [astuple(place(Box(*box))) for box in facts["stamps"]]
    turned = _picture(grey).rotate(angle, resample=BICUBIC, fillcolor=int(np.median(sample(grey))))
    return np.asarray(turned)


def _median(grey: Grey) -> Grey:
    import numpy as np
    from PIL import ImageFilter

    return np.asarray(_picture(grey).filter(ImageFilter.MedianFilter(3)))


def _blurred(grey: Grey, radius: float) -> Grey:
    import numpy as np
    from PIL import ImageFilter

    return np.asarray(_picture(grey).filter(ImageFilter.GaussianBlur(radius)))


def without_frame(grey: Grey) -> tuple[Grey, float]:
    """The page without the black frame that copiers put around a sheet, and the share of the page it took."""
    import numpy as np

    high, wide = (side // FRAME_CELL for side in grey.shape)
    filled = filled_cells(grey < threshold(grey), FRAME_CELL)
    black = filled >= FRAME_FILL
    rim = np.zeros_like(black)
    edge = max(round(min(high, wide) * FRAME_EDGE), 1)
    rim[:edge] = rim[-edge:] = rim[:, :edge] = rim[:, -edge:] = True
    region = _grown(black & rim, filled >= FRAME_FILL / 4)
    share = float(region.mean(dtype=np.float64))
    if share < FRAME_SHARE_MIN or share > FRAME_SHARE_MAX:
        return grey, 0.0
    result = grey.copy()
    wiped = np.repeat(np.repeat(_box_sum(region.view(np.uint8), 1) > 0, FRAME_CELL, 0), FRAME_CELL, 1)
    beyond = [(0, side - covered) for side, covered in zip(grey.shape, wiped.shape, strict=True)]
    result[np.pad(wiped, beyond, mode="edge")] = int(np.percentile(sample(grey), 90))
    return result, share


def _grown(seeds: Any, ground: Any) -> Any:
    """Everything of `ground` that hangs together with `seeds`."""
    import numpy as np

    region, before = seeds, -1
    while (count := int(np.count_nonzero(region))) != before:
        before = count
        region = (_box_sum(region.view(np.uint8), 1) > 0) & (ground | region)
    return region


def salt_share(grey: Grey) -> float:
    """Share of pixels that differ from all eight neighbours: pepper on paper, salt in letters (by Otsu's level)."""
    import numpy as np

    level, alone, size = threshold(grey), 0, 0
    for band in _bands(grey):
        dark = (band < level).view(np.uint8)
        rows = dark[:-2] + dark[1:-1] + dark[2:]
        around = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
        middle = dark[1:-1, 1:-1]
        # Alone among nine: a dark one in a sum of 1, a light one in a sum of 8.
        lone = ((around == 1) & (middle == 1)) | ((around == 8) & (middle == 0))
        alone += int(np.count_nonzero(lone))
        size += middle.size
    return alone / max(size, 1)


def stroke_width(grey: Grey) -> float:
    """Mean length in pixels of the stretches of ink along the rows; 0 for a page without ink."""
    import numpy as np

    level, ink, starts = threshold(grey), 0, 0
    for band in _bands(grey):
        dark = band < level
        ink += int(np.count_nonzero(dark))
        starts += int(np.count_nonzero(dark[:, 1:] & ~dark[:, :-1]))
    return ink / starts if starts else 0.0


def _bands(grey: Grey) -> Iterator[Grey]:
    """Bands of a large page's rows, a third of it, evenly spread: what grain and strokes are like shows there."""
    step = BAND_STEP if grey.size > LARGE_PX else 1
    for top in range(0, grey.shape[0], step * BAND_ROWS):
        yield grey[top : top + BAND_ROWS]


def without_dust(grey: Grey, dpi: float) -> tuple[Grey, int]:
    """The page without specks that stand alone, and roughly how many there were.

    Looked for on cells of 2 x 2 pixels, which is fine enough for specks and four times as quick.
    """
    import numpy as np

    high, wide = (side // CELL * CELL for side in grey.shape)
    dark = (grey[:high, :wide] < threshold(grey)).view(np.uint8)
    cells = dark[0::2, 0::2] + dark[1::2, 0::2] + dark[0::2, 1::2] + dark[1::2, 1::2]
    small = max(round(DUST_IN * dpi / 2 / CELL), 1)
    ring = small + max(round(DUST_RING_IN * dpi / CELL), 2)
    inside, around = _box_sum(cells, small), _box_sum(cells, ring)
    # Ink that a small window shows whole, with nothing else in a wide one around, is a speck.
    lone = (inside > 0) & (inside == around)
    specks = _box_sum(lone.view(np.uint8), small) > 0
    count = math.ceil(
        np.count_nonzero(lone) / (2 * small) ** 2
    )  # one cell of a speck is seen whole from so many places
    result = grey.copy()
    result[:high, :wide][np.repeat(np.repeat(specks, CELL, 0), CELL, 1)] = int(np.median(sample(grey)))
    return result, count


def _box_sum(values: Any, reach: int) -> Any:
    """Sum over the square of `reach` cells to each side of every cell; outside the page counts as nothing."""
    import numpy as np

    width = 2 * reach + 1
    for axis in (0, 1):
        edges = [(reach + 1, reach) if n == axis else (0, 0) for n in (0, 1)]
        run = np.cumsum(np.pad(values, edges), axis=axis, dtype=np.int32)
        values = run[width:] - run[:-width] if axis == 0 else run[:, width:] - run[:, :-width]
    return values


def put_down(picture: Any, name: str) -> None:
    """Write a grey picture as a TIFF whose values stand at its end, row by row, as `Sheet.of` expects them.

    Tesseract reads it at once; a PGM it reads byte by byte, which takes a twentieth of the time a page costs.
    """
    picture.save(name, "TIFF")


def _picture(grey: Grey) -> Any:
    from PIL import Image

    return Image.fromarray(grey)
