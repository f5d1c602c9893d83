"""`verifier cache ...`: look after the captures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verifier.cli.exits import Exit
from verifier.cli.options import cache_option
from verifier.cli.text import text
from verifier.errors import CaptureDamaged
from verifier.settings import DEFAULT_CACHE


@click.group()
def cache() -> None:
    """Look after the captures: list, show, text, add, verify, drift, doctor, prune, export, import."""


def _store(folder: Path | None):  # type: ignore[no-untyped-def]  # the Store is imported where it is used
    from verifier.captures import Store

    return Store(folder or Path(DEFAULT_CACHE))


@cache.command("list")
@cache_option
def list_captures(cache: Path | None) -> None:
    """One line per capture: when, state, method, bytes, address."""
    damaged: list[CaptureDamaged] = []
    store, kept = _store(cache), None
    for kept in store.captures(damaged=damaged.append):
        click.echo(f"{kept.retrieved_at}  {kept.state.value:<11}  {kept.method.value:<7}  {kept.length:>9}  {kept.url}")
    if kept is None and not damaged:
        click.echo(f"{store.root}: no captures", err=True)
    _leave_on(damaged)


@cache.command()
@click.argument("url")
@cache_option
def show(url: str, cache: Path | None) -> None:
    """Every capture of a URL, whole."""
    damaged: list[CaptureDamaged] = []
    kept = _store(cache).history(url, damaged=damaged.append)
    for capture in kept:
        click.echo(capture.model_dump_json(indent=2))
    _leave_on(damaged)
    if not kept:
        click.echo(f"no capture of {url}", err=True)
        sys.exit(Exit.INCOMPLETE)


cache.add_command(text)


def _leave_on(damaged: list[CaptureDamaged]) -> None:
    for damage in damaged:
        click.echo(f"verifier: {damage}", err=True)
    if damaged:
        sys.exit(Exit.FINDINGS)


@cache.command()
@click.argument("url")
@click.argument("file", type=click.Path(path_type=Path))
@cache_option
def add(url: str, file: Path, cache: Path | None) -> None:
    """Register a hand-saved FILE as the capture of URL (method: manual)."""
    from verifier.sources import recognise

    store = _store(cache)
    capture = store.add_manual(url, file)
    canonical = recognise(url)[1].url
    if canonical != url.split("#", 1)[0]:
        store.add_manual(canonical, file)  # the address under which the archive's adapter will ask for it
    click.echo(f"{file} now stands for {capture.url}: {capture.length} bytes, sha256 {capture.sha256[:16]}…")


@cache.command()
@cache_option
def verify(cache: Path | None) -> None:
    """Read every object again and hold it against its digest."""
    store = _store(cache)
    problems = store.verify()
    for problem in problems:
        click.echo(str(problem))
    damage = [problem for problem in problems if problem.severity.value == "fail"]
    click.echo(f"{sum(1 for _ in store.captures())} captures, {len(damage)} damaged")
    sys.exit(Exit.FINDINGS if damage else Exit.CLEAN)


@cache.command(short_help="Sweep up after a crash and rebuild the index.")
@cache_option
def doctor(cache: Path | None) -> None:
    """Sweep what a crash left behind and rebuild the index; never touches a capture."""
    store = _store(cache)
    for line in store.doctor() or [f"{store.root}: nothing to mend"]:
        click.echo(str(line))


@cache.command(short_help="Show how pages captured more than once have changed.")
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@cache_option
def drift(inputs: tuple[Path, ...], cache: Path | None) -> None:
    """How pages captured more than once have changed; INPUTS (claims, manuscripts) say which quotations to look for."""
    from verifier.manuscripts import expand
    from verifier.pipeline.drifting import drift_rows
    from verifier.pipeline.inputs import load

    quotes = [claim.quote for claim in load(expand(inputs)).claims] if inputs else []
    lost = False
    for row, quote in drift_rows(_store(cache), quotes):
        lost = lost or row.kind.value in ("quotation_gone", "soft_404", "gone")
        said = f"  “{quote}”" if quote else ""
        click.echo(f"{row.kind.value:<14}  {row.before[:15]}  {row.after[:15]}  {row.url}{said}  ({row.reason})")
    sys.exit(Exit.FINDINGS if lost else Exit.CLEAN)


@cache.command()
@click.option("--yes", is_flag=True, help="Remove them; without it they are only listed.")
@cache_option
def prune(yes: bool, cache: Path | None) -> None:
    """Remove objects that no capture names."""
    store = _store(cache)
    for line in store.prune(apply=yes) or [f"{store.root}: nothing to remove"]:
        click.echo(str(line))


@cache.command("export", short_help="Write the captures as WARC, WACZ or BagIt.")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(["warc", "wacz", "bag"]), help="Form [by TARGET's name].")
@click.option("--warc", "form", flag_value="warc", help="One WARC file.")
@click.option("--wacz", "form", flag_value="wacz", help="One WACZ package.")
@cache_option
def export(target: Path, form: str | None, cache: Path | None) -> None:
    """Write the captures in a form that others' tools read: WARC, WACZ, or a BagIt folder."""
    from verifier.captures.exports import export_captures

    count = export_captures(_store(cache), target, form)
    click.echo(f"wrote {target}: {count} captures")


@cache.command("import", short_help="Take in the records of WARC or WACZ files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@cache_option
def import_(files: tuple[Path, ...], cache: Path | None) -> None:
    """Take in the records of WARC or WACZ files; a truncated one is rejected by name."""
    from verifier.captures.exports import import_captures

    for file in files:
        click.echo(f"{file}: {import_captures(_store(cache), file)} captures taken in")
