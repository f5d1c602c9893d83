"""`verifier check`: the main job."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from verifier.cli.exits import UNCHECKED, Exit, exit_code
from verifier.cli.options import (
    default_input,
    fetch_options,
    fold_settings,
    judge_options,
    ready,
    report_options,
    unchecked_option,
)
from verifier.settings import DEFAULT_DECISIONS, Settings

BAD_ROW = "M250"  # a row of a claims table that could not be used: the rest goes on, the run does not end clean

if TYPE_CHECKING:
    from verifier.engines import Engine
    from verifier.pipeline.inputs import Table
    from verifier.records.report import Run


@click.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@click.option("--notes", type=click.Path(path_type=Path), metavar="FILE", help="A file with the manuscript's notes.")
@fetch_options
@judge_options
@report_options
@click.option("--since", default="", metavar="REF", help="Only quotations that are new since a git commit.")
@click.option("--write-baseline", type=click.Path(path_type=Path), metavar="FILE", help="Accept today's findings.")
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    default=Path(DEFAULT_DECISIONS),
    metavar="FILE",
    help=f"People's decisions on claims [{DEFAULT_DECISIONS}].",
)
@unchecked_option
@click.option("--watch", is_flag=True, help="Check again whenever an input changes, until interrupted.")
@click.option("--quiet", "-q", is_flag=True, help="Only the closing line.")
def check(inputs: tuple[Path, ...], notes: Path | None, quiet: bool, watch: bool, **told: Any) -> None:
    """Check the quotations of manuscripts or of a claims table.

    INPUT is a manuscript (txt, md, html, docx, odt, tex, epub, rst, TEI xml, pdf), a folder of them, or a claims table
    (.csv, .jsonl, .parquet); default claims.csv. Sources that the cache lacks are captured, unless --offline.
    """
    given = inputs or (default_input(),)
    own = {name: told.pop(name) for name in ("since", "write_baseline", "unchecked_ok", "decisions")}
    once = partial(run_check, given, notes, fold_settings(told), quiet=quiet, **own)
    if watch:
        from verifier.cli.watch import watch_files

        watch_files([*given, *([notes] if notes else [])], once)
    once()


def run_check(
    inputs: tuple[Path, ...],
    notes: Path | None,
    settings: Settings,
    *,
    quiet: bool,
    since: str = "",
    write_baseline: Path | None = None,
    unchecked_ok: bool = False,
    decisions: Path = Path(DEFAULT_DECISIONS),
) -> None:
    """Check, write the reports, print the summary, exit with the run's code."""
    from verifier.cli.summary import closing_line, print_summary
    from verifier.engines import engine_for
    from verifier.manuscripts import expand
    from verifier.pipeline.reports import write_all
    from verifier.pipeline.reviewing import honour
    from verifier.pipeline.settling import open_levels, settle

    ready(settings, writes=settings.reports if settings.formats else None)
    paths = expand(inputs)
    with engine_for(settings.engine, scheduler=settings.scheduler) as engine:
        run = _judged(paths, notes, settings, engine, since=since, quiet=quiet)
        run = settle(run, paths, settings.baseline, whole=not since)
        run = honour(run, decisions, two_person=settings.two_person)
        written = write_all(run, settings, engine=engine) if settings.formats else {}
    for problem in run.problems:
        click.echo(f"verifier: {problem.message}", err=True)
    if quiet:
        click.echo(closing_line(run))
    else:
        print_summary(run, written)
    if "github" in settings.formats:
        _to_github(run)
    open_now = open_levels(run.claims)
    ignored = run.summary.checked - sum(open_now.values())
    if ignored:
        click.echo(f"{ignored} findings are settled (accepted, ignored in place, or in the baseline) and do not count.")
    if write_baseline is not None:
        _accept(run, write_baseline)
    bad_input = any(problem.severity.value == "fail" or problem.code == BAD_ROW for problem in run.problems)
    code = exit_code(open_now, run.summary.verdicts, run.summary.claims, settings.fail_on, bad_input)
    sys.exit(Exit.CLEAN if unchecked_ok and code in UNCHECKED else code)


def _judged(
    paths: list[Path], notes: Path | None, settings: Settings, engine: Engine, *, since: str, quiet: bool
) -> Run:
    """The run, before anything is settled; of claims tables, one that stands is recalled."""
    from verifier.cli.progress import watcher
    from verifier.pipeline.inputs import load
    from verifier.pipeline.run import stream_claims
    from verifier.pipeline.standing import check_tables, only_tables

    if only_tables(paths) and not since and notes is None:
        with watcher(quiet=quiet) as progress:
            return check_tables(paths, settings, progress, engine)
    table = load(paths, notes, spool=settings.derived)
    if since:
        _keep_new(table, paths, since, notes)
    with watcher(quiet=quiet) as progress:
        return stream_claims(table.claims, settings, table=table, progress=progress, engine=engine)


def _keep_new(table: Table, paths: list[Path], since: str, notes: Path | None) -> None:
    """Leave only what is new since a commit; nothing new is a clean run."""
    from verifier.pipeline.changes import keep_new

    left_out = keep_new(table, paths, since, notes)
    click.echo(f"{left_out} claims are as they were at {since}; left out", err=True)
    if left_out and not table.claims:
        click.echo(f"no quotation is new since {since}.")
        sys.exit(Exit.CLEAN)


def _to_github(run: Run) -> None:
    """Annotations on standard output, where a runner reads them, and the whole list in the job summary."""
    from verifier.cli.github import add_to_summary
    from verifier.reporting import render

    click.echo(render(run, "github"), nl=False)
    add_to_summary(render(run, "markdown"))


def _accept(run: Run, path: Path) -> NoReturn:
    """Write today's findings as a baseline; they are accepted, so the run is clean."""
    from verifier.pipeline.settling import accepted
    from verifier.suppressions import write_baseline

    click.echo(f"wrote {path}: {write_baseline(path, accepted(run))} findings accepted", err=True)
    sys.exit(Exit.CLEAN)
