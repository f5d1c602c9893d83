"""Seeds: runs of eight letters that quotation and source share, found through a table, and counted by diagonal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

K = 8  # letters in a seed: one in 200,000 by chance in English, and 43 % survive a 10 % error rate
MULTIPLIER = 0x9E3779B1  # odd, near 2**32 / golden ratio: spreads a short run of letters over 32 bits
TABLE_BITS = 16  # numpy sorts 16-bit keys by radix, ten times faster than wider ones
MAX_PER_SEED = 256  # places one seed may have beyond its fair share before it says nothing (running heads, "a a a")
MAX_HITS = 20_000  # seed hits looked at for one quotation: bounds the work on a source that repeats itself
DRIFT = 12  # letters by which neighbouring seeds may leave their diagonal: a misread line end or a lost word

Ints = NDArray[np.int64]
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


def keys(hashed: Hashes) -> NDArray[np.uint16]:
    """The top bits of a hash: its bucket."""
    mixed = hashed * np.uint32(0x85EBCA6B)
    return (mixed >> np.uint32(32 - TABLE_BITS)).astype(np.uint16)


@dataclass(frozen=True, slots=True)
class SeedTable:
    """Where every run of K letters of a source stands: `order` lists positions bucket by bucket."""

    hashed: Hashes
    order: NDArray[np.int32]
    starts: NDArray[np.int32]

    @classmethod
    def of(cls, letters: bytes) -> SeedTable:
        """Index a folded source; linear time, 12 bytes a letter."""
        hashed = hashes(letters)
        bucket = keys(hashed)
        order = np.argsort(bucket, kind="stable").astype(np.int32)
        counts = np.bincount(bucket, minlength=1 << TABLE_BITS)
        starts = np.zeros((1 << TABLE_BITS) + 1, dtype=np.int32)
        np.cumsum(counts, out=starts[1:])
        return cls(hashed[order], order, starts)

    def hits(self, letters: bytes) -> tuple[Ints, Ints]:
        """Pairs (place in the quotation, place in the source) of every seed both share."""
        wanted = hashes(letters)
        if not len(wanted) or not len(self.order):
            return _NONE, _NONE
        bucket = keys(wanted)
        low = self.starts[bucket].astype(np.int64)
        counts = self.starts[bucket.astype(np.int64) + 1] - low
        limit = MAX_PER_SEED + 4 * (len(self.order) >> TABLE_BITS)
        counts = np.where(counts > limit, 0, counts) if bool((counts <= limit).any()) else np.minimum(counts, 8)
        asked = np.repeat(np.arange(len(wanted)), counts)
        firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        slots = np.arange(len(asked)) - np.repeat(firsts, counts) + np.repeat(low, counts)
        same = self.hashed[slots] == wanted[asked]
        return asked[same][:MAX_HITS], self.order[slots[same]].astype(np.int64)[:MAX_HITS]


_NONE: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Block:
    """Seeds on one diagonal: letters q0..q1 of the quotation lie near letters s0..s1 of the source."""

    q0: int
    q1: int
    s0: int
    s1: int
    votes: int


def blocks(asked: Ints, found: Ints) -> list[Block]:
    """Group hits whose diagonals lie within DRIFT of a neighbour's, and cut a group where it jumps in the source."""
    if not len(asked):
        return []
    order = np.lexsort((found, found - asked))
    asked, found = asked[order], found[order]
    jumps = np.diff(found - asked) > DRIFT
    edges = np.concatenate(([0], np.flatnonzero(jumps) + 1))
    sizes = np.diff(np.concatenate((edges, [len(asked)])))
    parts = (
        np.minimum.reduceat(asked, edges), np.maximum.reduceat(asked, edges) + K,
        np.minimum.reduceat(found, edges), np.maximum.reduceat(found, edges) + K, sizes,
    )  # fmt: skip
    return [Block(*row) for row in zip(*(part.tolist() for part in parts), strict=True)]
