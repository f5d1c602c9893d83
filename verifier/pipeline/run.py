"""A whole run: inputs to claims, claims to captures, captures to verdicts, verdicts to one record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import verifier
from verifier.captures import Fetcher, Store
from verifier.claims import read_claims
from verifier.engines import engine_for
from verifier.errors import InputError
from verifier.pipeline import outcomes
from verifier.pipeline.elsewhere import search_elsewhere
from verifier.pipeline.extraction import extract_one, shown
from verifier.pipeline.gathering import Gathered, Group, gather_all, group_claims
from verifier.pipeline.ledger import Ledger
from verifier.pipeline.tasks import judge_task, judge_tasks, reuse_known
from verifier.records.capture import Capture
from verifier.records.claim import Claim
from verifier.records.findings import Severity
from verifier.records.report import ClaimResult, ManuscriptReport, ReportedFinding, Run, RunHeader, Summary
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

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.manuscripts: list[ManuscriptReport] = []
        self.problems: list[ReportedFinding] = []
        self.inputs: list[str] = []


def load(inputs: Iterable[Path], notes: Path | None = None) -> Table:
    """Read every input; one that cannot be read is a problem, and the rest goes on, unless it is the only one."""
    table, paths = Table(), list(inputs)
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
    if path.suffix.lower() == ".csv":
        rows = read_claims(path)
        table.claims.extend(rows.claims)
        table.problems.extend(
            problem.model_copy(update={"message": f"{shown(str(path))}: {problem.message}"})
            for problem in rows.problems
        )
        return
    extraction = extract_one(path, notes)
    table.claims.extend(extraction.claims)
    table.manuscripts.extend(extraction.manuscripts)


def check_claims(
    claims: Sequence[Claim], settings: Settings, *, table: Table | None = None, progress: Progress | None = None
) -> Run:
    """Gather, read and judge. One result per claim, in the claims' order, always."""
    watch, started = progress or Silent(), _now()
    store = Store(settings.cache)
    groups = group_claims(claims)
    gathered = gather_groups(groups, settings, store, watch)
    results, reused = judge_all(claims, groups, gathered, settings, watch)
    results = search_elsewhere(results, gathered, settings)
    header = RunHeader(
        version=verifier.__version__, settings=settings.digest(), started=started, finished=_now(), reused=reused
    )
    return compose(results, gathered, header, table)


def gather_groups(groups: Sequence[Group], settings: Settings, store: Store, watch: Progress) -> list[Gathered]:
    """Capture what each group's source wants."""
    watch.sources(len(groups))
    fetcher = Fetcher(settings, store)
    return gather_all([group.source for group in groups], fetcher, store, settings.jobs, watch.gathered)


def judge_all(
    claims: Sequence[Claim],
    groups: Sequence[Group],
    gathered: Sequence[Gathered],
    settings: Settings,
    watch: Progress,
) -> tuple[list[ClaimResult], int]:
    """Every claim's result, in order, and how many were judged before; claims without a source are `uncited`."""
    ledger = Ledger(settings.derived)
    try:
        tasks = list(judge_tasks(groups, gathered, settings))
        results, left = reuse_known(tasks, ledger)
        reused = len(results)
        watch.judged(len(results), len(claims))
        for number, judged in engine_for(settings.engine, scheduler=settings.scheduler).spread(judge_task, left):
            ledger.keep(zip(left[number].keys, judged, strict=True))
            results.update(zip(left[number].group.rows, judged, strict=True))
            watch.judged(len(results), len(claims))
    finally:
        ledger.close()
    ordered = [results[row] if row in results else outcomes.uncited(claim) for row, claim in enumerate(claims)]
    return ordered, reused


def compose(
    results: Sequence[ClaimResult], gathered: Sequence[Gathered], header: RunHeader, table: Table | None = None
) -> Run:
    """The record of the run."""
    table = table or Table()
    captures = {capture.id: capture for got in gathered for capture in got.captures if capture.id}
    return Run(
        run=header.model_copy(update={"inputs": tuple(table.inputs)}),
        summary=summarise(results),
        claims=tuple(results),
        captures=tuple(sorted(captures.values(), key=_by_url)),
        manuscripts=tuple(table.manuscripts),
        problems=tuple(table.problems),
    )


def summarise(results: Sequence[ClaimResult]) -> Summary:
    """Counts over the claims of a kind to verify; the others are counted by kind."""
    checked = [result for result in results if result.checked]
    return Summary(
        claims=len(results),
        checked=len(checked),
        verdicts=dict(sorted(Counter(result.verdict.value for result in checked).items())),
        levels=dict(sorted(Counter(result.level.value for result in checked).items())),
        not_verified=dict(sorted(Counter(r.claim.kind.value for r in results if not r.checked).items())),
    )


def _by_url(capture: Capture) -> tuple[str, str]:
    return capture.url, capture.id


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
