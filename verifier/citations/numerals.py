"""Roman and arabic page numbers as numbers."""

from __future__ import annotations

import re

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def roman_value(numeral: str) -> int | None:
    """The value of a roman numeral in lower case (front matter), or None when it is not one. 1 <= value < 400."""
    if not _ROMAN.fullmatch(numeral) or numeral in ("c", "l"):
        return None
    values = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))


def page_range(value: str) -> tuple[int, int] | None:
    """The first and last arabic page of `43`, `43-67` or `793-4` (shortened ends filled up), or None."""
    found = re.match(r"\s*(\d+)(?:\s?[-–—‐]\s?(\d+))?", value)
    if found is None:
        return None
    first, last = found.group(1), found.group(2) or found.group(1)
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), max(int(first), int(last))
