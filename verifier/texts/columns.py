"""Columns of print: told by the strips that nearly all lines leave white, though a stamp or a headline crosses them.

A strip that is white from the top of a page to its foot is rare on worn pages of print: the white between two columns
of a newsletter is a fortieth of the page wide, and specks, headings and letters that a reader ran together stand in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from verifier.texts.rows import Line, Piece, grouped

STEPS = 400  # strips across the page that are looked at
GUTTER_MIN = 3  # such strips side by side, three quarters of a hundredth of the page, that part two columns
CROSSED_MAX = 0.1  # share of the region's lines that may have words there
LINES_MIN = 12  # lines that each of two columns needs; fewer is a list or a letterhead
WORDS_MIN = 3.0  # words a line that each needs on average: tables have fewer
SHARE_MIN = 0.2  # share of the region's words that each needs; what is stamped beside a page has fewer
LEVEL_MIN = 0.5  # share of the lower column's lines that have a line of the other beside them
DEPTH_MAX = 4  # columns of print are hardly ever more than five


def columns_of(pieces: Sequence[Piece], depth: int = 0) -> list[list[Piece]]:
    """The region's parts in reading order: lines above the columns, each column, lines below; one where it has none."""
    whole = list(pieces)
    rows = grouped(whole)
    if depth > DEPTH_MAX or len(rows) < LINES_MIN:
        return [whole]
    for cut in _gutters(rows):
        above, body, below = _without_headlines(rows, cut)
        left, right = _sides(body, cut)
        if _stand_beside(left, right, len(whole)):
            parts = [*columns_of(left, depth + 1), *columns_of(right, depth + 1)]
            return [part for part in (_flat(above), *parts, _flat(below)) if part]
    return [whole]


def _gutters(rows: Sequence[Line]) -> list[float]:
    """Middles of the strips that hardly a line crosses, between the outermost words; the clearest first."""
    counts = [0] * (STEPS + 1)
    for row in rows:
        for at in {at for piece in row for at in range(_step(piece.box.x0), _step(piece.box.x1) + 1)}:
            counts[at] += 1
    clear = CROSSED_MAX * len(rows)
    runs = [(free, [*run]) for free, run in groupby(range(STEPS + 1), lambda at: counts[at] <= clear)]
    inner = [run for free, run in runs[1:-1] if free and len(run) >= GUTTER_MIN]
    inner.sort(key=lambda run: (sum(counts[at] for at in run) / len(run), -len(run)))
    return [(run[0] + run[-1] + 1) / 2 / STEPS for run in inner]


def _step(x: float) -> int:
    return min(max(int(x * STEPS), 0), STEPS)


def _without_headlines(rows: list[Line], cut: float) -> tuple[list[Line], list[Line], list[Line]]:
    """The lines above and below the columns, which run across the gutter, and those between."""
    low, high = 0, len(rows)
    while low < high and _crosses(rows[low], cut):
        low += 1
    while high > low and _crosses(rows[high - 1], cut):
        high -= 1
    return rows[:low], rows[low:high], rows[high:]


def _crosses(row: Line, cut: float) -> bool:
    return any(piece.box.x0 < cut < piece.box.x1 for piece in row)


def _sides(rows: Sequence[Line], cut: float) -> tuple[list[Piece], list[Piece]]:
    """The words of either side; one that crosses belongs where most of it stands."""
    left: list[Piece] = []
    right: list[Piece] = []
    for row in rows:
        for piece in row:
            (left if piece.box.x0 + piece.box.x1 < 2 * cut else right).append(piece)
    return left, right


def _stand_beside(left: list[Piece], right: list[Piece], total: int) -> bool:
    """True for two columns of prose, most lines of the lower one with a line of the other beside them."""
    sides = [grouped(side) for side in (left, right)]
    for side, lines in zip((left, right), sides, strict=True):
        if len(lines) < LINES_MIN or len(side) < max(WORDS_MIN * len(lines), SHARE_MIN * total):
            return False
    fewer, more = sorted(sides, key=len)
    spans = [(line[0].box.y0, line[0].box.y1) for line in more]
    level = sum(any(y0 < line[0].middle < y1 for y0, y1 in spans) for line in fewer)
    return level >= LEVEL_MIN * len(fewer)


def _flat(rows: Sequence[Line]) -> list[Piece]:
    return [piece for row in rows for piece in row]
