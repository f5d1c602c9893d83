"""A source made ready once: folded, furniture set aside, indexed on demand, and remembered as long as it lives."""

from __future__ import annotations

import weakref
from functools import cached_property

import numpy as np

from verifier.alignment.fold import Folded, fold
from verifier.alignment.furniture import furniture_of
from verifier.alignment.seeds import Ints, SeedTable, hits_in_passing
from verifier.records.spans import Span
from verifier.records.text import SourceText

WORTH_INDEXING = 5  # questions asked of one source: its index costs as much as six passes over its letters


class Prepared:
    """The searchable form of one source. Nothing in it changes what the source says: `folded.origin` leads back."""

    def __init__(self, source: SourceText, *, furnished: bool = True) -> None:
        self.text: str = source.text
        self.furniture: tuple[Span, ...] = furniture_of(source) if furnished else ()
        self.folded: Folded = fold(self.text, self.furniture)
        self._asked = 0
        self.notes: dict[str, object] = {}  # what others worked out about this source, kept as long as it lives

    @property
    def letters(self) -> bytes:
        """The folded letters, furniture left out."""
        return self.folded.letters

    @cached_property
    def seeds(self) -> SeedTable:
        """Where every run of eight letters stands."""
        return SeedTable.of(self.folded.letters)

    def indexed(self) -> Prepared:
        """The same, with its index made now: for a source that will be asked again and again."""
        _ = self.seeds
        return self

    def hits(self, letters: bytes) -> tuple[Ints, Ints]:
        """Pairs (place in `letters`, place in the source) of the seeds both share; the index is made when it pays."""
        self._asked += 1
        if self._asked <= WORTH_INDEXING and "seeds" not in self.__dict__:
            return hits_in_passing(letters, self.letters)
        return self.seeds.hits(letters)

    @cached_property
    def furniture_starts(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Starts of the furniture spans, for bisection."""
        return np.array([span.start for span in self.furniture], dtype=np.int64)

    def furniture_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Furniture that overlaps text[start:end]."""
        if not self.furniture:
            return ()
        first = max(int(np.searchsorted(self.furniture_starts, start)) - 1, 0)
        last = int(np.searchsorted(self.furniture_starts, end))
        return tuple(span for span in self.furniture[first:last] if span.start < end and start < span.end)


_KEPT: dict[int, tuple[weakref.ref[SourceText], Prepared]] = {}


def prepare(source: SourceText) -> Prepared:
    """The prepared form of `source`, made once for this object and dropped with it."""
    key = id(source)
    kept = _KEPT.get(key)
    if kept is not None and kept[0]() is source:
        return kept[1]
    made = Prepared(source)
    _KEPT[key] = (weakref.ref(source, lambda _: _KEPT.pop(key, None) and None), made)
    return made
