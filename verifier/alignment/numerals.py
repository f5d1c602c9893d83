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
ORDINALS |= {"ninth": 9, "tenth": 10}
_TENS = {word: value for word, value in NUMBERS.items() if 20 <= value <= 90}
_ONES = {word: value for word, value in NUMBERS.items() if 1 <= value <= 9}
MAX_DIGITS = 15
_NTH = re.compile(r"(\d{1,4})(?:st|nd|rd|th|d)")  # 1st, 22nd, and the lawyers' 2d


def number_value(word: str) -> int | None:
    """The value of a number in digits or in words run together (`25`, `1st`, `twentyfive`); None for all else."""
    if word.isascii() and word.isdigit() and len(word) <= MAX_DIGITS:
        return int(word)
    if word in NUMBERS:
        return NUMBERS[word]
    for tens, value in _TENS.items():
        if word.startswith(tens) and word[len(tens) :] in _ONES:
            return value + _ONES[word[len(tens) :]]
    nth = _NTH.fullmatch(word)
    return int(nth[1]) if nth else ORDINALS.get(word)
