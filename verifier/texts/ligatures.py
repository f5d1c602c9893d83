"""Ligatures that a converter dropped: "signi cant", "di cult", " rst". Put back where the text itself bears witness.

A page that lost them lost them everywhere. So a ligature is put back only where one English word comes out of what
is none, where three different words say so, and where it does not stand in the text unharmed more often than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.texts.words import SHORT_WORDS, is_word

WITNESSES_MIN = 3  # different words that ligatures make whole before any is put back
WORD_LETTERS_MIN = 4  # of a word so made: shorter ones come out of any two scraps
_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
_WORD = re.compile(r"[A-Za-z]+")

Mend = tuple[int, int, str, str]  # start, end, the word, the ligature in it


def put_back(text: str) -> str:
    """The text with its lost ligatures; the same text where none are lost for certain."""
    mends = list(_mends(text))
    lost = {ligature for ligature in _LIGATURES if text.count(ligature) <= sum(made == ligature for *_, made in mends)}
    mends = [mend for mend in mends if mend[3] in lost]
    if len({word.lower() for _, _, word, _ in mends}) < WITNESSES_MIN:
        return text
    parts: list[str] = []
    at = 0
    for start, end, word, _ in mends:
        parts += (text[at:start], word)
        at = end
    return "".join([*parts, text[at:]])


def _mends(text: str) -> Iterator[Mend]:
    """Every scrap, or two with a blank between, out of which a ligature makes a word."""
    at = 0
    while found := _WORD.search(text, at):
        at = found.end()
        left = found.group()
        after = _WORD.match(text, at + 1) if text[at : at + 1] == " " else None
        right = after.group() if after and after.group().islower() else ""
        if after and right and not (_knows(left) and _knows(right)) and (made := _made(left, right)):
            at = after.end()
            yield found.start(), at, *made
            continue
        if not _knows(left) and (made := _made(left, "") or _made("", left)):
            yield found.start(), found.end(), *made


def _made(left: str, right: str) -> tuple[str, str] | None:
    """The one word, with its ligature, that comes of two scraps; None for none or several."""
    found = [(left + ligature + right, ligature) for ligature in _LIGATURES]
    known = [made for made in found if len(made[0]) >= WORD_LETTERS_MIN and is_word(made[0])]
    return known[0] if len(known) == 1 else None


def _knows(word: str) -> bool:
    return is_word(word) if len(word) > 2 else word.lower() in SHORT_WORDS
