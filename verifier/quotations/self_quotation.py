"""Quotations of the manuscript itself: the same words stand elsewhere in its body, outside quotation marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from verifier.records.spans import Span

SELF_WORDS = 6  # shorter strings recur by accident: phrases of five words are common coin in a book

_WORD = re.compile(r"[^\W_]+")


def self_quoted(quotations: Sequence[tuple[str, Span]], body: Iterable[tuple[str, Sequence[int]]]) -> set[int]:
    """Indices of the quotations whose words also stand in the author's own voice.

    `quotations` are (text, span in the manuscript); `body` the text of each block with the origin of each code
    point. One pass over the body: quotations are looked up by their first words.
    """
    heads: dict[tuple[str, ...], list[tuple[int, list[str]]]] = defaultdict(list)
    for number, (text, _) in enumerate(quotations):
        words = _words(text)
        if len(words) >= SELF_WORDS:
            heads[tuple(words[:SELF_WORDS])].append((number, words))
    marked = sorted((span.start, span.end) for _, span in quotations)
    found: set[int] = set()
    for text, origins in body if heads else ():
        found.update(_in_block(text, origins, heads, marked))
    return found


def _in_block(
    text: str,
    origins: Sequence[int],
    heads: dict[tuple[str, ...], list[tuple[int, list[str]]]],
    marked: list[tuple[int, int]],
) -> Iterable[int]:
    matches = list(_WORD.finditer(text))
    words = [match.group().casefold() for match in matches]
    for at in range(len(words) - SELF_WORDS + 1):
        for number, wanted in heads.get(tuple(words[at : at + SELF_WORDS]), ()):
            if words[at : at + len(wanted)] == wanted and not _inside(origins[matches[at].start()], marked):
                yield number


def _inside(offset: int, marked: list[tuple[int, int]]) -> bool:
    from bisect import bisect_right

    at = bisect_right(marked, (offset, 1 << 62))
    return any(start <= offset < end for start, end in marked[max(at - 4, 0) : at])


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
