"""Many quotations looked for in many sources: the quotations' seeds in one table, the sources streamed past it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verifier.alignment.fold import Folded
from verifier.alignment.seeds import Hashes, Ints, K, hashes

FILTER_BITS = 22  # of the first sieve: half a megabyte of bits for a hundred thousand seeds lets one letter in fifty by
COMMON = 12  # quotations that may share a seed before it tells none of them apart
DIAGONAL = 16  # letters: seeds of one place leave their diagonal by less
MIX = 0x85EBCA6B  # odd: spreads the rolling hash over the sieve


@dataclass(frozen=True, slots=True)
class Hits:
    """Seeds one source shares with one quotation: its letter `asked[i]` is the source's letter `found[i]`."""

    quote: int
    votes: int
    asked: Ints
    found: Ints


class SeedSieve:
    """The seeds of all quotations. `letters[i]` are the folded letters of quotation i."""

    def __init__(self, letters: Sequence[bytes]) -> None:
        parts = [hashes(one) for one in letters]
        all_hashes = np.concatenate([*parts, np.zeros(0, dtype=np.uint32)])
        owners = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        places = np.concatenate([*(np.arange(len(part)) for part in parts), np.zeros(0, dtype=np.int64)])
        order = np.argsort(all_hashes, kind="stable")
        self._owners, self._places = owners[order], places[order]
        self._hashes, self._first, self._count = np.unique(all_hashes[order], return_index=True, return_counts=True)
        self._count = np.where(self._count > COMMON, 0, self._count)
        self._passes = np.zeros(1 << FILTER_BITS, dtype=bool)
        self._passes[_sieve_key(self._hashes)] = True

    def hits(self, letters: bytes, least: int) -> list[Hits]:
        """Quotations that share at least `least` seeds on one diagonal with these letters of a source."""
        hashed = hashes(letters)
        near = np.flatnonzero(self._passes[_sieve_key(hashed)])
        if not len(near) or not len(self._hashes):
            return []
        wanted = hashed[near]
        slot = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        same = self._hashes[slot] == wanted
        near, slot = near[same], slot[same]
        counts = self._count[slot]
        found = np.repeat(near, counts)
        entry = (
            np.arange(len(found)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(self._first[slot], counts)
        )
        return _grouped(self._owners[entry], self._places[entry], found, least)


def _sieve_key(hashed: Hashes) -> NDArray[np.uint32]:
    return (hashed * np.uint32(MIX)) >> np.uint32(32 - FILTER_BITS)


def _grouped(owners: Ints, asked: Ints, found: Ints, least: int) -> list[Hits]:
    """Hits by quotation, where enough of them lie on one diagonal."""
    if len(owners) < least:
        return []
    code = (owners << 32) + (found - asked + (1 << 30)) // DIAGONAL
    order = np.argsort(code, kind="stable")
    owners, asked, found, code = owners[order], asked[order], found[order], code[order]
    bins, first, counts = np.unique(code, return_index=True, return_counts=True)
    quotes = bins >> 32
    edges = np.flatnonzero(np.concatenate(([True], quotes[1:] != quotes[:-1])))
    most = np.maximum.reduceat(counts, edges)
    starts = first[edges]
    ends = np.concatenate((starts[1:], [len(code)]))
    made = []
    for n in np.flatnonzero(most >= least).tolist():
        low, high = int(starts[n]), int(ends[n])
        made.append(Hits(int(owners[low]), int(most[n]), asked[low:high].astype(np.int64), found[low:high]))
    return made


@dataclass(frozen=True, slots=True)
class Packed:
    """A folded source in little room: its letters, and one bit a code point for where they came from."""

    letters: bytes
    mask: NDArray[np.uint8]
    length: int

    @classmethod
    def of(cls, folded: Folded, length: int) -> Packed | None:
        """The folded text packed; None where a ligature gave two letters for one code point."""
        origin = folded.origin
        if len(origin) > 1 and bool((origin[1:] == origin[:-1]).any()):
            return None
        bits = np.zeros(length, dtype=bool)
        bits[origin] = True
        return cls(folded.letters, np.packbits(bits), length)

    def unpacked(self) -> Folded:
        """The folded text again."""
        bits = np.unpackbits(self.mask, count=self.length)
        return Folded(self.letters, np.flatnonzero(bits).astype(np.int32))


LEAST_SEEDS = 3  # on one diagonal before a source is a candidate at all
SHORTEST = K + LEAST_SEEDS - 1  # letters of a quotation the sieve can find; shorter ones are searched for in full
