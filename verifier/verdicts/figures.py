"""Figures: a digit of a scan proves nothing either way, so how much of a number was read decides."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.alignment.numerals import number_value
from verifier.alignment.words import distance
from verifier.verdicts.confusions import LOOKS
from verifier.verdicts.spelling import legible

OPEN, OPEN_HIGH = 0.6, 0.88  # posteriors between which a verdict stays open until somebody looks at the page
READ_THROUGH = 0.02  # posterior where every digit can be read through the noise
OPEN_LOW = 0.25  # posterior where a digit was lost or blotted, not read as another: the others vouch for it
VOUCHING, VOUCHED = 2, 0.6  # digits, and share of the number's, that must be read for that
YEAR = 4  # digits of a year, which may be written with its last two
MAX_NOTE = 3  # digits of a note's number


def note_after_year(quoted: str, raw: str) -> bool:
    """True where a note's number stands after the stop that ends a sentence with a year: `1982.2`."""
    year, stop, note = raw.partition(".")
    return len(quoted) == YEAR and year == quoted and bool(stop) and note.isdigit() and len(note) <= MAX_NOTE


def number_odds(author: float, quoted: str, read: str) -> float:
    """One digit of a scan proves nothing either way: neither passed nor failed without a second witness."""
    digits = [mark for mark in quoted if mark.isdigit()]
    if not digits:
        return author
    seen, spare = _digits_read(digits, read)
    if seen == len(digits):
        return min(author, READ_THROUGH)
    if not spare and seen >= VOUCHING and seen >= VOUCHED * len(digits):
        return min(author, OPEN_LOW)
    one = spare and distance(quoted, read) == 1 and len(read) == len(quoted)  # another digit stands there
    garbled = not read.isdigit() and number_value(read) is None and not legible(read)
    return min(max(author, OPEN), OPEN_HIGH) if one or garbled else max(author, OPEN)


def _digits_read(digits: Sequence[str], read: str) -> tuple[int, int]:
    """How many digits are read, in order, as themselves or as letters like them; how many other digits there are."""
    row = [0] * (len(read) + 1)  # digits seen so far, by longest common subsequence
    for digit in digits:
        fresh = [0]
        for n, mark in enumerate(read):
            taken = row[n] + 1 if mark == digit or _like(digit, mark) else 0
            fresh.append(max(taken, fresh[n], row[n + 1]))
        row = fresh
    seen = row[-1]
    return seen, sum(mark.isdigit() or mark in LOOKS for mark in read) - seen


def _like(digit: str, read: str) -> bool:
    return LOOKS.get(read) == digit
