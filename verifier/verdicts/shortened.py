"""Signs and abbreviations that stand for words: `&`, `%`, `Dept.` on one side, the word in full on the other."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.alignment import Group, Token
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.differences import Laid
from verifier.verdicts.explained import Difference, benign, weighed

SIGNS = {"and": "&", "percent": "%"}
ABBREVIATION = 3  # letters an abbreviation must have to be told from initials
CUT = 0.6  # of a word's letters that an abbreviation keeps at most: a misread word keeps more


def written_short(group: Group, laid: Laid, quote: str, text: str) -> Difference | None:
    """The difference where one side has a sign or an abbreviation for the other's word; None for any other."""
    ours, theirs = laid.quoted[group.q0 : group.q1], laid.placed[group.s0 : group.s1]
    if ours and theirs:
        if len(ours) == len(theirs) == 1 and (_cut(ours[0], theirs[0], quote) or _cut(theirs[0], ours[0], text)):
            return weighed(group, Cause.SPELLING, Grade.MINOR, 1.0)
        return None
    word = "".join(token.letters for token in (ours or theirs))
    sign = SIGNS.get(word)
    gap = _gap(laid.placed, group.s0, text) if ours else _gap(laid.quoted, group.q0, quote)
    if not sign or sign not in gap:
        return None
    return benign(group, Cause.TYPOGRAPHY) if sign == "&" else weighed(group, Cause.SPELLING, Grade.MINOR, 1.0)


def _gap(words: Sequence[Token], number: int, text: str) -> str:
    """What stands between word `number` and the one before it."""
    if not 0 < number < len(words):
        return ""
    return text[words[number - 1].end : words[number].start]


def _cut(short: Token, full: Token, text: str) -> bool:
    """True for a word cut short with its first letter kept and a stop after it: `Dept.` for Department."""
    a, b = short.letters, full.letters
    if text[short.end : short.end + 1] != "." or not ABBREVIATION <= len(a) <= CUT * len(b) or a[0] != b[0]:
        return False
    rest = iter(b)
    return all(letter in rest for letter in a)
