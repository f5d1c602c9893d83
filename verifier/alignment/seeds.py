"""Seeds: runs of eight letters that quotation and source share, found through a table or a single pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

K = 8  # letters in a seed: one in 200,000 by chance in English, and 43 % survive a 10 % error rate
MULTIPLIER = 0x9E3779B1  # odd, near 2**32 / golden ratio: spreads a short run of letters over 32 bits
MIX = 0x85EBCA6B  # odd: spreads the rolling hash once more, over the bits that number a bucket
TABLE_BITS = 16  # numpy sorts 16-bit keys by radix, ten times faster than wider ones
LEAST_BITS = 8  # of a small source's table: four for every letter would cost a pamphlet 260 kB
STRETCH = 1 << 16  # letters hashed at once: what is in the cache need not be fetched again
MAX_PER_SEED = 256  # places one seed may have beyond its fair share before it says nothing (running heads, "a a a")
FEW = 8  # places looked at of each seed where all have too many
MAX_HITS = 20_000  # seed hits looked at for one quotation: bounds the work on a source that repeats itself
DRIFT = 12  # letters by which neighbouring seeds may leave their diagonal: a misread line end or a lost word

Ints = NDArray[np.int64]
AnyInts = NDArray[np.signedinteger[Any]]
Hashes = NDArray[np.uint32]


def hashes(letters: bytes) -> Hashes:
    """A 32-bit hash of every run of K letters, by doubling: three multiplications a letter."""
    values = np.frombuffer(letters, dtype=np.uint8).astype(np.uint32)
    if len(values) < K:
        return np.zeros(0, dtype=np.uint32)
    step, factor = 1, MULTIPLIER
    while step < K:
        values = values[:-step] * np.uint32(factor) + values[step:]
        factor = factor * factor & 0xFFFFFFFF
        step *= 2
    return values


def keys(hashed: Hashes, bits: int = TABLE_BITS) -> NDArray[np.uint16]:
    """The top bits of a hash: its bucket."""
    return ((hashed * np.uint32(MIX)) >> np.uint32(32 - bits)).astype(np.uint16)


def windows(letters: bytes) -> NDArray[np.uint64]:
    """Every run of K letters as one number: a view that overlaps itself and takes no room."""
    return np.ndarray(max(len(letters) - K + 1, 0), dtype=np.uint64, buffer=letters, strides=(1,))


def _stretches(letters: bytes, bits: int) -> Iterator[tuple[int, NDArray[np.uint16]]]:
    """The buckets of all seeds, stretch by stretch, with the number of each stretch's first."""
    for start in range(0, len(letters) - K + 1, STRETCH):
        yield start, keys(hashes(letters[start : start + STRETCH + K - 1]), bits)


def _bits(length: int) -> int:
    """Bits that number the buckets for a source of this many letters."""
    return min(max(length.bit_length(), LEAST_BITS), TABLE_BITS)


@dataclass(frozen=True, slots=True)
class SeedTable:
    """Where every run of K letters of a source stands: `order` lists positions bucket by bucket."""

    letters: bytes
    order: NDArray[np.int32]
    starts: NDArray[np.int32]
    bits: int

    @classmethod
    def of(cls, letters: bytes) -> SeedTable:
        """Index a folded source; linear time, 4 bytes a letter."""
        bits = _bits(len(letters))
        bucket = np.zeros(max(len(letters) - K + 1, 0), dtype=np.uint16)
        counts = np.zeros(1 << bits, dtype=np.int64)
        for start, part in _stretches(letters, bits):
            bucket[start : start + len(part)] = part
            counts += np.bincount(part, minlength=1 << bits)
        order = np.argsort(bucket, kind="stable").astype(np.int32)
        starts = np.zeros((1 << bits) + 1, dtype=np.int32)
        np.cumsum(counts, out=starts[1:])
        return cls(letters, order, starts, bits)

    def hits(self, letters: bytes) -> tuple[Ints, Ints]:
        """Pairs (place in the quotation, place in the source) of every seed both share."""
        bucket = keys(hashes(letters), self.bits)
        low = self.starts[bucket]
        return _shared(letters, self.letters, low, self.starts[1:][bucket] - low, self.order, self.bits)


def hits_in_passing(letters: bytes, source: bytes) -> tuple[Ints, Ints]:
    """The hits of a table, without one: for a source that is asked once, a tenth of the work of indexing it."""
    bits = _bits(len(source))
    bucket = keys(hashes(letters), bits)
    asked = np.zeros(1 << bits, dtype=bool)
    asked[bucket] = True
    places, buckets = [_NONE], [np.zeros(0, dtype=np.uint16)]
    for start, part in _stretches(source, bits):
        near = np.flatnonzero(asked.take(part, mode="clip"))
        places.append(near + start)
        buckets.append(part[near])
    near_buckets = np.concatenate(buckets)
    order = np.argsort(near_buckets, kind="stable")
    near_buckets = near_buckets[order]
    low = np.searchsorted(near_buckets, bucket)
    counts = np.searchsorted(near_buckets, bucket, side="right") - low
    return _shared(letters, source, low, counts, np.concatenate(places)[order], bits)


def _shared(
    letters: bytes, source: bytes, low: AnyInts, counts: AnyInts, order: AnyInts, bits: int
) -> tuple[Ints, Ints]:
    """Pairs from the buckets of a quotation's seeds: seed i's is order[low[i]:][:counts[i]]."""
    common = counts > MAX_PER_SEED + 4 * (len(source) >> bits)
    if bool(common.any()):
        counts = np.minimum(counts, FEW) if bool(common.all()) else np.where(common, 0, counts)
    ends = np.cumsum(counts)
    asked = np.repeat(np.arange(len(counts)), counts)
    found = order[np.arange(len(asked)) + np.repeat(low - (ends - counts), counts)]
    same = np.flatnonzero(windows(source)[found] == windows(letters)[asked])[:MAX_HITS]
    return asked[same], found[same].astype(np.int64)


_NONE: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Block:
    """Seeds on one diagonal: letters q0..q1 of the quotation lie near letters s0..s1 of the source."""

    q0: int
    q1: int
    s0: int
    s1: int
    votes: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a quotation, as columns, in the order of the source: most are strays that nobody looks at."""

    q0: Ints
    q1: Ints
    s0: Ints
    s1: Ints
    votes: Ints

    def __len__(self) -> int:
        return len(self.votes)

    def __getitem__(self, number: int) -> Block:
        return Block(
            int(self.q0[number]), int(self.q1[number]), int(self.s0[number]), int(self.s1[number]),
            int(self.votes[number]),
        )  # fmt: skip

    def __iter__(self) -> Iterator[Block]:
        return map(self.__getitem__, range(len(self)))

    def strongest(self, count: int) -> list[int]:
        """Numbers of the blocks with the most votes; of equal ones the first in the source."""
        order: list[int] = (-self.votes).argsort(kind="stable")[:count].tolist()
        return order

    def between(self, low: int, high: int) -> range:
        """Numbers of the blocks that begin in letters low..high of the source."""
        return range(int(self.s0.searchsorted(low)), int(self.s0.searchsorted(high)))


def blocks(asked: Ints, found: Ints, joints: Sequence[int] = ()) -> Blocks:
    """Group hits whose diagonals lie within DRIFT of a neighbour's.

    `joints` are places in the quotation where something is left out: no block goes over one, and a seed across one is
    nobody's words. A stray hit beyond an ellipsis would else draw its far side next to its near one.
    """
    part = np.searchsorted(np.array(joints, dtype=np.int64), asked, side="right") if len(joints) else None
    if part is not None:
        whole = np.searchsorted(joints, asked + K - 1, side="right") == part
        asked, found, part = asked[whole], found[whole], part[whole]
    if not len(asked):
        return Blocks(_NONE, _NONE, _NONE, _NONE, _NONE)
    diagonal = found - asked
    if part is not None:  # the parts' diagonals lie further from each other than a source is long
        diagonal = diagonal + part * (int(found.max()) + int(asked.max()) + DRIFT + 1)
    order = diagonal.argsort(kind="stable")
    asked, found, diagonal = asked[order], found[order], diagonal[order]
    jumps = np.flatnonzero(diagonal[1:] - diagonal[:-1] > DRIFT)
    edges, ends = np.concatenate((_ZERO, jumps + 1)), np.concatenate((jumps + 1, [len(asked)]))
    q0, s0 = np.minimum.reduceat(asked, edges), np.minimum.reduceat(found, edges)
    q1, s1 = np.maximum.reduceat(asked, edges) + K, np.maximum.reduceat(found, edges) + K
    order = (s0 * int(q1.max()) + q0).argsort(kind="stable")  # by s0, then q0
    return Blocks(q0[order], q1[order], s0[order], s1[order], (ends - edges)[order])


_ZERO: Ints = np.zeros(1, dtype=np.int64)
