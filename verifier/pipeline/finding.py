"""Where does a quotation stand: in files, at URLs, or anywhere in the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verifier.captures import Fetcher, Store
from verifier.errors import SourceUnreadable
from verifier.pipeline.assembling import link_to
from verifier.pipeline.gathering import gather, is_address
from verifier.pipeline.judging import Evidence
from verifier.pipeline.tasks import reader_for
from verifier.records.capture import Capture
from verifier.records.text import SourceText
from verifier.records.verdict import Match
from verifier.settings import Settings
from verifier.sources import recognise
from verifier.verdicts import Library


@dataclass(frozen=True)
class Place:
    """One place where the quotation stands. `page_index` is zero-based; `similarity` (0..1) ranks, never judges."""

    title: str
    link: str
    page_index: int
    page_label: str | None
    prefix: str
    exact: str
    suffix: str
    similarity: float


@dataclass(frozen=True)
class Shelved:
    """A reading on the shelf, what to call it, and the capture it came from."""

    reading: SourceText
    title: str
    capture: Capture | None = None


def find_places(quote: str, sources: Sequence[str], settings: Settings, limit: int) -> list[Place]:
    """The places where `quote` stands, best first. Raises InputError for a file that cannot be read."""
    shelf = list(_given(sources, settings) if sources else _cached(settings))
    library = Library([shelved.reading for shelved in shelf])
    return [_place(match, shelf[match.source]) for match in library.find(quote, limit=limit)]


def _place(match: Match, shelved: Shelved) -> Place:
    link = link_to(shelved.capture, match) if shelved.capture else match.link or shelved.title
    return Place(
        title=shelved.reading.title or shelved.title,
        link=link,
        page_index=match.page_index,
        page_label=match.page_label,
        prefix=match.prefix,
        exact=match.exact,
        suffix=match.suffix,
        similarity=match.similarity,
    )


def _given(sources: Iterable[str], settings: Settings) -> Iterator[Shelved]:
    for name in sources:
        if is_address(name):
            yield from _at_url(name, settings)
        else:
            yield Shelved(SourceText.from_file(name), Path(name).name)


def _cached(settings: Settings) -> Iterator[Shelved]:
    offline = replace(settings, offline=True)
    urls = dict.fromkeys(recognise(kept.url)[1].url for kept in Store(settings.cache).captures() if kept.usable)
    for url in urls:
        yield from _at_url(url, offline)


def _at_url(url: str, settings: Settings) -> Iterator[Shelved]:
    store = Store(settings.cache)
    evidence = Evidence(gather(recognise(url)[1], Fetcher(settings, store), store), store, reader_for(settings))
    try:
        for reading in evidence.readings:
            yield Shelved(reading, url, evidence.by_id(reading.capture))
    except SourceUnreadable:
        return
