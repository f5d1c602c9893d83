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
import os
from collections.abc import Iterable, Iterator
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


def _mapped(path: Path) -> NDArray[Any]:
    """An array, mapped, not loaded. Raises OSError, or ValueError where it is cut off."""
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except EOFError as error:
        raise ValueError(f"{path}: empty") from error


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
    for path in folder.iterdir():
        _sync(path)
    return count


def _sync(path: Path) -> None:
    """Returns when a file is on the disk: the name that the folder gets next must not outlive what is in it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _write_index(folder: Path, rows: list[tuple[int, int, int, int]], seeds: list[Seeds], places: list[Seeds]) -> None:
    hashed = np.concatenate(seeds) if seeds else np.zeros(0, dtype=np.uint32)
    chunk = np.concatenate(places) if places else np.zeros(0, dtype=np.uint32)
    order = np.argsort(hashed, kind="stable")
    np.save(folder / "seeds.npy", hashed[order])
    np.save(folder / "places.npy", chunk[order])
    np.save(folder / "chunks.npy", np.array(rows, dtype=np.int64).reshape(-1, 4))


class Segment:
    """A written segment, open for reading: its files are mapped at once, so that it may be deleted meanwhile.

    Raises OSError or ValueError for a segment that is not whole: a file is missing, cut off, or of another segment.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.captures = (folder / "captures.txt").read_text().split()
        self.seeds: Seeds = _mapped(folder / "seeds.npy")
        self.places: Seeds = _mapped(folder / "places.npy")
        self.chunks: Chunks = _mapped(folder / "chunks.npy")
        self._lines = (folder / "volumes.jsonl").read_bytes()
        with (folder / "text.bin").open("rb") as file:
            self._text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.seek(0, 2) else b""
        self._refuse_parts()

    def _refuse_parts(self) -> None:
        """Raise ValueError where the files do not fit each other, as after a cut or a copy that was broken off."""
        volumes, letters = (int(self.chunks[-1, 0]) + 1, int(self.chunks[-1, 2:].sum())) if len(self.chunks) else (0, 0)
        fit = (len(self.lines), len(self._text), len(self.places)) == (volumes, letters, len(self.seeds))
        if not fit or not self._lines.endswith(b"\n" * bool(volumes)):
            raise ValueError(f"{self.folder}: not whole")

    def prove(self) -> None:
        """Read everything. Raises ValueError, KeyError or TypeError for what cannot be what was written."""
        for number, row in enumerate(self.rows()):
            Volume.from_row(row)
            self.text_of(number)
        if len(self.places) and int(self.places.max()) >= len(self.chunks):
            raise ValueError(f"{self.folder}: names chunks that are not there")

    @cached_property
    def lines(self) -> list[bytes]:
        """The volumes, unparsed: only those that are hit are parsed."""
        return self._lines.splitlines()

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
