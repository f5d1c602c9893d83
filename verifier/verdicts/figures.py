"""Figures: a digit of a scan proves nothing either way, so how much of a number was read decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import ne

from verifier.alignment.numerals import number_value
from verifier.alignment.words import distance
from verifier.verdicts.confusions import LETTERS, LOOKS
from verifier.verdicts.lexicon import QUANTIFIERS
from verifier.verdicts.noise import Noise

OPEN, OPEN_HIGH = 0.6, 0.79  # posteriors between which a verdict stays open until somebody looks at the page
READ_THROUGH = 0.01  # posterior where every digit can be read through the noise
TELLING = 0.5  # share of misreadings that are look-alikes, from which a letter like a digit tells of that digit
UNREAD = 0.02  # and more for each digit that is blotted: it was not read as another, and the others vouch
UNVOUCHED = 0.25  # the same where a single digit is left to vouch
VOUCHED = 0.5  # share of a number's digits that must be read for that
CLEAN_NEAR = 0.01  # misread letters per letter up to which a scan is not to blame for a digit
WORDS_LIKE = 3  # letters beside a number of which one more may differ than a third
YEAR = 4  # digits of a year, which may be written with its last two
MAX_NOTE = 3  # digits of a note's number
_MARKS = re.compile(r"\d|(?<=\d)[ls]")  # of a number: its digits, and the sign of pounds (or of lb) or shillings


def note_after_year(quoted: str, raw: str) -> bool:
    """True where a note's number stands after the stop that ends a sentence with a year: `1982.2`."""
    year, stop, note = raw.partition(".")
    return len(quoted) == YEAR and year == quoted and bool(stop) and note.isdigit() and len(note) <= MAX_NOTE


def number_odds(author: float, quoted: str, read: str, noise: Noise) -> float:
    """The posterior of a change where `quoted` is read as `read` in text that may be a scan's.

    A digit read as another is never passed without a second witness. It accuses nobody on what is known for a scan,
    whose page can be looked at, nor where a scan may well have done it. A digit read as a mark like no other digit
    contradicts nothing: the rest of the number vouches for it.
    """
    digits = [mark for mark in quoted if mark.isdigit()]
    if not digits:
        return min(author, OPEN_HIGH) if noise.declared and _garbled_word(quoted, read) else author
    look_alikes = noise.habits.channel.alike >= TELLING
    seen = _seen(_MARKS.findall(quoted), read, look_alikes)
    if _words_differ(quoted, read):
        return max(author, OPEN) if seen.other else author
    if _recurring(quoted, read, noise):
        return min(author, UNVOUCHED)
    unread = len(digits) - seen.read
    if seen.other or (unread and seen.letters and look_alikes):
        cap = 1.0 if not noise.declared and (noise.rate <= CLEAN_NEAR or _unlike(quoted, read)) else OPEN_HIGH
        return min(max(author, OPEN), cap)
    if not unread:
        return min(author, READ_THROUGH)
    if len(read) < len(quoted) and seen.read:
        elsewhere = not noise.declared and noise.habits.words[quoted] > 0
        return UNVOUCHED if elsewhere else min(max(author, OPEN), OPEN_HIGH)  # 1978 read as 197: no trace of a digit
    if seen.read == 1 and noise.declared:
        return min(max(author, OPEN), OPEN_HIGH)  # 85 read as B and a blot: the page can be looked at
    if seen.read >= VOUCHED * len(digits):
        return min(author, READ_THROUGH + UNREAD * unread if seen.read > 1 else UNVOUCHED)
    return min(max(author, OPEN), OPEN_HIGH)


def _garbled_word(quoted: str, read: str) -> bool:
    """True for figures where a word stands that counts nothing: worn letters are read so, and nobody quotes them so."""
    return read.isdigit() and quoted.isalpha() and number_value(quoted) is None and quoted not in QUANTIFIERS


def _recurring(quoted: str, read: str, noise: Noise) -> bool:
    """True for a number too long to be met by chance that the source has elsewhere, and what is read here nowhere else:

    the number of an order or a file. A year that an author took for another may well be the source's too.
    """
    words = noise.habits.words
    return quoted.isdigit() and len(quoted) > YEAR and words[quoted] > 0 and words[read] <= 1


def _words_differ(quoted: str, read: str) -> bool:
    """True where what is not the number ("of 1990") is not what was read beside it."""
    words, others = ("".join(mark for mark in side if not mark.isdigit()) for side in (quoted, read))
    return len(words) > 1 and distance(words, others) > 1 + len(words) // WORDS_LIKE


def _unlike(quoted: str, read: str) -> bool:
    """True where a digit stands for one of quite another shape: scans take 3 for 8, hardly 1 for 8."""
    if len(quoted) != len(read):
        return False
    pairs = [a + b for a, b in zip(quoted, read, strict=True) if a != b]
    return any(pair.isdigit() and pair not in LETTERS for pair in pairs)


@dataclass(frozen=True, slots=True, order=True)
class _Seen:
    """Digits of a quoted number `read` as themselves or a mark like them, `other` digits read, `letters` like some."""

    worth: int = 0
    read: int = 0
    other: int = 0
    letters: int = 0

    def __add__(self, more: _Seen) -> _Seen:
        return _Seen(
            self.worth + more.worth, self.read + more.read, self.other + more.other, self.letters + more.letters
        )


def _seen(marks: Sequence[str], read: str, look_alikes: bool) -> _Seen:
    """The kindest way to lay a quoted number's digits, in order, on the marks read.

    The sign of pounds or shillings after it (30l., 5s.) may be read as the digit it looks like: no other digit that is.

    Where any letter is misread for any other, `look_alikes` is false, and a letter like a digit is no witness of it.
    """
    if len(marks) == len(read) and distance("".join(marks), read) == sum(map(ne, marks, read)):
        # "h10" is no nearer to 120 with a digit lost and a mark more
        return sum((_laid(quoted, mark, look_alikes) for quoted, mark in zip(marks, read, strict=True)), _Seen())
    row = list(accumulate(map(_stray, read), initial=_Seen()))
    for quoted in marks:
        fresh = [row[0]]
        for n, mark in enumerate(read):
            fresh.append(max(fresh[n] + _stray(mark), row[n + 1], row[n] + _laid(quoted, mark, look_alikes)))
        row = fresh
    return row[-1]


def _stray(mark: str) -> _Seen:
    """What a mark says that stands for none of the digits: a digit more is another number."""
    return _Seen(-1, other=1) if mark.isdigit() else _Seen(letters=int(mark in LOOKS))


def _laid(quoted: str, mark: str, look_alikes: bool) -> _Seen:
    """What a mark says of the digit or sign it stands for."""
    return _pair(quoted, mark, look_alikes) if quoted.isdigit() else _sign(quoted, mark)


def _sign(letter: str, mark: str) -> _Seen:
    """What a mark says where the sign of pounds or shillings stands."""
    return _Seen() if mark in {letter, LOOKS[letter]} else _stray(mark)


def _pair(digit: str, mark: str, look_alikes: bool) -> _Seen:
    """What a mark says of the digit it stands for."""
    like = LOOKS.get(mark) == digit or (mark not in LOOKS and not mark.isdigit() and digit + mark in LETTERS)
    return _Seen(1, read=1) if mark == digit or (like and look_alikes) else _stray(mark)
