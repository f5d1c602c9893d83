"""Note bodies at the foot of a column: small lines that start with a label, and what runs over from the page before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from verifier.manuscripts.pdf.pages import RAISED_SIZE, Line, Token

SMALLER = 0.96  # of the body's size: notes are set a point or two smaller
LONGEST_LABEL = 4  # digits
LABEL_STEP = 3  # numbers a label may run ahead of the last: a note the layout hid
RULE_EDGE = 12.0  # points between the column's left edge and that of the rule above its notes
_PLAIN_LABEL = re.compile(r"\[?(\d{1,4})[\].)]?")
_SYMBOLS = re.compile(r"[*†‡§¶‖]{1,3}")


@dataclass
class FootNote:
    """A note as read from page feet: its label, the page it starts on (zero-based), its lines."""

    label: str
    page: int
    lines: list[Line] = field(default_factory=list)


@dataclass
class Feet:
    """Collects the notes page by page; `last` is the number reached, which the next label follows."""

    body_size: float
    notes: list[FootNote] = field(default_factory=list)
    last: int = 0
    raised: bool = False

    def take(self, column: list[Line], page: int, rules: list[tuple[float, float, float]]) -> list[Line]:
        """Split the foot off `column`: its notes are kept, the answer is the body's lines."""
        start = self._start(column, page, rules)
        for line in column[start:]:
            label = self._label(line)
            if label is not None:
                self._open(label, page, line)
            elif self.notes:
                self.notes[-1].lines.append(line)
        return column[:start]

    def _start(self, column: list[Line], page: int, rules: list[tuple[float, float, float]]) -> int:
        """Index of the first line of the foot; past the end where there is none."""
        for start in (*self._under_rules(column, rules), self._small(column)):
            labelled = next((at for at in range(start, len(column)) if self._label(column[at]) is not None), None)
            if self._runs_over(column, start, labelled, page):
                return start
            if labelled == start or (labelled is not None and start == self._small(column)):
                return labelled
        return self._same_size(column)

    def _under_rules(self, column: list[Line], rules: list[tuple[float, float, float]]) -> Iterator[int]:
        """Where a rule that starts at the column's edge parts it, the first line below."""
        if not column:
            return
        edge = min(line.left for line in column)
        for left, height, _right in sorted(rules, key=lambda one: one[1]):
            below = next((at for at, line in enumerate(column) if line.base < height), len(column))
            if abs(left - edge) < RULE_EDGE and 0 < below < len(column):
                yield below

    def _small(self, column: list[Line]) -> int:
        """Where the lines in small type that close the column begin."""
        small = len(column)
        while small > 0 and column[small - 1].size <= SMALLER * self.body_size:
            small -= 1
        return small

    def _same_size(self, column: list[Line]) -> int:
        """Notes in the body's size with no rule: told by raised labels that open lines, which nothing else does."""
        raised = [at for at in range(1, len(column)) if self._raised_label(column[at]) is not None]
        return raised[0] if raised else len(column)

    def _runs_over(self, column: list[Line], small: int, labelled: int | None, page: int) -> bool:
        """True where small lines before the first label finish a note of the page before."""
        end = len(column) if labelled is None else labelled
        if small == end or not self.notes or self.notes[-1].page < page - 2:
            return False
        size = self.notes[-1].lines[-1].size
        return all(abs(line.size - size) < 0.3 for line in column[small:end]) and self._unfinished(column[small])

    def _unfinished(self, line: Line) -> bool:
        ending = self.notes[-1].lines[-1].words
        finished = ending.endswith((".", "”", '"', ")", "?", "!", "’"))
        return not finished or line.words[:1].islower()

    def _label(self, line: Line) -> str | None:
        """The label a note's first line opens with: raised, or a number that follows the last one."""
        raised = self._raised_label(line)
        if raised is not None:
            self.raised = True
            return raised
        if self.raised:  # labels are raised here, so a plain number that opens a line is a page or a volume
            return None
        first = line.tokens[0]
        found = _PLAIN_LABEL.fullmatch(first.words)
        if found is None or len(line.tokens) < 2 or not 0 < int(found[1]) - self.last <= LABEL_STEP:
            return None
        return found[1]

    def _raised_label(self, line: Line) -> str | None:
        first = line.tokens[0]
        rest = [token for token in line.tokens[1:] if token.size > first.size]
        if not rest or first.size > RAISED_SIZE * max(token.size for token in rest):
            return None
        words = first.words.strip("[].)")
        if _SYMBOLS.fullmatch(words):
            return words
        if not words.isdigit() or not words.isascii() or len(words) > LONGEST_LABEL:
            return None
        return words if int(words) == 1 or 0 < int(words) - self.last <= LABEL_STEP or not self.last else None

    def _open(self, label: str, page: int, line: Line) -> None:
        self.last = int(label) if label.isdigit() else self.last
        rest = [*line.tokens[1:]] or [Token("", line.left, line.left, line.base, line.size, False)]
        self.notes.append(FootNote(label, page, [Line(rest)]))


def body_size(columns: list[list[Line]]) -> float:
    """The size most of the manuscript's characters are set in, in points."""
    counts: Counter[float] = Counter()
    for column in columns:
        for line in column:
            for token in line.tokens:
                counts[token.size] += len(token.words)
    return counts.most_common(1)[0][0] if counts else 10.0
