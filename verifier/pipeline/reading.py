"""What was read of one source, by its address."""

from __future__ import annotations

from verifier.captures import Fetcher, Store
from verifier.errors import CaptureError
from verifier.pipeline.gathering import gather
from verifier.pipeline.judging import Evidence
from verifier.pipeline.outcomes import blocked_by_captures
from verifier.pipeline.tasks import reader_for
from verifier.records.text import SourceText
from verifier.settings import Settings
from verifier.sources import recognise


def readings_at(url: str, settings: Settings, *, boxes: bool = False) -> tuple[SourceText, ...]:
    """Every reading of the source at `url`, captured first if that may be; `boxes` where places on pages count.

    Raises CaptureError when there is nothing to read, SourceUnreadable when it holds no text.
    """
    store = Store(settings.cache)
    gathered = gather(recognise(url)[1], Fetcher(settings, store), store)
    evidence = Evidence(gathered, store, reader_for(settings, boxes=boxes))
    blocked = blocked_by_captures(evidence.answers)
    if blocked:
        raise CaptureError(f"{url}: {blocked}")
    return evidence.readings
