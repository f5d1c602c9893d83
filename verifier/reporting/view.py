"""The whole report as its page shows it: counts, the strip along the manuscript, the queue, and each claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from verifier.records.capture import Capture
from verifier.records.report import ClaimResult, ReportedFinding, Run
from verifier.records.verdict import Level, Verdict
from verifier.reporting.addresses import anchor_names
from verifier.reporting.canonical import record_digest
from verifier.reporting.claim_view import ClaimView, FiredRule, blocked_reason, claim_view
from verifier.reporting.labels import LEVELS, VERDICTS, Label
from verifier.reporting.order import (
    checked,
    could_not_check,
    count_by_level,
    count_by_verdict,
    needs_human,
    severity_key,
    standing_review,
)
from verifier.rules import Rule, catalogue

QUEUE_LENGTH = 12  # claims named on the first screen; the list below holds all of them
OPEN_AT_FIRST = 25  # claims that want a person and stand open when the page is; more would only be scrolled past
STRIP_WIDTH = 1000  # units of the strip's drawing; the browser scales it to the column
TICK_WIDTH = 3  # of the same units; the last tick ends where the strip ends
KEYS = "1234567890"


@dataclass(frozen=True, slots=True)
class Bar:
    """One verdict in the chart, which is also the filter. `width` is 0..100."""

    verdict: Verdict
    label: Label
    level: Level
    count: int
    width: float
    key: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One claim on the strip: where (0..STRIP_WIDTH) and at which level."""

    anchor: str
    x: float
    level: str
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The claims along one manuscript; `measured` is False where places are unknown and ticks stand in order."""

    name: str
    ticks: tuple[Tick, ...]
    measured: bool
    says: str


@dataclass(frozen=True, slots=True)
class Warned:
    """An extraction or run warning, with the manuscript it concerns ('' for the run)."""

    where: str
    fired: FiredRule


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture, and how many claims rest on it."""

    capture: Capture
    claims: int


@dataclass(frozen=True)
class ReportView:
    """What the template prints."""

    run: Run
    title: str
    digest: str
    total: int
    levels: dict[Level, int]
    bars: tuple[Bar, ...]
    strips: tuple[Strip, ...]
    queue: tuple[ClaimView, ...]
    queue_rest: int
    blocked: dict[str, tuple[ClaimView, ...]]
    warnings: tuple[Warned, ...]
    claims: tuple[ClaimView, ...]
    aside: tuple[ClaimView, ...]
    reviewed: int
    kept: tuple[Kept, ...]
    rules: tuple[Rule, ...]


VERDICT_LEVEL = {
    Verdict.ALTERED: Level.FAIL, Verdict.SPLICED: Level.FAIL, Verdict.ABSENT: Level.FAIL,
    Verdict.ELSEWHERE: Level.REVIEW, Verdict.INDETERMINATE: Level.REVIEW,
    Verdict.UNREADABLE: Level.BLOCKED, Verdict.UNAVAILABLE: Level.BLOCKED, Verdict.UNCITED: Level.BLOCKED,
    Verdict.EDITED: Level.PASS, Verdict.VERBATIM: Level.PASS,
}  # fmt: skip


def report_view(run: Run, picture_of: Callable[[ClaimResult], str] = lambda _: "", digest: str = "") -> ReportView:
    """The view of a run; `picture_of` gives the address of a claim's page picture, or ''. `digest` is the record's."""
    views = _views(run, picture_of)
    looked = tuple(view for view in views if view.result.checked)
    queue = sorted((view for view in looked if view.needs_human), key=lambda view: view.rank)
    results = checked(run)
    return ReportView(
        run=run,
        title=", ".join(dict.fromkeys(_names(run))) or "Quotations",
        digest=digest or record_digest(run),
        total=len(looked),
        levels=count_by_level(results),
        bars=_bars(results),
        strips=_strips(run, looked),
        queue=tuple(queue[:QUEUE_LENGTH]),
        queue_rest=max(len(queue) - QUEUE_LENGTH, 0),
        blocked=_blocked(looked),
        warnings=_warnings(run),
        claims=looked,
        aside=tuple(view for view in views if not view.result.checked),
        reviewed=sum(standing_review(result) is not None for result in results),
        kept=_kept(run),
        rules=_rules(views),
    )


def _kept(run: Run) -> tuple[Kept, ...]:
    """The captures in the order of the run, each with the number of claims that were held against it."""
    uses = Counter(name for result in run.claims for name in {result.source.capture, *result.source.captures})
    return tuple(Kept(capture, uses[capture.id]) for capture in run.captures)


def _rules(views: Sequence[ClaimView]) -> tuple[Rule, ...]:
    """The catalogue's entries of the rules that fired on any claim, in the order of their codes."""
    found = {fired.rule.code: fired.rule for view in views for fired in view.rules if fired.rule}
    return tuple(found[code] for code in sorted(found))


def _names(run: Run) -> list[str]:
    given = [report.path for report in run.manuscripts] or list(run.run.inputs)
    return [path.replace("\\", "/").rpartition("/")[2] for path in given]


def _views(run: Run, picture_of: Callable[[ClaimResult], str]) -> list[ClaimView]:
    captures = {capture.id: capture for capture in run.captures}
    anchors = anchor_names([result.id for result in run.claims])
    order = sorted(range(len(run.claims)), key=lambda at: severity_key(run.claims[at]))
    ranks = {at: rank for rank, at in enumerate(order)}
    wanting = [at for at in order if needs_human(run.claims[at])]
    opened = set(wanting[:OPEN_AT_FIRST])
    return [
        claim_view(
            result,
            anchor=anchors[at],
            position=at + 1,
            rank=ranks[at],
            captures=captures,
            picture=picture_of(result),
            opened=at in opened,
        )
        for at, result in enumerate(run.claims)
    ]


def _bars(results: Sequence[ClaimResult]) -> tuple[Bar, ...]:
    counts = count_by_verdict(results)
    longest = max(counts.values(), default=0) or 1
    return tuple(
        Bar(verdict, VERDICTS[verdict], VERDICT_LEVEL[verdict], count, round(100 * count / longest, 2), key)
        for (verdict, count), key in zip(counts.items(), KEYS, strict=True)
    )


def _strips(run: Run, views: Sequence[ClaimView]) -> tuple[Strip, ...]:
    lengths = {report.path: report.length for report in run.manuscripts}
    named: dict[str, list[ClaimView]] = {}
    for view in views:
        named.setdefault(view.result.claim.manuscript, []).append(view)
    return tuple(_strip(name, held, lengths.get(name, 0)) for name, held in named.items())


def _strip(name: str, views: Sequence[ClaimView], length: int) -> Strip:
    starts = [view.result.claim.start for view in views]
    known = [start for start in starts if start is not None]
    measured = bool(known) and len(known) == len(starts)
    whole = max(length, max(known, default=0) + 1) if measured else len(views)
    ticks = []
    for order, view in enumerate(views):
        at = (starts[order] or 0) if measured else order + 0.5
        ticks.append(
            Tick(view.anchor, round((STRIP_WIDTH - TICK_WIDTH) * at / whole, 2), str(view.result.level), view.result.id)
        )
    counts = count_by_level(view.result for view in views)
    said = ", ".join(f"{count} {LEVELS[level].name.lower()}" for level, count in counts.items() if count)
    return Strip(
        name or "claims", tuple(sorted(ticks, key=_gravest_last)), measured, f"{len(views)} quotations: {said}"
    )


def _gravest_last(tick: Tick) -> int:
    """Drawn last, a grave tick is never hidden under a passing one."""
    return -list(LEVELS).index(Level(tick.level))


def _blocked(views: Sequence[ClaimView]) -> dict[str, tuple[ClaimView, ...]]:
    """The claims that could not be checked, by verdict and reason, in the order first met."""
    groups: dict[str, list[ClaimView]] = {}
    for view in views:
        if could_not_check(view.result):
            groups.setdefault(f"{view.verdict.name}: {blocked_reason(view.result)}", []).append(view)
    return {reason: tuple(held) for reason, held in groups.items()}


def _warnings(run: Run) -> tuple[Warned, ...]:
    def fired(finding: ReportedFinding) -> FiredRule:
        return FiredRule(finding, catalogue().get(finding.code))

    from_manuscripts = [
        Warned(report.path, fired(finding)) for report in run.manuscripts for finding in report.findings
    ]
    return (*from_manuscripts, *(Warned("", fired(finding)) for finding in run.problems))
