"""How one PDF page is made, in the child: its size, what of it is picture, how its text is drawn."""

from __future__ import annotations

import ctypes
from array import array
from dataclasses import dataclass
from typing import Any

from verifier.texts.pdfboxes import shown
from verifier.texts.wordtable import SCALE

OBJECTS_MAX = 20_000  # page objects looked at to tell a scan from typed pages
MODES_SAMPLED = 200  # text objects asked for their render mode; a layer is made by one program in one way
GRID = 20  # cells a side in which image coverage is counted, so that strips and overlaps add up rightly
SIDE_MIN_PT, SIDE_MAX_PT = 1.0, 20_000.0  # a page's side in points that can be meant: up to seven metres
SCAN_COVER_MIN = 0.75  # share of the page images must cover for it to be a scan
INVISIBLE = 3  # PDF text render mode: neither filled nor stroked, what OCR programs write


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


def size_of(page: Any) -> tuple[float, float]:
    """Width and height in points as shown (rotation applied). ValueError for a size no page can have."""
    width, height = page.get_size()
    if not (SIDE_MIN_PT <= width <= SIDE_MAX_PT and SIDE_MIN_PT <= height <= SIDE_MAX_PT):
        raise ValueError(f"a page of {width:.0f} by {height:.0f} points")
    return width, height


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
    sides = shown(page, array("d", (left.value, top.value, right.value, foot.value)))
    ends = [round(side[0] / SCALE * GRID) for side in sides]
    for row in range(ends[1], ends[3]):
        for column in range(ends[0], ends[2]):
            grid[row * GRID + column] = 1
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFImageObj_GetImagePixelSize(item, wide, high):
        return int(max(wide.value, high.value))
    return 0
