"""A whole run: inputs to claims, claims to captures, captures to verdicts, verdicts to one record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import verifier
from verifier.captures import Fetcher, Store
from verifier.claims import ClaimsFile, is_table
from verifier.engines import engine_for
from verifier.errors import InputError
from verifier.pipeline import outcomes
from verifier.pipeline.elsewhere import search_elsewhere
from verifier.pipeline.gathering import Cited, Gathered, gather_all, group_claims
from verifier.pipeline.ledger import Ledger
from verifier.pipeline.names import shown
from verifier.pipeline.tasks import JudgeTask, judge_task, judge_tasks, reuse_known
from verifier.records.capture import Capture
from verifier.records.claim import Claim
from verifier.records.findings import Severity
from verifier.records.report import ClaimResult, ManuscriptReport, ReportedFinding, Run, RunHeader, Summary
from verifier.records.results import Results, glances
from verifier.records.spool import Spool
from verifier.settings import DEFAULT_CLAIMS, Settings


class Progress(Protocol):
    """What a run tells whoever watches; every method may be called from any thread."""

    def sources(self, total: int) -> None:
        """`total` sources are about to be gathered."""

    def gathered(self, gathered: Gathered) -> None:
        """One source has been gathered."""

    def judged(self, done: int, total: int) -> None:
        """`done` of `total` claims are judged."""


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


class Table:
    """The claims of all inputs, with what reading them had to say."""

    def __init__(self, claims: list[Claim] | Spool[Claim] | None = None) -> None:
        self.claims: list[Claim] | Spool[Claim] = [] if claims is None else claims
        self.manuscripts: list[ManuscriptReport] = []
        self.problems: list[ReportedFinding] = []
        self.inputs: list[str] = []


def load(inputs: Iterable[Path], notes: Path | None = None, *, spool: Path | None = None) -> Table:
    """Read every input; one that cannot be read is a problem, and the rest goes on, unless it is the only one.

    With `spool`, a folder, the claims are kept in a file there until the process ends, and not in memory.
    """
    table, paths = Table(Spool(Claim, spool) if spool else None), list(inputs)
    for path in paths:
        table.inputs.append(path.name)
        try:
            _load_one(path, table, notes)
        except InputError as error:
            if len(paths) == 1:
                raise
            table.problems.append(ReportedFinding(code="M001", severity=Severity.FAIL, message=str(error)))
    return table


def _load_one(path: Path, table: Table, notes: Path | None) -> None:
    if is_table(path):
        rows = ClaimsFile(path)
        table.claims.extend(rows)
        table.problems.extend(
            problem.model_copy(update={"message": f"{shown(str(path))}: {problem.message}"})
            for problem in rows.problems
        )
        return
    from verifier.pipeline.extraction import extract_one  # here, since a table of claims needs none of its rooms

    extraction = extract_one(path, notes)
    table.claims.extend(extraction.claims)
    table.manuscripts.extend(extraction.manuscripts)


def check_claims(
    claims: Sequence[Claim], settings: Settings, *, table: Table | None = None, progress: Progress | None = None
) -> Run:
    """Gather, read and judge. One result per claim, in the claims' order, always; all of them in memory."""
    run = stream_claims(claims, settings, table=table, progress=progress)
    return run.model_copy(update={"claims": tuple(run.claims)})


def stream_claims(
    claims: Sequence[Claim], settings: Settings, *, table: Table | None = None, progress: Progress | None = None
) -> Run:
    """As `check_claims`, with the results on disk and read as they are asked for: memory does not grow with them."""
    watch, started = progress or Silent(), _now()
    store = Store(settings.cache)
    cited = group_claims(claims)
    gathered = gather_groups(cited, settings, store, watch)
    ledger = Ledger(settings.derived)
    try:
        results, reused = judge_all(claims, cited, gathered, settings, watch, ledger)
        search_elsewhere(results, gathered, settings, ledger)
    finally:
        ledger.close()
    header = RunHeader(
        version=verifier.__version__, settings=settings.digest(), started=started, finished=_now(), reused=reused
    )
    return compose(results, gathered, header, table)


def gather_groups(groups: Sequence[Cited], settings: Settings, store: Store, watch: Progress) -> list[Gathered]:
    """Capture what each group's source wants."""
    watch.sources(len(groups))
    fetcher = Fetcher(settings, store)
    return gather_all([group.source for group in groups], fetcher, store, settings.jobs, watch.gathered)


def judge_all(
    claims: Sequence[Claim],
    cited: Sequence[Cited],
    gathered: Sequence[Gathered],
    settings: Settings,
    watch: Progress,
    ledger: Ledger,
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

    for number, judged in engine_for(settings.engine, scheduler=settings.scheduler).spread(judge_task, left()):
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
