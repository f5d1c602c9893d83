"""Fold text to bare letters and digits, one byte each, with the way back to every code point.

Spacing, hyphens, quotation marks, dashes, case, accents and ligatures cost nothing after folding, so the aligner
spends its whole error budget on letters. A byte per letter is what keeps the bit-parallel aligner fast.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from verifier.records.spans import Span

TABLE_SIZE = 0x2000  # code points folded by table; all Latin, Greek, Cyrillic, Hebrew and Arabic letters lie below
OTHER_BASE = 192  # letters beyond ASCII share bytes 192..255, which read as letters in Latin-1 too
OTHER_LETTERS = 64  # an alphabet's letters lie within 64 code points, so they stay apart
LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "æ": "ae", "Æ": "ae"}
LIGATURES |= {"œ": "oe", "Œ": "oe", "ß": "ss", "Ĳ": "ij", "ĳ": "ij"}
_LIGATURE_POINTS = np.array(sorted(ord(mark) for mark in LIGATURES), dtype=np.uint32)

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


@cache
def _table() -> Letters:
    return np.array([fold_point(point) for point in range(TABLE_SIZE)], dtype=np.uint8)


def _classes(points: NDArray[np.uint32]) -> Letters:
    table = _table()
    low = points < TABLE_SIZE
    if bool(low.all()):
        return table[points]
    classes = np.zeros(len(points), dtype=np.uint8)
    classes[low] = table[points[low]]
    high = np.flatnonzero(~low)
    kinds, which = np.unique(points[high], return_inverse=True)
    classes[high] = np.array([fold_point(point) for point in kinds.tolist()], dtype=np.uint8)[which]
    return classes


def fold(text: str, without: Iterable[Span] = ()) -> Folded:
    """Fold `text`, leaving out the code points of `without` (page furniture) as if they were spaces."""
    if text.isascii():
        points = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
        classes = _table()[points]
        ligatures = None
    else:
        wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        classes = _classes(wide)
        found = np.flatnonzero(np.isin(wide, _LIGATURE_POINTS))
        ligatures = found if len(found) else None
    for span in without:
        classes[span.start : span.end] = 0
    if ligatures is not None:
        return _expanded(text, classes, ligatures, tuple(without))
    kept = np.flatnonzero(classes)
    return Folded(classes[kept].tobytes(), kept.astype(np.int32))


def _expanded(text: str, classes: Letters, ligatures: NDArray[np.int64], without: tuple[Span, ...]) -> Folded:
    """Fold where some code points stand for two or three letters."""
    counts = (classes != 0).astype(np.int64)
    hidden = {at for at in ligatures.tolist() if any(span.start <= at < span.end for span in without)}
    spelled = {at: LIGATURES[text[at]] for at in ligatures.tolist() if at not in hidden}
    for at, letters in spelled.items():
        counts[at] = len(letters)
    origin = np.repeat(np.arange(len(classes)), counts)
    folded = classes[origin]
    firsts = np.concatenate(([0], np.cumsum(counts)))
    for at, letters in spelled.items():
        first = int(firsts[at])
        folded[first : first + len(letters)] = np.frombuffer(letters.encode(), dtype=np.uint8)
    return Folded(folded.tobytes(), origin.astype(np.int32))


def fold_word(word: str) -> str:
    """The bare letters of one word, as text: the key under which words are compared."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return fold(word).letters.decode("latin-1")
