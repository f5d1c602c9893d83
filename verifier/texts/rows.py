"""Words with places, and the lines they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from verifier.records.text import Box

LINE_OVERLAP_MIN = 0.5  # share of the lower of two heights that must overlap for words to stand on one line
APART_MAX = 0.05  # of the page's width between what two readings have of one line


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as read, before it has a place in a text. `line` is the reader's own count of lines, if it has one."""

    text: str
    box: Box
    confidence: float | None = None
    line: int = 0

    @property
    def middle(self) -> float:
        """The height on the page of its middle."""
        return (self.box.y0 + self.box.y1) / 2


Line = list[Piece]


def grouped(pieces: Sequence[Piece]) -> list[Line]:
    """Group words whose heights overlap; robust to a few words that are taller (stamps, large initials)."""
    lines: list[Line] = []
    spans: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda one: one.middle):
        best = _line_for(piece, lines, spans)
        if best is None:
            lines.append([piece])
            spans.append((piece.box.y0, piece.box.y1))
        else:
            lines[best].append(piece)
            spans[best] = (
                median(one.box.y0 for one in lines[best]),
                median(one.box.y1 for one in lines[best]),
            )
    order = sorted(range(len(lines)), key=lambda at: sum(spans[at]))
    return [sorted(lines[at], key=lambda one: one.box.x0) for at in order]


def _line_for(piece: Piece, lines: list[Line], spans: list[tuple[float, float]]) -> int | None:
    """The line the word stands on: the one it overlaps most, among the last few."""
    best, most = None, LINE_OVERLAP_MIN
    for at in range(max(len(lines) - 6, 0), len(lines)):
        top, foot = spans[at]
        shared = min(foot, piece.box.y1) - max(top, piece.box.y0)
        share = shared / max(min(foot - top, piece.box.y1 - piece.box.y0), 1e-6)
        if share > most:
            best, most = at, share
    return best


def same_line(a: Line, b: Line) -> bool:
    """True for two readings of one line, or for its beginning and its end."""
    top, foot = median(p.box.y0 for p in a), median(p.box.y1 for p in a)
    other_top, other_foot = median(p.box.y0 for p in b), median(p.box.y1 for p in b)
    shared = min(foot, other_foot) - max(top, other_top)
    if shared < LINE_OVERLAP_MIN * min(foot - top, other_foot - other_top):
        return False
    left, right = min(p.box.x0 for p in a), max(p.box.x1 for p in a)
    inner = min(right, max(p.box.x1 for p in b)) - max(left, min(p.box.x0 for p in b))
    return inner > -APART_MAX  # beside each other counts, as one reading may have lost the end of a line


def of_another(other: Line, line: Line, lines: Sequence[Line]) -> bool:
    """True where a line of the second reading stands beside `line` and on one of its own `lines`: the next column's."""
    if _shared_width(line, other) > 0:
        return False
    return any(beside and _shared_width(beside, other) > 0 and same_line(beside, other) for beside in lines)


def _shared_width(a: Line, b: Line) -> float:
    """Fraction of the page's width that two lines share; less than 0 for lines beside each other."""
    return min(max(p.box.x1 for p in a), max(p.box.x1 for p in b)) - max(
        min(p.box.x0 for p in a), min(p.box.x0 for p in b)
    )
