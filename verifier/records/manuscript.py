"""What a manuscript reader returns: the author's text as typed, and what stands where in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from verifier.records.findings import Finding
from verifier.records.spans import Span, Stream


class BlockKind(StrEnum):
    """What a block of the body is, by node, style or shape."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BLOCK_QUOTE = "block_quote"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CAPTION = "caption"
    BIBLIOGRAPHY = "bibliography"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like unit of the body. Several spans when a page foot or note body cuts through it."""

    kind: BlockKind
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Offset of its first code point in the manuscript's text."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset just past its last code point."""
        return self.spans[-1].end


class NotePlace(StrEnum):
    """Where the manuscript prints its notes."""

    FOOT = "foot"
    END = "end"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Note:
    """A note's body. `ordinal` is zero-based in printing order; `label` is the printed number or mark."""

    ordinal: int
    label: str
    spans: tuple[Span, ...]
    section: int = 0
    place: NotePlace = NotePlace.FOOT


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A note mark in the body; `note` is the ordinal of the note it calls, None when no such note exists."""

    label: str
    span: Span
    note: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the manuscript: the words it covers and where it leads (as written, fragment kept)."""

    span: Span
    url: str


@dataclass(frozen=True)
class Manuscript:
    """A manuscript, read.

    `text` is what `verifier extract --text` prints: for .txt the file decoded as UTF-8, for other
    formats our own rendering, in which notes stand too. `blocks` cover the body only, in reading order;
    `notes` hold the note bodies; what neither covers is running matter (page heads, numbers, note marks).
    """

    path: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    note_refs: tuple[NoteRef, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Finding, ...] = ()
    title: str | None = None

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which each line of `text` begins."""
        return [0, *(i + 1 for i, mark in enumerate(self.text) if mark == "\n")]

    def line_of(self, offset: int) -> int:
        """1-based line on which the code point at `offset` stands."""
        return bisect_right(self.line_starts, offset)

    def column_of(self, offset: int) -> int:
        """1-based column of the code point at `offset`."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1

    def stream(self, block: Block) -> Stream:
        """The block's text with everything that cuts through it taken out, and the road back."""
        return Stream.of(self.text, block.spans)

    def note_text(self, note: Note) -> str:
        """A note's body with what cuts through it (page feet, emphasis marks, link addresses) taken out."""
        return self.note_stream(note).text.strip()

    def note_stream(self, note: Note) -> Stream:
        """The same, untrimmed, with the road back. As in a block, the white space between parts is in the spans."""
        return Stream.of(self.text, note.spans)
