"""Words with places, and the lines they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from verifier.records.text import Box

LINE_OVERLAP_MIN = 0.5  # share of the lower of two heights that must overlap for words to stand on one line
TALL_MAX = 1.6  # times the usual height of the words from which one says nothing of where its line lies
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
    """Group words whose heights overlap, lines top to bottom, words left to right.

    What is far taller than most (a stroke beside the lines, a word whose box took in the next line) comes last: it
    lies on several lines, and goes to the one nearest to its middle without moving it.
    """
    usual = TALL_MAX * median([piece.box.y1 - piece.box.y0 for piece in pieces] or [0.0])
    lines: list[Line] = []
    spans: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda one: (one.box.y1 - one.box.y0 > usual, one.middle)):
        tall = piece.box.y1 - piece.box.y0 > usual
        best = _nearest(piece, spans) if tall else _line_for(piece, lines, spans)
        if best is None:
            lines.append([piece])
            spans.append((piece.box.y0, piece.box.y1))
            continue
        lines[best].append(piece)
        if not tall:
            spans[best] = (
                median(one.box.y0 for one in lines[best]),
                median(one.box.y1 for one in lines[best]),
            )
    order = sorted(range(len(lines)), key=lambda at: sum(spans[at]))
    return [sorted(lines[at], key=lambda one: one.box.x0) for at in order]


def _nearest(piece: Piece, spans: Sequence[tuple[float, float]]) -> int | None:
    """Of the lines a tall piece lies on, the one nearest to its middle."""
    level = [at for at, span in enumerate(spans) if _share(piece, span) > LINE_OVERLAP_MIN]
    return min(level, key=lambda at: abs(sum(spans[at]) - 2 * piece.middle), default=None)


def _share(piece: Piece, span: tuple[float, float]) -> float:
    """The share of the lower of two heights that a piece and a line have in common."""
    top, foot = span
    shared = min(foot, piece.box.y1) - max(top, piece.box.y0)
    return shared / max(min(foot - top, piece.box.y1 - piece.box.y0), 1e-6)


def _line_for(piece: Piece, lines: list[Line], spans: list[tuple[float, float]]) -> int | None:
    """The line the word stands on: the one it overlaps most, among the last few."""
    best, most = None, LINE_OVERLAP_MIN
    for at in range(max(len(lines) - 6, 0), len(lines)):
        share = _share(piece, spans[at])
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
    return _shared_width(a, b) > -APART_MAX  # beside each other counts, as one reading may have lost the end of a line


def partner_of(other: Line, lines: Sequence[Line]) -> int | None:
    """Number of the line that `other` is another reading of: of those on its height the nearest, in its own column.

    Letters' boxes are often taller than lines stand apart, so that a line may lie on the height of the next one, too.
    """
    level = [at for at, line in enumerate(lines) if line and same_line(line, other)]
    within = [at for at in level if _shared_width(lines[at], other) > 0]
    height = _height(other)
    return min(within or level, key=lambda at: abs(_height(lines[at]) - height), default=None)


def _height(line: Line) -> float:
    return median(piece.middle for piece in line)


def _shared_width(a: Line, b: Line) -> float:
    """Fraction of the page's width that two lines share; less than 0 for lines beside each other."""
    return min(max(p.box.x1 for p in a), max(p.box.x1 for p in b)) - max(
        min(p.box.x0 for p in a), min(p.box.x0 for p in b)
    )
