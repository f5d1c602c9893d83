"""Whose brackets: square brackets are the author's, unless the source has just these words where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import edlib

from verifier.alignment import Prepared, Token, prepare, tokens
from verifier.alignment.extend import steps
from verifier.alignment.words import distance
from verifier.records.quotation import Segment, SegmentKind
from verifier.records.text import SourceText
from verifier.verdicts.lexicon import FUNCTION_WORDS
from verifier.verdicts.marks import MAX_BRACKET, Marked, unbracketed
from verifier.verdicts.readings import Reading

BRACKETS_LIKE = 0.35  # share of letters by which bracketed words may differ from the source's and be meant as them
TELLING, MOSTLY = 4, 0.8  # words of the source's bracket, and share of them, that no insertion has by chance

FLANK = 3  # words on either side that must stand about a bracket's
RESEMBLES_FROM = 8  # letters in brackets from which most of them are not met by chance
RESEMBLES = 0.65  # share of letters that stand: in the worst scans a third are misread

_BRACKETED_BEFORE = re.compile(r"\[([^\[\]]+)\][\s.,;:]*\Z")
_BRACKETED_AFTER = re.compile(r"[\s.,;:\"'”’]*\[([^\[\]]+)\]")


def own_brackets(marked: Marked, readable: Sequence[SourceText]) -> Marked:
    """The quotation with its brackets taken as the source's own, where the source has just these words in place."""
    own = []
    for number, part in marked.insertions:
        inside = "".join(token.letters for token in tokens(part.text))
        before = "".join(word.token.letters for word in marked.words[max(number - 2, 0) : number])
        after = "".join(word.token.letters for word in marked.words[number : number + 2])
        stands = [text.encode("latin-1") for text in (before and before + inside, after and inside + after) if text]
        if inside and any(text in prepare(source).letters for source in readable for text in stands):
            own.append(part)
    return unbracketed(marked, own)


def brackets_lacking(marked: Marked, author: Marked, reading: Reading) -> list[Segment]:
    """Brackets taken as the source's own (in `marked`, not in `author`) whose words the place found does not have.

    Their words stand together elsewhere in the source by chance ("diplomatic correspondence" over "[diplomatic]
    correspondence"); here they are the author's after all.
    """
    odd = [
        marked.words[laid.first + number].token
        for laid, differences in zip(reading.laid, reading.differences, strict=True)
        if laid
        for difference in differences
        for number in range(difference.group.q0, difference.group.q1)
    ]
    taken = {part.span for part in author.segments if part.kind is SegmentKind.INSERTION}
    taken -= {part.span for part in marked.segments if part.kind is SegmentKind.INSERTION}
    return [
        part
        for part in author.segments
        if part.span in taken and any(part.span.start <= token.start < part.span.end for token in odd)
    ]


def brackets_standing(marked: Marked, reading: Reading) -> list[Segment]:
    """Bracketed words that lie on nearly the same words of the source.

    Their brackets are the source's own, and what stands in them is quoted and must be held against it.
    """
    text, span = reading.source.text, reading.span
    own = []
    for number, part in marked.insertions:
        opening = _BRACKETED_BEFORE.search(text[max(0, span.start - MAX_BRACKET) : span.start]) if not number else None
        closing = _BRACKETED_AFTER.match(text, span.end) if number == len(marked.words) else None
        stands = [tokens(found[1]) for found in (opening, closing) if found]
        stands += [list(placed) for placed in _instead(reading, number)]
        if any(_alike(tokens(part.text), placed) for placed in stands):
            own.append(part)
    return own


def brackets_resembling(marked: Marked, reading: Reading, prepared: Prepared) -> list[Segment]:
    """Bracketed words whose letters stand between the words about them, however misread: they are the source's own.

    Of few letters this is not asked: "he" stands in "she".
    """
    span = reading.span
    low, high = prepared.folded.index_of(span.start), prepared.folded.index_of(span.end)
    own = []
    for number, part in marked.insertions:
        inside = "".join(token.letters for token in tokens(part.text))
        if len(inside) < RESEMBLES_FROM:
            continue
        before = "".join(word.token.letters for word in marked.words[max(number - FLANK, 0) : number])
        after = "".join(word.token.letters for word in marked.words[number : number + FLANK])
        wanted, reach = (before + inside + after).encode("latin-1"), 2 * len(inside)
        offered = prepared.letters[max(low - reach, 0) : high + reach]
        seen = _seen(wanted, offered, len(before), len(before) + len(inside))
        if seen >= RESEMBLES * len(inside):
            own.append(part)
    return own


def _seen(wanted: bytes, offered: bytes, start: int, end: int) -> int:
    """How many of the letters wanted[start:end] stand where all of `wanted` fits best; 0 where it fits badly."""
    found = edlib.align(wanted, offered, mode="HW", task="path", k=int((1.0 - RESEMBLES) * len(wanted)))
    at = seen = 0
    for run, kind in steps(found["cigar"] or ""):
        if kind == "D":
            continue
        seen += max(min(at + run, end) - max(at, start), 0) if kind == "=" else 0
        at += run
    return seen


def _instead(reading: Reading, number: int) -> Iterator[Sequence[Token]]:
    """The words of the source that stand right before word `number` of the quotation and are not in it."""
    for laid in reading.laid:
        for group in laid.groups if laid else ():
            if laid and group.q0 == group.q1 and laid.first + group.q0 == number:
                yield laid.placed[group.s0 : group.s1]


def _alike(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """True where two bracketed texts can be meant as one: few letters differ, half the words are the same, or the

    author's holds nearly all that the source's does, with more put in.
    """
    left, right = ([token.letters for token in part] for part in (one, other))
    if not left or not right:
        return False
    shared = set(left) & set(right) - FUNCTION_WORDS
    if 2 * len(shared) >= max(len(set(left)), len(set(right)) / 2):
        return True
    if len(shared) >= TELLING and len(shared) >= MOSTLY * len(set(right) - FUNCTION_WORDS):
        return True
    return distance("".join(left), "".join(right)) <= BRACKETS_LIKE * len("".join(left))
