"""Search one segment: sampled seeds vote for chunks, the best chunks are aligned letter by letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from verifier.alignment import prepare
from verifier.alignment.locate import places
from verifier.alignment.seeds import hashes
from verifier.records.verdict import Match
from verifier.shelves.segment import Seeds, Segment, sampled
from verifier.shelves.volume import Volume
from verifier.verdicts.marks import read_marks
from verifier.verdicts.place import match_of

MAX_SEEDS = 240  # seeds of a quotation that vote: a longer one is as sure with a part of them
MAX_PLACES = 4096  # chunks one seed may stand in before it says nothing (running heads, classification lines)
TRIED = 24  # chunks aligned for one quotation: the right one is among the first ten in all measured cases
LEAST_SHARE = 0.25  # of the best chunk's votes: below it a chunk shares a phrase, not the quotation
WORTH = 0.6  # share of the quotation's letters that must agree at a place worth showing


@dataclass(frozen=True, slots=True)
class Hit:
    """A place: the match with offsets into the volume's whole text, and the volume."""

    match: Match
    volume: Volume
    segment: int = 0
    number: int = 0


def search(segments: Sequence[Segment], quote: str, tried: int = TRIED) -> Iterator[Hit]:
    """The places of a quotation in all segments, in no order: the best chunks of them all are aligned, no others."""
    letters = read_marks(quote).letters
    asked = _asked(b"".join(letters))
    voted = [(-vote, at, chunk) for at, one in enumerate(segments) for vote, chunk in _voted(one, asked, tried)]
    best = sorted(voted)[:tried]
    chosen: dict[int, list[int]] = {}
    for vote, at, chunk in best:
        if vote <= LEAST_SHARE * best[0][0]:
            chosen.setdefault(at, []).append(chunk)
    for at, chunks in chosen.items():
        yield from _align(segments[at], at, letters, chunks)


def _align(segment: Segment, at: int, letters: Sequence[bytes], chunks: Sequence[int]) -> Iterator[Hit]:
    """The places in these chunks of one segment."""
    seen: set[tuple[int, int]] = set()
    for first, last in _stretches(segment, chunks):
        number = int(segment.chunks[first, 0])
        volume = segment.volume(number)
        offset, text = segment.stretch(first, last)
        window = volume.window(text)
        for place in places(letters, prepare(window)):
            if place.similarity < WORTH:
                continue
            hit = _hit(match_of(place, window, prepare(window).folded), volume, offset, at, number)
            if (number, hit.match.start) not in seen:
                seen.add((number, hit.match.start))
                yield hit


def _hit(match: Match, volume: Volume, offset: int, segment: int, number: int) -> Hit:
    start = offset + match.start
    index, label = volume.page_at(start)
    placed = Match(
        match.layer, index, label, start, offset + match.end, match.exact, match.prefix, match.suffix,
        (), match.link, match.similarity,
    )  # fmt: skip
    return Hit(placed, volume, segment, number)


def _stretches(segment: Segment, chunks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Chunk ranges worth aligning, best first: a voted chunk with its neighbours in the same volume."""
    covered: set[int] = set()
    for chunk in chunks:
        if chunk in covered:
            continue
        volume = segment.chunks[chunk, 0]
        first = chunk - 1 if chunk and segment.chunks[chunk - 1, 0] == volume else chunk
        last = chunk + 1 if chunk + 1 < len(segment.chunks) and segment.chunks[chunk + 1, 0] == volume else chunk
        covered.add(chunk)
        yield first, last


def _asked(letters: bytes) -> Seeds:
    """The seeds of a quotation that vote, in order."""
    asked: Seeds = np.unique(sampled(hashes(letters)))
    if len(asked) > MAX_SEEDS:
        asked = asked[np.linspace(0, len(asked) - 1, MAX_SEEDS).astype(np.int64)]
    return asked


def _voted(segment: Segment, asked: Seeds, tried: int) -> list[tuple[float, int]]:
    """The best chunks, each with the weight of the seeds it shares; a rare seed weighs more than a common one."""
    low = np.searchsorted(segment.seeds, asked, side="left")
    counts = np.searchsorted(segment.seeds, asked, side="right") - low
    useful = (counts > 0) & (counts <= MAX_PLACES)
    if not bool(useful.any()):
        return []
    found = [np.unique(segment.places[a : a + n]) for a, n in zip(low[useful], counts[useful], strict=True)]
    weights = np.concatenate([np.full(len(one), 1.0 / np.log2(2 + len(one))) for one in found])
    chunks, which = np.unique(np.concatenate(found), return_inverse=True)
    votes = np.bincount(which, weights=weights)
    best = np.lexsort((chunks, -votes))[:tried]
    return [(float(votes[i]), int(chunks[i])) for i in best]
