"""Pieces: the paragraphs of a plain text as they stand, before anything is told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from verifier.manuscripts.shapes.words import opens_bibliography, opens_notes
from verifier.records.spans import Span

LONG_LINE = 160  # code points: past any typist's line, so each line of such a file is a paragraph of its own


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of lines between blank ones. `indent` is the white space before its first word; `page` counts feeds."""

    span: Span
    indent: int = 0
    page: int = 0

    def of(self, text: str) -> str:
        """Its words, white space at the ends excluded."""
        return self.span.of(text)


_LINE = re.compile(r"[^\n\f]*(?:\r?\n|\f|\Z)")
_NOTE_LINE = re.compile(r"\s*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\^?\d{1,4}\]:?|\^\d{1,4})\s?\S")
_BULLET_LINE = re.compile(r"\s*[-•*+–]\s+\S")
_LABEL_LINE = re.compile(r"\s*\(?\d{1,4}[.)]?\s+\S")


def split(text: str) -> list[Piece]:
    """Every paragraph of `text`, in order. Lines that open with a note's label start a paragraph of their own."""
    lines = [Span(*found.span()) for found in _LINE.finditer(text) if found.end() > found.start()]
    one_a_line = _one_a_line(text, lines)
    pieces: list[Piece] = []
    held: list[Span] = []
    page = 0
    for line in lines:
        words = line.of(text)
        blank = not words.strip("\ufeff \t\r\n\f")
        if held and (blank or one_a_line or _opens_own(text, held, line)):
            pieces.append(_piece(text, held, page))
            held = []
        if not blank:
            held.append(line)
        if words.endswith("\f"):
            if held:
                pieces.append(_piece(text, held, page))
                held = []
            page += 1
    if held:
        pieces.append(_piece(text, held, page))
    return pieces


def _one_a_line(text: str, lines: list[Span]) -> bool:
    filled = [len(line) for line in lines if line.of(text).strip()]
    return len(filled) > 1 and len(filled) == len(lines) and median(filled) > LONG_LINE


def _opens_own(text: str, held: list[Span], line: Span) -> bool:
    words = line.of(text)
    if len(held) == 1 and _heads_a_section(held[0].of(text).strip()):
        return True
    if _NOTE_LINE.match(words) or (_BULLET_LINE.match(words) and _BULLET_LINE.match(held[0].of(text))):
        return True
    return bool(_LABEL_LINE.match(words) and _LABEL_LINE.match(held[0].of(text)))


def _heads_a_section(line: str) -> bool:
    """`Notes` alone on a line is a heading, whether or not a blank line follows."""
    return opens_notes(line) or opens_bibliography(line)


def _piece(text: str, lines: list[Span], page: int) -> Piece:
    whole = Span(lines[0].start, lines[-1].end).of(text)
    bare = whole.lstrip("\ufeff \t\r\n\f")
    start = lines[0].start + len(whole) - len(bare)
    return Piece(Span(start, start + len(bare.rstrip())), _indent(text, lines), page)


def _indent(text: str, lines: list[Span]) -> int:
    """The smallest indent of its lines: a first-line indent alone sets nothing off."""
    widths = []
    for line in lines:
        words = line.of(text).lstrip("\ufeff\f").expandtabs(4)
        widths.append(len(words) - len(words.lstrip()))
    return min(widths)


def furniture(text: str, pieces: list[Piece]) -> Iterator[int]:
    """Indexes of pieces that are page numbers or running heads, not words of the author."""
    numbers = [at for at, piece in enumerate(pieces) if _PAGE_NUMBER.fullmatch(piece.of(text))]
    if len(numbers) > 1 or any(pieces[at].page for at in numbers):
        yield from numbers
    yield from _running_heads(text, pieces, set(numbers))


_PAGE_NUMBER = re.compile(r"[-–—|\s]*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s+of\s+\d{1,4})?[-–—|\s]*", re.IGNORECASE)
HEAD_TIMES = 3  # a line that stands at the head of three pages is the page's, not the author's


def _running_heads(text: str, pieces: list[Piece], numbers: set[int]) -> Iterator[int]:
    seen: dict[str, list[int]] = {}
    for at, piece in enumerate(pieces):
        edge = at and (pieces[at - 1].page != piece.page or at - 1 in numbers or at + 1 in numbers)
        if edge and len(piece.span) < LONG_LINE:
            key = re.sub(r"\d+", "#", piece.of(text)).strip()
            seen.setdefault(key, []).append(at)
    for places in seen.values():
        if len(places) >= HEAD_TIMES and _counts_pages([pieces[at].of(text) for at in places]):
            yield from places


def _counts_pages(heads: list[str]) -> bool:
    """True where the numbers in lines that are otherwise alike stay, or go up in even steps as pages do.

    `12 Ibid., 40.` on three pages is three notes, not a running head.
    """
    columns = zip(*([int(digits) for digits in re.findall(r"\d{1,9}", head)] for head in heads), strict=False)
    for column in columns:
        steps = {after - before for before, after in pairwise(column)}
        if len(steps) > 1 or not steps <= {0, 1, 2}:
            return False
    return True
