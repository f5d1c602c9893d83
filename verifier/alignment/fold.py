"""Fold text to bare letters and digits, one byte each, with the way back to every code point.

Spacing, hyphens, quotation marks, dashes, case, accents and ligatures cost nothing after folding, so the aligner
spends its whole error budget on letters. A byte per letter is what keeps the bit-parallel aligner fast.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from verifier.records.spans import Span

OTHER_BASE = 192  # letters beyond ASCII share bytes 192..255, which read as letters in Latin-1 too
OTHER_LETTERS = 64  # an alphabet's letters lie within 64 code points, so they stay apart
LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "æ": "ae", "Æ": "ae"}
LIGATURES |= {"œ": "oe", "Œ": "oe", "ß": "ss", "Ĳ": "ij", "ĳ": "ij"}
UNKNOWN = 31  # in the table of classes: a code point not met yet; ligatures have 1, 2, ..., and no letter is below 48
_LIGATURE_CLASS = {ord(mark): number for number, mark in enumerate(LIGATURES, 1)}
_SPELLED = ["", *LIGATURES.values()]

Letters = NDArray[np.uint8]
Offsets = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Folded:
    """`letters[i]` is the folded byte that came from code point `origin[i]` of the text (never decreasing)."""

    letters: bytes
    origin: Offsets

    def __len__(self) -> int:
        return len(self.letters)

    def index_of(self, offset: int) -> int:
        """The first letter at or after a code point of the text."""
        return int(np.searchsorted(self.origin, np.int32(offset)))  # one type: else the whole array is converted

    def indices_of(self, offsets: list[int]) -> list[int]:
        """`index_of` for many code points at once."""
        found: list[int] = np.searchsorted(self.origin, np.array(offsets, dtype=np.int32)).tolist()
        return found

    def span_of(self, start: int, end: int) -> Span:
        """The code points that letters[start:end] came from; an empty range gives an empty span."""
        if end <= start:
            at = int(self.origin[min(start, len(self) - 1)]) if len(self) else 0
            return Span(at, at)
        return Span(int(self.origin[start]), int(self.origin[end - 1]) + 1)


def fold_point(point: int) -> int:
    """The byte one code point folds to; 0 where it is no letter or digit (superscripts are note marks, not digits)."""
    mark = chr(point)
    kind = unicodedata.category(mark)
    if kind not in {"Lu", "Ll", "Lt", "Lo", "Nd"}:
        return 0
    base = unicodedata.normalize("NFKD", mark)[0].lower()
    if base.isascii():
        return ord(base) if base.isalnum() else 0
    return OTHER_BASE + ord(base[0]) % OTHER_LETTERS


def _class(point: int) -> int:
    return _LIGATURE_CLASS.get(point) or fold_point(point)


@cache
def _latin() -> bytes:
    """Classes of the first 256 code points: text within them is folded a byte at a time, without numpy."""
    return bytes(map(_class, range(256)))


@cache
def _table() -> Letters:
    """Classes of all code points, filled in as they are met."""
    return np.full(sys.maxunicode + 1, UNKNOWN, dtype=np.uint8)


def _classes(text: str) -> Letters:
    """The class of every code point: its folded byte, 0 for no letter, or a ligature's number."""
    try:
        narrow = text.encode("latin-1")
    except UnicodeEncodeError:
        return _wide_classes(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    return np.frombuffer(narrow.translate(_latin()), dtype=np.uint8)


def _wide_classes(points: NDArray[np.uint32]) -> Letters:
    table = _table()
    classes = table[points]
    fresh = classes == UNKNOWN
    if bool(fresh.any()):
        for point in np.unique(points[fresh]).tolist():
            table[point] = _class(point)
        classes = table[points]
    return classes


def fold(text: str, without: Iterable[Span] = ()) -> Folded:
    """Fold `text`, leaving out the code points of `without` (page furniture) as if they were spaces."""
    classes = _classes(text)
    told = classes != 0
    for span in without:
        told[span.start : span.end] = False
    kept = np.flatnonzero(told)  # of a mask: five times as fast as of the classes themselves
    letters = classes[kept]
    ligatures = np.flatnonzero(letters < UNKNOWN)
    if len(ligatures):
        return _spelled(letters, kept, ligatures)
    return Folded(letters.tobytes(), kept.astype(np.int32))


def _spelled(letters: Letters, kept: NDArray[np.int64], ligatures: NDArray[np.int64]) -> Folded:
    """The same where some code points stand for two or three letters."""
    marks = letters[ligatures].tolist()
    counts = np.ones(len(letters), dtype=np.int64)
    counts[ligatures] = [len(_SPELLED[mark]) for mark in marks]
    parts: list[bytes] = []
    done = 0
    whole = letters.tobytes()
    for at, mark in zip(ligatures.tolist(), marks, strict=True):
        parts.extend((whole[done:at], _SPELLED[mark].encode("ascii")))
        done = at + 1
    return Folded(b"".join([*parts, whole[done:]]), np.repeat(kept, counts).astype(np.int32))


class _Spelling(dict[int, str]):
    """The letters each code point folds to, as text, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        number = _class(point)
        self[point] = _SPELLED[number] if 0 < number < UNKNOWN else chr(number) if number else ""
        return self[point]


_SPELLING = _Spelling()


def fold_word(word: str) -> str:
    """The bare letters of one word, as text: the key under which words are compared."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return word.translate(_SPELLING)
