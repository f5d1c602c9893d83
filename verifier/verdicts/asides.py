"""Words of a source that are no part of its sentence: what editors put in brackets, what a telegram says twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.alignment import Token
from verifier.alignment.words import word_set

_AGAIN = word_set("repeat rpt rept")  # "could not repeat not accept": a telegram guards its denials against the wire
_TOLD_BY_EDITORS = word_set(
    "declassified illegible garble garbled omitted excised deleted redacted sanitized withheld blank missing"
)
_BRACKETED = re.compile(r"\[([^\[\]]{1,160})\]")
_WORDS = re.compile(r"[a-z]+")
NOTE_REACH = 170  # code points either side of words in which the brackets around them are looked for


def editors_note(words: Sequence[Token], text: str) -> bool:
    """True for words that stand, all of them, in a bracket in which editors tell what they could not print."""
    low = max(0, words[0].start - NOTE_REACH)
    for found in _BRACKETED.finditer(text, low, words[-1].end + NOTE_REACH):
        if found.start() < words[0].start and words[-1].end <= found.end():
            return bool(_TOLD_BY_EDITORS.intersection(_WORDS.findall(found[1].lower())))
    return False


def said_twice(words: Sequence[Token], before: Sequence[Token], after: Sequence[Token]) -> bool:
    """True for "repeat not" after "not", and for "not repeat" before it."""
    letters = [word.letters for word in words]
    times = len(letters) - 1
    if times < 1:
        return False
    again = letters[0] in _AGAIN and letters[1:] == [word.letters for word in before[-times:]]
    ahead = letters[-1] in _AGAIN and letters[:-1] == [word.letters for word in after[:times]]
    return again or ahead


def aside(words: Sequence[Token], before: Sequence[Token], after: Sequence[Token], text: str) -> bool:
    """True for words whose leaving out takes nothing from the sentence: an omission, but no denial lost."""
    return bool(words) and (said_twice(words, before, after) or editors_note(words, text))


def own_words(words: Sequence[Token], before: Sequence[Token], text: str) -> list[Token]:
    """The words that an ellipsis hides without editors' notes and without what only says again the word before it."""
    kept = [word for word in words if not editors_note([word], text)]
    for times in range(1, len(kept)):
        if said_twice(kept[: times + 1], before, kept[times + 1 :]):
            return kept[times + 1 :]
    return kept
