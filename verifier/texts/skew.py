"""How a page lies: by how many degrees askew, and whether on its side. numpy only."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from verifier.texts.ink import threshold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

SKEW_MAX_DEG = 4.0  # degrees a page may lie askew; sheets further off were scanned on purpose that way
SKEW_STEP_DEG = 0.25  # first pass; the second refines to a tenth of it
LONG_SIDE = 1600  # pixels of the longer side of the page as it is looked at
INK_MIN = 200  # dark points under which nothing can be said
SKEW_SAMPLE = 60_000  # dark points looked at; more does not change the angle
SIDEWAYS_MIN = 2.0  # times sharper the columns of ink must be than the rows for a page to lie on its side


def skew_of(grey: Grey) -> float:
    """Degrees to turn the page counter-clockwise by (PIL's sense) so that its lines lie level; within SKEW_MAX_DEG."""
    import numpy as np

    rows, columns = _ink(grey)
    if len(rows) < INK_MIN:
        return 0.0
    coarse = np.arange(-SKEW_MAX_DEG, SKEW_MAX_DEG + 1e-9, SKEW_STEP_DEG)
    best = _sharpest(rows, columns, coarse)
    fine = best + np.arange(-SKEW_STEP_DEG, SKEW_STEP_DEG + 1e-9, SKEW_STEP_DEG / 10)
    return round(float(_sharpest(rows, columns, fine)), 3)


def lies_sideways(grey: Grey) -> bool:
    """True where ink falls into columns far more sharply than into rows: lines of text that run up or down."""
    import numpy as np

    rows, columns = _ink(grey)
    if len(rows) < INK_MIN:
        return False
    angles = np.arange(-SKEW_MAX_DEG, SKEW_MAX_DEG + 1e-9, 2 * SKEW_STEP_DEG)
    return max(_sharpness(columns, rows, a) for a in angles) > SIDEWAYS_MIN * max(
        _sharpness(rows, columns, a) for a in angles
    )


def _ink(grey: Grey) -> tuple[Any, Any]:
    """Rows and columns of dark points of the page, looked at from afar: all of them, or an even sample."""
    import numpy as np

    step = max(round(max(grey.shape) / LONG_SIDE), 1)
    small = grey[::step, ::step]
    rows, columns = np.nonzero(small < threshold(small))
    if len(rows) > SKEW_SAMPLE:
        keep = np.linspace(0, len(rows) - 1, SKEW_SAMPLE).astype(np.int64)
        rows, columns = rows[keep], columns[keep]
    return rows, columns


def _sharpness(rows: Any, columns: Any, angle: float) -> float:
    """How sharply points fall into rows once turned by an angle: mean square step between neighbouring rows."""
    import numpy as np

    level = rows - columns * math.tan(math.radians(angle))
    counts = np.bincount((level - level.min()).astype(np.int64)).astype(np.float64)
    return float((np.diff(counts) ** 2).mean())


def _sharpest(rows: Any, columns: Any, angles: Any) -> float:
    """The angle at which the dark points fall into the fewest, fullest rows."""
    import numpy as np

    return float(angles[int(np.argmax([_sharpness(rows, columns, float(angle)) for angle in angles]))])
