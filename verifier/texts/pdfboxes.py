"""Where the words and lines of a PDF page stand, in the child: PDFium's places of characters."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any

from verifier.texts.wordtable import SCALE, Columns


@cache
def _rectangles() -> tuple[Any, Any]:
    """PDFium's two functions for the places of characters, called with plain addresses: half the time a call."""
    from pypdfium2 import raw

    address, number = ctypes.c_void_p, ctypes.c_int
    count = ctypes.CFUNCTYPE(number, address, number, number)
    rect = ctypes.CFUNCTYPE(number, address, number, address, address, address, address)
    places = (ctypes.cast(one, address).value or 0 for one in (raw.FPDFText_CountRects, raw.FPDFText_GetRect))
    return count(next(places)), rect(next(places))


def bounds(textpage: Any, spans: array[int]) -> array[float]:
    """Left, top, right, foot of each word, in points of the page's own space (which grow upwards)."""
    count, rect = _rectangles()
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    boxes = array("d", bytes(16 * len(spans)))
    if not spans:
        return boxes
    base = boxes.buffer_info()[0]
    for number in range(0, len(spans), 2):
        start, at = spans[number], base + 16 * number
        parts = count(handle, start, spans[number + 1] - start)
        rect(handle, 0, at, at + 8, at + 16, at + 24)
        if parts > 1:
            boxes[2 * number : 2 * number + 4] = _around(rect, handle, parts)
    return boxes


def _around(rect: Any, handle: Any, parts: int) -> array[float]:
    """The box around all parts of a word that its file sets in several."""
    part = array("d", bytes(32))
    at = part.buffer_info()[0]
    numbers = (number for number in range(parts) if rect(handle, number, at, at + 8, at + 16, at + 24))
    found = [tuple(part) for _ in numbers]
    if not found:
        return part
    left, top, right, foot = zip(*found, strict=True)
    return array("d", (min(left), max(top), max(right), min(foot)))


def shown(page: Any, boxes: array[float]) -> Columns:
    """Boxes in points of the page's own space as columns in steps of the page as shown, origin at the top left."""
    left, foot, right, top = page.get_cropbox(fallback_ok=True)
    wide, high = SCALE / max(right - left, 1e-6), SCALE / max(top - foot, 1e-6)
    x0, x1 = ([int((value - left) * wide + 0.5) for value in boxes[side::4]] for side in (0, 2))
    y0, y1 = ([int((top - value) * high + 0.5) for value in boxes[side::4]] for side in (1, 3))
    turned = page.get_rotation() % 360
    if turned == 90:
        x0, y0, x1, y1 = _mirrored(y1), x0, _mirrored(y0), x1
    elif turned == 180:
        x0, y0, x1, y1 = _mirrored(x1), _mirrored(y1), _mirrored(x0), _mirrored(y0)
    elif turned == 270:
        x0, y0, x1, y1 = y0, _mirrored(x1), y1, _mirrored(x0)
    return tuple(array("H", _on_page(values)) for values in (x0, y0, x1, y1))


def _mirrored(values: list[int]) -> list[int]:
    return [SCALE - value for value in values]


def _on_page(values: list[int]) -> list[int]:
    """What lies beside the page is brought to its edge."""
    if values and (min(values) < 0 or max(values) > SCALE):
        return [min(max(value, 0), SCALE) for value in values]
    return values


@cache
def _origin() -> Any:
    """PDFium's function for the point of the baseline at which a character begins."""
    from pypdfium2 import raw

    address, number = ctypes.c_void_p, ctypes.c_int
    kind = ctypes.CFUNCTYPE(number, address, number, address, address)
    return kind(ctypes.cast(raw.FPDFText_GetCharOrigin, address).value or 0)


def baselines(page: Any, textpage: Any, places: Sequence[int], angle: int) -> array[int]:
    """How far down the page each line stands, in steps, as seen with its letters upright.

    `places` are the characters to ask, one a line: from its middle, as a first may be tall and a last one raised.
    `angle` is how the letters are turned against the page's own space. A line that PDFium cannot place stands where
    the one before it does.
    """
    left, foot, right, top = page.get_cropbox(fallback_ok=True)
    origin, handle = _origin(), ctypes.cast(textpage.raw, ctypes.c_void_p).value
    point = array("d", (left, top))
    at, axis = point.buffer_info()[0], int(angle in {0, 180})
    start = {0: top, 90: right, 180: foot, 270: left}[angle]
    side = max(top - foot if axis else right - left, 1e-6)
    scale = (-SCALE if angle in {0, 90} else SCALE) / side
    made = []
    for place in places:
        origin(handle, place, at, at + 8)  # leaves the point as it was where it fails
        made.append(int(min(max(0.0, (point[axis] - start) * scale), SCALE) + 0.5))  # not a number is the top
    return array("H", made)
