"""A block read as one line of thought: its text without what cuts through it, and the road back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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

    Where a page foot cuts a sentence, one space stands for the line ends around it, or for the white space that was
    cut out with it; a hyphen at the line's end keeps its word together.
    """
    text, origins = "", list[int]()
    last = 0
    for span in spans:
        words = span.of(whole)
        head = len(words) - len(words.lstrip())
        if span.start > last and text.strip() and words.strip():
            space = _space_at_cut(text, words, whole[last : span.start])
            if space is not None:
                kept = len(text.rstrip())
                at = origins[kept] if kept < len(origins) else last
                text, words = text[:kept] + space, words[head:]
                origins[kept:] = [at] * len(space)
        text += words
        origins.extend(range(span.end - len(words), span.end))
        last = span.end
    return text, tuple(origins)


def _space_at_cut(left: str, right: str, gap: str) -> str | None:
    """What stands between two parts of a block: '' or one space; None to leave them as they are."""
    tail, head = left[len(left.rstrip()) :], right[: len(right) - len(right.lstrip())]
    if "\n" not in tail + head and (tail or head or not any(mark.isspace() for mark in gap)):
        return None
    if not tail and not head and not (right[0].isalnum() or right[0] in "([“‘«\"'"):
        return None
    return "" if left.rstrip()[-1] in "-\u00ad\u2010" and right.lstrip()[0].islower() else " "


def is_prose(block: Block) -> bool:
    """True for the blocks whose quotation marks can make a claim (headings and bibliographies only name things)."""
    return block.kind not in (BlockKind.HEADING, BlockKind.BIBLIOGRAPHY)
