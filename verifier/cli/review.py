"""`verifier review`: human decisions on a report."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.cli.options import cache_option
from verifier.cli.report import DEFAULT_RUN
from verifier.settings import DEFAULT_CACHE, DEFAULT_DECISIONS


@click.command()
@click.argument("run_file", metavar="RUN.json", type=click.Path(path_type=Path), default=DEFAULT_RUN)
@click.option("--decisions", type=click.Path(path_type=Path), default=Path(DEFAULT_DECISIONS), show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1 [any free one].")
@click.option("--two-person", is_flag=True, help="A claim is settled only when two people decided alike.")
@cache_option
def review(run_file: Path, decisions: Path, port: int, two_person: bool, cache: Path | None) -> None:
    """Serve a report for human decisions, on this machine only."""
    from verifier.captures import Store
    from verifier.pipeline.reports import Pictures
    from verifier.reporting import read_run, serve_review

    run = read_run(run_file)
    pictures = Pictures(run, Store(cache or Path(DEFAULT_CACHE)))
    with serve_review(run, decisions, pictures=pictures, port=port, two_person=two_person) as url:
        click.echo(f"open {url}   (Ctrl-C ends; decisions go to {decisions})")
        _until_interrupted()


def _until_interrupted() -> None:
    from time import sleep

    try:
        while True:
            sleep(3600)
    except KeyboardInterrupt:
        click.echo("stopped; every decision is kept")
