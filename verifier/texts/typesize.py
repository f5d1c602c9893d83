"""How large the type of a page is, and the size at which it is best read. numpy only.

Readers bring every line to one height before they look at it, so pixels beyond that cost time in finding the lines and
bring nothing; on worn pages the specks they hold mislead. A reader's work grows with the width of its lines, too, and
a typewriter sets narrow and wide letters at the same wide steps: pushed together they read as well or better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verifier.texts.components import Patches, patches_of
from verifier.texts.ink import threshold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

LETTER_IN = (0.03, 0.3)  # inches: heights of letters, from the small ones of 5-point print to the capitals of 30-point
LETTER_SHAPE = (0.12, 3.0)  # widths in heights: from an i without serifs to letters that touch
LETTERS_MIN = 100  # letters under which the type's size is not known well enough
LETTERS_SHARE = 0.86  # of the patches seen from afar that are letters on a page not worn: worn ones had .56 to .85
READ_PX_TYPED = 11.0  # pixels most letters are high when read, on a typewriter: 10-pitch type at 150 dots an inch
READ_PX = 13.0  # and in print, whose letters are narrower: below, some of 8-point print are misread
READ_DPI_MIN = 150  # dots an inch below which small print beside large type would be lost
LOOK_DPI = 150  # dots an inch the type's size is told at: strokes that are broken into dots at 300 are whole here
NEAR = 0.2  # of their height by which most letters differ
STEPS = (1 / 4, 1 / 3, 1 / 2, 3 / 5, 2 / 3, 5 / 6)  # sizes a page is brought to: few, so that pages are read together
SQUEEZE = 5 / 6  # of its width typewritten type is read at: steps of 1.2 letters' heights become those of print
PITCH_SPREAD_MAX = 0.2  # spread of the steps between letters, in steps: a typewriter's is under .12, print's over .33
PITCH_MAX = 3.0  # heights of a letter: further off is the next word
SAME_LINE = 0.6  # heights of a letter by which the feet of two on one line may differ


@dataclass(frozen=True, slots=True)
class Type:
    """The height of most letters in pixels (small ones, as a rule), and whether all are set at one step."""

    high: float
    fixed: bool


def type_of(grey: Grey, patches: Patches, dpi: float) -> Type | None:
    """The type of a page, told by its patches of ink and by those it has from afar; None where few can be letters.

    Of a worn page nothing is told: drawn smaller, words of faint or spotted type are passed over whole.
    """
    import numpy as np

    times = max(round(dpi / LOOK_DPI), 1)
    afar = _resized(grey, 1 / times, 1 / times)
    seen = patches_of(afar < threshold(afar))
    letters = _letters(seen, dpi / times)
    if len(letters) < LETTERS_MIN or len(letters) < LETTERS_SHARE * len(seen):
        return None
    middle = float(np.median(letters.high))
    high = float(letters.high[np.abs(letters.high - middle) <= NEAR * middle].mean())
    # Near by, worn letters fall apart; from afar, close ones touch. Print has an even step in neither.
    spread = min(_spread(letters, high), _spread(_letters(patches, dpi), high * times))
    return Type(high * times, spread <= PITCH_SPREAD_MAX)


def _letters(patches: Patches, dpi: float) -> Patches:
    """The patches that can be letters, by their size and shape."""
    tall = (patches.high >= LETTER_IN[0] * dpi) & (patches.high <= LETTER_IN[1] * dpi)
    narrow, broad = (patches.high * share for share in LETTER_SHAPE)
    return patches.only(tall & (patches.wide >= narrow) & (patches.wide <= broad))


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
    """The share of its height (0..1) a page is brought to: the least step at which its letters are high enough."""
    if found is None:
        return 1.0
    least = READ_PX_TYPED if found.fixed else READ_PX
    fits = (step for step in STEPS if step * dpi >= READ_DPI_MIN and step * found.high >= least)
    return next(fits, 1.0)


def at_reading_size(grey: Grey, patches: Patches, dpi: float, *, upright: bool) -> tuple[Grey, float]:
    """The page at the size it is best read, and its dots an inch from top to foot.

    Typewritten type is narrowed as well, unless the page lies on its side (`upright` is false).
    """
    found = type_of(grey, patches, dpi)
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
