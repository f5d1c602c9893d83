"""What a run prints: counts, what needs a person first, where the reports are, one closing line."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from verifier.records.report import ClaimResult, Run
from verifier.records.results import glances
from verifier.records.verdict import Level, Verdict

WORST_SHOWN = 10  # claims listed on the terminal: a screenful; the report has them all
COLOURS = {Level.PASS: "green", Level.REVIEW: "yellow", Level.FAIL: "red", Level.BLOCKED: "blue"}
ORDER = {
    Verdict.ALTERED: 0,
    Verdict.SPLICED: 1,
    Verdict.ABSENT: 2,
    Verdict.ELSEWHERE: 3,
    Verdict.INDETERMINATE: 4,
    Verdict.UNREADABLE: 5,
    Verdict.UNAVAILABLE: 6,
    Verdict.UNCITED: 7,
    Verdict.EDITED: 8,
    Verdict.VERBATIM: 9,
}
NEEDY = frozenset({Level.FAIL, Level.REVIEW})
LEVELS = {Level.FAIL: 0, Level.REVIEW: 1, Level.BLOCKED: 2, Level.PASS: 3}


def coloured(text: str, colour: str) -> str:
    """The text in a colour, where the terminal shows colours and NO_COLOR is not set."""
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return text
    return click.style(text, fg=colour)


def print_summary(run: Run, written: Mapping[str, Path]) -> None:
    """The whole summary on standard output."""
    print_counts(run)
    print_worst(run.claims)
    if written:
        click.echo("")
        for path in written.values():
            click.echo(f"wrote {path}")
    click.echo(closing_line(run))


def print_counts(run: Run) -> None:
    """One line per verdict that occurs."""
    total = run.summary.checked
    level_of = {seen.verdict: seen.level for seen in glances(run.claims)}
    for verdict in sorted(Verdict, key=lambda v: ORDER[v], reverse=True):
        count = run.summary.verdicts.get(verdict.value, 0)
        if count:
            colour = COLOURS[level_of.get(verdict, Level.BLOCKED)]
            click.echo(f"  {coloured(f'{verdict.value:<14}', colour)} {count:>5}  {_bar(count, total)}")
    kept = ", ".join(f"{count} {kind}" for kind, count in run.summary.not_verified.items())
    if kept:
        click.echo(f"  kept, not verified: {kept}")


def _bar(count: int, total: int, width: int = 30) -> str:
    return "▇" * max(1, round(width * count / max(total, 1)))


def print_worst(results: Sequence[ClaimResult]) -> None:
    """The claims that need a person first, worst first."""
    seen = enumerate(glances(results))
    needy = sorted((LEVELS[s.level], ORDER[s.verdict], row) for row, s in seen if s.checked and s.level in NEEDY)
    if needy:
        click.echo("")
    for result in (results[row] for *_, row in needy[:WORST_SHOWN]):
        verdict = coloured(result.verdict.value, COLOURS[result.level])
        click.echo(f"{place_of(result)}: {verdict}: {excerpt(result.quote)}")
        for line in _why(result):
            click.echo(f"    {line}")
    if len(needy) > WORST_SHOWN:
        click.echo(f"… and {len(needy) - WORST_SHOWN} more in the report")


def place_of(result: ClaimResult) -> str:
    """manuscript:line of a claim, or its id when it came from no manuscript."""
    claim = result.claim
    return f"{Path(claim.manuscript).name}:{claim.line}" if claim.manuscript and claim.line else result.id


def excerpt(quote: str, limit: int = 88) -> str:
    """The quotation on one line, cut short."""
    flat = " ".join(quote.split())
    return f"“{flat}”" if len(flat) <= limit else f"“{flat[: limit - 1].rstrip()}…”"


def _why(result: ClaimResult) -> list[str]:
    lines = [f"{finding.code} {finding.message}" for finding in result.findings if finding.severity.value != "note"]
    return lines[:2] or ([result.reason] if result.reason else [])


def closing_line(run: Run) -> str:
    """One line: how many were checked, and what to do next."""
    levels = run.summary.levels
    named = (level.value for level in (Level.PASS, Level.REVIEW, Level.FAIL))
    parts = [f"{levels[name]} {name}" for name in named if levels.get(name)]
    if levels.get(Level.BLOCKED.value):
        parts.append(f"{levels[Level.BLOCKED.value]} could not be checked")
    found = ", ".join(parts) or "no claims found"
    reused = f" ({run.run.reused} reused)" if run.run.reused else ""
    return f"{run.summary.checked} quotations checked{reused}: {found}.{_next_step(run)}"


def _next_step(run: Run) -> str:
    failing = (run.claims[row] for row, seen in enumerate(glances(run.claims)) if seen.level is Level.FAIL)
    code = next((finding.code for result in failing for finding in result.findings), "")
    if code:
        return f" Next: verifier explain {code}"
    if run.summary.verdicts.get(Verdict.UNAVAILABLE.value):
        return " Next: run again with a network, or `verifier cache add URL FILE`"
    return ""
