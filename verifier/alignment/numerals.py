"""Numbers written in digits or in words: the two spellings of one value."""

from __future__ import annotations

import re

NUMBERS = {
    word: value
    for value, words in {
        0: "zero nought", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
        9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen",
        16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty",
        50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred", 1000: "thousand",
        1_000_000: "million", 1_000_000_000: "billion",
    }.items()
    for word in words.split()
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
ORDINALS |= {"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12}
ORDINALS |= {word + "th": value for word, value in NUMBERS.items() if 13 <= value <= 19}
ORDINALS |= {word[:-1] + "ieth": value for word, value in NUMBERS.items() if 20 <= value <= 90}
_TENS = {word: value for word, value in NUMBERS.items() if 20 <= value <= 90}
_ONES = {word: value for word, value in NUMBERS.items() if 1 <= value <= 9}
MAX_DIGITS = 15
_FIGURES = re.compile(r"\d+(?:[.,:/]\d+)*")
_THOUSANDS = re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?|(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?")
_HOUR = re.compile(r"(?:[01]?\d|2[0-4])[:.]?[0-5]\d")
_NTH = re.compile(r"(\d{1,4})(?:st|nd|rd|th|d)")  # 1st, 22nd, and the lawyers' 2d
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_FIGURES = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def number_value(word: str) -> int | None:
    """The value of a number in digits or in words run together (`25`, `1st`, `twentyfive`); None for all else."""
    if word.isascii() and word.isdigit() and len(word) <= MAX_DIGITS:
        return int(word)
    if word in NUMBERS:
        return NUMBERS[word]
    for tens, value in _TENS.items():
        if word.startswith(tens) and word[len(tens) :] in _ONES:
            return value + _ONES[word[len(tens) :]]
        if word.startswith(tens) and ORDINALS.get(word[len(tens) :], 10) < 10:
            return value + ORDINALS[word[len(tens) :]]
    nth = _NTH.fullmatch(word)
    return int(nth[1]) if nth else ORDINALS.get(word)


def other_value(one: str, other: str) -> bool:
    """True for two numbers of the same digits, as typed, that the marks inside make two: 3.5 and 35, 1/2 and 12.

    Not where only the custom differs: 1,500 and 1500; 3,5 and 3.5; 5:30, 5.30 and 530; dates with strokes or points.
    """
    if not (_FIGURES.fullmatch(one) and _FIGURES.fullmatch(other)):
        return False
    left, right = plain(one), plain(other)
    if left == right:
        return False
    return not (":" in left + right and _HOUR.fullmatch(left) and _HOUR.fullmatch(right))


def plain(number: str) -> str:
    """A number as typed without what is custom: the marks of thousands, a comma for a point, strokes in a date."""
    if grouped := _THOUSANDS.fullmatch(number):
        whole, rest = grouped[1] or grouped[3], grouped[2] or grouped[4]
        return re.sub(r"\D", "", whole) + ("." + rest if rest else "")
    marks = set(re.sub(r"\d", "", number))
    dated = len(marks) == 1 and len(re.split(r"\D", number)) > 2
    return re.sub(r"\D", ".", number) if dated else number.replace(",", ".")


def same_ordinal(one: str, other: str) -> bool:
    """True for one ordinal written in figures two ways: `2d` and `2nd`, `3rd` and `3d`."""
    left, right = (_NTH.fullmatch(word) for word in (one, other))
    return left is not None and right is not None and left[1] == right[1]


def roman_value(word: str) -> int | None:
    """The value of a number in digits or in Roman figures of two letters or more (`iii`); None for all else.

    A single letter is no number: a scan makes i and v of all sorts of strokes.
    """
    if word.isascii() and word.isdigit() and len(word) <= MAX_DIGITS:
        return int(word)
    if len(word) < 2 or not _ROMAN_FIGURES.fullmatch(word):
        return None
    values = [_ROMAN[letter] for letter in word]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def is_roman(word: str) -> bool:
    """True for a Roman numeral as typed, from I to XXXIX: wars, phases, treaties and kings go no higher."""
    return bool(word) and set(word) <= set("IVX") and bool(_ROMAN_FIGURES.fullmatch(word.lower()))
