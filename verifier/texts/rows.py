"""Words with places, and the lines they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from verifier.records.text import Box

LINE_OVERLAP_MIN = 0.5  # share of the lower of two heights that must overlap for words to stand on one line


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
