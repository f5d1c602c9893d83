"""Keep the library's index up with the captures: what was captured since is read and indexed, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.errors import CaptureError, SourceUnreadable
from verifier.records.source import Source
from verifier.settings import Settings
from verifier.shelves import Shelf, Volume

if TYPE_CHECKING:
    from verifier.captures import Store
    from verifier.pipeline.gathering import Gathered

LEDGER = "captures.sha256"
_RECORD = re.compile(rb"(captures/[a-z0-9.-]+/[0-9a-f]+/([0-9TZ.]+-[0-9a-f]+)\.json)$", re.MULTILINE)


def current_shelf(settings: Settings) -> Shelf:
    """The shelf with every capture of the cache on it. Reads only what is new; opens no socket."""
    shelf = Shelf(settings.derived)
    kept, known = captured(settings.cache), shelf.captured()
    fresh = {name: place for name, place in kept.items() if name not in known}
    if fresh:
        from verifier.captures import Store  # here, since a shelf that holds everything already needs no store

        store = Store(settings.cache)
        sources = _sources(fresh.values(), store, settings)
        shelf.add(_volumes(sources, store, settings), fresh)
    return shelf


def shelve(gathered: Sequence[Gathered], settings: Settings) -> Shelf:
    """The shelf with what a run has gathered on it."""
    shelf = Shelf(settings.derived)
    known = shelf.captured()
    new = [got for got in gathered if any(capture.id not in known for capture in got.captures)]
    if new:
        from verifier.captures import Store

        names = {capture.id for got in new for capture in got.captures} - known
        shelf.add(_volumes(new, Store(settings.cache), settings), names)
    return shelf


def captured(cache: Path) -> dict[str, str]:
    """The id of every capture in the cache, with its record's path below it: one small file is read."""
    try:
        ledger = (cache / LEDGER).read_bytes()
    except OSError:
        return {}
    return {name.decode(): place.decode() for place, name in _RECORD.findall(ledger)}


def _sources(places: Iterable[str], store: Store, settings: Settings) -> list[Gathered]:
    """The sources that captures belong to, widest first, so that a record page goes before the PDF it names."""
    from verifier.captures import Fetcher
    from verifier.pipeline.gathering import gather
    from verifier.sources import recognise

    offline = Fetcher(replace(settings, offline=True), store)
    urls: dict[str, Source] = {}
    for place in places:
        try:
            capture = store.shelf.get(settings.cache / place)
        except CaptureError:
            continue
        if capture.usable:
            _, source = recognise(capture.url)
            urls.setdefault(source.key, source)
    everything = [gather(source, offline, store) for source in urls.values()]
    return sorted(everything, key=lambda got: -len(got.captures))


def _volumes(gathered: Iterable[Gathered], store: Store, settings: Settings) -> Iterator[tuple[Volume, str]]:
    from verifier.pipeline.judging import Evidence
    from verifier.pipeline.tasks import reader_for

    shelved: set[tuple[str, str]] = set()
    for got in gathered:
        evidence = Evidence(got, store, reader_for(settings, boxes=False))
        try:
            readings = evidence.readings
        except SourceUnreadable:
            continue
        for reading in readings:
            identity = (reading.capture, f"{reading.layer}{reading.engine}{len(reading.text)}")
            if identity in shelved or not reading.text.strip():
                continue
            shelved.add(identity)
            capture = evidence.by_id(reading.capture)
            media = capture.media_type if capture else ""
            url = (capture.final_url or capture.url) if capture else got.source.url
            key = f"{got.source.key} {reading.layer} {reading.engine} {reading.language}"
            yield Volume.of(key, reading, url=url, media=media), reading.text
