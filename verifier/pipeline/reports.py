"""A run's reports, with the pictures of the pages cut from the captures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from verifier.captures import Store
from verifier.engines import Engine
from verifier.errors import VerifierError
from verifier.records.capture import Capture
from verifier.records.report import ClaimResult, ReportedMatch, Run
from verifier.records.text import Box
from verifier.reporting import write_reports
from verifier.reporting.history import HISTORY_FILE
from verifier.reporting.stretches import one_by_one
from verifier.settings import Settings

Strip = tuple[int, tuple[Box, ...]]  # zero-based page, the words' boxes on it


class Pictures:
    """Crops of the pages on which claims were found, drawn from the captured bytes, document by document."""

    def __init__(self, run: Run, store: Store) -> None:
        self._captures = {capture.id: capture for capture in run.captures}
        self._claims = run.claims
        self._store = store

    def __call__(self, result: ClaimResult) -> bytes | None:
        """A PNG of the words on their page, highlighted; None where the source is no picture of a page."""
        key = _key(result)
        return self._drawn.get(key) if key else None

    @cached_property
    def _drawn(self) -> dict[tuple[str, Strip], bytes]:
        wanted: dict[str, dict[Strip, None]] = {}
        for capture, strip in filter(None, map(_key, self._claims)):
            wanted.setdefault(capture, {})[strip] = None
        return {
            (name, strip): picture
            for name, strips in wanted.items()
            if name in self._captures
            for strip, picture in self._strips(self._captures[name], list(strips))
        }

    def _strips(self, capture: Capture, strips: list[Strip]) -> Iterator[tuple[Strip, bytes]]:
        from verifier.texts import crops

        try:
            pictures = crops(self._store.body(capture), strips)
        except VerifierError:
            return
        yield from ((strip, made) for strip, made in zip(strips, pictures, strict=True) if made)


@dataclass(frozen=True)
class Drawing:
    """Makes the pictures of a run's pages from the bytes in a cache; it pickles, so any worker can draw."""

    cache: Path

    def __call__(self, run: Run) -> Pictures:
        """The pictures of this run, or of a stretch of one."""
        return Pictures(run, Store(self.cache))


def _key(result: ClaimResult) -> tuple[str, Strip] | None:
    """The capture and the strip of it that shows a claim's words; None where there is no picture of them."""
    place: ReportedMatch | None = result.matches[0] if result.matches else result.nearest
    if place is None or not place.boxes or not place.capture:
        return None
    page = place.boxes[0].page_index
    return place.capture, (page, tuple(Box(b.x0, b.y0, b.x1, b.y1) for b in place.boxes if b.page_index == page))


def write_all(run: Run, settings: Settings, *, new: bool = True, engine: Engine | None = None) -> dict[str, Path]:
    """Write every report the settings name, a manifest over them and the evidence, and the history of runs.

    `new` False renders an old run again, which adds nothing to the history. `engine` draws what grows with the run.
    """
    store = Store(settings.cache)
    evidence = {capture.sha256: store.objects.path(capture.sha256) for capture in run.captures if capture.sha256}
    return write_reports(
        run,
        settings.reports,
        settings.formats,
        pictures_of=Drawing(settings.cache),
        evidence={digest: path for digest, path in evidence.items() if path.is_file()},
        history=settings.reports / HISTORY_FILE if new and settings.formats else None,
        again=not new,
        spread=engine.spread if engine else one_by_one,
    )
