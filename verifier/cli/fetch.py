"""`verifier fetch`: capture what a claims table cites, and judge nothing."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from verifier.cli.exits import Exit
from verifier.cli.options import default_input, fetch_options, fold_settings, ready


@click.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@fetch_options
def fetch(inputs: tuple[Path, ...], **told: Any) -> None:
    """Capture every cited source into the cache."""
    from verifier.cli.progress import watcher
    from verifier.manuscripts import expand
    from verifier.pipeline.gathering import group_claims
    from verifier.pipeline.inputs import load
    from verifier.pipeline.run import gather_groups

    settings = fold_settings(told)
    ready(settings)
    table = load(expand(inputs or (default_input(),)))
    with watcher(quiet=False) as progress:
        gathered = gather_groups([cited.source for cited in group_claims(table.claims)], settings, progress)
    states = Counter(capture.state.value for got in gathered for capture in got.captures)
    listed = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "nothing to ask"
    again = " ".join(["verifier check", *map(str, inputs), "--offline"])
    click.echo(f"{len(gathered)} sources: {listed}. Next: {again}")
    if any(not any(capture.usable for capture in got.captures) for got in gathered):
        sys.exit(Exit.INCOMPLETE)
