"""The words of a page as columns of small numbers: turned into records only when somebody looks at them."""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from operator import add, sub
from typing import overload

from verifier.records.text import Box, Word

SCALE = 60_000  # steps to a page's side or to full confidence: a twentieth of a millimetre on a sheet a metre long
NONE = 65_535  # stands for "no confidence" and, in x0, for "no box"
DEFLATE_LEVEL = 1  # the columns are small and regular: higher levels save a tenth and cost thrice the time
_WORD_BYTES = 2 * 4 + 5 * 2  # start and length, then x0, y0, x1, y1, confidence

Columns = tuple["array[int]", ...]
_WORD = re.compile(r"\S+")


class WordTable(Sequence[Word]):
    """A sequence of words that makes each `Word` when it is asked for; equal to any sequence of the same words."""

    __slots__ = ("_columns", "_count", "_packed", "_text")

    def __init__(self, columns: Columns | None, packed: bytes = b"", count: int = 0, text: str = "") -> None:
        self._columns = columns
        self._packed = packed  # what the columns are made of, until somebody looks
        self._text = text  # or these, where only blanks tell the words apart
        self._count = len(columns[0]) if columns else count

    @classmethod
    def of(cls, words: Sequence[Word]) -> WordTable:
        """The table of some words."""
        if isinstance(words, WordTable):
            return words
        boxes = [word.box for word in words]
        sides = ([steps(getattr(box, side)) if box else NONE for box in boxes] for side in ("x0", "y0", "x1", "y1"))
        sure = [NONE if word.confidence is None else steps(word.confidence) for word in words]
        return cls.made([word.start for word in words], [word.end for word in words], [*sides, sure])

    @classmethod
    def made(cls, starts: Sequence[int], ends: Sequence[int], steps_of: Sequence[Sequence[int]]) -> WordTable:
        """A table from its columns: code points, then x0, y0, x1, y1 and confidence in steps."""
        return cls((array("i", starts), array("i", ends), *(array("H", column) for column in steps_of)))

    @classmethod
    def by_blanks(cls, text: str) -> WordTable:
        """The words of a text whose places on the page nobody asked for: what stands between blanks."""
        return cls(None, count=len(text.split()), text=text)

    def packed(self) -> bytes:
        """The table as compressed bytes; `unpacked` reads them. Empty where the page's text tells it (`by_blanks`)."""
        if self._text or self._columns is None:
            return self._packed
        starts, ends, *rest = self._columns
        gaps = array("i", map(sub, starts, chain((0,), starts)))
        lengths = array("i", map(sub, ends, starts))
        return zlib.compress(b"".join(_little(part).tobytes() for part in (gaps, lengths, *rest)), DEFLATE_LEVEL)

    @classmethod
    def unpacked(cls, packed: bytes, count: int) -> WordTable:
        """The table of `count` words behind `packed`, which is opened when somebody looks."""
        return cls(None, packed, count)

    def heights(self) -> Iterator[tuple[int, float]]:
        """(start, height of its middle on the page) of every word with a box."""
        starts, _, x0, y0, _, y1, _ = self._opened()
        rows = zip(starts, x0, y0, y1, strict=True)
        return ((start, (top + foot) / (2 * SCALE)) for start, left, top, foot in rows if left != NONE)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, at: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return _word(*(column[at] for column in self._opened()))

    def __iter__(self) -> Iterator[Word]:
        return map(_word, *self._opened())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and not isinstance(other, str) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _opened(self) -> Columns:
        """The columns. ValueError when the packed bytes are no table of so many words."""
        if self._columns is None:
            self._columns = _between(self._text) if self._text else _columns(self._packed, self._count)
            self._packed = b""
        return self._columns


def steps(fraction: float) -> int:
    """A fraction (0..1) as a whole number of steps; what lies outside is brought to the edge."""
    return round(min(fraction if fraction > 0 else 0.0, 1.0) * SCALE)  # not a number is nothing


def _word(start: int, end: int, x0: int, y0: int, x1: int, y1: int, sure: int) -> Word:
    box = None if x0 == NONE else Box(_fraction(x0), _fraction(y0), _fraction(x1), _fraction(y1))
    return Word(start, end, box, None if sure == NONE else _fraction(sure))


def _fraction(value: int) -> float:
    return round(value / SCALE, 5)


def _columns(packed: bytes, count: int) -> Columns:
    wanted = count * _WORD_BYTES
    opened = zlib.decompressobj()
    try:
        raw = opened.decompress(packed, wanted + 1)
    except zlib.error as error:
        raise ValueError(f"a word table that cannot be opened ({error})") from error
    if len(raw) != wanted:
        raise ValueError("a word table of another length than it says")
    gaps, lengths, *rest = (_little(part) for part in _cut(raw, count))
    starts = array("i", accumulate(gaps))
    ends = array("i", map(add, starts, lengths))
    return (starts, ends, *rest)


def _between(text: str) -> Columns:
    """The columns of words without a place."""
    places = [found.span() for found in _WORD.finditer(text)]
    starts, ends = zip(*places, strict=True) if places else ((), ())
    nowhere = (array("H", (NONE,)) * len(starts) for _ in range(5))
    return (array("i", starts), array("i", ends), *nowhere)


def _cut(raw: bytes, count: int) -> Iterator[array[int]]:
    at = 0
    for kind in "iiHHHHH":
        part: array[int] = array(kind)
        size = count * part.itemsize
        part.frombytes(raw[at : at + size])
        at += size
        yield part


def _little(part: array[int]) -> array[int]:
    if sys.byteorder == "big":
        part = part[:]
        part.byteswap()
    return part
