"""Debris inside a word that a line's end broke: `coro- hi ner` in a narrow column, where the next one's edge was read.

Nothing that an author could leave out stands between the halves of one word, so such bits are never weighed as words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import edlib

from verifier.alignment.words import Token, word_set

MOST_BITS, BIT = 2, 3  # bits of words that stand between the halves, and letters of each
SHORTEST = 5  # letters of a word that is broken
ERRORS = 4  # letters of a word of which one may be misread
DENIALS = word_set("no not nor")  # never passed over: the next word may only look like the rest of the broken one
_HYPHEN = re.compile(r"[-\xad]\s*")


def splinters(text: str, words: Sequence[Token], paired: frozenset[int], missing: Sequence[str]) -> frozenset[int]:
    """Numbers of the `words` of `text` that stand between a hyphen and the rest of its word.

    `paired` are numbers of words the quotation has, `missing[n]` letters of it not yet paired around word n: only where
    these have the two halves together is what lies between them debris.
    """
    found: set[int] = set()
    for n in range(len(words) - 2):
        if n in paired or not _HYPHEN.fullmatch(text, words[n].end, words[n + 1].start):
            continue
        ways: list[tuple[int, range]] = []
        for last in range(n + 1, min(n + 1 + MOST_BITS, len(words) - 1)):
            bits = range(n + 1, last + 1)
            if len(words[last].letters) > BIT or not paired.isdisjoint([*bits, last + 1]):
                break
            between = [words[bit].letters for bit in bits]
            if gain := _one_word(words[n].letters, between, words[last + 1].letters, missing[n]):
                ways.append((gain, bits))
        if ways:
            found.update(max(ways, key=lambda way: way[0])[1])
    return frozenset(found)


def _one_word(head: str, between: Sequence[str], tail: str, missing: str) -> int:
    """Letters of the halves that the quotation has together; 0 where it has what stands between them as well."""
    whole = head + tail
    if len(whole) < SHORTEST or DENIALS.intersection(between) or _off(whole, missing) > len(whole) // ERRORS:
        return 0
    others = [head + "".join(between[:bits]) for bits in range(1, len(between) + 1)]
    gain = _gain(whole, missing)
    return gain if all(gain > _gain(other, missing) for other in [*others, others[-1] + tail]) else 0


def _gain(letters: str, missing: str) -> int:
    """Letters that stand in `missing` beyond those that do not."""
    return len(letters) - 2 * _off(letters, missing)


def _off(letters: str, missing: str) -> int:
    """Letters by which these differ from the likest stretch of `missing`."""
    found = edlib.align(letters.encode("latin-1"), missing.encode("latin-1"), mode="HW", task="distance")
    return int(found["editDistance"])
