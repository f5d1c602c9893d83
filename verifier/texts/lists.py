"""Two lists set side by side, such as those present at a meeting by office: read one after the other.

A typist who sets a list in two halves saves room; nobody reads it across. A table of labels or of names and titles
looks much alike and is read across. Three signs part them: the halves of a list are about as wide as each other, both
begin at a margin of their own, and each has lines with nothing beside them, as their groups are of unequal length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from verifier.texts.rows import Line, Piece

MIDDLE = (0.35, 0.65)  # of the page's width: where the right half of a list begins; labels' values begin further left
GUTTER = 0.025  # of the page's width that stays empty before the right half
MARGIN = 0.012  # of the page's width by which lines of one margin differ on a page that is a little askew
HALF_LINES = 4  # lines each half needs; fewer is a letterhead, or the date and place of a meeting
BOTH_LINES = 3  # lines with words in both halves; fewer stand beside each other by chance
FLUSH = 0.6  # share of a half's lines that begin at its margin; the others are indented or go on
SPACING = 1.3  # of the widest distance within the list: what follows the left half further down is another matter


def read_down(lines: Sequence[Line]) -> list[Line]:
    """Lines top to bottom, with the two halves of a list that is set in two one after the other."""
    made: list[Line] = []
    done = 0
    for first, end, cut in _lists(lines):
        rows = [_halves(line, cut) for line in lines[first:end]]
        made.extend(lines[done:first])
        made.extend(left for left, _ in rows if left)
        made.extend(right for _, right in rows if right)
        done = end
    made.extend(lines[done:])
    return made


def _lists(lines: Sequence[Line]) -> Iterator[tuple[int, int, float]]:
    """First line, the one after the last, and where the right half begins, of every list set in two."""
    done = 0
    for first, line in enumerate(lines):
        cut = _cut(line)
        if first < done or cut is None:
            continue
        end = _end(lines, first, cut)
        if end == first:
            continue  # a stroke lies across the gap
        last = _spaced(lines, first, end, cut)
        if _set_in_two([_halves(one, cut) for one in lines[first:last]]):
            yield first, last, cut
            done = last


def _cut(line: Line) -> float | None:
    """Where the right half begins on a line with words in both; None where it has no wide gap about the middle."""
    gaps = [(right.box.x0 - left.box.x1, right.box.x0) for left, right in pairwise(line)]
    wide, start = max(gaps, default=(0.0, 0.0))
    apart = wide >= GUTTER and MIDDLE[0] <= start <= MIDDLE[1]
    return start if apart and _free(line, start) else None  # a blot or a stamp may lie over words and gap alike


def _end(lines: Sequence[Line], first: int, cut: float) -> int:
    """The line after the last that leaves the gutter free, counted from `first`."""
    return next((at for at in range(first, len(lines)) if not _free(lines[at], cut)), len(lines))


def _free(line: Line, cut: float) -> bool:
    return all(piece.box.x1 <= cut - GUTTER or piece.box.x0 >= cut - MARGIN for piece in line)


def _spaced(lines: Sequence[Line], first: int, end: int, cut: float) -> int:
    """The line after the list's last: below the right half's end the left one goes on, no further apart than before."""
    rows = [_halves(line, cut) for line in lines[first:end]]
    right = max(at for at, (_, half) in enumerate(rows) if half)
    widest = max(_distances([left for left, _ in rows[: right + 1]]), _distances([half for _, half in rows]))
    tops = [line[0].middle for line in lines[first:end]]
    last = right
    while last + 1 < len(rows) and tops[last + 1] - tops[last] <= widest * SPACING:
        last += 1
    return first + last + 1


def _distances(half: Sequence[Line]) -> float:
    """The widest distance between two lines of one half that follow each other; 0 where it has one line."""
    middles = [line[0].middle for line in half if line]
    return max((low - high for high, low in pairwise(middles)), default=0.0)


def _halves(line: Line, cut: float) -> tuple[list[Piece], list[Piece]]:
    left = [piece for piece in line if piece.box.x0 < cut - MARGIN]
    return left, line[len(left) :]


def _set_in_two(rows: Sequence[tuple[list[Piece], list[Piece]]]) -> bool:
    """True where the halves are lists of their own, and not the two sides of a table."""
    both = sum(bool(left and right) for left, right in rows)
    halves = [left for left, _ in rows if left], [right for _, right in rows if right]
    if both < BOTH_LINES or any(len(half) < HALF_LINES or len(half) == both for half in halves):
        return False
    return all(_flush(half) for half in halves) and not _figures(halves[1])


def _flush(half: Sequence[Line]) -> bool:
    margin = min(line[0].box.x0 for line in half)
    return sum(line[0].box.x0 <= margin + MARGIN for line in half) >= FLUSH * len(half)


def _figures(half: Sequence[Line]) -> bool:
    """True for a column of figures, which belong to what stands left of them."""
    return 2 * sum(any(map(str.isdigit, line[0].text)) for line in half) > len(half)
