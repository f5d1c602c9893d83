"""`verifier report` and `verifier verify-report`: a past run, rendered again or proved again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from verifier.cli.config import FORMATS
from verifier.cli.exits import Exit
from verifier.cli.options import cache_option
from verifier.settings import DEFAULT_CACHE, DEFAULT_REPORTS, Settings

DEFAULT_RUN = Path(DEFAULT_REPORTS) / "report.json"


@click.command()
@click.argument("run_file", metavar="RUN.json", type=click.Path(path_type=Path), default=DEFAULT_RUN)
@click.option("--format", "formats", default="html", metavar="LIST", help=f"Any of {','.join(FORMATS)} [html].")
@click.option("--reports", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write to [beside RUN.json].")
@click.option("--history", is_flag=True, help="A dashboard over the past runs in the folder of RUN.json.")
@cache_option
def report(run_file: Path, formats: str, reports: Path | None, history: bool, cache: Path | None) -> None:
    """Render a past run again, in another format."""
    from dataclasses import replace

    from verifier.pipeline.reports import write_all
    from verifier.reporting import read_run

    folder = reports or run_file.parent
    if history:
        from verifier.reporting import write_history

        click.echo(f"wrote {write_history(run_file.parent)}")
        return
    chosen = tuple(name.strip() for name in formats.split(","))
    settings = replace(Settings(), cache=cache or Path(DEFAULT_CACHE), reports=folder, formats=chosen)
    for path in write_all(read_run(run_file), settings, new=False).values():
        click.echo(f"wrote {path}")


@click.command(name="verify-report")
@click.argument("run_file", metavar="RUN.json", type=click.Path(path_type=Path), default=DEFAULT_RUN)
@cache_option
def verify_report(run_file: Path, cache: Path | None) -> None:
    """Prove a report again from the cache alone: every digest, every reading, every verdict."""
    from verifier.pipeline.proving import prove
    from verifier.reporting import read_run

    run, folder = read_run(run_file), cache or Path(DEFAULT_CACHE)
    problems = prove(run, folder)
    for line in _grouped(problems):
        click.echo(line)
    doubted = {problem.partition(":")[0] for problem in problems}
    proved = sum(claim.id not in doubted for claim in run.claims)
    click.echo(f"{proved} of {len(run.claims)} claims proved again from the cache")
    if any("the body is missing" in problem for problem in problems):
        click.echo(
            f"captures are missing in {folder}: name the cache the report was made from with --cache DIR", err=True
        )
    sys.exit(Exit.FINDINGS if problems else Exit.CLEAN)


def _grouped(problems: Iterable[str]) -> Iterator[str]:
    """One line per problem, with the first claim it touches and how many more: a lost capture touches many."""
    by_what: dict[str, list[str]] = {}
    for problem in problems:
        claim, _, what = problem.partition(": ")
        by_what.setdefault(what, []).append(claim)
    for what, touched in by_what.items():
        more = f" and {len(touched) - 1} more" if len(touched) > 1 else ""
        yield f"{touched[0]}{more}: {what}"
