"""What letters make a word: how English-like an unlisted word is, and which listed words lie one letter away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from verifier.alignment import fold_word
from verifier.verdicts.confusions import JOINED
from verifier.verdicts.lexicon import known, listed, share

EDGE = "|"  # stands before the first and after the last letter
ADDED = 0.5  # counted for every pair of letters, seen or not
LEGIBLE = 0.035  # mean odds of a letter after the one before from which letters read as a word: noise makes less
SHORTEST = 4  # letters below which anything can be a word
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@cache
def _pairs() -> dict[tuple[str, str], float]:
    """Odds of a letter after another, over the listed words, each counted once."""
    counts: Counter[tuple[str, str]] = Counter()
    for word in listed():
        counts.update(zip(EDGE + word, word + EDGE, strict=True))
    totals: Counter[str] = Counter()
    for (first, _), count in counts.items():
        totals[first] += count
    marks = len(_ALPHABET) + 1
    return {
        (a, b): (counts[a, b] + ADDED) / (totals[a] + ADDED * marks) for a in EDGE + _ALPHABET for b in _ALPHABET + EDGE
    }


@lru_cache(maxsize=1 << 14)
def letter_odds(word: str) -> float:
    """Odds (0..1) that an unlisted word of the language has just these letters; other marks count as rare ones."""
    pairs, odds = _pairs(), 1.0
    for pair in zip(EDGE + word, word + EDGE, strict=True):
        odds *= pairs.get(pair, 1e-3)
    return odds


def legible(word: str) -> bool:
    """True where the letters read as a word of the language, listed or not: a garble seldom does."""
    if known(word):
        return True
    return len(word) >= SHORTEST and word.isalpha() and letter_odds(word) ** (1.0 / (len(word) + 1)) >= LEGIBLE


_WRITTEN_OUT = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Å": "aa", "Ø": "oe",
    "þ": "th", "Þ": "th", "ð": "dh", "Ð": "dh",
})  # fmt: skip


def transliterated(one: str, other: str) -> bool:
    """True where two words differ only by a letter that one side writes out: Müller, Mueller; Sørensen, Soerensen."""
    if one.isascii() and other.isascii():
        return False
    left, right = (fold_word(word.translate(_WRITTEN_OUT)) for word in (one, other))
    return left == right


@lru_cache(maxsize=1 << 13)
def neighbours(word: str) -> tuple[tuple[str, float], ...]:
    """Listed words one misreading away (a letter put right, dropped or added, a pair read as one), with their share."""
    return tuple(sorted((other, share(other)) for other in set(_one_letter_off(word)) if known(other)))


def _one_letter_off(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        for letter in _ALPHABET:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]
    for true, read in JOINED:
        at = word.find(read)
        while at >= 0:
            yield word[:at] + true + word[at + len(read) :]
            at = word.find(read, at + 1)
