"""A run of paragraphs with its own offsets, written word by word: the body of a manuscript, or one of its notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifier.records.manuscript import BlockKind
from verifier.records.spans import Span

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
PARAGRAPH_GAP = "\n\n"
LABEL_HEAD = 12  # code points: a string longer than this is the note's first words, not its label


@dataclass(slots=True)
class Call:
    """A mark on a sheet: which note it calls and the label it is printed with, if the format gives one."""

    key: str
    label: str | None
    at: int


class Sheet:
    """One run of paragraphs with its own offsets: the body, or one note."""

    def __init__(self, label: str | None = None) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.label = label
        self.label_due = label is not None
        self.blocks: list[tuple[BlockKind, list[Span]]] = []
        self.links: list[tuple[int, int, str]] = []
        self.calls: list[Call] = []
        self._open = False
        self._start = 0
        self._first = 0
        self._spaced = True
        self._owed = False

    @property
    def open(self) -> bool:
        """True inside a paragraph."""
        return self._open

    def begin(self, kind: BlockKind) -> None:
        """Start a paragraph, ending the one that is open."""
        self.end()
        self.blocks.append((kind, []))
        self._open, self._spaced, self._owed = True, True, False
        self._start = self.length
        self._first = len(self.parts)

    def words(self, text: str) -> None:
        """Add running text; white space is folded to single spaces, none at either end of a paragraph."""
        if self.label_due:
            text = self._without_label(text)
        if not self._open:
            if not text.strip():
                return
            self.begin(BlockKind.PARAGRAPH)
        folded = _SPACE.sub(" ", text)
        if folded.startswith(" "):
            self._owed = self._owed or not self._spaced
            folded = folded[1:]
        if not folded:
            return
        if self._owed:
            self._put(" ")
        tail = folded.endswith(" ")
        self._put(folded[:-1] if tail else folded)
        self._spaced, self._owed = False, tail

    def line_break(self) -> None:
        """A line end inside a paragraph."""
        if self._open and not self._spaced:
            self._put("\n")
            self._spaced, self._owed = True, False

    def mark(self, key: str, label: str | None) -> None:
        """A note mark here."""
        if not self._open:
            self.begin(BlockKind.PARAGRAPH)
        self._cut()
        self.calls.append(Call(key, label, len(self.parts)))
        self._put("")
        self._start = self.length
        self._spaced = False

    def last(self) -> str:
        """The last character of the open paragraph, empty at its start or after a space."""
        if not self._open or self._owed or self.length == self._start:
            return " "
        return next((part[-1] for part in reversed(self.parts) if part), " ")

    def here(self) -> int:
        """The offset at which the next word will stand."""
        return self.length + (1 if self._owed else 0)

    def link(self, start: int, url: str) -> None:
        """Words from `start` to here lead to `url`; the gap after a paragraph that ended does not."""
        end = self.length if self._open else self.length - len(PARAGRAPH_GAP)
        if end > start:
            self.links.append((start, end, url))

    def grow_link(self, start: int, url: str, beyond: int = 0) -> None:
        """As `link`, but words after a link to the same address lengthen it; the last `beyond` signs are no part."""
        end = self.length - beyond
        if self.links and self.links[-1][2] == url and start - self.links[-1][1] <= 1:
            self.links[-1] = (self.links[-1][0], end, url)
        elif end > start:
            self.links.append((start, end, url))

    def end(self) -> None:
        """End the paragraph that is open; one without words leaves no trace."""
        if not self._open:
            return
        self._cut()
        self._open = False
        if not self.blocks[-1][1] and not (self.calls and self.calls[-1].at == len(self.parts) - 1):
            self.blocks.pop()
            return
        self._put(PARAGRAPH_GAP)

    def drop_last(self) -> None:
        """Take back the paragraph that was ended last."""
        if self.blocks and not self._open:
            del self.parts[self._first :]
            self.length = sum(len(part) for part in self.parts)
            self.blocks.pop()

    def _without_label(self, text: str) -> str:
        """`text` without the note's printed label at its head, which may come in several strings (`[`, `1`, `]`)."""
        found = (
            re.match(rf"[\s\[(^↑↩]*(?:{re.escape(self.label or '')}(?!\w))?[\])]?[.:)]?\s*", text)
            if self.label
            else None
        )
        bare = text[found.end() :] if found and found[0].strip() else text
        self.label_due = not bare.strip() and len(text) < LABEL_HEAD
        return bare

    def _cut(self) -> None:
        if self.length > self._start:
            self.blocks[-1][1].append(Span(self._start, self.length))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
