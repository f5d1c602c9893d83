"""Signs that a font's wrong table gives in place of ligatures: controls, private signs, the sign for "unknown".

One file's fonts do it in one way throughout. What a sign stands for is learnt from the words it makes whole; it is
believed when three different words bear witness. A sign that stands for several is undone only where one word comes
out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from verifier.texts.ligatures import WITNESS_LETTERS_MIN, WITNESSES_MIN, repair, whole_word

ONE_SHARE_MIN = 0.75  # of a sign's witnesses that must agree on what it stands for
# Controls (without white space and without the sign for a hyphen at a line's end), private signs, "unknown", no sign.
_ODD = "[\x00\x01\x03-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\uffff]"
_SPELT = re.compile(f"[A-Za-z]*(?:{_ODD}[A-Za-z]*)+")
_SIGN = re.compile(_ODD)


@dataclass(frozen=True)
class OddSigns:
    """What a document's odd signs stand for: `one` ligature each, or `several`. `repairs` says what was undone."""

    one: dict[str, str] = field(default_factory=dict)
    several: frozenset[str] = frozenset()
    repairs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.one or self.several)

    def undone(self, text: str) -> str:
        """The text with the signs that are understood as the ligatures they stand for."""
        return _SPELT.sub(lambda found: self._word(found.group()), text) if self else text

    def _word(self, spelt: str) -> str:
        word = "".join(self.one.get(sign, sign) for sign in spelt)
        left = _SIGN.findall(word)
        if len(left) != 1 or left[0] not in self.several:
            return word
        before, _, after = word.partition(left[0])
        made = whole_word(before, after)
        return made[0] if made else word


def learnt_signs(texts: Iterable[str]) -> OddSigns:
    """What the odd signs of a document's pages stand for; nothing where fewer than three words say so."""
    odd = [text for text in texts if _SIGN.search("".join(set(text)))]  # few pages have any
    words = Counter(word for text in odd for word in _SPELT.findall(text) if len(word) > 1)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    made: dict[str, str] = {}
    for word in words:
        signs = _SIGN.findall(word)
        before, _, after = word.partition(signs[0])
        if len(signs) == 1 and (found := whole_word(before, after)):
            made[word] = found[0]
            votes[signs[0]][found[1]] += 1
    if len({word.lower() for word in made.values() if len(word) >= WITNESS_LETTERS_MIN}) < WITNESSES_MIN:
        return OddSigns()
    tops = {sign: found.most_common(1)[0] for sign, found in votes.items()}
    one = {sign: top for sign, (top, count) in tops.items() if count >= ONE_SHARE_MIN * votes[sign].total()}
    learnt = OddSigns(one, frozenset(votes) - frozenset(one))
    changed = [word for word in words if learnt.undone(word) != word]
    told = repair(sum(words[word] for word in changed), [learnt.undone(word) for word in changed])
    return replace(learnt, repairs=(told,))
