"""Words of a text as they are compared: where each stands, its folded letters, and how far two of them lie apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import edlib

from verifier.alignment.fold import fold_word
from verifier.records.spans import Span

WORD = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+(?:['’‘`´ʼ][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: code points start..end of its text, its folded letters, the word as it stands."""

    start: int
    end: int
    letters: str
    raw: str


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


def tokens(text: str, start: int = 0, end: int | None = None, without: Iterable[Span] = ()) -> list[Token]:
    """The words of text[start:end], except those inside `without`."""
    hidden = tuple(without)
    made: list[Token] = []
    for found in WORD.finditer(text, start, len(text) if end is None else end):
        a, b = found.span()
        if hidden and any(span.start < b and a < span.end for span in hidden):
            continue
        raw = found.group()
        if letters := fold_word(raw):
            made.append(Token(a, b, letters, raw))
    return made


@lru_cache(maxsize=1 << 16)
def distance(left: str, right: str) -> int:
    """Letters to change, add or drop between two words."""
    if left == right:
        return 0
    if not left or not right:
        return len(left) + len(right)
    return int(edlib.align(left.encode("latin-1"), right.encode("latin-1"))["editDistance"])
