"""How a page lies: by how many degrees askew, and whether on its side. numpy only."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from verifier.texts.ink import threshold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifier.texts.components import Patches

    Grey = NDArray[np.uint8]

SKEW_MAX_DEG = 4.0  # degrees a page may lie askew; sheets further off were scanned on purpose that way
SKEW_STEP_DEG = 0.25  # first pass; the second refines to a tenth of it
LONG_SIDE = 1600  # pixels of the longer side of the page as it is looked at
INK_MIN = 200  # dark points under which nothing can be said
SKEW_SAMPLE = 60_000  # dark points looked at; more does not change the angle
LETTER_IN = (0.035, 0.25)  # inches: the shorter side of a letter, of notes and of headings
LETTERS_JOINED = 4  # times as long a patch may be, where letters run together
LETTERS_MIN = 60  # letters under which nothing can be said
LETTERS_SAMPLE = 400  # letters whose neighbours are looked for; more does not change the answer
SIDEWAYS_MIN = 0.6  # share of letters nearer to one below than to one beside them; upright, worn or not, up to a half
NOWHERE = 1_000_000  # pixels: no neighbour in that direction


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


def lies_sideways(patches: Patches, dpi: float) -> bool:
    """True where most letters have their next neighbour above or below them rather than beside: lines run up or down.

    How sharply ink falls into columns does not tell: a copier's shadow or the edge of a film is sharper than any text.
    """
    letters = _letters(patches, dpi)
    if len(letters) < LETTERS_MIN:
        return False
    beside = _gaps(letters, (letters.x0, letters.x1), (letters.y0, letters.y1))
    below = _gaps(letters, (letters.y0, letters.y1), (letters.x0, letters.x1))
    return float((below < beside).mean()) >= SIDEWAYS_MIN


def _letters(patches: Patches, dpi: float) -> Patches:
    """The patches of the size of letters, or of letters that run together."""
    import numpy as np

    least, most = (inches * dpi for inches in LETTER_IN)
    short, long = np.minimum(patches.wide, patches.high), np.maximum(patches.wide, patches.high)
    return patches.only((short >= least) & (short <= most) & (long <= most * LETTERS_JOINED))


def _gaps(letters: Patches, along: tuple[Any, Any], across: tuple[Any, Any]) -> Any:
    """For an even sample of letters the white up to the next one in a direction: that shares half its breadth."""
    import numpy as np

    some = np.linspace(0, len(letters) - 1, min(len(letters), LETTERS_SAMPLE)).astype(np.int64)
    (start, end), (low, high) = along, across
    shared = np.minimum(high[some, None], high) - np.maximum(low[some, None], low)
    level = 2 * shared > np.minimum((high - low)[some, None], high - low)
    white = start - end[some, None]
    return np.where(level & (white >= 0), white, NOWHERE).min(axis=1)


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
