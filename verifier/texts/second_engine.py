"""The second engine, an optional extra: reads through stamps, dust and pen marks that make Tesseract drop lines.

Its lines have no boxes for single words, so a word gets its share of the line by its letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from verifier.records.text import Box
from verifier.texts.rows import Piece

Line = dict[str, Any]
PACKAGE = "faster-paddle"
MODEL = "small"  # the larger of the two models that come inside the package
SIDE_MAX = 2400  # pixels of the longer side it looks at: letter paper at 200 dpi whole
PAGE_CPU_S, WALL_S = 240, 1200.0  # seconds for one page, and for all pages handed over at once
MEMORY_BYTES = 6 * 2**30  # address space: its runtime reserves far more than the 0.8 GB it uses


@cache
def available() -> str:
    """Name and version of the second engine; empty when the extra is not installed."""
    if find_spec("faster_paddle") is None:
        return ""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        return PACKAGE


def do_second(order: Line) -> Iterator[Line]:
    """In the child: the lines of each picture named in `files`, with boxes in fractions and confidences.

    Then those of the strips of single lines in `strips` (page, number of the strip, file), for which it looks closer.
    """
    import faster_paddle
    from PIL import Image

    engine = faster_paddle.OcrEngine(model_size=MODEL, threads=1, det_max_side=SIDE_MAX)
    for index, name in order["files"]:
        path = Path(name)
        with Image.open(path) as image:
            wide, high = image.size
            scaled = image.resize((max(wide * 2 // 3, 1), max(high * 2 // 3, 1)))  # it reads 200 dpi as well as 300
        scaled.save("second.png", compress_level=1)
        found = engine.ocr(Path("second.png").read_bytes())
        yield {"index": index, "lines": [_line(bound, scaled.size) for bound in found["bounds"].values()]}
    for index, number, name in order.get("strips", ()):
        with Image.open(name) as image:
            size = image.size
            image.save("second.png", compress_level=1)
        found = engine.ocr(Path("second.png").read_bytes())
        lines = [_line(bound, size) for bound in found["bounds"].values()]
        yield {"index": index, "strip": number, "lines": lines}


def _line(bound: Line, size: tuple[int, int]) -> list[Any]:
    wide, high = size
    (x0, y0), (x1, y1) = bound["topLeftCoord"], bound["bottomRightCoord"]
    return [bound["text"], x0 / wide, y0 / high, x1 / wide, y1 / high, bound["confidence"]]


def pieces_of(lines: Sequence[Sequence[Any]]) -> list[Piece]:
    """The child's lines as words; each word's box is its share of the line's."""
    found: list[Piece] = []
    for number, (text, x0, y0, x1, y1, sure) in enumerate(lines):
        at, width = 0, max(len(text), 1)
        for word in text.split():
            at = text.index(word, at)
            left, right = (x0 + (x1 - x0) * place / width for place in (at, at + len(word)))
            found.append(Piece(word, Box(left, y0, right, y1), min(max(float(sure), 0.0), 1.0), number))
            at += len(word)
    return found
