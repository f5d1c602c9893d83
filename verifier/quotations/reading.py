"""A block read as one line of thought: its text without what cuts through it, and the road back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from verifier.records.manuscript import Block, BlockKind, Manuscript
from verifier.records.spans import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one block, and for every code point of it the offset in the manuscript's text."""

    block: int
    kind: BlockKind
    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where text[start:end] stands in the manuscript; an empty stretch gives an empty span."""
        if end <= start:
            at = self.origins[start] if start < len(self.origins) else self.origins[-1] + 1 if self.origins else 0
            return Span(at, at)
        return Span(self.origins[start], self.origins[end - 1] + 1)


def read_block(manuscript: Manuscript, index: int) -> Reading:
    """The block's words in order, parts joined as a reader's eye joins them over a page foot."""
    block = manuscript.blocks[index]
    text, origins = joined(manuscript.text, block.spans)
    return Reading(index, block.kind, text, origins)


def joined(whole: str, spans: Iterable[Span]) -> tuple[str, tuple[int, ...]]:
    """The spans' text in order with its origins.

    Where two words would run together although white space stood between them in the manuscript (a page ended
    there), one space is put in, standing for the white space that was cut out.
    """
    parts = [span for span in spans if len(span)]
    if not parts:
        return "", ()
    pieces, origins = [parts[0].of(whole)], list(range(parts[0].start, parts[0].end))
    for left, right in pairwise(parts):
        if _needs_space(whole, left, right):
            pieces.append(" ")
            origins.append(left.end)
        pieces.append(right.of(whole))
        origins.extend(range(right.start, right.end))
    return "".join(pieces), tuple(origins)


def _needs_space(whole: str, left: Span, right: Span) -> bool:
    before, after = whole[left.end - 1], whole[right.start]
    if before.isspace() or after.isspace() or before in "-\u00ad\u2010":
        return False
    gap = whole[left.end : right.start]
    return any(mark.isspace() for mark in gap) and (after.isalnum() or after in "([“‘«\"'")


def is_prose(block: Block) -> bool:
    """True for the blocks whose quotation marks can make a claim (headings and bibliographies only name things)."""
    return block.kind not in (BlockKind.HEADING, BlockKind.BIBLIOGRAPHY)
