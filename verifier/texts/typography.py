"""What a file does to letters on the way: soft hyphens, runs of special spaces, letter-spacing, split ligatures."""

from __future__ import annotations

import re

SPACED_LETTERS_MIN = 4  # letters in a row standing alone before we read them as one spaced-out word ("V e r m e r k")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys(
    map(
        ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u0085\v"
    ),
    " ",
)
_TABLE: dict[int, str | None] = {**_INVISIBLE, **_LIGATURES, **_SPACES}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_SPACED = re.compile(
    rf"(?<![^\W_])(?:[^\W\d_]\ ){{{SPACED_LETTERS_MIN - 1},}}[^\W\d_](?![^\W_])"
)  # one blank between letters; two or more blanks part the words

_SHORT_SPACED = re.compile(r"(?:(?<=\ \ )|(?<=^))[^\W\d_](?:\ [^\W\d_]){1,2}(?=\ \ |$)")  # two or three, set apart


def clean(text: str) -> str:
    """Text without invisible characters: special spaces become blanks, ligature letters become letters.

    White space is not collapsed here. Control characters are dropped (line feed, tab and form feed stay).
    """
    return _CONTROL.sub("", text.translate(_TABLE)).replace("\r", "\n")


def joined_letters(line: str) -> str:
    """A line with letter-spaced words closed up; blanks between words (two or more) become one.

    "V e r m e r k" -> "Vermerk". Fewer than four lone letters are left, as they may be initials, unless a spaced
    word stands in the same line and more than a blank parts them from it: "M E M O  O F  T A L K S".
    """
    if not _SPACED.search(line):
        return line
    return _SPACED.sub(_closed, _SHORT_SPACED.sub(_closed, line))


def _closed(found: re.Match[str]) -> str:
    return found.group().replace(" ", "")


def collapsed(text: str) -> str:
    """Runs of blanks and tabs as one blank, line by line; blank lines at most one in a row."""
    lines = [re.sub(r"[ \t]+", " ", joined_letters(line)).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
