"""The lines of a page, as furniture is looked for among them: where each stands, how far from the edge."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from verifier.records.spans import Span
from verifier.records.text import Page
from verifier.texts.wordtable import WordTable

MARGIN_LINES = 4  # lines from the head or foot of a page among which running matter is looked for
MARGIN_SHARE = 0.12  # of the page's height, where the words' places are known


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page: its span in the page's text, its words, its height on the page (0..1) when known."""

    span: Span
    text: str
    height: float | None
    edge: int  # lines from the nearer end of the page, counting lines with words

    @property
    def in_margin(self) -> bool:
        """Among the first or last lines, and near the edge of the paper where that is known."""
        return self.edge < MARGIN_LINES and (self.height is None or self._outside)

    @property
    def at_edge(self) -> bool:
        """In the margin for certain: by its height where that is known, else the very first and last lines."""
        return self.edge <= 1 if self.height is None else self._outside

    @property
    def _outside(self) -> bool:
        return self.height is not None and not MARGIN_SHARE <= self.height <= 1 - MARGIN_SHARE


def rows_of(page: Page, heights: Sequence[float] = ()) -> list[Row]:
    """The lines of a page that hold words, top to bottom; `heights` says where they stand, else the words' boxes do."""
    found: list[tuple[Span, str]] = []
    at = 0
    for line in page.text.split("\n"):
        if bare := line.strip():
            found.append((Span(at, at + len(line)), bare))
        at += len(line) + 1
    count = len(found)
    known = dict(enumerate(heights)) if len(heights) == count else _heights(page, [span.start for span, _ in found])
    return [Row(span, text, known.get(n), min(n, count - 1 - n)) for n, (span, text) in enumerate(found)]


def _heights(page: Page, starts: list[int]) -> dict[int, float]:
    """Middle height of each line, by its number; `starts` are the offsets at which the lines begin."""
    by_line: dict[int, list[float]] = defaultdict(list)
    for start, height in WordTable.of(page.words).heights():
        by_line[bisect_right(starts, start) - 1].append(height)
    return {number: median(values) for number, values in by_line.items()}
