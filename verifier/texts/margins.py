"""What stands beside the text block: stamps, exemption codes, archivists' notes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from verifier.texts.rows import Line, Piece, grouped

WIDE_GAP = 3.6  # letters: a gap in a line wider than this is a tab or a margin; typists put two blanks after a stop
BLOCK_WORDS_MIN = 4  # words of a line that tells where the text block lies
BLOCK_INDENT = 0.12  # of the page's width: lines that begin further in do not tell where lines end
MARGIN_WORDS_MAX = 8  # words of a line in the margin; more is a second column
MARGIN_TOLERANCE = 0.01  # of the page's width by which letters overrun the edge of the block
BLOCK_LINES_MIN = 6  # lines of that length a block needs; fewer is a title page or a slip


def without_margins(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The words of the text block, and those that stand beside it: stamps, exemption codes, archivists' notes.

    The block's edges are where most lines begin and where nearly all of them end; what lies beyond an edge,
    with a gap wider than any between words, is marginal.
    """
    lines = [run for line in grouped(pieces) for run in _runs(line)]
    edges = block_edges(lines)
    if edges is None:
        return pieces, []
    _, right = edges
    marginal = {id(piece) for run in lines for piece in run if _outside(run, right, lines)}
    return [p for p in pieces if id(p) not in marginal], [p for p in pieces if id(p) in marginal]


def block_edges(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Where most lines begin and where nearly all of them end, in fractions of the page; None where it has no block."""
    long = [run for run in lines if len(run) >= BLOCK_WORDS_MIN]
    if len(long) < BLOCK_LINES_MIN:
        return None
    left = median(run[0].box.x0 for run in long)
    ends = sorted(run[-1].box.x1 for run in long if run[0].box.x0 < left + BLOCK_INDENT)
    return (left, ends[int(len(ends) * 0.95)]) if len(ends) >= BLOCK_LINES_MIN else None


def _outside(run: Line, right: float, lines: list[Line]) -> bool:
    """True for a short stretch of a line wholly to the right of the block, level with a line of the block.

    What stands to the left is left in its line: speakers' names and paragraph numbers hang there.
    """
    if run[0].box.x0 <= right - MARGIN_TOLERANCE or len(run) > MARGIN_WORDS_MAX:
        return False
    top, foot = median(p.box.y0 for p in run), median(p.box.y1 for p in run)
    return any(
        other is not run and other[0].box.x0 < right and min(foot, other[0].box.y1) > max(top, other[0].box.y0)
        for other in lines
    )


def _runs(line: Line) -> list[Line]:
    """A line cut at gaps too wide to be blanks between words."""
    letter = median((piece.box.x1 - piece.box.x0) / max(len(piece.text), 1) for piece in line)
    runs = [[line[0]]]
    for before, piece in pairwise(line):
        if piece.box.x0 - before.box.x1 > letter * WIDE_GAP:
            runs.append([])
        runs[-1].append(piece)
    return runs
