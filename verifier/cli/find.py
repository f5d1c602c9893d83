"""`verifier find`: where a quotation stands."""

from __future__ import annotations

import sys
from typing import Any

import click

from verifier.cli.exits import Exit
from verifier.cli.options import fetch_options, fold_settings


@click.command()
@click.argument("quote")
@click.argument("sources", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Places shown.")
@fetch_options
def find(quote: str, sources: tuple[str, ...], limit: int, **told: Any) -> None:
    """Find where QUOTE stands: in the cache, or in the files and at the URLs given."""
    from verifier.pipeline.finding import find_places
    from verifier.reporting.phrases import plain

    places = find_places(quote, sources, fold_settings(told), limit)
    for place in places:
        page = f" p. {place.page_label}" if place.page_label else f" page {place.page_index + 1}"
        click.echo(f"{place.similarity:.3f}  {plain(place.title)}{page}")
        click.echo(f"       {plain(f'…{place.prefix}[{place.exact}]{place.suffix}…')}")
        click.echo(f"       {place.link}")
    click.echo(f"{len(places)} places")
    sys.exit(Exit.CLEAN if places else Exit.FINDINGS)
