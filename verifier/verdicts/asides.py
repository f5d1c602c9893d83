"""Words of a source that are no part of its sentence: what editors put in brackets, what a telegram says twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from verifier.alignment import Token
from verifier.alignment.words import word_set
from verifier.records.spans import Span

_AGAIN = word_set("repeat rpt rept")  # "could not repeat not accept": a telegram guards its denials against the wire
_TOLD_BY_EDITORS = word_set(
    "declassified illegible garble garbled omitted excised deleted redacted sanitized withheld blank missing"
)
_BRACKETED = re.compile(r"\[([^\[\]]{1,160})\]")
_WORDS = re.compile(r"[a-z]+")
NOTE_REACH = 170  # code points either side of words in which the brackets around them are looked for


def editors_note(words: Sequence[Token], text: str) -> bool:
    """True for words that stand, all of them, in a bracket in which editors tell what they could not print."""
    notes = _notes(text, words[0].start, words[-1].end)
    return any(note.start < words[0].start and words[-1].end <= note.end for note in notes)


def _notes(text: str, start: int, end: int) -> list[Span]:
    """Where editors tell what they could not print, in and around code points start..end."""
    return [
        Span(found.start(), found.end())
        for found in _BRACKETED.finditer(text, max(0, start - NOTE_REACH), end + NOTE_REACH)
        if _TOLD_BY_EDITORS.intersection(_WORDS.findall(found[1].lower()))
    ]


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
    """The words that an ellipsis hides without editors' notes and without what only says again the word before it.

    Linear in the words: an ellipsis may hide half a book.
    """
    notes = _notes(text, words[0].start, words[-1].end) if words else []
    opens = [note.start for note in notes]
    kept = [word for word in words if not _inside(word, notes, bisect_left(opens, word.start) - 1)]
    ends = {n for n, word in enumerate(kept) if n and word.letters in _AGAIN}  # "not repeat", before what follows
    if kept and kept[0].letters in _AGAIN:
        ends |= set(range(1, min(len(before), len(kept) - 1) + 1))  # "repeat not", after what stands before
    for end in sorted(ends):
        if said_twice(kept[: end + 1], before, kept[end + 1 : 2 * end + 1]):
            return kept[end + 1 :]
    return kept


def _inside(word: Token, notes: Sequence[Span], last: int) -> bool:
    """True where the word stands in note number `last`, the last one that opens before it."""
    return last >= 0 and word.end <= notes[last].end
