"""What stands between two marks, or in a block set off: a quotation before it is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.quotations.marks import Family
from verifier.quotations.reading import Reading
from verifier.records.spans import Span

PARAGRAPH_JOINT = "\n\n"  # stands between the paragraphs of one quotation


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch [start, end) of one block's reading."""

    reading: Reading
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.reading.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Draft:
    """One quotation as found: its parts (one for each block it stands in), the marks' family, the depth.

    `set_off` is true for block quotations, which have no marks of their own (`family` None).
    """

    parts: tuple[Part, ...]
    family: Family | None
    depth: int
    set_off: bool = False

    @property
    def text(self) -> str:
        """The words as typed, with a blank line between paragraphs."""
        return PARAGRAPH_JOINT.join(part.text for part in self.parts)

    @property
    def first(self) -> Part:
        """The part it begins in."""
        return self.parts[0]

    @property
    def last(self) -> Part:
        """The part it ends in."""
        return self.parts[-1]

    @property
    def span(self) -> Span:
        """From its first to its last code point in the manuscript."""
        start = self.first.reading.span(self.first.start, self.first.end).start
        return Span(start, self.last.reading.span(self.last.start, self.last.end).end)


def draft(
    parts: Sequence[tuple[Reading, int, int]], family: Family | None, depth: int, *, set_off: bool = False
) -> Draft | None:
    """A draft over these stretches, white space at their ends left out; None when nothing remains."""
    trimmed = [part for part in (_trim(*part) for part in parts) if part.end > part.start]
    return Draft(tuple(trimmed), family, depth, set_off) if trimmed else None


def _trim(reading: Reading, start: int, end: int) -> Part:
    while start < end and reading.text[start].isspace():
        start += 1
    while end > start and reading.text[end - 1].isspace():
        end -= 1
    return Part(reading, start, end)
