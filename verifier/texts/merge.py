"""Two readings of one page made into one: lines are paired by place, words by alignment, and the better word stays."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from verifier.records.text import Box
from verifier.texts.rows import Line, Piece, partner_of
from verifier.texts.words import is_word

TRUSTED = 0.90  # confidence from which a word of the first reading is kept unseen; such words are right 97 times in 100
MARGIN = 0.08  # by how much the second reading must be better to replace a word of the first
ADDED_SCORE_MIN = 0.6  # of words that only the second reading has: stamps and dust make words, too
ADDED_LETTERS_MIN = 2  # letters a word needs to be added: specks are read as single signs
UNKNOWN_COST = 0.35  # taken off the confidence of a word the dictionary does not know
SHORT_MAX = 0.05  # of the first reading's known letters by which the second may fall short and still be built on
KNOWN_LETTERS_MIN = 3  # letters from which being in the dictionary says something
_LABEL = re.compile(r"[A-Z]\w?:")  # who speaks: specks do not come out as one by chance
_GAP = "\x00"


@dataclass(frozen=True, slots=True)
class _Token:
    piece: Piece
    start: int
    end: int


def joined(first: Sequence[Line], second: Sequence[Line]) -> list[Line]:
    """Two readings of one page as one, built on the second unless it made clearly fewer known words of it.

    It is asked where the first is in doubt or missed something; what the first dropped under a stamp it cannot give.
    """
    ours, theirs = _yield(first), _yield(second)
    return merged(second, first) if theirs >= ours - SHORT_MAX * abs(ours) else merged(first, second)


def fuller(lines: Sequence[Line], alone: Sequence[Line]) -> list[Line]:
    """The lines, those that were read more fully when shown alone as read then. A stamp makes a reader drop letters."""
    made = list(lines)
    for other in filter(None, alone):
        at = partner_of(other, made)
        if at is not None and _size(other) > _size(made[at]) and _known_size(other) >= _known_size(made[at]):
            made[at] = other
    return made


def _size(line: Line) -> int:
    return sum(map(_letters, line))


def _known_size(line: Line) -> int:
    return sum(_letters(piece) for piece in line if _known(piece))


def _yield(lines: Sequence[Line]) -> float:
    """Letters in words the dictionary knows, less half of those in words it does not."""
    total = 0.0
    for line in lines:
        for piece in line:
            letters = "".join(c for c in piece.text if c.isalpha())
            if len(letters) > 2:
                total += len(letters) if is_word(letters) else -len(letters) / 2
    return total


def merged(first: Sequence[Line], second: Sequence[Line]) -> list[Line]:
    """The lines of the first reading with what the second read better or alone. Both in reading order."""
    partners: dict[int | None, list[Line]] = defaultdict(list)
    for other in second:
        partners[partner_of(other, first)].append(other)
    made: list[Line] = []
    for at, line in enumerate(first):
        joined = sorted((piece for other in partners[at] for piece in other), key=lambda piece: piece.box.x0)
        made.append(_one_line(line, joined) if joined else line)
    alone = [good for other in partners[None] if (good := _worth_adding(other))]
    return _in_order(*_hung(made, alone))


def _hung(lines: list[Line], alone: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines with the labels that hang before them (who speaks), and what stands alone for good."""
    made, rest = list(lines), []
    for extra in alone:
        label = extra[0]
        level = [
            (line[0].box.x0, at)
            for at, line in enumerate(made)
            if line and line[0].box.x0 >= label.box.x1 and line[0].box.y0 < label.middle < line[0].box.y1
        ]
        if len(extra) > 1 or not level or not _LABEL.fullmatch(label.text):
            rest.append(extra)
            continue
        _, at = min(level)
        made[at] = [label, *made[at]]
    return made, rest


def score(piece: Piece) -> float:
    """How far a word can be believed (0..1): the engine's confidence, less when no dictionary knows it."""
    letters = "".join(c for c in piece.text if c.isalpha())
    sure = 0.5 if piece.confidence is None else piece.confidence
    known = len(letters) < 3 or is_word(letters)
    return max(sure - (0 if known else UNKNOWN_COST), 0.0)


def _one_line(first: Line, second: Line) -> Line:
    """Word by word the better reading; words only the second has are put where they stand."""
    ours, theirs = _laid(first), _laid(second)
    partner = _aligned("".join(_text(ours)), "".join(_text(theirs)))
    matched = [[other for other in theirs if _meets(token, other, partner)] for token in ours]
    shared = Counter(id(other) for found in matched for other in found)
    made: Line = []
    for token, found in zip(ours, matched, strict=True):
        made.extend(_chosen(token, found, partner, spanning=any(shared[id(other)] > 1 for other in found)))
    paired = set(partner)
    for other in theirs:
        unmatched = paired.isdisjoint(range(other.start, other.end))
        if unmatched and not any(_covers(piece.box, other.piece.box) for piece in made):
            made.extend(_worth_adding([other.piece]))
    return sorted(made, key=lambda piece: piece.box.x0)


def _meets(token: _Token, other: _Token, partner: list[int]) -> bool:
    return any(other.start <= partner[at] < other.end for at in range(token.start, token.end))


def _chosen(token: _Token, matches: list[_Token], partner: list[int], *, spanning: bool) -> Line:
    """What stands for one word of the first reading; `spanning`: a word of the second stands for several of it."""
    mine = token.piece
    if not matches or (mine.confidence or 0) >= TRUSTED or score(mine) >= TRUSTED:
        return [mine]
    if spanning:
        return [_part(token, matches[0], partner)] if len(matches) == 1 else [mine]
    theirs = [other.piece for other in matches]
    if _known(mine) and not all(map(_known, theirs)):
        return [mine]  # a word of the language does not come out of dirt by chance; strings that are none do
    if fmean(score(piece) for piece in theirs) <= score(mine) + MARGIN or not _covers_most(mine, theirs):
        return [mine]
    return theirs


def _part(token: _Token, other: _Token, partner: list[int]) -> Piece:
    """The stretch of a longer word of the second reading that stands for one word of the first, if it is better."""
    places = [partner[at] for at in range(token.start, token.end) if other.start <= partner[at] < other.end]
    text = other.piece.text[min(places) - other.start : max(places) + 1 - other.start]
    candidate = replace(token.piece, text=text, confidence=other.piece.confidence)
    if _known(token.piece) and not _known(candidate):
        return token.piece
    return candidate if score(candidate) > score(token.piece) + MARGIN else token.piece


def _known(piece: Piece) -> bool:
    """True for a word of the dictionary long enough to mean something."""
    letters = "".join(c for c in piece.text if c.isalpha())
    return len(letters) >= KNOWN_LETTERS_MIN and is_word(letters)


def _laid(line: Line) -> list[_Token]:
    tokens, at = [], 0
    for piece in line:
        tokens.append(_Token(piece, at, at + len(piece.text)))
        at += len(piece.text)
    return tokens


def _text(tokens: Sequence[_Token]) -> Iterator[str]:
    for token in tokens:
        yield (
            token.piece.text.casefold()
            if len(token.piece.text.casefold()) == len(token.piece.text)
            else token.piece.text
        )


def _aligned(ours: str, theirs: str) -> list[int]:
    """For each sign of the first text the place of its partner in the second; -1 for none."""
    import edlib

    if not ours or not theirs:
        return [-1] * len(ours)
    path = edlib.getNiceAlignment(edlib.align(ours, theirs, mode="NW", task="path"), ours, theirs, gapSymbol=_GAP)
    partner, place = [], 0
    for mine, other in zip(path["query_aligned"], path["target_aligned"], strict=True):
        if mine != _GAP:
            partner.append(place if other != _GAP else -1)
        place += other != _GAP
    return partner


def _worth_adding(line: Line) -> Line:
    return [
        piece
        for piece in line
        if score(piece) >= ADDED_SCORE_MIN and (_LABEL.fullmatch(piece.text) or _letters(piece) >= ADDED_LETTERS_MIN)
    ]


def _letters(piece: Piece) -> int:
    return sum(map(str.isalnum, piece.text))


def _covers(a: Box, b: Box) -> bool:
    """True where the two share a third of the narrower one's width on one height."""
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.y1, b.y1) - max(a.y0, b.y0)
    return high > 0 and wide > 0.33 * min(a.x1 - a.x0, b.x1 - b.x0)


def _covers_most(mine: Piece, theirs: Line) -> bool:
    left, right = min(p.box.x0 for p in theirs), max(p.box.x1 for p in theirs)
    width = max(mine.box.x1 - mine.box.x0, 1e-6)
    return (min(right, mine.box.x1) - max(left, mine.box.x0)) / width > 0.5 and (right - left) < 1.6 * width


def _in_order(lines: list[Line], alone: list[Line]) -> list[Line]:
    """Lines that only the second reading has go before the first line that stands lower and in the same column."""
    made = [line for line in lines if line]
    for extra in alone:
        middle = fmean(piece.middle for piece in extra)
        place = next(
            (at for at, line in enumerate(made) if fmean(p.middle for p in line) > middle and _beside(line, extra)),
            len(made),
        )
        made.insert(place, extra)
    return made


def _beside(line: Line, extra: Line) -> bool:
    return min(p.box.x0 for p in line) < max(p.box.x1 for p in extra) and min(p.box.x0 for p in extra) < max(
        p.box.x1 for p in line
    )
