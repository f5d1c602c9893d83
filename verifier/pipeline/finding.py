"""Where does a quotation stand: in files, at URLs, or anywhere in the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verifier.errors import InputError
from verifier.pipeline.opening import is_address, link_for
from verifier.pipeline.shelving import current_shelf
from verifier.records.text import SourceText
from verifier.records.verdict import Match
from verifier.settings import Settings
from verifier.shelves.search import Hit


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


def find_places(quote: str, sources: Sequence[str], settings: Settings, limit: int) -> list[Place]:
    """The places where `quote` stands, best first. Raises InputError for a file that cannot be read."""
    if not quote.strip():
        raise InputError("nothing to find: the quotation is empty")
    if not sources:
        return [_cached_place(hit) for hit in _on_shelves(quote, settings, limit)]
    from verifier.verdicts import Library

    shelf = list(_given(sources, settings))
    library = Library([reading for reading, _ in shelf])
    return [_given_place(match, *shelf[match.source]) for match in library.find(quote, limit=limit)]


def _on_shelves(quote: str, settings: Settings, limit: int) -> list[Hit]:
    shelf = current_shelf(settings)
    hits = shelf.find(quote, limit=limit)
    return current_shelf(settings).find(quote, limit=limit) if shelf.lost else hits


def _cached_place(hit: Hit) -> Place:
    volume = hit.volume
    return _place(hit.match, volume.title or volume.url, link_for(volume.url, volume.media, hit.match))


def _given_place(match: Match, reading: SourceText, name: str) -> Place:
    return _place(match, reading.title or name, match.link or name)


def _place(match: Match, title: str, link: str) -> Place:
    return Place(
        title=title,
        link=link,
        page_index=match.page_index,
        page_label=match.page_label,
        prefix=match.prefix,
        exact=match.exact,
        suffix=match.suffix,
        similarity=match.similarity,
    )


def _given(sources: Iterable[str], settings: Settings) -> Iterator[tuple[SourceText, str]]:
    for name in sources:
        if is_address(name):
            from verifier.pipeline.reading import readings_at

            yield from ((reading, name) for reading in readings_at(name, settings))
        else:
            from verifier.texts import read_file

            yield read_file(Path(name), boxes=False), Path(name).name
