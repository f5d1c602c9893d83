"""From pieces with their notes told apart to blocks: joined over page breaks, and called what their shape says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from verifier.manuscripts.cuts import Cuts, trimmed
from verifier.manuscripts.shapes.pieces import Piece
from verifier.manuscripts.shapes.words import (
    ended,
    is_contents_line,
    is_heading,
    is_list_item,
    leaves_open,
    opens_bibliography,
    opens_notes,
    starts_lower,
)
from verifier.records.manuscript import Block, BlockKind
from verifier.records.spans import Span, Stream

SET_OFF = 2  # columns of indent on every line: what a typist gives a block quotation
ENTRY_HEADING_WORDS = 6  # a heading that ends a bibliography is short; an entry without a full stop is longer
FULL_LINES = 200  # code points: a paragraph this long that lacks its full stop was broken off by a page's end
OPENING_MARKS = "“\"‘'«„"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of body with its cuts made.

    `after_cut`: notes or a page foot stand before it. `marked`: a note mark stands at its end.
    """

    spans: tuple[Span, ...]
    words: str
    indent: int
    after_cut: bool
    marked: bool


def stretches(text: str, pieces: list[Piece], body: list[int], cuts: Cuts) -> Iterator[Stretch]:
    """The body's pieces in order, without what is cut from them; those of which nothing is left are dropped."""
    last = -1
    for at in body:
        piece = pieces[at]
        spans = trimmed(text, cuts.rest(piece.span))
        if spans:
            after_cut = last >= 0 and (at != last + 1 or piece.page != pieces[last].page)
            marked = spans[-1].end < piece.span.end
            yield Stretch(spans, Stream.of(text, spans).text, piece.indent, after_cut, marked)
            last = at


def blocks(parts: list[Stretch]) -> tuple[Block, ...]:
    """The blocks in reading order."""
    usual = median([part.indent for part in parts]) if parts else 0
    made: list[Block] = []
    before: Stretch | None = None
    in_bibliography = False
    for part in parts:
        if before and made and not in_bibliography and _continues(made[-1], before, part):
            kind = BlockKind.PARAGRAPH if made[-1].kind is BlockKind.HEADING else made[-1].kind
            made[-1] = Block(kind, made[-1].spans + _with_joint(part.spans))
        else:
            in_bibliography = _still_bibliography(in_bibliography, part)
            made.append(Block(_kind(part, before, usual, in_bibliography), part.spans))
        before = part
    return tuple(made)


def _continues(block: Block, before: Stretch, part: Stretch) -> bool:
    """True where `part` is the rest of a sentence that a page break or notes cut off."""
    if block.kind in (BlockKind.OTHER, BlockKind.BIBLIOGRAPHY, BlockKind.TABLE):
        return False
    if ended(before.words):
        in_sentence = starts_lower(part.words) or leaves_open(before.words, part.words)
        return part.after_cut and block.kind is not BlockKind.HEADING and in_sentence
    if block.kind is BlockKind.HEADING:
        return part.after_cut and starts_lower(part.words)
    if before.marked and not part.after_cut:
        return False
    if starts_lower(part.words) or (part.after_cut and not is_heading(part.words)):
        return True
    broken_off = len(before.words) >= FULL_LINES and (before.words[-1].isalpha() or before.words[-1] == ",")
    return broken_off and not is_heading(part.words) and not is_list_item(part.words)


def _with_joint(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """`spans` with the line end before them, so that the halves of the sentence do not grow together."""
    return (Span(spans[0].start - 1, spans[0].end), *spans[1:])


def _still_bibliography(inside: bool, part: Stretch) -> bool:
    if opens_bibliography(part.words):
        return True
    leaves = is_heading(part.words) and len(part.words.split()) <= ENTRY_HEADING_WORDS and "," not in part.words
    return inside and not leaves


def _kind(part: Stretch, before: Stretch | None, usual: float, in_bibliography: bool) -> BlockKind:
    words = part.words
    if opens_bibliography(words) or opens_notes(words):
        return BlockKind.HEADING
    if in_bibliography:
        return BlockKind.BIBLIOGRAPHY
    if is_contents_line(words):
        return BlockKind.OTHER
    if is_heading(words) and not part.marked:
        return BlockKind.HEADING
    if is_list_item(words):
        return BlockKind.LIST_ITEM
    if part.indent >= usual + SET_OFF or (before and _introduced(before, part)):
        return BlockKind.BLOCK_QUOTE
    return BlockKind.PARAGRAPH


def _introduced(before: Stretch, part: Stretch) -> bool:
    """True for a paragraph that a colon announces and a note mark closes, without quotation marks of its own."""
    return before.words.endswith(":") and part.marked and part.words[0] not in OPENING_MARKS
