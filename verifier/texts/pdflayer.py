"""The text layer of one PDF page, in the child: PDFium's characters, where each word stands, how the page is made."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from dataclasses import dataclass
from functools import cache
from typing import Any

from verifier.texts.wordtable import SCALE, Columns

PAGE_CHARS_MAX = 200_000  # of one page's text: twenty dense newspaper pages
OBJECTS_MAX = 20_000  # page objects looked at to tell a scan from typed pages
MODES_SAMPLED = 200  # text objects asked for their render mode; a layer is made by one program in one way
ANGLES_SAMPLED = 40  # letters asked for the way they are turned
GRID = 20  # cells a side in which image coverage is counted, so that strips and overlaps add up rightly
SIDE_MIN_PT, SIDE_MAX_PT = 1.0, 20_000.0  # a page's side in points that can be meant: up to seven metres
SCAN_COVER_MIN = 0.75  # share of the page images must cover for it to be a scan
INVISIBLE = 3  # PDF text render mode: neither filled nor stroked, what OCR programs write
BROKEN = "\x02\ufffe"  # PDFium's signs for a hyphen at the end of a line, which it swallowed
_TOKEN = re.compile(f"[^\\s{BROKEN}]+[{BROKEN}]?|[{BROKEN}]")


@dataclass(slots=True)
class Layer:
    """One page's text layer as the file has it.

    `words` are start and end of each word in `text`, one after the other, `boxes` columns of their left, top, right
    and foot in steps of the page as shown; `angle` says how the letters are turned. `words` is None where a reader
    gave text alone. `scan` is true for a page that is a picture.
    """

    index: int
    text: str = ""
    error: str = ""
    words: array[int] | None = None
    boxes: Columns = ()
    angle: int = 0
    scan: bool = False


@dataclass(frozen=True, slots=True)
class Make:
    """How a page is made: share of it that images cover, its text's render modes, the largest image's pixels."""

    covered: float
    modes: frozenset[int]
    pixels: int

    @property
    def scan(self) -> bool:
        """A picture: images cover it, or its text is invisible and there is an image."""
        return self.covered >= SCAN_COVER_MIN or (self.modes == {INVISIBLE} and self.covered > 0)


def layer_of(page: Any, index: int) -> Layer:
    """The text layer of an open page."""
    try:
        size_of(page)
    except ValueError as failure:
        return Layer(index, error=f"page cannot be read ({failure})")
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        spans = array("i")
        for found in _TOKEN.finditer(text):
            spans.extend(found.span())
        boxes = _shown(page, _bounds(textpage, spans))
        return Layer(index, text, words=spans, boxes=boxes, angle=_angle(textpage, text), scan=make_of(page).scan)
    finally:
        textpage.close()


def size_of(page: Any) -> tuple[float, float]:
    """Width and height in points as shown (rotation applied). ValueError for a size no page can have."""
    width, height = page.get_size()
    if not (SIDE_MIN_PT <= width <= SIDE_MAX_PT and SIDE_MIN_PT <= height <= SIDE_MAX_PT):
        raise ValueError(f"a page of {width:.0f} by {height:.0f} points")
    return width, height


def _text(textpage: Any) -> str:
    """One character a PDFium character, so that offsets are PDFium's own."""
    from pypdfium2 import raw

    count = min(textpage.count_chars(), PAGE_CHARS_MAX)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Letters outside the first plane and dropped characters make the two counts differ: ask one by one.
    return "".join(_char(raw.FPDFText_GetUnicode(textpage, place)) for place in range(count))


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


@cache
def _rectangles() -> tuple[Any, Any]:
    """PDFium's two functions for the places of characters, called with plain addresses: half the time a call."""
    from pypdfium2 import raw

    address, number = ctypes.c_void_p, ctypes.c_int
    count = ctypes.CFUNCTYPE(number, address, number, number)
    rect = ctypes.CFUNCTYPE(number, address, number, address, address, address, address)
    places = (ctypes.cast(one, address).value or 0 for one in (raw.FPDFText_CountRects, raw.FPDFText_GetRect))
    return count(next(places)), rect(next(places))


def _bounds(textpage: Any, spans: array[int]) -> array[float]:
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


def _shown(page: Any, boxes: array[float]) -> Columns:
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


def _angle(textpage: Any, text: str) -> int:
    """How most letters are turned against the page's own space: 0, 90, 180 or 270 degrees."""
    from pypdfium2 import raw

    places = range(0, len(text), max(len(text) // ANGLES_SAMPLED, 1))
    turns = [raw.FPDFText_GetCharAngle(textpage, place) for place in places if not text[place].isspace()]
    quarters = [round(math.degrees(turn) / 90) % 4 * 90 for turn in turns if turn >= 0]
    return max(set(quarters), key=quarters.count) if quarters else 0


def make_of(page: Any) -> Make:
    """How an open page is made."""
    from pypdfium2 import raw

    grid = bytearray(GRID * GRID)
    modes: set[int] = set()
    images, asked, pixels = 0, 0, 0
    for number in range(min(raw.FPDFPage_CountObjects(page), OBJECTS_MAX)):
        item = raw.FPDFPage_GetObject(page, number)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
            pixels = max(pixels, _cover(page, item, grid))
        elif kind == raw.FPDF_PAGEOBJ_FORM and images < 50:
            for inner in range(min(raw.FPDFFormObj_CountObjects(item), 200)):
                part = raw.FPDFFormObj_GetObject(item, inner)
                if raw.FPDFPageObj_GetType(part) == raw.FPDF_PAGEOBJ_IMAGE:
                    images += 1
                    pixels = max(pixels, _cover(page, item, grid))
        elif kind == raw.FPDF_PAGEOBJ_TEXT and asked < MODES_SAMPLED:
            asked += 1
            modes.add(raw.FPDFTextObj_GetTextRenderMode(item))
    return Make(sum(grid) / len(grid), frozenset(modes), pixels)


def _cover(page: Any, item: Any, grid: bytearray) -> int:
    """Tick the cells of the page that an object covers; returns its width in pixels when it is an image."""
    from pypdfium2 import raw

    left, foot, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, foot, right, top):
        return 0
    sides = _shown(page, array("d", (left.value, top.value, right.value, foot.value)))
    ends = [round(side[0] / SCALE * GRID) for side in sides]
    for row in range(ends[1], ends[3]):
        for column in range(ends[0], ends[2]):
            grid[row * GRID + column] = 1
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFImageObj_GetImagePixelSize(item, wide, high):
        return int(max(wide.value, high.value))
    return 0
