"""The second engine, an optional extra: reads through stamps, dust and pen marks that make Tesseract drop lines.

Its lines have no boxes for single words, so a word gets its share of the line by its letters.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
SURE = 0.97  # confidence of a line under which it is read again alone: its scores are flat, 0.98 and more as a rule
CLOSER_MAX = 30  # lines of a page read again alone
CLOSER_PAD = 0.15  # of a line's height shown around it
CLOSER_EDGE = 0.25  # of that strip's height: what lies nearer to its edge belongs to another line
PAGE_CPU_S, WALL_S = 240, 1200.0  # seconds for one page, and for all pages handed over at once
MEMORY_BYTES = 6 * 2**30  # address space: its runtime reserves far more than the 0.8 GB it uses
IDEOGRAPHS = "\u2e80"  # from this sign on: radicals, kana, ideographs, their punctuation
IDEOGRAPHIC = frozenset({"chi", "jpn", "kor"})


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

    Then, line by line and closer, what it was less sure of, and the strips in `strips` (page, number, file).
    """
    import faster_paddle
    from PIL import Image

    engine = faster_paddle.OcrEngine(model_size=MODEL, threads=1, det_max_side=SIDE_MAX)
    for index, name in order["files"]:
        with Image.open(Path(name)) as image:
            wide, high = image.size
            lines = _read(engine, image.resize((max(wide * 2 // 3, 1), max(high * 2 // 3, 1))))  # 200 dpi reads as well
            yield {"index": index, "lines": lines}
            for line in [line for line in lines if line[-1] < SURE][:CLOSER_MAX]:
                yield {"index": index, "close": _closer(engine, image, line)}
    for index, number, name in order.get("strips", ()):
        with Image.open(name) as image:
            yield {"index": index, "strip": number, "lines": _read(engine, image)}


def _closer(engine: Any, image: Any, line: list[Any]) -> list[list[Any]]:
    """One line of a page as read alone; boxes are fractions of the page."""
    _, x0, y0, x1, y1, _ = line
    wide, high = image.size
    pad = CLOSER_PAD * (y1 - y0)
    left, right = max(x0 - pad * high / wide, 0.0), min(x1 + pad * high / wide, 1.0)
    top, foot = max(y0 - pad, 0.0), min(y1 + pad, 1.0)
    part = image.crop((int(left * wide), int(top * high), int(right * wide) + 1, int(foot * high) + 1))
    return [
        [
            text,
            left + a * (right - left),
            top + b * (foot - top),
            left + c * (right - left),
            top + d * (foot - top),
            sure,
        ]
        for text, a, b, c, d, sure in _read(engine, part)
        if CLOSER_EDGE < (b + d) / 2 < 1 - CLOSER_EDGE
    ]


def _read(engine: Any, image: Any) -> list[list[Any]]:
    picture = io.BytesIO()
    image.save(picture, "PNG", compress_level=1)
    found = engine.ocr(picture.getvalue())
    return [_line(bound, image.size) for bound in found["bounds"].values()]


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


def without_ideographs(pieces: Sequence[Piece], languages: Sequence[str]) -> list[Piece]:
    """The words without signs of Chinese or Japanese, where neither is among the `languages` (three letters) of a page.

    The engine's models hold both: specks, ornaments and rows of asterisks come out as such signs.
    """
    if IDEOGRAPHIC.intersection(language[:3] for language in languages):
        return list(pieces)
    kept = ((piece, "".join(sign for sign in piece.text if sign < IDEOGRAPHS)) for piece in pieces)
    return [piece if text == piece.text else replace(piece, text=text) for piece, text in kept if text]
