"""Note bodies at the foot of a column: small lines that start with a label, and what runs over from the page before."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from verifier.manuscripts.pdf.pages import RAISED_SIZE, Line, Token

SMALLER = 0.96  # of the body's size: notes are set a point or two smaller
LABEL_STEP = 3  # numbers a label may run ahead of the last: a note the layout hid
FOOT_SHARE = 0.97  # of the column: a foot may fill a page that a long note runs over
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

    def take(self, column: list[Line], page: int) -> list[Line]:
        """Split the foot off `column`: its notes are kept, the answer is the body's lines."""
        start = self._start(column, page)
        for line in column[start:]:
            label = self._label(line)
            if label is not None:
                self._open(label, page, line)
            elif self.notes:
                self.notes[-1].lines.append(line)
        return column[:start]

    def _start(self, column: list[Line], page: int) -> int:
        """Index of the first line of the foot; past the end where there is none."""
        small = len(column)
        while small > 0 and column[small - 1].size <= SMALLER * self.body_size:
            small -= 1
        labelled = next((at for at in range(small, len(column)) if self._label(column[at]) is not None), None)
        if self._runs_over(column, small, labelled, page):
            return small
        return labelled if labelled is not None else self._same_size(column)

    def _same_size(self, column: list[Line]) -> int:
        """Notes set in the body's size: told only by a raised label that follows the last number."""
        for at in range(len(column) - 1, 0, -1):
            if self._raised_label(column[at]) is None:
                continue
            first = at
            while first > 0 and self._raised_label(column[first - 1]) is not None:
                first -= 1
            earlier = [i for i in range(first) if self._raised_label(column[i]) is not None]
            return earlier[0] if earlier else first
        return len(column)

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
            return raised
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
        if not words.isdigit() or not words.isascii():
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
