"""The block structure of a Markdown file: which lines belong together, and what of each line is content."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from verifier.records.manuscript import BlockKind
from verifier.records.spans import Span

NOTE_INDENT = 2  # columns: Pandoc asks for four, editors write two; less would swallow the next paragraph
AGAIN = "\x00"  # parts a label from how often it was defined before; no file we read holds this sign


@dataclass
class RawBlock:
    """Lines of content, prefixes stripped, line ends kept.

    `label` is set on a note's body; what is `raw` holds no inline markup.
    """

    kind: BlockKind
    lines: list[Span] = field(default_factory=list)
    label: str | None = None
    raw: bool = False


@dataclass
class Outline:
    """All blocks in order, link reference definitions, and the title of the front matter."""

    blocks: list[RawBlock] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    title: str | None = None


_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}#{1,6}(?:[ \t]+|(?=\r?\n?\Z))")
_ATX_CLOSE = re.compile(r"[ \t]+#+[ \t]*(?=\r?\n?\Z)|[ \t]*\{[^{}\n]*\}[ \t]*(?=\r?\n?\Z)")
_SETEXT = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*\r?\n?\Z")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\r?\n?\Z")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*")
_TARGET = re.compile(r" {0,3}\[([^\]\^][^\]]{0,200})\]:[ \t]*<?([^\s<>]+)>?(?:[ \t]+[\"'(].*)?\s*\Z")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•]|\(?(?:\d{1,4}|[a-zA-Z]|[ivxlc]{2,5})[.)])[ \t]+(?=\S)")
_TABLE = re.compile(r"\s*(?:\|.*\||[+|]?[-:=]{3,}[-|:+= ]*[|+][-|:+= ]*)\s*\Z")
_CELL = re.compile(r"(?:[^|\\\r\n]|\\.)+")
_CAPTION = re.compile(r"[ \t]*(?:[Tt]able)?:[ \t]+(?=\S)")
_PICTURE = re.compile(r"!\[.*\]\([^()]*\)(?:\{[^{}]*\})?\s*", re.DOTALL)
_VERSE = re.compile(r"\|[ \t]+(?=\S)")
_DIV = re.compile(r" {0,3}:{3,}")


def outline(text: str) -> Outline:
    """Read the block structure of `text`."""
    return _Parser(text).run()


class _Parser:
    """One pass over the lines; `held` is the block being filled, None between blocks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out = Outline()
        self.held: RawBlock | None = None
        self.note: str | None = None
        self.seen: Counter[str] = Counter()
        self.in_list = False
        self.fence: str | None = None
        self.after_table = False

    def run(self) -> Outline:
        start = self._front_matter()
        for found in _LINE.finditer(self.text, start):
            if found.end() > found.start():
                self._line(Span(*found.span()))
        self._close()
        return self.out

    def _front_matter(self) -> int:
        found = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", self.text, re.DOTALL)
        if found is None:
            return 1 if self.text.startswith("\ufeff") else 0
        title = re.search(r"(?m)^title:[ \t]*(.+)$", found[1])
        if title:
            self.out.title = title[1].strip().strip("\"'")
        return found.end()

    def _line(self, line: Span) -> None:
        words = line.of(self.text)
        if self.fence is not None or _FENCE.match(words):
            self._fenced(line, words)
        elif not words.strip():
            self._close()
        elif (self.held is None or self.held.label is None) and self._leaves_note(words):
            self._line(line)
        else:
            self._filled(line, words)

    def _leaves_note(self, words: str) -> bool:
        """After a blank line a note goes on only where the line is indented."""
        if self.note is not None and self.held is None and _indent(words) < NOTE_INDENT:
            self.note = None
            return True
        return False

    def _fenced(self, line: Span, words: str) -> None:
        found = _FENCE.match(words)
        if self.fence is None and found:
            self._close()
            self.fence = found[1][:3]
        elif words.strip().startswith(str(self.fence)) and not words.strip().strip("`~"):
            self.fence = None
            self._close()
        else:
            self._add(BlockKind.OTHER, line, raw=True)

    def _filled(self, line: Span, words: str) -> None:
        if found := _NOTE.match(words):
            self._open_note(line, found)
        elif self.held is None and (target := _TARGET.match(words)):
            self.out.targets.setdefault(target[1].casefold(), target[2])
        elif _DIV.match(words):
            self._close()
        elif self.held and self.held.kind is BlockKind.PARAGRAPH and self.held.label is None and _SETEXT.match(words):
            self.held.kind = BlockKind.HEADING
            self._close()
        elif _RULE.match(words):
            self._close()
            self.in_list = False
        else:
            self._content(line, words)

    def _open_note(self, line: Span, found: re.Match[str]) -> None:
        self._close()
        self.seen[found[1]] += 1
        again = self.seen[found[1]] - 1
        self.note = f"{found[1]}{AGAIN}{again}" if again else found[1]
        self.held = RawBlock(BlockKind.OTHER, [Span(line.start + found.end(), line.end)], label=self.note)

    def _content(self, line: Span, words: str) -> None:
        if self.note is not None:
            self._in_note(line, words)
        elif found := _ATX.match(words):
            self._close()
            self.in_list = False
            close = _ATX_CLOSE.search(words, found.end())
            end = line.start + close.start() if close else line.end
            self.out.blocks.append(RawBlock(BlockKind.HEADING, [Span(line.start + found.end(), end)]))
        elif _QUOTE.match(words):
            self._quoted(line, words)
        elif _TABLE.match(words) and words.count("|") > 1:
            self._row(line, words)
        elif self.after_table and (found := _CAPTION.match(words)):
            self._add(BlockKind.CAPTION, Span(line.start + found.end(), line.end))
        elif (found := _ITEM.match(words)) and (self.held is None or self.held.kind is BlockKind.LIST_ITEM):
            self._close()
            self.in_list = True
            self.held = RawBlock(BlockKind.LIST_ITEM, [Span(line.start + found.end(), line.end)])
        else:
            self._paragraph(line, words)

    def _row(self, line: Span, words: str) -> None:
        """A row of a pipe table: each cell is a block of its own, the line under the head is none."""
        self._close()
        self.after_table = True
        if not words.strip(" \t\r\n|:-+="):
            return
        for found in _CELL.finditer(words):
            cell = Span(line.start + found.start(), line.start + found.end())
            self.out.blocks.append(RawBlock(BlockKind.TABLE, [cell]))

    def _in_note(self, line: Span, words: str) -> None:
        """A line of a note: of the paragraph that is open, or of a new one after a blank line."""
        bare = words.lstrip(" \t")
        quoted = _QUOTE.match(bare)
        content = Span(line.start + len(words) - len(bare) + (quoted.end() if quoted else 0), line.end)
        if self.held is not None and self.held.label is not None:
            self.held.lines.append(content)
        else:
            self.held = RawBlock(BlockKind.OTHER, [content], label=self.note)

    def _quoted(self, line: Span, words: str) -> None:
        at = 0
        while found := _QUOTE.match(words, at):
            at = found.end()
        if not words[at:].strip():
            self._close()
        else:
            self._add(BlockKind.BLOCK_QUOTE, Span(line.start + at, line.end))

    def _paragraph(self, line: Span, words: str) -> None:
        indent = _indent(words)
        bare = words.lstrip(" \t")
        verse = _VERSE.match(bare)
        content = Span(line.start + len(words) - len(bare) + (verse.end() if verse else 0), line.end)
        if self.held is not None and self.held.kind in _LAZY:
            self.held.lines.append(content)
            return
        if self.in_list and indent >= 2:
            self._add(BlockKind.LIST_ITEM, content)
            return
        self.in_list = False
        self._add(BlockKind.BLOCK_QUOTE if indent >= 4 else BlockKind.PARAGRAPH, content)

    def _add(self, kind: BlockKind, content: Span, *, raw: bool = False) -> None:
        if self.held is None or self.held.kind is not kind or self.held.raw is not raw:
            self._close()
            self.held = RawBlock(kind, raw=raw)
        self.held.lines.append(content)

    def _close(self) -> None:
        if self.held is not None and self.held.lines:
            whole = "".join(line.of(self.text) for line in self.held.lines)
            if self.held.kind is BlockKind.PARAGRAPH and whole.startswith("![") and _PICTURE.fullmatch(whole):
                self.held.kind = BlockKind.CAPTION
            self.out.blocks.append(self.held)
            self.after_table = False
        self.held = None


_LAZY = (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM)


def _indent(words: str) -> int:
    wide = words.expandtabs(4)
    return len(wide) - len(wide.lstrip(" "))
