"""The editor's marks inside a quotation, and the words that remain to be found in the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from verifier.alignment import Token, fold_word
from verifier.alignment.words import WORD, distance
from verifier.records.quotation import Segment, SegmentKind
from verifier.records.spans import Span

MAX_SPARE = 5  # letters of a source's ending that bracketed letters may stand for: assure[d] over assuring
MAX_BRACKET = 200  # code points inside one pair of brackets; longer ones are the source's own brackets

_DOTS = r"(?:\.\s?){2,3}\.|\u2026\.?"
_TWO = r"(?<=\s)\.\s?\.(?=\s)"  # between blanks nothing else can be meant
_OMISSION = re.compile(rf"{_TWO}|[\[(<]\s*(?:{_DOTS})\s*[\])>]|\.?\s?(?:{_DOTS})|(?:\*\s?){{2}}\*|(?<![^\W_])\[\s*\]")
_DROPPED = re.compile(r"\[\s*\]")  # behind a word: letters of its ending left out (`relate[ ]` for relates)
_NOTE = re.compile(
    r"[\[(]\s*(?:my |our )?(?:emphas[ie]s|italics?|underlin\w+|stress)\b[^\])]{0,60}[\])]"
    r"|[\[(]\s*original (?:emphasis|italics)\s*[\])]",
    re.IGNORECASE,
)
_SIC = re.compile(r"[\[(]\s*sic[.!?]?\s*[\])]", re.IGNORECASE)
_BRACKET = re.compile(rf"\[[^\[\]]{{1,{MAX_BRACKET}}}\]")


def segment(quote: str) -> tuple[Segment, ...]:
    """Cut a quotation, as typed, into what it says of its source."""
    cuts: dict[int, tuple[int, SegmentKind]] = {}
    for pattern, kind in ((_SIC, SegmentKind.SIC), (_NOTE, SegmentKind.INSERTION), (_OMISSION, SegmentKind.OMISSION)):
        for found in pattern.finditer(quote):
            _cut(cuts, found.start(), found.end(), kind)
    for found in _BRACKET.finditer(quote):
        _cut(cuts, found.start(), found.end(), _bracket_kind(quote, found.start(), found.end()))
    return _filled(quote, cuts)


def _cut(cuts: dict[int, tuple[int, SegmentKind]], start: int, end: int, kind: SegmentKind) -> None:
    if all(end <= a or b <= start for a, (b, _) in cuts.items()):
        cuts[start] = (end, kind)


def _bracket_kind(quote: str, start: int, end: int) -> SegmentKind:
    inside = quote[start + 1 : end - 1].strip()
    touches = (start > 0 and quote[start - 1].isalpha()) or (end < len(quote) and quote[end].isalpha())
    return SegmentKind.ALTERATION if touches and inside.isalpha() else SegmentKind.INSERTION


def _filled(quote: str, cuts: dict[int, tuple[int, SegmentKind]]) -> tuple[Segment, ...]:
    made: list[Segment] = []
    at = 0
    for start in sorted(cuts):
        end, kind = cuts[start]
        if start > at:
            made.append(Segment(SegmentKind.LITERAL, quote[at:start], Span(at, start)))
        made.append(Segment(kind, quote[start:end], Span(start, end)))
        at = end
    if at < len(quote):
        made.append(Segment(SegmentKind.LITERAL, quote[at:], Span(at, len(quote))))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the quotation to be found. `kept` are the letters outside its brackets, run by run from the first to

    the last (a bracket at an end leaves an empty run there); None: no brackets.
    """

    token: Token
    kept: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation ready to be searched.

    `words` are in order; `breaks` are word numbers before which an ellipsis stands (with its span), `insertions`
    the same for bracketed words, `sics` the numbers of the words that a [sic] follows.
    """

    text: str
    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    breaks: tuple[tuple[int, Span], ...]
    insertions: tuple[tuple[int, Segment], ...]
    sics: tuple[int, ...]

    @property
    def fragments(self) -> list[tuple[int, int]]:
        """Ranges of words between ellipses (never empty ones)."""
        edges = [0, *(number for number, _ in self.breaks), len(self.words)]
        return [(a, b) for a, b in pairwise(edges) if b > a]

    @property
    def letters(self) -> list[bytes]:
        """The folded letters of each fragment."""
        return ["".join(word.token.letters for word in self.words[a:b]).encode("latin-1") for a, b in self.fragments]


def read_marks(quote: str, segments: Sequence[Segment] | None = None) -> Marked:
    """The quotation with its marks told apart; `segments` as the quotations room cut them, else cut here."""
    cut = tuple(segments) if segments else segment(quote)
    view, offsets, bracketed = _view(quote, cut)
    words = tuple(_words(quote, view, offsets, bracketed))
    starts = [word.token.start for word in words]
    breaks, insertions, sics = [], [], []
    for part in cut:
        number = bisect_left(starts, part.span.start)
        if part.kind is SegmentKind.OMISSION:
            breaks.append((number, part.span))
        elif part.kind is SegmentKind.INSERTION:
            insertions.append((number, part))
        elif part.kind is SegmentKind.SIC and number:
            sics.append(number - 1)
    return Marked(quote, cut, words, tuple(breaks), tuple(insertions), tuple(sics))


def unbracketed(marked: Marked, own: Collection[Segment]) -> Marked:
    """The quotation with these of its brackets read as the source's own."""
    literal = (replace(part, kind=SegmentKind.LITERAL) if part in own else part for part in marked.segments)
    return read_marks(marked.text, list(literal)) if own else marked


def _view(quote: str, cut: Sequence[Segment]) -> tuple[str, list[int], list[bool]]:
    """The letters to be found, where each came from, and whether it stood in brackets."""
    if len(cut) == 1 and cut[0].kind is SegmentKind.LITERAL and len(cut[0].span) == len(quote):
        return quote, list(range(len(quote))), [False] * len(quote)
    letters: list[str] = []
    offsets: list[int] = []
    bracketed: list[bool] = []
    for part in cut:
        inside = False
        if part.kind not in {SegmentKind.LITERAL, SegmentKind.ALTERATION}:
            letters.append(" ")
            offsets.append(part.span.start)
            bracketed.append(False)
            continue
        for offset in range(part.span.start, part.span.end):
            mark = quote[offset]
            if part.kind is SegmentKind.ALTERATION and mark in "[]":
                inside = mark == "["
                continue
            letters.append(mark)
            offsets.append(offset)
            bracketed.append(inside)
    return "".join(letters), offsets, bracketed


def _words(quote: str, view: str, offsets: list[int], bracketed: list[bool]) -> list[Word]:
    made: list[Word] = []
    for found in WORD.finditer(view):
        a, b = found.span()
        letters = fold_word(found.group())
        if not letters:
            continue
        start, end = offsets[a], offsets[b - 1] + 1
        inside = bracketed[a:b]
        dropped = _DROPPED.match(quote, end)
        if dropped and not any(inside):
            made.append(Word(Token(start, dropped.end(), letters, quote[start : dropped.end()]), (letters, "")))
            continue
        if not any(inside):
            made.append(Word(Token(start, end, letters, found.group())))
            continue
        if end < len(quote) and quote[end] == "]":
            end += 1
        if start and quote[start - 1] == "[":
            start -= 1
        made.append(Word(Token(start, end, letters, quote[start:end]), _kept(view[a:b], inside)))
    return made


def _kept(word: str, inside: Sequence[bool]) -> tuple[str, ...]:
    """The runs of letters outside brackets."""
    runs = [
        (bracketed, "".join(word[n] for n in group))
        for bracketed, group in groupby(range(len(word)), inside.__getitem__)
    ]
    kept = [fold_word(run) for bracketed, run in runs if not bracketed]
    return (*([""] if runs[0][0] else []), *kept, *([""] if runs[-1][0] else []))


def letters_meant(words: Sequence[Word], read: str) -> str:
    """The quoted letters to hold against what is read: of a bracketed word those that are nearer, with or without

    what its brackets add (`Attached[s]` over `Attaehed`).
    """
    whole = "".join(word.token.letters for word in words)
    kept = "".join(word.token.letters if word.kept is None else "".join(word.kept) for word in words)
    return kept if kept and distance(kept, read) < distance(whole, read) else whole


def fits_brackets(word: Word, read: str) -> bool:
    """True where only bracketed letters differ: `assure[d]` over `assure`, `[T]he` over `the`, `[e]stablis[h]`."""
    if word.kept is None:
        return False
    kept, quoted = word.kept, word.token.letters
    if len(kept[0]) > 1 and kept[0] == quoted[:-1] and kept[0][-1] == quoted[-1]:
        kept = (
            kept[0][:-1],
            *kept[1:],
        )  # "improve[e]" for "improving": the bracket's letter takes the last one's place
    spare = len(read) - sum(map(len, kept))
    fits = re.fullmatch("[a-z]*".join(map(re.escape, kept)), read, re.DOTALL)
    return fits is not None and spare <= MAX_SPARE and (any(kept) or spare <= 1)
