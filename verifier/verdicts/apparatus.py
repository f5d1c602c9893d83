"""What stands between a source's words and is not read out: an editor's brackets, a list's numbers, spoken stops.

A quotation leaves these out without a mark, and nobody would put an ellipsis for them. What could be the text's own is
not passed over: a denial in brackets, a number inside a sentence, a STOP where the quotation has no stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.alignment import Token
from verifier.verdicts.asides import editors_note
from verifier.verdicts.lexicon import NEGATIONS

MAX_NOTE = 8  # words in brackets: "handwritten in the margin: not sent to London" is a note, a sentence is text
NEAR = 4  # code points beside the words in which a bracket, a stop or a line's end is looked for
SPOKEN = {"stop": ".;!?", "period": ".", "comma": ",", "quote": "\"'“‘”’«»", "unquote": "\"'“‘”’«»"}

_ENUMERATOR = re.compile(r"(?:\A|[\n\f])[ \t]*[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[\])]?[.)]?[ \t]*\Z", re.IGNORECASE)
_CLOSED = re.compile(r"[ \t]*[.)\]]")


def bracketed(placed: Sequence[Token], text: str) -> bool:
    """True where the words are just what one or more pairs of square brackets hold: an editor's, not the document's.

    A denial stays: whether brackets around "not" supply it or strike it out only a reader can tell. So does a note
    that tells of text left out of the source itself: a quotation over it should show that.
    """
    letters = {token.letters for token in placed}
    if not placed or len(placed) > MAX_NOTE or letters & NEGATIONS or editors_note(placed, text):
        return False
    start = text.rfind("[", max(0, placed[0].start - NEAR), placed[0].start)
    end = text.find("]", placed[-1].end, placed[-1].end + NEAR)
    if start < 0 or end < 0 or any(map(str.isalnum, text[start + 1 : placed[0].start] + text[placed[-1].end : end])):
        return False
    return _all_inside(text[start : end + 1])


def _all_inside(text: str) -> bool:
    """True where every word of the text stands inside brackets, which pair."""
    outside = re.sub(r"\[[^\[\]]*\]", "", text)
    return not any(mark.isalnum() or mark in "[]" for mark in outside)


def enumerator(placed: Sequence[Token], text: str) -> bool:
    """True for the number or letter with which a paragraph or a list's item begins."""
    if len(placed) != 1:
        return False
    token = placed[0]
    line = max(text.rfind("\n", 0, token.start), text.rfind("\f", 0, token.start), 0)
    return bool(_ENUMERATOR.match(text[line : token.end])) and bool(_CLOSED.match(text, token.end))


def spoken(placed: Sequence[Token], gap: str) -> bool:
    """True for a telegram's STOP or COMMA where the quotation's `gap` between its words has the mark itself."""
    return bool(placed) and all(
        token.raw.isupper() and any(mark in gap for mark in SPOKEN.get(token.letters, "")) for token in placed
    )
