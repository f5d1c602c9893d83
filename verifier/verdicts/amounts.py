"""Amounts and dates as typed, read for what they say: `$3.5 million`, `12 March 1991`, `No. 2`, `two and a half`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from verifier.alignment import Token, fold_word
from verifier.alignment.numerals import ORDINALS, is_roman, number_value, other_value, plain, roman_value

BEFORE, BEHIND = "$£€¥#", "%"  # signs that belong to the number after them, and to the one before
_MONTHS = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
MOST_DAYS = 31
_PIECES = re.compile(
    r"[^\W\d_]+|\d+/\d+|\d+(?:[.,]\d+)*(?:st|nd|rd|th|d)?(?![A-Za-z])|[½¼¾⅓⅔⅛$£€¥#%]|(?P<odd>[^\s.,\-‐–])"
)
_NUMBERED = re.compile(r"\b[Nn]os?\.?\s*(?=\d)|\b[Nn]os?\.\s*(?=\w)")
_UNITS = {
    "dollar": "$", "dollars": "$", "pound": "£", "pounds": "£", "euro": "€", "euros": "€", "yen": "¥", "percent": "%",
    "number": "#", "numbers": "#",
}  # fmt: skip
_UNITS |= {sign: sign for sign in BEFORE + BEHIND}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "half": (1, 2)}
_LINKS = frozenset({"and", "a", "an"})


def typed(words: Sequence[Token], text: str) -> str:
    """Words of `text` as a sentence shows them, with the signs that belong to their numbers."""
    return " ".join(_signed(word, text) for word in words)


def _signed(word: Token, text: str) -> str:
    """One word, a number's sign of money, per cent or row with it."""
    if not word.raw[:1].isdigit():
        return word.raw
    head, tail = text[max(word.start - 2, 0) : word.start].rstrip(" "), text[word.end : word.end + 2].lstrip(" ")
    before, behind = head[-1:], tail[:1]
    return (before if before in tuple(BEFORE) else "") + word.raw + (behind if behind in tuple(BEHIND) else "")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts: `unit` is a sign of BEFORE or BEHIND ("#" a number in a row), "" for none."""

    value: Fraction
    unit: str = ""
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date; `year` is 0 where none is named."""

    day: int
    month: int
    year: int = 0


@lru_cache(maxsize=4096)
def amount(said: str) -> Amount | None:
    """The amount that `said` says and nothing else; None for all other words."""
    pieces = _pieces(said)
    if not pieces:
        return None
    made = _Sum()
    for piece in pieces[:-1]:
        if piece not in _LINKS and not made.add(piece):
            return None
    if pieces[0] == "and" or not made.add(pieces[-1]) or not made.begun:
        return None
    return Amount(made.total + made.current, made.unit, made.ordinal)


@dataclass(slots=True)
class _Sum:
    """A number as it is built up, piece by piece."""

    total: Fraction = Fraction(0)
    current: Fraction = Fraction(0)
    unit: str = ""
    ordinal: bool = False
    begun: bool = False

    def add(self, piece: str) -> bool:
        """Take in one piece; False where it makes no number with what came before."""
        if piece in _UNITS:
            unit, self.unit = self.unit, _UNITS[piece]
            return unit in {"", self.unit}
        if piece in _PARTS:
            self.current += Fraction(*_PARTS[piece])
        elif piece in _SCALES:
            self._scale(_SCALES[piece])
        elif "/" in piece:
            over, under = map(int, piece.split("/"))
            if not under or over >= under:
                return False
            self.current += Fraction(over, under)
        else:
            return self._count(piece)
        self.begun = True
        return True

    def _scale(self, scale: int) -> None:
        self.current = (self.current or Fraction(1)) * scale
        if scale > 100:
            self.total, self.current = self.total + self.current, Fraction(0)

    def _count(self, piece: str) -> bool:
        value = _counted(piece)
        tens = self.current % 100
        room = 100 if not tens else 10 if tens >= 20 and not tens % 10 else 0
        if value is None or (self.current and (value >= room or piece[0].isdigit())):
            return False  # two numbers side by side are none, but for hundreds and tens, tens and ones
        self.current += value
        self.ordinal = self.ordinal or piece in ORDINALS or (piece[-1].isalpha() and piece[0].isdigit())
        self.begun = True
        return True


def _counted(piece: str) -> Fraction | None:
    if re.fullmatch(r"\d+(?:[.,]\d+)*", piece):
        number = plain(piece)
        return Fraction(number) if number.count(".") <= 1 else None
    if is_roman(piece.upper()) and len(piece) > 1:
        value = roman_value(piece)
    else:
        value = number_value(piece)
    return None if value is None else Fraction(value)


@lru_cache(maxsize=4096)
def date(said: str) -> Day | None:
    """The date that `said` says and nothing else, day before month or after it; None for all other words."""
    pieces = [piece for piece in _pieces(said) if piece not in {"the", "of"}]
    months = [n for n, piece in enumerate(pieces) if piece in MONTHS]
    if len(months) != 1 or not 2 <= len(pieces) <= 3:
        return None
    month = MONTHS[pieces[months[0]]]
    rest = [number_value(piece) for n, piece in enumerate(pieces) if n != months[0]]
    if rest[0] is None or not 1 <= rest[0] <= MOST_DAYS or months[0] > 1:
        return None
    if len(rest) == 1:
        return Day(rest[0], month)
    year = rest[1]
    return Day(rest[0], month, year) if year is not None and year > MOST_DAYS else None


def other_number(one: str, other: str) -> bool:
    """True for two numbers of the same digits, as typed, that a sign or a point makes others: $5 and £5, 3.5 and 35."""
    if one == other:
        return False
    left, right = amount(one), amount(other)
    if left and right and left.unit != right.unit:
        return True
    return other_value(one.strip(BEFORE + BEHIND), other.strip(BEFORE + BEHIND))


def initials(short: Sequence[str], full: Sequence[str]) -> bool:
    """True where words as typed are the first letters of others: `U.S.`, `FRG` of what they stand for."""
    letters = "".join(short)
    if not (letters.isalpha() and letters.isupper() and len(letters) > 1) or len(full) < 2:
        return False
    if len(short) > 1 and any(len(one) > 1 for one in short):
        return False
    named = [word for word in full if word[:1].isupper()]
    small = [word for word in full if not word[:1].isupper()]
    begin = "".join(fold_word(word)[:1] for word in named)
    return set(small) <= {"of", "the", "and", "for", "in", "on"} and begin == letters.lower() and len(named) > 1


def _pieces(said: str) -> list[str]:
    """Words, numbers and signs, lower case; none at all where something else stands among them."""
    made: list[str] = []
    for found in _PIECES.finditer(_NUMBERED.sub("#", re.sub(r"US ?\$", "$", said).replace("per cent", "percent"))):
        if found["odd"]:
            return []
        made.append(found.group().lower())
    return made
