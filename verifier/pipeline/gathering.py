"""From claims to captures: which source each claim names, and everything its adapter wants requested."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from threading import Event

from verifier.captures import Fetcher, Store
from verifier.captures.crew import on_threads
from verifier.errors import CaptureDamaged
from verifier.pipeline.opening import is_address
from verifier.records.capture import Capture, CaptureState
from verifier.records.claim import Claim
from verifier.records.source import Source, Wanted
from verifier.sources import Adapter, Answer, recognise

MAX_ROUNDS = 60  # batches one source may want: a transcript split over 50 pages, and no endless adapter


@dataclass(frozen=True)
class Gathered:
    """One source with what was asked for it, in order, and what answered. No bodies: the store holds those."""

    source: Source
    asked: tuple[tuple[Wanted, Capture], ...] = ()

    @property
    def captures(self) -> tuple[Capture, ...]:
        """The captures, in the order in which they were asked for."""
        return tuple(capture for _, capture in self.asked)


@dataclass(frozen=True)
class Cited:
    """One source, and the rows of the table that cite it, in order."""

    source: Source
    rows: array[int]


@dataclass(frozen=True)
class Group:
    """Claims that cite one source. `rows` are the claims' places in the table, so that order is kept."""

    source: Source
    rows: tuple[int, ...]
    claims: tuple[Claim, ...]


def group_claims(claims: Iterable[Claim]) -> list[Cited]:
    """Rows by the source their URL names, in order of first mention; claims without an http(s) URL are left out."""
    by_key: dict[str, Cited] = {}
    by_url: dict[str, Cited] = {}
    for row, claim in enumerate(claims):
        if not is_address(claim.url):
            continue
        cited = by_url.get(claim.url)
        if cited is None:
            _, source = recognise(claim.url)
            cited = by_url[claim.url] = by_key.setdefault(source.key, Cited(source, array("L")))
        cited.rows.append(row)
    return list(by_key.values())


def gather_all(
    sources: Sequence[Source], fetcher: Fetcher, store: Store, jobs: int, done: Callable[[Gathered], None] | None = None
) -> list[Gathered]:
    """Every source's captures, `jobs` sources at a time; the gate per host keeps it polite however many there are."""
    stop = Event()

    def one(source: Source) -> Gathered:
        gathered = gather(source, fetcher, store, stop)
        if done:
            done(gathered)
        return gathered

    if jobs <= 1 or len(sources) <= 1:
        return [one(source) for source in sources]
    return on_threads(one, sources, jobs, stop)


def gather(source: Source, fetcher: Fetcher, store: Store, stop: Event | None = None) -> Gathered:
    """All that the adapter of one source wants, until it wants no more; once `stop` is set, nothing more is asked."""
    adapter, _ = recognise(source.url)
    asked: dict[str, tuple[Wanted, Capture]] = {}
    for _ in range(MAX_ROUNDS):
        fresh = [w for w in adapter.wants(source, answers(asked.values(), store)) if w.url not in asked]
        if not fresh or (stop is not None and stop.is_set()):
            break
        for wanted in fresh:
            if stop is not None and stop.is_set():
                break
            asked[wanted.url] = (wanted, fetcher.obtain(wanted))
    return Gathered(source, tuple(asked.values()))


def answers(asked: Iterable[tuple[Wanted, Capture]], store: Store) -> list[Answer]:
    """What was asked, with the bytes from the store; damaged bytes become an unusable capture that says so."""
    return [_answer(wanted, capture, store) for wanted, capture in asked]


def _answer(wanted: Wanted, capture: Capture, store: Store) -> Answer:
    if not capture.usable:
        return Answer(wanted, capture)
    try:
        return Answer(wanted, capture, store.body(capture))
    except CaptureDamaged as error:
        damaged = capture.model_copy(update={"state": CaptureState.NOT_CHECKED, "reason": str(error)})
        return Answer(wanted, damaged)


def resolve_adapter(source: Source) -> Adapter:
    """The adapter that recognised this source."""
    return recognise(source.url)[0]


def with_cited_url(source: Source, url: str) -> Source:
    """The same source as another claim cites it: its own fragment and page."""
    _, cited = recognise(url)
    return replace(source, cited_url=url, page=cited.page, fragment=cited.fragment)
