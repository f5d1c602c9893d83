"""Lines that break into a sentence: page heads, classification marks, stamps and declassification legends.

They are told from dropped words line by line: a whole line that no quoted word stands on, and that either recurs in
the source, stands at a page's edge, speaks the language of stamps, or is no language at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import edlib

from verifier.alignment.prepare import Prepared
from verifier.alignment.words import Token, distance, tokens, word_set

EDGE_LINES = 7  # non-blank lines from a page's edge that heads, stamps and legends take up
MAX_EDGE_LINE = 64  # code points; a fuller line at a page's edge is the text's own
MAX_LINE = 140  # code points; no head or stamp is longer
STAMP_SPREAD = 5  # words of a line for each stamp word it must hold
STAMP_ERRORS = 0.34  # share of letters by which a misread stamp word may differ from its word
RECUR_ERRORS = 0.3  # share of letters by which two prints of one running head may differ
DIGITS = 0.6  # share of a line's letters and digits that are digits, from which it is a number line of a telegram
MIN_SHAPE = 4  # letters of a line that can recur; shorter ones recur by chance

_STAMPS = word_set(
    "confidential secret topsecret unclassified declassified classified limited official use photocopy "
    "library classification authority review sanitized released exempt nodis exdis noforn oadr restricted "
    "copy page presidential reproduced archives approved"
)
MAY_BE_QUOTED = 0.55  # share of letters that may differ between a worn line and the words missing there
TOO_LITTLE = 0.3  # share of a line's letters; fewer missing ones are like some part of any line
PART_QUOTED = 0.5  # the same for a line that may be a part of them: a place for it can be chosen
HEAD_WORDS = 3  # words of a head in small letters
PROSE_WORDS = 5
_SMALL = word_set(
    "the of to and in that is for it was we they he with as be this on have not are by at from or an his our "
    "us had but would will has their which i you were if there been more than what so can all no a"
)
_DENIALS = word_set("not no nor never")
_LINE = re.compile(r"[^\n\f]+")
_NUMBERS = re.compile(r"\d+")


def interrupting(
    prepared: Prepared, words: Sequence[Token], paired: frozenset[int], missing: Sequence[str]
) -> frozenset[int]:
    """Numbers of the `words` that stand on interrupting lines. `paired` are numbers of words the quotation has;

    `missing[n]` are letters of the quotation not yet paired around word n: a line that is like them is no interruption.
    """
    if not words:
        return frozenset()
    lines = _lines(prepared, words, paired, missing)
    kinds = [line.breaks for line in lines]
    found: set[int] = set()
    for number, line in enumerate(lines):
        beside = [kinds[n] for n in (number - 1, number + 1) if 0 <= n < len(lines)]
        between = line.breaks is False and beside == [True, True] and len(line.words) < PROSE_WORDS
        if line.breaks or between or (line.breaks is False and _of_a_form(lines, number)):
            found.update(line.words)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Line:
    """Numbers of a line's words; whether it interrupts (None where the quotation has one of them); its page's number

    among those looked at; whether it reads like a sentence, or denies anything.
    """

    words: list[int]
    breaks: bool | None
    page: int
    prose: bool


def _lines(prepared: Prepared, words: Sequence[Token], paired: frozenset[int], missing: Sequence[str]) -> list[_Line]:
    """The lines that `words` stand on; arguments as for `interrupting`."""
    lines: list[_Line] = []
    for line in _LINE.finditer(prepared.text, words[0].start, words[-1].end):
        start, end = _whole_line(prepared.text, line.start(), line.end())
        own = [n for n, word in enumerate(words) if start <= word.start < end]
        if own:
            letters = [words[n].letters for n in own]
            free = not paired.intersection(own) and not _quoted("".join(letters), missing[own[0]])
            page = prepared.text.count("\f", words[0].start, line.start())
            lines.append(_Line(own, interrupts(prepared, start, end) if free else None, page, _prose(letters)))
    return lines


def _prose(letters: Sequence[str]) -> bool:
    """True for words that run like a sentence, or deny."""
    flows = len(letters) >= PROSE_WORDS and len(_SMALL.intersection(letters)) >= 2
    return flows or bool(_DENIALS.intersection(letters))


def _of_a_form(lines: Sequence[_Line], number: int) -> bool:
    """True for a line of the form that a review office stamps on a page's foot or head: its boxes are read as anything.

    Between a line that is known for a stamp and the page's end, no line but prose is the text's own.
    """
    line = lines[number]
    step = -1 if lines[-1].page > line.page else 1 if lines[0].page < line.page else 0
    at = number
    while step and 0 <= at < len(lines) and lines[at].page == line.page:
        if lines[at].breaks is None or lines[at].prose:
            return False
        if lines[at].breaks:
            return True
        at += step
    return False


def _quoted(letters: str, missing: str) -> bool:
    """True where a worn line may well be the quotation's missing words."""
    shorter, longer = sorted((letters, missing), key=len)
    if len(shorter) < TOO_LITTLE * len(letters) or not shorter:
        return False
    return distance(shorter, longer) <= MAY_BE_QUOTED * len(longer) or _within(shorter, longer)


def _within(shorter: str, longer: str) -> bool:
    """True where the shorter may well be a part of the longer: other words may be missing there as well."""
    limit = int(PART_QUOTED * len(shorter))
    found = edlib.align(shorter.encode("latin-1"), longer.encode("latin-1"), mode="HW", k=limit)
    return bool(found["editDistance"] >= 0)


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around text[start:end], cut MAX_LINE code points away: no head or stamp is longer."""
    low, high = max(0, start - MAX_LINE), min(len(text), end + MAX_LINE)
    left = max(text.rfind("\n", low, start), text.rfind("\f", low, start))
    ends = [at for at in (text.find("\n", end, high), text.find("\f", end, high)) if at >= 0]
    return (left + 1 if left >= 0 else low), min(ends, default=high)


def interrupts(prepared: Prepared, start: int, end: int) -> bool:
    """True where the whole line text[start:end] looks like a head, a stamp or a legend."""
    line = prepared.text[start:end].strip()
    letters = [word.letters for word in tokens(prepared.text, start, end)]
    if not letters or len(line) > MAX_LINE:
        return False
    stamps = sum(map(stamp_word, letters)) + (len(letters) > 1 and stamp_word("".join(letters)))
    if stamps * STAMP_SPREAD >= len(letters):
        return True
    if sum(map(str.isdigit, line)) >= DIGITS * sum(map(str.isalnum, line)):
        return True
    if prepared.text[max(0, start - 3) : start].rstrip(" \n").endswith("-"):
        return False  # what follows a hyphen goes on with its word
    if len(line) <= MAX_EDGE_LINE and _heading(line, letters) and _at_edge(prepared.text, start, end):
        return True
    return recurs(prepared, line)


def _heading(line: str, letters: Sequence[str]) -> bool:
    """True where a line can be a head or a stamp: few words, capitals or a number, and not the flow of a sentence."""
    if len(letters) >= PROSE_WORDS and len(_SMALL.intersection(letters)) >= 2:
        return False
    capitals = sum(map(str.isupper, line)) > sum(map(str.islower, line))
    return capitals or len(letters) <= HEAD_WORDS or any(map(str.isdigit, line))


@lru_cache(maxsize=1 << 12)
def stamp_word(word: str, *, worn: bool = True) -> bool:
    """True for a word of classification stamps, through misread letters where it is long and `worn`."""
    for stamp in sorted(_STAMPS):
        if word == stamp:
            return len(word) > 5 or word in {"secret", "page", "nodis", "exdis", "oadr", "copy"}
        limit = int(STAMP_ERRORS * len(stamp)) if worn else 0
        if len(stamp) > 7 and abs(len(word) - len(stamp)) <= limit:
            odd = edlib.align(word.encode("latin-1"), stamp.encode(), k=limit)["editDistance"]
            if odd >= 0:
                return True
    return False


def _at_edge(text: str, start: int, end: int) -> bool:
    """True where the line is one of the first or last of its page, and the page is not the only one."""
    before, after = text[max(0, start - 600) : start], text[end : end + 600]
    to_top, to_foot = before.rfind("\f"), after.find("\f")
    above = before[to_top + 1 :].split("\n") if to_top >= 0 else None
    below = after[:to_foot].split("\n") if to_foot >= 0 else None
    return any(part is not None and sum(bool(line.strip()) for line in part) < EDGE_LINES for part in (above, below))


def recurs(prepared: Prepared, line: str) -> bool:
    """True where the source has another line like this one, numbers aside."""
    shape = shape_of(line)
    if len(shape) < MIN_SHAPE:
        return not shape  # a lone number
    shapes = line_shapes(prepared)
    if shapes[shape] > 1:
        return True
    limit = int(RECUR_ERRORS * len(shape))
    if len(shape) < 2 * MIN_SHAPE or len(shapes) > 20_000:
        return False
    twins = prepared.notes.setdefault("line twins", {})
    if isinstance(twins, dict) and shape not in twins:
        twins[shape] = any(other != shape and _alike(shape, other, limit) for other in shapes)
    return bool(isinstance(twins, dict) and twins[shape])


def _alike(one: str, other: str, limit: int) -> bool:
    if abs(len(other) - len(one)) > limit:
        return False
    left, right = one.encode("latin-1", "replace"), other.encode("latin-1", "replace")
    return bool(edlib.align(left, right, k=limit)["editDistance"] >= 0)


def shape_of(line: str) -> str:
    """A line's letters, numbers and punctuation aside, in one case."""
    return "".join(mark for mark in _NUMBERS.sub("", line).lower() if mark.isalpha())


def line_shapes(prepared: Prepared) -> Counter[str]:
    """How often each shape of short line stands in the source; made once."""
    made = prepared.notes.get("line shapes")
    if not isinstance(made, Counter):
        lines = (line.strip() for line in re.split(r"[\n\f]", prepared.text))
        made = Counter(shape_of(line) for line in lines if 0 < len(line) <= MAX_EDGE_LINE)
        prepared.notes["line shapes"] = made
    return made
