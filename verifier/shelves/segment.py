"""A segment: some volumes with the index over them, written once and never changed; all of it is mapped, not loaded.

volumes.jsonl   one volume a line
text.bin        the volumes' text, UTF-8, chunk after chunk
chunks.npy      per chunk: volume, first code point, first byte, bytes   (int64, 4 columns)
seeds.npy       the sampled seeds' hashes, sorted                       (uint32)
places.npy      the chunk each of them stands in                        (uint32)
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.alignment.fold import fold
from verifier.alignment.seeds import hashes
from verifier.shelves.volume import Volume

CHUNK = 2000  # code points: about a page, so that a hit names a page and its neighbours hold the rest of a quotation
SAMPLE = 3  # one seed in three is kept: 40 letters still keep 11, and the index stays near the size of the text
OVERLAP = 16  # code points a chunk's seeds reach into the next: no run of eight letters is lost at an edge

Chunks = NDArray[np.int64]
Seeds = NDArray[np.uint32]


def sampled(hashed: Seeds) -> Seeds:
    """The seeds that the index keeps: chosen by their own value, so that quotation and source choose alike."""
    mixed = (hashed * np.uint32(0x9E3779B1)) >> np.uint32(16)
    kept: Seeds = hashed[mixed % np.uint32(SAMPLE) == 0]
    return kept


def write_segment(folder: Path, readings: Iterable[tuple[Volume, str]], captures: Iterable[str] = ()) -> int:
    """Write volumes with their texts into `folder` (which must not be read before it is renamed into place).

    Returns how many volumes there are. Memory: 8 bytes a sampled seed, about 2 bytes a letter.
    """
    folder.mkdir(parents=True)
    (folder / "captures.txt").write_text("".join(f"{name}\n" for name in sorted(captures)))
    rows: list[tuple[int, int, int, int]] = []
    seeds: list[Seeds] = []
    places: list[Seeds] = []
    count = at = 0
    with (folder / "volumes.jsonl").open("w", encoding="utf-8") as names, (folder / "text.bin").open("wb") as text:
        for volume, words in readings:
            names.write(json.dumps(volume.row(), ensure_ascii=False, sort_keys=True) + "\n")
            for start in range(0, max(len(words), 1), CHUNK):
                written = words[start : start + CHUNK].encode("utf-8", "surrogatepass")
                text.write(written)
                found = sampled(hashes(fold(words[start : start + CHUNK + OVERLAP], ()).letters))
                seeds.append(found)
                places.append(np.full(len(found), len(rows), dtype=np.uint32))
                rows.append((count, start, at, len(written)))
                at += len(written)
            count += 1
    _write_index(folder, rows, seeds, places)
    return count


def _write_index(folder: Path, rows: list[tuple[int, int, int, int]], seeds: list[Seeds], places: list[Seeds]) -> None:
    hashed = np.concatenate(seeds) if seeds else np.zeros(0, dtype=np.uint32)
    chunk = np.concatenate(places) if places else np.zeros(0, dtype=np.uint32)
    order = np.argsort(hashed, kind="stable")
    np.save(folder / "seeds.npy", hashed[order])
    np.save(folder / "places.npy", chunk[order])
    np.save(folder / "chunks.npy", np.array(rows, dtype=np.int64).reshape(-1, 4))


@dataclass(frozen=True)
class Segment:
    """A written segment, open for reading."""

    folder: Path

    @cached_property
    def seeds(self) -> Seeds:
        """Sorted hashes, mapped."""
        return np.asarray(np.load(self.folder / "seeds.npy", mmap_mode="r"))

    @cached_property
    def places(self) -> Seeds:
        """The chunk of each, mapped."""
        return np.asarray(np.load(self.folder / "places.npy", mmap_mode="r"))

    @cached_property
    def chunks(self) -> Chunks:
        """The chunk table, mapped."""
        return np.asarray(np.load(self.folder / "chunks.npy", mmap_mode="r"))

    @cached_property
    def lines(self) -> list[bytes]:
        """The volumes, unparsed: only those that are hit are parsed."""
        return (self.folder / "volumes.jsonl").read_bytes().splitlines()

    @cached_property
    def _text(self) -> mmap.mmap | bytes:
        with (self.folder / "text.bin").open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.seek(0, 2) else b""

    @property
    def captures(self) -> list[str]:
        """The ids of the captures that were looked at."""
        return (self.folder / "captures.txt").read_text().split()

    def volume(self, number: int) -> Volume:
        """The volume at this place of the list."""
        row: dict[str, Any] = json.loads(self.lines[number])
        return Volume.from_row(row)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every volume's row."""
        return (json.loads(line) for line in self.lines)

    def stretch(self, first: int, last: int) -> tuple[int, str]:
        """(first code point, text) of chunks first..last of one volume."""
        start, end = self.chunks[first], self.chunks[last]
        low, high = int(start[2]), int(end[2] + end[3])
        return int(start[1]), self._text[low:high].decode("utf-8", "surrogatepass")

    def text_of(self, number: int) -> str:
        """The whole text of a volume."""
        own = np.flatnonzero(self.chunks[:, 0] == number)
        return self.stretch(int(own[0]), int(own[-1]))[1]
