"""How large the type of a page is, and the size at which it is best read. numpy only.

Readers bring every line to one height before they look at it, so pixels beyond that cost time in finding the lines and
bring nothing; on worn pages the specks they hold mislead. A reader's work grows with the width of its lines, too, and
a typewriter sets narrow and wide letters at the same wide steps: pushed together they read as well or better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verifier.texts.components import Patches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

LETTER_IN = (0.03, 0.3)  # inches: heights of letters, from the small ones of 5-point print to the capitals of 30-point
LETTER_SHAPE = (0.25, 3.0)  # widths in heights: from an i to letters that touch
LETTERS_MIN = 100  # letters under which the type's size is not known well enough
READ_PX = 11.5  # pixels most letters are high when read: 10-pitch type at 150 dots an inch
READ_DPI_MIN = 150  # dots an inch below which small print beside large type would be lost
STEPS = (1 / 4, 1 / 3, 1 / 2, 3 / 5, 2 / 3, 5 / 6)  # sizes a page is brought to: few, so that pages are read together
SQUEEZE = 5 / 6  # of its width typewritten type is read at: steps of 1.2 letters' heights become those of print
PITCH_SPREAD_MAX = (
    0.2  # spread of the steps between letters, in steps: .02 to .11 on a typewriter, .44 and more in print
)
PITCH_MAX = 3.0  # heights of a letter: further off is the next word
SAME_LINE = 0.6  # heights of a letter by which the feet of two on one line may differ


@dataclass(frozen=True, slots=True)
class Type:
    """The height of most letters in pixels (small ones, as a rule), and whether all are set at one step."""

    high: float
    fixed: bool


def type_of(patches: Patches, dpi: float) -> Type | None:
    """The type of a page, told by its patches of ink; None where too few of them can be letters."""
    import numpy as np

    tall = (patches.high >= LETTER_IN[0] * dpi) & (patches.high <= LETTER_IN[1] * dpi)
    narrow, broad = (patches.high * share for share in LETTER_SHAPE)
    letters = patches.only(tall & (patches.wide >= narrow) & (patches.wide <= broad))
    if len(letters) < LETTERS_MIN:
        return None
    high = float(np.median(letters.high))
    return Type(high, _spread(letters, high) <= PITCH_SPREAD_MAX)


def _spread(letters: Patches, high: float) -> float:
    """How much the steps from letter to letter along the lines differ: their quartiles' distance by their median."""
    import numpy as np

    rows = letters.only(np.lexsort((letters.x0, np.round(letters.y1 / (1.2 * high)))))
    steps = np.diff((rows.x0 + rows.x1) / 2)
    steps = steps[(np.abs(np.diff(rows.y1)) < SAME_LINE * high) & (steps > 0) & (steps < PITCH_MAX * high)]
    if len(steps) < LETTERS_MIN // 2:
        return float("inf")
    low, middle, top = np.percentile(steps, (25, 50, 75))
    return float((top - low) / middle)


def reading_scale(found: Type | None, dpi: float) -> float:
    """The share of its height (0..1) a page is brought to: the least step at which its letters are still READ_PX."""
    if found is None:
        return 1.0
    fits = (step for step in STEPS if step * dpi >= READ_DPI_MIN and step * found.high >= READ_PX)
    return next(fits, 1.0)


def at_reading_size(grey: Grey, patches: Patches, dpi: float, *, upright: bool) -> tuple[Grey, float]:
    """The page at the size it is best read, and its dots an inch from top to foot.

    Typewritten type is narrowed as well, unless the page lies on its side (`upright` is false).
    """
    found = type_of(patches, dpi)
    scale = reading_scale(found, dpi)
    squeeze = SQUEEZE if found is not None and found.fixed and upright else 1.0
    if scale * squeeze == 1.0:
        return grey, dpi
    return _resized(grey, scale * squeeze, scale), dpi * scale


def _resized(grey: Grey, wide: float, high: float) -> Any:
    import numpy as np
    from PIL import Image

    size = (max(round(grey.shape[1] * wide), 1), max(round(grey.shape[0] * high), 1))
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BOX))
