"""Many quotations looked for in many sources: the quotations' seeds in one table, the sources streamed past it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from verifier.alignment.seeds import MIX, Hashes, Ints, K, hashes

SIEVE_SPARE = 5  # bits of the sieve beyond those that number its seeds: one letter in thirty passes by chance
BUCKET_SPARE = 1  # bits of the table behind it beyond the same: a bucket holds half a seed
MAX_SIEVE = 24  # bits: sixteen megabytes of sieve, however many quotations there are
COMMON = 12  # quotations that may share a seed before it tells none of them apart
DIAGONAL = 16  # letters: seeds of one place leave their diagonal by less
CELLS = 1 << 14  # counters that all diagonals of one source share, to see at a glance which may hold enough seeds
SPREAD = 10_127  # odd, near CELLS / golden ratio: sets the diagonals of different quotations apart
LEAST_SEEDS = 3  # on one diagonal before a source is a candidate at all
LEAST_SHARE = 0.06  # of a fragment's letters that many seeds must be: at 10 % misread letters 0.4 are left
ENOUGH_SEEDS = 12  # that are enough for any quotation: a long one is spread over the diagonals of its pages
SHORTEST = K + LEAST_SEEDS - 1  # letters of a quotation the sieve can find; shorter ones are searched for in full


class SeedSieve:
    """The seeds of all quotations. `quotes[i]` are the folded letters of quotation i, one fragment after the other."""

    def __init__(self, quotes: Sequence[Sequence[bytes]]) -> None:
        parts = [hashes(b"".join(fragments)) for fragments in quotes]
        hashed = np.concatenate([*parts, np.zeros(0, dtype=np.uint32)])
        owners = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        places = np.concatenate([*(np.arange(len(part)) for part in parts), np.zeros(0, dtype=np.int64)])
        order = np.argsort(hashed, kind="stable")
        _, which, counts = np.unique(hashed[order], return_inverse=True, return_counts=True)
        order = order[counts[which] <= COMMON]
        self._least = np.array([_least(fragments) for fragments in quotes], dtype=np.int64)
        size = len(order).bit_length()
        self._bits, self._table_bits = min(size + SIEVE_SPARE, MAX_SIEVE), min(size + BUCKET_SPARE, MAX_SIEVE)
        bucket = _key(hashed[order], self._table_bits)
        order = order[np.argsort(bucket, kind="stable")]
        self._hashes, self._owners, self._places = hashed[order], owners[order], places[order]
        self._starts = np.zeros((1 << self._table_bits) + 1, dtype=np.int32)
        np.cumsum(np.bincount(bucket, minlength=1 << self._table_bits), out=self._starts[1:])
        self._passes = np.zeros(1 << self._bits, dtype=bool)
        self._passes[_key(self._hashes, self._bits)] = True

    def candidates(self, letters: bytes) -> list[tuple[int, int]]:
        """(quotation, seeds on its best diagonal) for the quotations that may stand in these letters of a source."""
        owners, diagonals = self._hits(letters)
        cells = (owners * SPREAD + diagonals) % CELLS
        full = np.flatnonzero(np.bincount(cells, minlength=CELLS)[cells] >= self._least[owners])
        if not len(full):
            return []
        lines, votes = np.unique((owners[full] << 32) + diagonals[full], return_counts=True)
        quotes = lines >> 32
        best: dict[int, int] = {}
        for n in np.flatnonzero(votes >= self._least[quotes]).tolist():
            quote = int(quotes[n])
            best[quote] = max(best.get(quote, 0), int(votes[n]))
        return list(best.items())

    def _hits(self, letters: bytes) -> tuple[Ints, Ints]:
        """The quotation and the diagonal of every seed the source shares."""
        hashed = hashes(letters)
        near = np.flatnonzero(self._passes.take(_key(hashed, self._bits), mode="clip"))
        hashed = hashed[near]
        bucket = _key(hashed, self._table_bits)
        low = self._starts[bucket]
        counts = self._starts[1:][bucket] - low
        asking = np.repeat(np.arange(len(near)), counts)
        entry = np.arange(len(asking)) + np.repeat(low - (np.cumsum(counts) - counts), counts)
        same = np.flatnonzero(self._hashes[entry] == hashed[asking])
        entry = entry[same]
        return self._owners[entry], (near[asking[same]] - self._places[entry] + (1 << 30)) // DIAGONAL


def _key(hashed: Hashes, bits: int) -> NDArray[np.uint32]:
    return (hashed * np.uint32(MIX)) >> np.uint32(32 - bits)


def _least(fragments: Sequence[bytes]) -> int:
    """Seeds that must lie on one diagonal: a share of the longest fragment's, within bounds."""
    longest = max(map(len, fragments), default=0)
    return min(max(LEAST_SEEDS, int(LEAST_SHARE * longest)), ENOUGH_SEEDS)
