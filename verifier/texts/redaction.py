"""Places where words may be hidden: black or white boxes over text, stamps and stains that leave only noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from verifier.records.text import Box, Obscured, Word
from verifier.texts.ink import filled_cells
from verifier.texts.rows import Line, Piece
from verifier.texts.words import SHORT_WORDS, is_word

NOISE_CONFIDENCE = 0.35  # below this a token that is no word is taken for dirt
KNOWN_CONFIDENCE = 0.1  # below this even a short known word is taken for dirt ("a", "of")
KNOWN_LETTERS_MIN = 4  # letters from which dirt does not come out as a known word or a number by chance
UNSURE_CONFIDENCE = 0.5  # below this a word is kept but its place is named as doubtful
HOLE_LETTERS = 7  # letters: an empty stretch within a line wider than this may hold a word that was not read
LOW_LINE = 0.5  # of the height of the page's words: a line of lower ones is measured by that
BLACK_CELL_IN = 0.04  # inches: side of the cells in which solid black is looked for
BLACK_CELL_PX = (4, 15)  # pixels: its least and most; one of fewer is letters' strokes
BLACK_FILL = 0.97  # share of a cell that is ink under a redaction pen
BLACK_WIDE_IN, BLACK_HIGH_IN = (
    0.4,
    0.09,
)  # inches: the least a blacked-out place measures (a short word, a line's height)
BLACK_MANY = 60  # boxes named at most; a page with more is black for another reason


def without_noise(lines: Sequence[Line]) -> tuple[list[Line], list[Piece]]:
    """The lines without tokens that are dirt, and those tokens."""
    noise: list[Piece] = []
    kept: list[Line] = []
    heights = [piece.box.y1 - piece.box.y0 for line in lines for piece in line]
    least = LOW_LINE * median(heights) if heights else 0.0  # a row of dashes is no line of small letters
    for line in lines:
        height = max(median(piece.box.y1 - piece.box.y0 for piece in line), least) if line else 0.0
        good: Line = []
        for piece in line:
            (noise if _is_noise(piece, height, len(line)) else good).append(piece)
        if good:
            kept.append(good)
    return kept, noise


def unsure_places(noise: Sequence[Piece], lines: Sequence[Line]) -> list[Obscured]:
    """Boxes where words may stand that were not read: dirt beside words, doubtful words, holes in lines."""
    found = [Obscured("low_confidence", piece.box) for piece in noise if _beside_words(piece, lines)]
    for line in lines:
        found += [Obscured("low_confidence", box) for box in (*doubtful(line), *holes(line))]
    return found


def without_known(unsure: Sequence[Obscured], known: Sequence[Obscured]) -> list[Obscured]:
    """The doubtful places of which nothing better is known: a hole that was whited out is not one misread."""
    return [one for one in unsure if not any(_same_place(one.box, other.box) for other in known)]


def doubtful(line: Line, signs: int = 0) -> list[Box]:
    """Where a line's words of so many letters and figures are neither sure nor known to the dictionary."""
    return [
        p.box
        for p in line
        if p.confidence is not None and p.confidence < UNSURE_CONFIDENCE and not _known(p)
        if sum(map(str.isalnum, p.text)) >= signs
    ]


def placed(hidden: Obscured, words: Sequence[Word]) -> Obscured:
    """The hidden place with the offset of the first word that comes after it in its line or below."""
    middle = (hidden.box.y0 + hidden.box.y1) / 2
    for word in words:
        if word.box is None:
            continue
        if word.box.y0 > middle or (word.box.y1 > middle and word.box.x0 >= hidden.box.x0):
            return replace(hidden, offset=word.start)
    return hidden


def black_boxes(grey: Any, dpi: float, level: int) -> list[list[float]]:
    """Solid black rectangles of a picture as [x0, y0, x1, y1] fractions: what a censor's pen or tape leaves."""
    least, most = BLACK_CELL_PX
    cell = min(max(round(BLACK_CELL_IN * dpi), least), most)
    high, wide = (side // cell for side in grey.shape)
    if not high or not wide:
        return []
    black = filled_cells(grey < level, cell) >= BLACK_FILL
    least_wide = max(round(BLACK_WIDE_IN * dpi / cell), 2)
    least_high = max(round(BLACK_HIGH_IN * dpi / cell), 2)
    boxes: list[list[int]] = []
    for row in range(high):
        for start, end in _stretches(black[row], least_wide):
            for box in boxes:
                if box[3] >= row - 1 and start < box[2] and box[0] < end:
                    box[0], box[2], box[3] = min(box[0], start), max(box[2], end), row + 1
                    break
            else:
                boxes.append([start, row, end, row + 1])
    tall = [box for box in boxes if box[3] - box[1] >= least_high]
    return [[b[0] / wide, b[1] / high, b[2] / wide, b[3] / high] for b in tall[:BLACK_MANY]]


def _stretches(row: Any, least: int) -> list[tuple[int, int]]:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


def _is_noise(piece: Piece, height: float, company: int) -> bool:
    """Dirt: doubtful signs without a letter or digit, repeated curls, specks much smaller than the line."""
    sure = 1.0 if piece.confidence is None else piece.confidence
    core = "".join(c for c in piece.text if c.isalnum())
    if not core:
        return (piece.confidence or 0.0) < 0.6 and (company == 1 or piece.text not in "-–—.,;:()\"'“”")
    if _known(piece) or core.isdigit():
        return sure < KNOWN_CONFIDENCE and len(core) < KNOWN_LETTERS_MIN
    curls = len(core) > 1 and len(set(core.lower())) <= 2 and set(core.lower()) <= set("ecosa")
    if curls:
        return sure < 0.9
    small = height > 0 and piece.box.y1 - piece.box.y0 < 0.4 * height
    return sure < NOISE_CONFIDENCE and (len(core) <= 2 or small)


def _known(piece: Piece) -> bool:
    core = "".join(c for c in piece.text if c.isalpha())
    return is_word(core) if len(core) > 2 else core.lower() in SHORT_WORDS


def _same_place(a: Box, b: Box) -> bool:
    """True where the middle of the first lies in the second."""
    return b.x0 <= (a.x0 + a.x1) / 2 <= b.x1 and b.y0 <= (a.y0 + a.y1) / 2 <= b.y1


def _beside_words(piece: Piece, lines: Sequence[Line]) -> bool:
    middle = piece.middle
    return any(any(other.box.y0 < middle < other.box.y1 for other in line) and len(line) > 2 for line in lines)


def holes(line: Line, letters: float = HOLE_LETTERS) -> list[Box]:
    """Stretches inside a line wider than so many letters, too wide for a blank, where words stand on both sides."""
    if len(line) < 4:
        return []
    letter = median((piece.box.x1 - piece.box.x0) / max(len(piece.text), 1) for piece in line)
    return [
        Box(before.box.x1, before.box.y0, after.box.x0, after.box.y1)
        for before, after in pairwise(line[1:])
        if after.box.x0 - before.box.x1 > letters * letter
    ]
