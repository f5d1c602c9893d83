"""Spans of text, and a stream of several spans read as one text with a road back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` (inclusive) to `end` (exclusive) of a text; 0 <= start <= end."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Stream:
    """Several spans of one text, read in order as if nothing stood between them.

    A footnote at the foot of a page cuts a sentence in two; the stream joins the halves,
    and `origin` says where in the whole text each code point of the stream came from.
    """

    whole: str
    spans: tuple[Span, ...]
    joint: str = ""

    @classmethod
    def of(cls, whole: str, spans: Iterable[Span], joint: str = "") -> Stream:
        """A stream over `spans` (sorted, disjoint); `joint` is put between neighbours."""
        return cls(whole, tuple(spans), joint)

    @cached_property
    def text(self) -> str:
        """The joined text."""
        return self.joint.join(span.of(self.whole) for span in self.spans)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = [len(span) + len(self.joint) for span in self.spans]
        return [0, *accumulate(lengths)][: len(self.spans)]

    def origin(self, offset: int) -> int:
        """Where in `whole` the code point at `offset` of the stream stands (a joint maps to the span before it)."""
        if not self.spans:
            return 0
        part = max(bisect_right(self._starts, offset) - 1, 0)
        span = self.spans[part]
        return span.start + min(offset - self._starts[part], len(span))

    def span_of(self, start: int, end: int) -> Span:
        """The smallest span of `whole` that holds stream[start:end] (it may cover what the stream left out)."""
        if end <= start:
            at = self.origin(start)
            return Span(at, at)
        return Span(self.origin(start), self.origin(end - 1) + 1)
