"""`verifier check`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from verifier.cli.exits import exit_code
from verifier.cli.options import fetch_options, fold_settings, judge_options, report_options
from verifier.settings import DEFAULT_CLAIMS, Settings


@click.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@click.option("--notes", type=click.Path(path_type=Path), metavar="FILE", help="A file with the manuscript's notes.")
@fetch_options
@judge_options
@report_options
@click.option("--quiet", "-q", is_flag=True, help="Only the closing line.")
def check(inputs: tuple[Path, ...], notes: Path | None, quiet: bool, **told: Any) -> None:
    """Check the quotations of manuscripts or of a claims table.

    INPUT is a manuscript (txt, md, html, docx, odt, tex, epub, rst, TEI xml, pdf), a folder of them, or a claims table
    (.csv); default claims.csv. Sources that the cache lacks are captured, unless --offline.
    """
    run_check(inputs or (Path(DEFAULT_CLAIMS),), notes, fold_settings(told), quiet=quiet)


def run_check(inputs: tuple[Path, ...], notes: Path | None, settings: Settings, *, quiet: bool) -> None:
    """Check, write the reports, print the summary, exit with the run's code."""
    from verifier.cli.progress import watcher
    from verifier.cli.summary import closing_line, print_summary
    from verifier.manuscripts import expand
    from verifier.pipeline.reports import write_all
    from verifier.pipeline.run import check_claims, load

    table = load(expand(inputs), notes)
    with watcher(quiet=quiet) as progress:
        run = check_claims(table.claims, settings, table=table, progress=progress)
    written = write_all(run, settings)
    for problem in run.problems:
        click.echo(f"verifier: {problem.message}", err=True)
    if quiet:
        click.echo(closing_line(run))
    else:
        print_summary(run, written)
    summary = run.summary
    bad_input = any(problem.severity.value == "fail" for problem in run.problems)
    sys.exit(exit_code(summary.levels, summary.verdicts, summary.claims, settings.fail_on, bad_input))
