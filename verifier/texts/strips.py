"""Strips of pages as pictures, with words marked: what a reader of the report looks at instead of taking our word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.errors import SourceUnreadable
from verifier.records.text import Box
from verifier.texts.child import Limits, Outcome, Workplace
from verifier.texts.sniff import kind_of

WIDTH_PX = 1100  # of the strip: readable at 130 dpi, and some 60 kB for ten lines of a scan
WIDTH_MAX_PX = 4000  # pixels: more than any screen shows
MARGIN = 0.02  # of the page's height above and below the words: a line or two of context
WALL_S = 30.0  # seconds for one strip
AT_ONCE = 20  # strips one child draws: starting it costs more than a strip, and its order must fit a command line
DIGITS = 4  # of a box's fractions: a tenth of a pixel on the widest strip

Wanted = tuple[int, Sequence[Box]]  # zero-based page, the boxes to mark on it


def crop(body: bytes, page_index: int, boxes: Sequence[Box], *, width: int = WIDTH_PX, margin: float = MARGIN) -> bytes:
    """PNG bytes of the strip of a page (zero-based) of a PDF or picture file that holds `boxes`, the boxes marked.

    `width` is in pixels and capped; without boxes the whole page is drawn. Raises SourceUnreadable when the page
    cannot be drawn, ValueError for a width or page below the least.
    """
    if width < 1 or page_index < 0:
        raise ValueError(f"a strip of width {width} on page {page_index} cannot be drawn")
    made, why = next(_drawn(body, [(page_index, boxes)], width, margin))
    if made is None:
        raise SourceUnreadable(f"page {page_index + 1}: {why or 'could not be drawn'}")
    return made


def crops(body: bytes, wanted: Sequence[Wanted], *, width: int = WIDTH_PX) -> list[bytes | None]:
    """Several strips of one document, in order, the document opened once; None where a page cannot be drawn."""
    return [made for made, _ in _drawn(body, wanted, width, MARGIN)]


def _drawn(body: bytes, wanted: Sequence[Wanted], width: int, margin: float) -> Iterator[tuple[bytes | None, str]]:
    """(PNG bytes, '') or (None, why not) for every strip, in order."""
    task = "crop" if kind_of(body) == "pdf" else "image_crop"
    for start in range(0, len(wanted), AT_ONCE):
        part = [(index, [_rounded(box) for box in boxes]) for index, boxes in wanted[start : start + AT_ONCE]]
        with Workplace(body, Limits(wall=WALL_S * len(part))) as place:
            outcome = place.run(task, strips=part, width=min(width, WIDTH_MAX_PX), margin=margin)
            yield from _collected(place, outcome, len(part))


def _collected(place: Workplace, outcome: Outcome, count: int) -> Iterator[tuple[bytes | None, str]]:
    lines = {line["strip"]: line for line in outcome.lines if "strip" in line}
    for number in range(count):
        line = lines.get(number, {})
        if "file" in line:
            yield (place.path / str(line["file"])).read_bytes(), ""
        else:
            yield None, str(line.get("error", ""))


def _rounded(box: Box) -> list[float]:
    return [round(value, DIGITS) for value in (box.x0, box.y0, box.x1, box.y1)]
