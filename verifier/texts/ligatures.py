"""Ligatures that a converter dropped: "signi cant", "di cult", "ef ort", " rst". Put back where the text bears witness.

A text that lost them lost them everywhere. So a ligature is put back only where one English word comes out of what
is none, where three different words say so, and where it does not stand in the text unharmed more often than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from verifier.texts.words import SHORT_WORDS, is_word

WITNESSES_MIN = 3  # different words that ligatures make whole before any is put back
WITNESS_LETTERS_MIN = 6  # of such a word: "flee" and "fire" come of any two scraps of a bad scan
WORD_LETTERS_MIN = 4  # of a word so made: shorter ones come out of any two scraps
WINDOWS, WINDOW_CHARS = 10, 600  # of a long text, asked first whether it lost any: some 1,000 words, and a dozen such
SHOWN = 3  # words named as examples
LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
_WORD = re.compile(r"[A-Za-z]+")


class Mend(NamedTuple):
    """The word that a ligature makes of text[start:end]."""

    start: int
    end: int
    word: str
    ligature: str


def put_back(text: str) -> str:
    """The text with its lost ligatures; the same text where none are lost for certain."""
    return mended(text, lost(text))


def lost(text: str) -> list[Mend]:
    """Where ligatures are lost for certain, in order; none in nearly every text."""
    if len(text) > 2 * WINDOWS * WINDOW_CHARS and not _believed(_windows(text)):
        return []
    return _believed(text)


def mended(text: str, mends: Sequence[Mend]) -> str:
    """The text with these mends, which are in order and apart."""
    parts: list[str] = []
    at = 0
    for mend in mends:
        parts += (text[at : mend.start], mend.word)
        at = mend.end
    return "".join([*parts, text[at:]])


def repair(count: int, words: Sequence[str]) -> str:
    """What to tell of ligatures put back in so many words, of which some are shown."""
    shown = list(dict.fromkeys(words))[:SHOWN]
    return f"ligatures that the file lost were put back in {count:,} words ({', '.join(shown)})"


def whole_word(left: str, right: str) -> tuple[str, str] | None:
    """The one word, with its ligature, that comes of two scraps; None for none or several."""
    found = [(left + ligature + right, ligature) for ligature in LIGATURES]
    fit = [made for made in found if len(made[0]) >= WORD_LETTERS_MIN and made[0][1:].islower()]
    known = [made for made in fit if is_word(made[0])]
    return known[0] if len(known) == 1 else None


def _windows(text: str) -> str:
    """Stretches of a long text from its beginning to its end."""
    step = len(text) // WINDOWS
    return "\n".join(text[at : at + WINDOW_CHARS] for at in range(0, len(text), step))


def _believed(text: str) -> list[Mend]:
    mends = list(_mends(text))
    gone = {sign for sign in LIGATURES if text.count(sign) <= sum(mend.ligature == sign for mend in mends)}
    mends = [mend for mend in mends if mend.ligature in gone]
    witnesses = {mend.word.lower() for mend in mends if len(mend.word) >= WITNESS_LETTERS_MIN}
    return mends if len(witnesses) >= WITNESSES_MIN else []


def _mends(text: str) -> Iterator[Mend]:
    """Every scrap, or two with a blank between, out of which a ligature makes a word."""
    at = 0
    while found := _WORD.search(text, at):
        at = found.end()
        left = found.group()
        if left.isupper() and len(left) > 1:
            continue  # no typeface has ligatures of capitals
        after = _WORD.match(text, at + 1) if text[at : at + 1] == " " else None
        right = after.group() if after and after.group().islower() else ""
        if after and right and not (_knows(left) and _knows(right)) and (made := _of_two(left, right)):
            at = after.end()
            yield Mend(found.start(), at, *made)
            continue
        if not _knows(left) and (made := _of_one(left)):
            yield Mend(found.start(), found.end(), *made)


def _of_two(left: str, right: str) -> tuple[str, str] | None:
    """Out of "signi cant", and out of "ef ort", where the f was kept."""
    return whole_word(left, right) or (whole_word(left[:-1], right) if left.endswith("f") else None)


def _of_one(scrap: str) -> tuple[str, str] | None:
    """Out of "rst" and "sheri", and out of "signifcant", where only the f was kept."""
    ends = whole_word(scrap, "") or whole_word("", scrap)
    if ends or "f" not in scrap:
        return ends
    places = (at for at, letter in enumerate(scrap) if letter == "f")
    made = [found for at in places if (found := whole_word(scrap[:at], scrap[at + 1 :]))]
    return made[0] if len(made) == 1 else None


def _knows(word: str) -> bool:
    return is_word(word) if len(word) > 2 else word.lower() in SHORT_WORDS
