"""The shelf: all segments of a cache's index, kept up with the captures, safe under several processes.

A segment is written beside the others under a temporary name and renamed into place, so that a reader sees it whole
or not at all. Two processes that index the same captures write two segments with the same volumes; readers take the
newest of each key, and the next merge drops the rest. A segment that is not whole is passed over, its captures count
as not yet read, and the next `add` drops it. Nothing here is evidence: `rm -r index` costs only time.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from verifier.records.text import SourceText
from verifier.shelves.search import Hit, search
from verifier.shelves.segment import Segment, write_segment
from verifier.shelves.volume import Volume

FOLDER = "index"
FORMAT = "v1"  # rises when a segment's files change their meaning; older folders are then passed over and rebuilt
ABANDONED_S = 86_400  # seconds without a byte written: a scan is read page by page, each within minutes
_NAME = re.compile(r"[0-9]{8}-[0-9a-f]{8}\.segment")
_ROTTEN = (ValueError, IndexError, KeyError, TypeError)  # what reading wrong bytes raises
MERGE_AT = 8  # segments: each costs one more search, each merge rewrites everything


class Shelf:
    """The index below `derived`. Reading never writes; `add` writes one new segment."""

    def __init__(self, derived: Path) -> None:
        self._home = derived / FOLDER / FORMAT
        self.segments: list[Segment] = []
        self._broken: list[Path] = []
        self._newest: dict[str, int] = {}
        self.lost = False  # whether something was set aside since it was opened: it is read again by who opens it next
        self.reload()

    def reload(self) -> None:
        """Look again at what stands on disk, oldest first."""
        self.segments, self._broken = [], []
        for path in sorted(self._home.glob("*.segment")):
            if _NAME.fullmatch(path.name):
                self._open(path)
        self._newest = self._newest_of_each() if len(self.segments) > 1 else {}

    def _newest_of_each(self) -> dict[str, int]:
        """The last segment that holds each volume, by the volume's key."""
        keys: list[list[str]] = []
        for segment in list(self.segments):
            try:
                keys.append([row["key"] for row in segment.rows()])
            except _ROTTEN:
                self.segments.remove(segment)
                self._broken.append(segment.folder)
        return {key: at for at, held in enumerate(keys) for key in held}

    def _open(self, path: Path) -> None:
        try:
            self.segments.append(Segment(path))
        except (OSError, *_ROTTEN):  # not whole, or merged away since it was listed
            self._broken.append(path)

    def identity(self) -> str:
        """What stands on the shelf, in one line: another line, another shelf (segments are never changed)."""
        return " ".join(segment.folder.name for segment in self.segments)

    def captured(self) -> set[str]:
        """The ids of every capture that was looked at, whether or not it held text."""
        return {name for segment in self.segments for name in segment.captures}

    def find(self, quote: str, *, limit: int | None = 20) -> list[Hit]:
        """Every place over all volumes, best first; of a source indexed twice, the newest reading only."""
        try:
            found = list(search(self.segments, quote))
        except _ROTTEN:
            self._pass_over_rotten()
            found = list(search(self.segments, quote))
        hits = [hit for hit in found if self._newest.get(hit.volume.key, hit.segment) == hit.segment]
        hits.sort(key=lambda hit: (-hit.match.similarity, hit.volume.key, hit.match.start))
        return hits[:limit]

    def _pass_over_rotten(self) -> None:
        """Set aside the segments whose files have the right size and the wrong bytes."""
        for segment in list(self.segments):
            try:
                segment.prove()
            except _ROTTEN:
                shutil.rmtree(segment.folder, ignore_errors=True)
        self.reload()
        self.lost = True

    def reading(self, hit: Hit) -> SourceText:
        """The whole reading in which a hit stands."""
        return hit.volume.reading(self.segments[hit.segment].text_of(hit.number))

    def add(self, readings: Iterable[tuple[Volume, str]], captures: Iterable[str] = ()) -> int:
        """Index more volumes, having looked at these captures; returns how many. Merges once segments are many."""
        count = self._write(readings, captures)
        for path in self._broken:
            shutil.rmtree(path, ignore_errors=True)
        self.reload()
        if len(self.segments) >= MERGE_AT:
            self.merge()
        return count

    def merge(self) -> None:
        """Write the newest reading of every volume into one segment, then drop the segments it replaces."""
        old = list(self.segments)
        self._write(self._current(), self.captured())
        for segment in old:
            shutil.rmtree(segment.folder, ignore_errors=True)
        self.reload()

    def _current(self) -> Iterable[tuple[Volume, str]]:
        for at, segment in enumerate(self.segments):
            for number, row in enumerate(segment.rows()):
                if self._newest.get(row["key"], at) == at:
                    yield Volume.from_row(row), segment.text_of(number)

    def _write(self, readings: Iterable[tuple[Volume, str]], captures: Iterable[str]) -> int:
        """One more segment, whole or not at all; how many volumes are in it."""
        self._sweep()
        scratch = self._home / f".new-{os.getpid()}-{os.urandom(4).hex()}"
        try:
            count = write_segment(scratch, readings, captures)
            scratch.rename(self._home / self._name())
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
        return count

    def _sweep(self) -> None:
        """Drop what killed processes left unfinished."""
        for path in self._home.glob(".new-*"):
            with suppress(OSError):
                if time.time() - max(file.stat().st_mtime for file in [path, *path.iterdir()]) > ABANDONED_S:
                    shutil.rmtree(path, ignore_errors=True)

    def _name(self) -> str:
        """A name that sorts after every segment there is, and is nobody else's."""
        last = max((int(segment.folder.name.split("-")[0]) for segment in self.segments), default=0)
        return f"{last + 1:08d}-{os.urandom(4).hex()}.segment"
