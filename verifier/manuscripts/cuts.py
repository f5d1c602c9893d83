"""Arithmetic on spans: what is left of a paragraph when marks, notes and running matter are cut out of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from verifier.records.manuscript import Block
from verifier.records.spans import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same coverage as sorted, disjoint, non-empty spans; neighbours that touch become one."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if len(span)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def without(span: Span, cuts: Iterable[Span]) -> Iterator[Span]:
    """The parts of `span` that no cut covers. `cuts` must be sorted and disjoint."""
    at = span.start
    for cut in cuts:
        if cut.end <= at:
            continue
        if cut.start >= span.end:
            break
        if cut.start > at:
            yield Span(at, cut.start)
        at = cut.end
    if at < span.end:
        yield Span(at, span.end)


def trimmed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` without the white space before the first word and after the last; empty when nothing is left."""
    parts = [span for span in spans if len(span)]
    while parts and not parts[0].of(text).strip():
        parts.pop(0)
    while parts and not parts[-1].of(text).strip():
        parts.pop()
    if not parts:
        return ()
    head = parts[0].of(text)
    parts[0] = Span(parts[0].start + len(head) - len(head.lstrip()), parts[0].end)
    tail = parts[-1].of(text)
    parts[-1] = Span(parts[-1].start, parts[-1].end - (len(tail) - len(tail.rstrip())))
    return tuple(parts)


class Cuts:
    """A sorted set of cuts that answers quickly for spans asked in any order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = merged(spans)
        self._ends = [span.end for span in self._spans]

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def rest(self, span: Span) -> list[Span]:
        """What is left of `span`."""
        at = bisect_right(self._ends, span.start)
        near: list[Span] = []
        while at < len(self._spans) and self._spans[at].start < span.end:
            near.append(self._spans[at])
            at += 1
        return list(without(span, near))


def recut(text: str, blocks: Iterable[Block], cuts: Cuts) -> Iterator[Block]:
    """`blocks` without what the cuts cover; one of which nothing is left is dropped."""
    for block in blocks:
        spans = trimmed(text, (part for span in block.spans for part in cuts.rest(span)))
        if spans:
            yield Block(block.kind, spans)
