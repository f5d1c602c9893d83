"""Strips of pages as pictures, with words marked: what a reader of the report looks at instead of taking our word."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.errors import SourceUnreadable
from verifier.records.text import Box
from verifier.texts.child import Limits, Workplace
from verifier.texts.sniff import kind_of

WIDTH_PX = 1100  # of the strip: readable at 130 dpi, and some 60 kB for ten lines of a scan
WIDTH_MAX_PX = 4000  # pixels: more than any screen shows
MARGIN = 0.02  # of the page's height above and below the words: a line or two of context
WALL_S = 30.0  # seconds for one strip


def crop(body: bytes, page_index: int, boxes: Sequence[Box], *, width: int = WIDTH_PX, margin: float = MARGIN) -> bytes:
    """PNG bytes of the strip of a page (zero-based) of a PDF or picture file that holds `boxes`, the boxes marked.

    `width` is in pixels and capped; without boxes the whole page is drawn. Raises SourceUnreadable when the page
    cannot be drawn, ValueError for a width or page below the least.
    """
    if width < 1 or page_index < 0:
        raise ValueError(f"a strip of width {width} on page {page_index} cannot be drawn")
    task = "crop" if kind_of(body) == "pdf" else "image_crop"
    places = [[box.x0, box.y0, box.x1, box.y1] for box in boxes]
    with Workplace(body, Limits(wall=WALL_S)) as place:
        outcome = place.run(task, index=page_index, boxes=places, width=min(width, WIDTH_MAX_PX), margin=margin)
        line = next(iter(outcome.lines), {})
        if "file" not in line:
            raise SourceUnreadable(f"page {page_index + 1}: {line.get('error') or 'could not be drawn'}")
        return (place.path / str(line["file"])).read_bytes()


def crops(body: bytes, wanted: Sequence[tuple[int, Sequence[Box]]], *, width: int = WIDTH_PX) -> list[bytes | None]:
    """Several strips of one document, in order; None where a page cannot be drawn."""
    made: list[bytes | None] = []
    for index, boxes in wanted:
        try:
            made.append(crop(body, index, boxes, width=width))
        except SourceUnreadable:
            made.append(None)
    return made
