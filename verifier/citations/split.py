"""A note cut into its citations: at semicolons, at `see also`, between two linked works; commentary kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from verifier.citations.prose import FILLER, passages
from verifier.citations.titles import quoted_strings

IN_PASSING = "in passing"  # the signal of a work that a sentence of commentary names

_SIGNAL = (
    r"(?:[Ss]ee(?:\s+also|\s+for\s+example|,?\s+e\.g\.,?|\s+especially|\s+generally)?|[Cc]f\.|[Cc]ompare(?:\s+with)?"
    r"|[Ff]or\s+[^.;:“\"]{3,160}?,?\s+(?:also\s+)?see(?:\s+also)?"
    r"|[Ff]or\s+(?:more|further|details?|background|a\s+discussion)[^.;:“\"]{0,120}?[,:]"
    r"|[Bb]ut\s+see(?:\s+also)?|[Ss]ee,\s+(?:too|for\s+instance),?|[Aa]lso\s+see"
    r"|[Ss]iehe\s+auch|[Vv]gl\.|[Vv]oir\s+aussi)"
)
_HEAD = re.compile(rf"\s*(?P<signal>(?:and\s+)?{_SIGNAL})[\s:,]+(?=\S)")
_CUT = re.compile(
    rf";|(?<=[.!?>)”\"’\x01])\s+(?={_SIGNAL}[\s:,]|[*_]?(?:Ib[ií]d|Id\.))"
    r"|,\s+(?=(?:and\s+)?(?:see\s+also|but\s+see|cf\.)\s)"
)
_BETWEEN_LINKS = re.compile(r"\s+and\s+|,\s+and\s+|\.\s+(?=[A-Z“\"])|,\s+(?=[A-Z“\"])|\s+")
_BRACKET = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch [start, end) of a note's text that may be a citation.

    `signal` is what brought it in (`See also`), and holds for the works strung after it by semicolons;
    `commentary` says that it is a sentence about the matter, in which a work may be named in passing.
    """

    start: int
    end: int
    signal: str = ""
    commentary: bool = False

    def of(self, text: str) -> str:
        """Its words."""
        return text[self.start : self.end]


def split_note(text: str, addresses: Sequence[tuple[int, int]]) -> list[Piece]:
    """The pieces of a note in order. `addresses` are the stretches of its URLs and of words that are hyperlinks."""
    masked = _masked(text, addresses)
    pieces: list[Piece] = []
    for start, end, strung in _stretches(masked):
        signal = pieces[-1].signal if strung and pieces else ""
        for left, right, prose in passages(text, masked, start, end):
            for part in _between_links(masked, left, right, addresses):
                piece = _piece(text, *part, signal, commentary=prose)
                if piece is not None:
                    pieces.append(piece)
                    signal = piece.signal
    return pieces


def _stretches(masked: str) -> list[tuple[int, int, bool]]:
    """The note between its separators; the last item says that a semicolon strings it to the one before."""
    cut: list[tuple[int, int, bool]] = []
    start, strung = 0, False
    for found in _CUT.finditer(masked):
        cut.append((start, found.start(), strung))
        start, strung = found.end(), found.group() == ";"
    return [*cut, (start, len(masked), strung)]


def _piece(text: str, start: int, end: int, signal: str, *, commentary: bool) -> Piece | None:
    head = _HEAD.match(text, start, end)
    begin = head.end() if head else start
    while begin < end and (text[begin].isspace() or text[begin] in ".,;"):
        begin += 1
    while end > begin and (text[end - 1].isspace() or text[end - 1] == ";"):
        end -= 1
    own = " ".join(head.group("signal").split()) if head else signal
    return Piece(begin, end, own, commentary) if end > begin else None


def _masked(text: str, addresses: Sequence[tuple[int, int]]) -> str:
    """The text with URLs, quoted titles and brackets made opaque, length unchanged."""
    marks = list(text)
    spans = [*addresses, *((found.start, found.end) for found in quoted_strings(text) if "; see " not in found.title)]
    spans.extend((found.start(), found.end()) for found in _BRACKET.finditer(text) if found.end() - found.start() < 400)
    for start, end in spans:
        marks[start:end] = FILLER * (end - start)
    return "".join(marks)


def _between_links(masked: str, start: int, end: int, addresses: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A stretch with two addresses holds two works; cut it where the words between them say so."""
    inside = [(left, right) for left, right in addresses if start <= left and right <= end]
    cuts = [start]
    for (_, left_end), (right_start, _) in pairwise(inside):
        joints = list(_BETWEEN_LINKS.finditer(masked, left_end, right_start))
        joint = next((found for found in joints if "and" in found.group()), None) or next(
            (found for found in joints if found.group().strip()), None
        )
        if joint is not None:
            cuts.extend((joint.start(), joint.end()))
    cuts.append(end)
    return list(zip(cuts[::2], cuts[1::2], strict=True))
