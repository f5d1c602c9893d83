"""A run's reports, with the pictures of the pages cut from the captures."""

from __future__ import annotations

from pathlib import Path

from verifier.captures import Store
from verifier.errors import VerifierError
from verifier.records.report import ClaimResult, Run
from verifier.records.text import Box
from verifier.reporting import write_reports
from verifier.reporting.history import HISTORY_FILE
from verifier.settings import Settings


class Pictures:
    """Crops of the pages on which claims were found, rendered on demand from the captured bytes."""

    def __init__(self, run: Run, store: Store) -> None:
        self._captures = {capture.id: capture for capture in run.captures}
        self._store = store

    def __call__(self, result: ClaimResult) -> bytes | None:
        """A PNG of the words on their page, highlighted; None where the source is no picture of a page."""
        place = result.matches[0] if result.matches else result.nearest
        if place is None or not place.boxes or place.capture not in self._captures:
            return None
        from verifier.texts import crop

        page = place.boxes[0].page_index
        boxes = [Box(box.x0, box.y0, box.x1, box.y1) for box in place.boxes if box.page_index == page]
        try:
            return crop(self._store.body(self._captures[place.capture]), page, boxes)
        except VerifierError:
            return None


def write_all(run: Run, settings: Settings, *, new: bool = True) -> dict[str, Path]:
    """Write every report the settings name, a manifest over them and the evidence, and the history of runs.

    `new` False renders an old run again, which adds nothing to the history.
    """
    store = Store(settings.cache)
    evidence = {capture.sha256: store.objects.path(capture.sha256) for capture in run.captures if capture.sha256}
    return write_reports(
        run,
        settings.reports,
        settings.formats,
        pictures=Pictures(run, store),
        evidence={digest: path for digest, path in evidence.items() if path.is_file()},
        history=settings.reports / HISTORY_FILE if new and settings.formats else None,
    )
