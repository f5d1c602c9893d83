"""The words of a page as flat numbers: small on disk, and turned into records only when somebody looks at them."""

from __future__ import annotations

import base64
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from verifier.records.text import Box, Word

NONE = -1.0  # stands for "no confidence" and, in x0, for "no box"


class WordTable(Sequence[Word]):
    """A sequence of words that makes each `Word` when it is asked for; equal to any sequence of the same words."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: array[int], values: array[float]) -> None:
        self._places = places  # start, end of each word
        self._values = values  # x0, y0, x1, y1, confidence of each word

    @classmethod
    def of(cls, words: Sequence[Word]) -> WordTable:
        """The table of some words."""
        if isinstance(words, WordTable):
            return words
        places, values = array("i"), array("f")
        for word in words:
            box = word.box
            places.extend((word.start, word.end))
            values.extend((box.x0, box.y0, box.x1, box.y1) if box else (NONE, 0, 0, 0))
            values.append(NONE if word.confidence is None else word.confidence)
        return cls(places, values)

    def packed(self) -> list[str]:
        """Two strings, little-endian numbers in base 64; `unpacked` reads them."""
        return [base64.b64encode(_ordered(part).tobytes()).decode("ascii") for part in (self._places, self._values)]

    @classmethod
    def unpacked(cls, packed: list[str]) -> WordTable:
        """The table behind `packed`. ValueError when it is not one."""
        places, values = array("i"), array("f")
        places.frombytes(base64.b64decode(packed[0], validate=True))
        values.frombytes(base64.b64decode(packed[1], validate=True))
        if len(places) * 5 != len(values) * 2:
            raise ValueError("a word table whose parts do not belong together")
        return cls(_ordered(places), _ordered(values))

    def __len__(self) -> int:
        return len(self._places) // 2

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, at: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        x0, y0, x1, y1, sure = (round(value, 5) for value in self._values[5 * at : 5 * at + 5])
        box = None if x0 == NONE else Box(x0, y0, x1, y1)
        return Word(self._places[2 * at], self._places[2 * at + 1], box, None if sure == NONE else sure)

    def __iter__(self) -> Iterator[Word]:
        return (self[at] for at in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and not isinstance(other, str) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def _ordered(part: array[int] | array[float]) -> array:  # type: ignore[type-arg]
    if sys.byteorder == "big":
        part = part[:]
        part.byteswap()
    return part
