"""Letters that a typeface or a worn ribbon makes look alike, learnt from the document itself.

On a line printer whose D looks like an O, every reader writes PRESIOENT and HAO. No single word proves anything,
but twenty different words that all become English by the same swap do. Only such swaps are undone, only in words
the dictionary does not know, and only where one English word comes out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from verifier.texts.words import SHORT_WORDS, is_word

WITNESSES_MIN = 4  # different words one swap must cure before it is believed
CURED_SHARE_MIN = 0.02  # of the document's different words: a swap that cures fewer is chance in a long text
PLACES_MAX = 5  # places in one word at which a swap may be undone at once
_CORE = re.compile(r"[A-Za-z0-9]+")
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

Swap = tuple[str, str]


def learnt(texts: Iterable[str]) -> tuple[Swap, ...]:
    """The swaps (read as, meant) that a document's own words bear witness to, strongest first."""
    words = {word for text in texts for word in _CORE.findall(text) if len(word) > 2}
    capital = [word for word in words if word.isupper() and not word.isdigit()]
    unknown = [word for word in capital if not is_word(word)]
    cured: dict[Swap, set[str]] = defaultdict(set)
    for word in unknown:
        for swap in _single_cures(word):
            cured[swap].add(word)
    needed = max(WITNESSES_MIN, int(len(capital) * CURED_SHARE_MIN))
    believed: list[Swap] = []
    while cured:
        swap, witnesses = max(cured.items(), key=lambda item: (len(item[1]), item[0]))
        if len(witnesses) < needed:
            break
        believed.append(swap)  # the words it cures bear no witness to any other swap
        cured = {other: left for other, found in cured.items() if (left := found - witnesses)}
    return tuple(believed)


def undone(token: str, swaps: Sequence[Swap]) -> str:
    """The token with the believed swaps undone where that makes one known word of an unknown one; else as it is."""
    if not swaps:
        return token
    return _CORE.sub(lambda found: _word_undone(found.group(), swaps), token)


def variants(word: str, swaps: Sequence[Swap]) -> Iterator[str]:
    """Every spelling of a word with one believed swap undone at one or more of its places."""
    for read, meant in swaps:
        places = [at for at, sign in enumerate(word) if sign == read][:PLACES_MAX]
        for count in range(1, len(places) + 1):
            for chosen in combinations(places, count):
                yield _with(word, chosen, meant)


def _word_undone(word: str, swaps: Sequence[Swap]) -> str:
    if len(word) < 2 or word.isdigit() or _knows(word) or not any(read in word for read, _ in swaps):
        return word
    for read, meant in swaps:
        places = [at for at, sign in enumerate(word) if sign == read][:PLACES_MAX]
        for count in range(1, len(places) + 1):
            made = {_with(word, chosen, meant) for chosen in combinations(places, count)}
            known = [one for one in made if _knows(one)]
            if len(known) == 1:
                return known[0]
            if known:
                return word
    return word


def _with(word: str, places: Sequence[int], sign: str) -> str:
    signs = list(word)
    for at in places:
        signs[at] = sign
    return "".join(signs)


def _single_cures(word: str) -> set[Swap]:
    """Every swap of one sign (at one or at all its places) that makes the word English."""
    found: set[Swap] = set()
    for read in set(word):
        places = [at for at, sign in enumerate(word) if sign == read]
        choices = [*((at,) for at in places), tuple(places)]
        for meant in _SIGNS:
            if meant != read and any(is_word(_with(word, chosen, meant)) for chosen in choices):
                found.add((read, meant))
    return found


def _knows(word: str) -> bool:
    return is_word(word) if len(word) > 2 else word.lower() in SHORT_WORDS
