"""Ends of a quotation that agree with nothing where they were laid, though the very words stand a little further off.

The letter alignment would rather misread three short words than pass over ten: "We want to see" lies on "[do] not want
to see". Read by words, the author left out "do not", and so it is told. A first or last word that the reading lost lies
on the sentence beyond.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.alignment import Group, Prepared, Token, tokens
from verifier.alignment.words import distance
from verifier.verdicts.noise import plausible

SHORT_HEAD = 5  # letters; fewer are found anywhere, so they must stand close by
CLOSE, FAR = 4, 40  # words that may lie between: for one word and for such short ends, and for longer ones
REACH = 400  # code points looked through for them: FAR words of ten letters
UNLIKE = 0.5  # share of an end's letters that differ from what it lies on; a scan leaves more of them standing

_BRACKETS = re.compile(r"\[[^\[\]]*\]")  # what stands in them may be quoted as the author's own insertion
_STOP = re.compile(r"[,;:.!?—–()]")
_SENTENCE_ENDS = re.compile(r"[.!?][^\w\n]*\n|\n\s*\n")
_STOPPED = re.compile(r"[.!?:;]")

Window = tuple[list[Token], list[tuple[int, int]]]


def drawn_out(quoted: Sequence[Token], window: list[Token], pairs: list[tuple[int, int]], prepared: Prepared) -> Window:
    """The source words and pairs of equal words, with both ends drawn out to where their words stand."""
    if not pairs:
        return window, pairs
    window, pairs = _head(quoted, window, pairs, prepared)
    return _tail(quoted, window, pairs, prepared)


def _head(quoted: Sequence[Token], window: list[Token], pairs: list[tuple[int, int]], prepared: Prepared) -> Window:
    free, at = pairs[0]
    if not free or not _unlike(quoted[:free], window[max(at - free, 0) : at]):
        return window, pairs
    end = window[at].start
    begin = max(end - REACH, 0)
    words = tokens(prepared.text, begin, end, prepared.furniture_in(begin, end))
    found = _places(quoted[:free], words)
    if not found or len(words) - found[-1] - free > _allowed(quoted[:free]):
        return window, pairs
    between = prepared.text[words[found[-1]].end : end] if len(words) - found[-1] > free else ""
    if free == 1 and not _one_clause(between):
        return window, pairs
    words = words[found[-1] :]
    moved = [(i, j - at + len(words)) for i, j in pairs]
    return words + window[at:], [(n, n) for n in range(free)] + moved


def _tail(quoted: Sequence[Token], window: list[Token], pairs: list[tuple[int, int]], prepared: Prepared) -> Window:
    last, at = pairs[-1]
    free = len(quoted) - last - 1
    if not free or not _unlike(quoted[last + 1 :], window[at + 1 : at + 1 + free]):
        return window, pairs
    begin = window[at].end
    end = min(begin + REACH, len(prepared.text))
    words = tokens(prepared.text, begin, end, prepared.furniture_in(begin, end))
    found = _places(quoted[last + 1 :], words)
    if not found or found[0] > _allowed(quoted[last + 1 :]):
        return window, pairs
    if free == 1 and not _one_clause(prepared.text[begin : words[found[0]].start] if found[0] else ""):
        return window, pairs
    first = at + 1 + found[0]
    return window[: at + 1] + words[: found[0] + free], pairs + [(last + 1 + n, first + n) for n in range(free)]


def _unlike(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """True where an end lies on words that are none of its own, misread or not; of a garble nobody can tell."""
    if not theirs or not all(plausible(word.letters) for word in theirs):
        return False
    left, right = ("".join(word.letters for word in part) for part in (ours, theirs))
    return distance(left, right) > UNLIKE * len(left)


def _places(wanted: Sequence[Token], words: Sequence[Token]) -> list[int]:
    """Where in `words` the wanted ones stand, word for word."""
    letters, run = [word.letters for word in words], [word.letters for word in wanted]
    return [n for n in range(len(letters) - len(run) + 1) if letters[n : n + len(run)] == run]


def _one_clause(between: str) -> bool:
    """True for a gap without a stop: one word beyond a comma is rather another one, and the author's was changed."""
    return not _STOP.search(_BRACKETS.sub("", between))


def _allowed(wanted: Sequence[Token]) -> int:
    telling = len(wanted) > 1 and sum(len(word.letters) for word in wanted) >= SHORT_HEAD
    return FAR if telling else CLOSE


def without_neighbours(
    groups: Sequence[Group], quoted: Sequence[Token], placed: Sequence[Token], texts: tuple[str, str]
) -> list[Group]:
    """The groups, with a first or last quoted word left alone that lies on an unlike word of another sentence.

    `texts` are the quotation's and the source's. What stands beyond a sentence's or a paragraph's end is none of the
    quotation's words changed: it has lost its own, or the author put the word in.
    """
    made = list(groups)
    if len(made) < 2:
        return made
    first, last = made[0], made[-1]
    if _of_another(first, quoted, placed) and _parted(first.q1, first.s1, quoted, placed, texts):
        made[0] = Group(first.q0, first.q1, first.s1, first.s1, equal=False)
    if _of_another(last, quoted, placed) and _parted(last.q0, last.s0, quoted, placed, texts):
        made[-1] = Group(last.q0, last.q1, last.s0, last.s0, equal=False)
    return made


def _of_another(group: Group, quoted: Sequence[Token], placed: Sequence[Token]) -> bool:
    """True for one quoted word laid on one that shares few of its letters."""
    if group.equal or (group.q1 - group.q0, group.s1 - group.s0) != (1, 1):
        return False
    ours, theirs = quoted[group.q0].letters, placed[group.s0].letters
    return distance(ours, theirs) > UNLIKE * max(len(ours), len(theirs))


def _parted(q: int, s: int, quoted: Sequence[Token], placed: Sequence[Token], texts: tuple[str, str]) -> bool:
    """True where a sentence of the source ends before its word `s`, and none of the quotation before its word `q`."""
    if not 0 < s < len(placed):
        return False
    quote, source = texts
    ours, theirs = quote[quoted[q - 1].end : quoted[q].start], source[placed[s - 1].end : placed[s].start]
    return bool(_SENTENCE_ENDS.search(theirs)) and not _STOPPED.search(ours)
