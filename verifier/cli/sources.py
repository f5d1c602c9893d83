"""`verifier sources`: the archives known."""

from __future__ import annotations

import click


@click.command()
@click.argument("url", required=False)
def sources(url: str | None) -> None:
    """List the archives known, and the addresses each answers to.

    With URL, say which one would read it.
    """
    from verifier.errors import InputError
    from verifier.pipeline.opening import is_address
    from verifier.sources import adapters, recognise

    if url:
        if not is_address(url):
            raise InputError(f"{url!r} is not an http(s) address")
        adapter, source = recognise(url)
        click.echo(f"{adapter.name}: {source.key}\n  canonical: {source.url}")
        for alias in source.aliases:
            click.echo(f"  alias: {alias}")
        return
    for adapter in adapters():
        click.echo(f"{adapter.name}: {adapter.title}")
        for form in adapter.forms:
            note = f"  ({form.note})" if form.note else ""
            click.echo(f"    {form.pattern}{note}")
