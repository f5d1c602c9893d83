"""A whole run: inputs to claims, claims to captures, captures to verdicts, verdicts to one record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import verifier
from verifier.captures import Fetcher, Store
from verifier.engines import Engine, engine_for
from verifier.pipeline import outcomes
from verifier.pipeline.elsewhere import search_elsewhere
from verifier.pipeline.gathering import Cited, Gathered, gather_all, group_claims
from verifier.pipeline.inputs import Table, load
from verifier.pipeline.ledger import Ledger
from verifier.pipeline.tasks import JudgeTask, judge_task, judge_tasks, reuse_known
from verifier.records.capture import Capture
from verifier.records.claim import Claim
from verifier.records.report import ClaimResult, Run, RunHeader, Summary
from verifier.records.results import Results, glances
from verifier.records.source import Source
from verifier.settings import DEFAULT_CLAIMS, Settings


class Progress(Protocol):
    """What a run tells whoever watches; every method may be called from any thread."""

    def sources(self, total: int) -> None:
        """`total` sources are about to be gathered."""

    def gathered(self, gathered: Gathered) -> None:
        """One source has been gathered."""

    def judged(self, done: int, total: int) -> None:
        """`done` of `total` claims are judged."""


class Standing(Protocol):
    """What a run is kept by, so that the next one over the same inputs can tell that nothing has changed."""

    gathered: Sequence[Gathered]

    def keep(self, results: Results, gathered: Sequence[Gathered], shelf: str, table: Table) -> None:
        """Keep the results of a run; `shelf` is the identity of the shelf that was searched, '' where none was."""


class Silent:
    """A progress that says nothing."""

    def sources(self, total: int) -> None:
        """Nothing."""

    def gathered(self, gathered: Gathered) -> None:
        """Nothing."""

    def judged(self, done: int, total: int) -> None:
        """Nothing."""


def check(*inputs: str | Path, settings: Settings | None = None, progress: Progress | None = None, **told: Any) -> Run:
    """Check manuscripts or claims tables (default `claims.csv`) and return the record of the run.

    `told` are single settings by name (`offline=True`, `cache="..."`), over `settings` or the defaults. Nothing is
    written but captures. Raises InputError for what cannot be read at all; a bad row is a problem in the Run.
    """
    base = settings or Settings()
    paths = {"cache": Path(told.pop("cache")), **told} if "cache" in told else told
    chosen = replace(base, **paths)
    table = load([Path(path) for path in inputs] or [Path(DEFAULT_CLAIMS)])
    return check_claims(table.claims, chosen, table=table, progress=progress)


def check_claims(
    claims: Sequence[Claim], settings: Settings, *, table: Table | None = None, progress: Progress | None = None
) -> Run:
    """Gather, read and judge. One result per claim, in the claims' order, always; all of them in memory."""
    run = stream_claims(claims, settings, table=table, progress=progress)
    return run.model_copy(update={"claims": tuple(run.claims)})


def stream_claims(
    claims: Sequence[Claim],
    settings: Settings,
    *,
    table: Table | None = None,
    progress: Progress | None = None,
    engine: Engine | None = None,
    standing: Standing | None = None,
) -> Run:
    """As `check_claims`, with the results on disk and read as they are asked for: memory does not grow with them.

    `engine` is one that is begun already, and is left to whoever began it. `standing` is told of the results.
    """
    watch, started = progress or Silent(), now()
    cited = group_claims(claims)
    gathered = gather_groups([one.source for one in cited], settings, watch, standing.gathered if standing else ())
    with ExitStack() as stack:
        ledger = stack.enter_context(closing(Ledger(settings.derived)))
        engine = engine or stack.enter_context(engine_for(settings.engine, scheduler=settings.scheduler))
        results, reused = judge_all(claims, cited, gathered, settings, watch, ledger, engine)
        shelf = search_elsewhere(results, gathered, settings, ledger)
    if standing:
        standing.keep(results, gathered, shelf, table or Table())
    return compose(results, gathered, header(settings, started, reused), table)


def header(settings: Settings, started: str, reused: int) -> RunHeader:
    """The block of a run that ends now."""
    digest = settings.digest()
    return RunHeader(version=verifier.__version__, settings=digest, started=started, finished=now(), reused=reused)


def gather_groups(
    sources: Sequence[Source], settings: Settings, watch: Progress, known: Iterable[Gathered] = ()
) -> list[Gathered]:
    """Capture what each source wants; those that are `known` were gathered by this run already."""
    before = {got.source.key: got for got in known}
    fresh = [source for source in sources if source.key not in before]
    watch.sources(len(fresh))
    store = Store(settings.cache)
    found = gather_all(fresh, Fetcher(settings, store), store, settings.jobs, watch.gathered)
    before |= {got.source.key: got for got in found}
    return [before[source.key] for source in sources]


def judge_all(
    claims: Sequence[Claim],
    cited: Sequence[Cited],
    gathered: Sequence[Gathered],
    settings: Settings,
    watch: Progress,
    ledger: Ledger,
    engine: Engine,
) -> tuple[Results, int]:
    """Every claim's result, in order, and how many were judged before; claims without a source are `uncited`."""
    results = Results(settings.derived, len(claims))
    running: dict[int, JudgeTask] = {}
    numbers = count()
    reused = done = 0

    def left() -> Iterator[JudgeTask]:
        """What the ledger does not know, made as the engine asks for it."""
        nonlocal reused, done
        for task in judge_tasks(cited, gathered, claims, settings):
            known, rest = reuse_known(task, ledger)
            for row, text in known.items():
                results.put(row, text)
            reused, done = reused + len(known), done + len(known)
            if rest is not None:
                running[next(numbers)] = rest
                yield rest

    for number, judged in engine.spread(judge_task, left()):
        task = running.pop(number)
        ledger.keep(zip(task.keys, judged, strict=True), task.gathered)
        for row, text in zip(task.group.rows, judged, strict=True):
            results.put(row, text)
        done += len(judged)
        watch.judged(done, len(claims))
    for row in list(results.missing()):
        results.put(row, outcomes.uncited(claims[row]).model_dump_json())
    watch.judged(len(claims), len(claims))
    return results, reused


def compose(
    results: Sequence[ClaimResult], gathered: Sequence[Gathered], header: RunHeader, table: Table | None = None
) -> Run:
    """The record of the run. The results are taken as they are, never copied: they may lie on disk."""
    table = table or Table()
    captures = {capture.id: capture for got in gathered for capture in got.captures if capture.id}
    run = Run(
        run=header.model_copy(update={"inputs": tuple(table.inputs)}),
        summary=summarise(results),
        captures=tuple(sorted(captures.values(), key=_by_url)),
        manuscripts=tuple(table.manuscripts),
        problems=tuple(table.problems),
    )
    return run.model_copy(update={"claims": results})


def summarise(results: Sequence[ClaimResult]) -> Summary:
    """Counts over the claims of a kind to verify; the others are counted by kind."""
    verdicts: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    for seen in glances(results):
        if seen.checked:
            verdicts[seen.verdict.value] += 1
            levels[seen.level.value] += 1
        else:
            aside[seen.kind.value] += 1
    return Summary(
        claims=verdicts.total() + aside.total(),
        checked=verdicts.total(),
        verdicts=dict(sorted(verdicts.items())),
        levels=dict(sorted(levels.items())),
        not_verified=dict(sorted(aside.items())),
    )


def _by_url(capture: Capture) -> tuple[str, str]:
    return capture.url, capture.id


def now() -> str:
    """The moment, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
