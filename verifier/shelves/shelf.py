"""The shelf: all segments of a cache's index, kept up with the captures, safe under several processes.

A segment is written beside the others under a temporary name and renamed into place, so that a reader sees it whole
or not at all. Two processes that index the same captures write two segments with the same volumes; readers take the
newest of each key, and the next merge drops the rest. Nothing here is evidence: `rm -r index` costs only time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from verifier.records.text import SourceText
from verifier.shelves.search import Hit, search
from verifier.shelves.segment import Segment, write_segment
from verifier.shelves.volume import Volume

FOLDER = "index"
FORMAT = "v1"  # rises when a segment's files change their meaning; older folders are then passed over and rebuilt
MERGE_AT = 8  # segments: each costs one more search, each merge rewrites everything


class Shelf:
    """The index below `derived`. Reading never writes; `add` writes one new segment."""

    def __init__(self, derived: Path) -> None:
        self._home = derived / FOLDER / FORMAT
        self.segments: list[Segment] = []
        self._newest: dict[str, int] = {}
        self.reload()

    def reload(self) -> None:
        """Look again at what stands on disk, oldest first."""
        names = sorted(self._home.glob("*.segment"))
        self.segments = [Segment(path) for path in names]
        self._newest = (
            {row["key"]: at for at, segment in enumerate(self.segments) for row in segment.rows()}
            if len(self.segments) > 1
            else {}
        )

    def identity(self) -> str:
        """What stands on the shelf, in one line: another line, another shelf (segments are never changed)."""
        return " ".join(segment.folder.name for segment in self.segments)

    def captured(self) -> set[str]:
        """The ids of every capture that was looked at, whether or not it held text."""
        return {name for segment in self.segments for name in segment.captures}

    def find(self, quote: str, *, limit: int | None = 20) -> list[Hit]:
        """Every place over all volumes, best first; of a source indexed twice, the newest reading only."""
        found = search(self.segments, quote)
        hits = [hit for hit in found if self._newest.get(hit.volume.key, hit.segment) == hit.segment]
        hits.sort(key=lambda hit: (-hit.match.similarity, hit.volume.key, hit.match.start))
        return hits[:limit]

    def reading(self, hit: Hit) -> SourceText:
        """The whole reading in which a hit stands."""
        return hit.volume.reading(self.segments[hit.segment].text_of(hit.number))

    def add(self, readings: Iterable[tuple[Volume, str]], captures: Iterable[str] = ()) -> int:
        """Index more volumes, having looked at these captures; returns how many. Merges once segments are many."""
        scratch = self._scratch()
        count = write_segment(scratch, readings, captures)
        scratch.rename(self._home / self._name())
        self.reload()
        if len(self.segments) >= MERGE_AT:
            self.merge()
        return count

    def merge(self) -> None:
        """Write the newest reading of every volume into one segment, then drop the segments it replaces."""
        old = list(self.segments)
        scratch = self._scratch()
        write_segment(scratch, self._current(), self.captured())
        scratch.rename(self._home / self._name())
        for segment in old:
            shutil.rmtree(segment.folder, ignore_errors=True)
        self.reload()

    def _current(self) -> Iterable[tuple[Volume, str]]:
        for at, segment in enumerate(self.segments):
            for number, row in enumerate(segment.rows()):
                if self._newest.get(row["key"], at) == at:
                    yield Volume.from_row(row), segment.text_of(number)

    def _scratch(self) -> Path:
        return self._home / f".new-{os.getpid()}-{os.urandom(4).hex()}"

    def _name(self) -> str:
        """A name that sorts after every segment there is, and is nobody else's."""
        last = max((int(segment.folder.name.split("-")[0]) for segment in self.segments), default=0)
        return f"{last + 1:08d}-{os.urandom(4).hex()}.segment"
