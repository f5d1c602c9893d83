"""The right talk in other words: another record of the same event, a summary, another translation.

Told by the words that carry the matter (names, numbers, long words): where most of a quotation's stand together in one
passage that does not have its sentences, the source tells the same and words it otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from verifier.alignment import Prepared, Token, tokens
from verifier.records.spans import Span
from verifier.verdicts.lexicon import FUNCTION_WORDS, MODALS, NEGATIONS, QUANTIFIERS, share
from verifier.verdicts.marks import Marked

STEM = 6  # letters by which forms of one word are taken as one: negotiate, negotiations
TELLING = 4  # letters from which a word can carry the matter
COMMON = 3e-4  # share of running words above which it cannot: they, also, said
LEAST = 5  # telling words a quotation must have before their company proves anything
TOGETHER = 0.6  # share of them that must stand together
STRETCH = 3.0  # length of the passage, in lengths of the quotation
READ = 1_500_000  # code points of a source that are looked through
_EMPTY = FUNCTION_WORDS | MODALS | NEGATIONS | QUANTIFIERS


def retold_at(marked: Marked, prepared: Prepared) -> Span | None:
    """The passage that tells the same in other words; None where the source has none."""
    wanted = {stem for word in marked.words if (stem := _stem(word.token))}
    if len(wanted) < LEAST:
        return None
    index = _index(prepared)
    places = sorted((at, stem) for stem in wanted for at in index.get(stem, ()))
    best = _densest(places, STRETCH * len(marked.text))
    if len({stem for _, stem in best}) < max(TOGETHER * len(wanted), LEAST):
        return None
    return Span(best[0][0], best[-1][0] + STEM)


def _stem(token: Token) -> str | None:
    """The word's first letters, where it carries matter."""
    letters = token.letters
    if letters.isdigit():
        return letters if len(letters) > 1 else None
    if len(letters) < TELLING or letters in _EMPTY or share(letters) > COMMON:
        return None
    return letters[:STEM]


def _index(prepared: Prepared) -> Mapping[str, list[int]]:
    """Where every telling word of a source stands; made once."""
    kept = prepared.notes.get("stems")
    if isinstance(kept, dict):
        return kept
    made: dict[str, list[int]] = {}
    for token in tokens(prepared.text, 0, min(len(prepared.text), READ)):
        if stem := _stem(token):
            made.setdefault(stem, []).append(token.start)
    prepared.notes["stems"] = made
    return made


def _densest(places: Sequence[tuple[int, str]], width: float) -> Sequence[tuple[int, str]]:
    """The stretch of at most `width` code points with the most different words; the first of equal ones."""
    best, low, counts = places[:0], 0, defaultdict[str, int](int)
    most = 0
    for high, (at, stem) in enumerate(places):
        counts[stem] += 1
        while places[low][0] < at - width:
            first = places[low][1]
            counts[first] -= 1
            if not counts[first]:
                del counts[first]
            low += 1
        if len(counts) > most:
            most, best = len(counts), places[low : high + 1]
    return best
