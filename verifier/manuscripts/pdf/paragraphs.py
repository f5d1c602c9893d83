"""Lines to paragraphs: first-line indents, gaps, short last lines; and over the foot of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from verifier.manuscripts.pdf.pages import Line
from verifier.manuscripts.shapes.words import ended, is_heading, leaves_open, starts_lower
from verifier.records.manuscript import BlockKind

GAP = 1.35  # of the usual line distance: more white than this starts a new paragraph
INDENT = 0.7  # of the type size: a first line set in by more starts a new paragraph
SET_OFF = 1.2  # of the type size: every line set in by more is a block quotation
SHORT = 0.88  # of the column's width: a line that ends before this is a paragraph's last
FULL = 0.95  # of the column's width: a last line this long is more likely no last line
ENOUGH = 4  # short last lines before the manuscript's habit is trusted
INDENT_SHARE = 0.3  # of the lines after them: ragged lines end short too, but without the habit hardly any is set in
LARGER = 1.08  # of the body's size: headings
HEADING_GAP = 1.7  # of its size: the lines of one heading stand closer
COLUMN_REACH = 120.0  # points: no block quotation is set in farther, and no column is narrower
SIZES_APART = 0.4  # points: less is rounding


@dataclass
class Paragraph:
    """Lines that belong together. `page` is where it starts (zero-based)."""

    kind: BlockKind
    page: int
    lines: list[Line] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its words on one line."""
        return " ".join(line.words for line in self.lines)


@dataclass(frozen=True, slots=True)
class Column:
    """The measures of one column in points: its edges, its usual line distance, the body's type size.

    `indents`: this manuscript sets the first lines of its paragraphs in, so a line at the margin starts none.
    """

    left: float
    right: float
    step: float
    size: float
    indents: bool = False

    @classmethod
    def of(cls, lines: list[Line], size: float, *, indents: bool = False) -> Column:
        """Measure a column's body lines."""
        own = [line for line in lines if abs(line.size - size) < SIZES_APART] or lines
        usual = sorted(line.left for line in own)
        left = usual[len(usual) // 4] if len(usual) > 3 else min(line.left for line in lines)
        steps = [a.base - b.base for a, b in pairwise(lines) if 0 < a.base - b.base < 4 * size]
        right = max(line.right for line in own)
        return cls(left, right, median(steps) if steps else 1.2 * size, size, indents)

    def sets_in(self, line: Line) -> bool:
        """True where the line starts right of the margin by more than a rounding."""
        return line.left - self.left > INDENT * self.size

    def is_short(self, line: Line) -> bool:
        """True where the line ends well before the right edge."""
        return line.right < self.left + SHORT * (self.right - self.left)


def paragraphs(columns: list[tuple[int, list[Line]]], size: float) -> list[Paragraph]:
    """The body's paragraphs. `columns` pairs a page index with the body lines of one column, in reading order."""
    found: list[Paragraph] = []
    last: Line | None = None
    indents = _indents([lines for _, lines in columns if lines], size)
    for page, lines in columns:
        if not lines:
            continue
        column = Column.of(lines, size, indents=indents)
        for at, line in enumerate(lines):
            before = lines[at - 1] if at else None
            nxt = lines[at + 1] if at + 1 < len(lines) else None
            if found and _goes_on(found[-1], before, last, line, column):
                found[-1].lines.append(line)
            else:
                found.append(Paragraph(_kind(line, nxt, column), page, [line]))
            last = line
    return _once_titled(list(_settled(found)))


def _indents(columns: list[list[Line]], size: float) -> bool:
    """True where lines after a short last line are mostly set in: the manuscript starts its paragraphs so."""
    after: list[bool] = []
    for lines in columns:
        column = Column.of(lines, size)
        for before, line in pairwise(lines):
            close = before.base - line.base <= GAP * column.step
            if close and column.is_short(before) and ended(_bare(before)):
                after.append(column.sets_in(line))
    return len(after) >= ENOUGH and sum(after) >= INDENT_SHARE * len(after)


def _once_titled(found: list[Paragraph]) -> list[Paragraph]:
    """A title that the first heading repeats word for word is printed once."""
    if len(found) > 1 and {found[0].kind, found[1].kind} == {BlockKind.HEADING} and found[0].words == found[1].words:
        return found[1:]
    return found


def _goes_on(held: Paragraph, before: Line | None, last: Line | None, line: Line, column: Column) -> bool:
    """True where `line` belongs to the paragraph that is open."""
    if last is None or abs(last.size - line.size) > SIZES_APART:
        return False
    if before is None:
        return _over_the_foot(held, last, line, column)
    if held.kind is BlockKind.HEADING:
        return before.base - line.base < HEADING_GAP * line.size
    if before.base - line.base > GAP * column.step:
        return False
    return not _indented(held, before, line, column) and not _after_short(before, line, column)


def _indented(held: Paragraph, before: Line, line: Line, column: Column) -> bool:
    """True where the line is set in from the one before, or steps back out to the margin from a set-off block."""
    step = line.left - before.left
    if step > INDENT * column.size:
        return True
    if len(held.lines) < 2:  # the line before is a first line, set in as first lines are
        return False
    back_out = step < -SET_OFF * column.size and abs(line.left - column.left) < INDENT * column.size
    return back_out and before.right < SHORT * column.right


def _after_short(before: Line, line: Line, column: Column) -> bool:
    if column.indents:
        return False
    return column.is_short(before) and ended(_bare(before)) and not starts_lower(line.words)


def _bare(line: Line) -> str:
    """The line's words without marks, so that a mark does not hide the full stop."""
    return "".join(token.words if token.glued else f" {token.words}" for token in line.main).strip()


def _over_the_foot(held: Paragraph, last: Line, line: Line, column: Column) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if held.kind is BlockKind.HEADING:
        return False
    if not ended(_bare(last)) or starts_lower(line.words):
        return True
    if leaves_open(held.words, f"{line.words}”") and not line.words.startswith("“"):
        return True
    if column.sets_in(line) or (column.is_short(line) and is_heading(line.words)):
        return False
    first_set_in = len(held.lines) > 1 and held.lines[0].left - held.lines[1].left > SIZES_APART * column.size
    return column.indents or first_set_in or last.right - last.left >= FULL * (column.right - column.left)


def _kind(line: Line, nxt: Line | None, column: Column) -> BlockKind:
    """A heading is larger, or stands alone above other text: no page ends with one."""
    if line.size > LARGER * column.size:
        return BlockKind.HEADING
    if nxt is None or not is_heading(line.words) or not column.is_short(line):
        return BlockKind.PARAGRAPH
    alone = line.base - nxt.base > GAP * column.step or line.size != nxt.size
    return BlockKind.HEADING if alone else BlockKind.PARAGRAPH


def _settled(found: list[Paragraph]) -> Iterator[Paragraph]:
    """Block quotations told by their edges, against the manuscript's own."""
    plain = [one for one in found if one.kind is BlockKind.PARAGRAPH]
    edges = Counter(round(line.left) for one in plain for line in one.lines[1:])
    for one in found:
        if one.kind is BlockKind.PARAGRAPH and len(one.lines) > 1:
            here = min(line.left for line in one.lines)
            if here - _nearest_edge(edges, here) > SET_OFF * one.lines[0].size:
                one.kind = BlockKind.BLOCK_QUOTE
        yield one


def _nearest_edge(edges: Counter[int], here: float) -> float:
    """The left edge of the column a paragraph stands in: the commonest one not right of it, within its column."""
    near = [edge for edge in edges if here - COLUMN_REACH < edge <= here + 1]
    return float(max(near, key=lambda edge: (edges[edge], -edge))) if near else here
