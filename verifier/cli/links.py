"""`verifier links`: is what the notes point to still there, and do the words still stand on it?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli.exits import UNCHECKED, Exit
from verifier.cli.options import (
    default_input,
    fetch_options,
    fold_settings,
    ready,
    report_options,
    unchecked_option,
)
from verifier.errors import InputError
from verifier.settings import Settings

if TYPE_CHECKING:
    from verifier.links.records import LinkRun, LinkState, Mention

OWN_OPTIONS = (
    "quotes", "rescue", "show_diff", "fix", "since", "include", "exclude", "write_baseline", "exit_zero", "quiet",
    "unchecked_ok",
)  # fmt: skip
PROGRESS_FROM = 25  # links from which progress is shown: a shorter list is done before one could read it


@click.command()
@click.argument("inputs", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--quotes/--no-quotes", default=True, help="Look whether the quotations still stand on the pages.")
@click.option("--rescue", is_flag=True, help="Look for archived copies of what is gone, and check the words in them.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change; change nothing.")
@click.option("--fix", is_flag=True, help="Write the new address of links that moved for good; nothing else.")
@click.option("--since", default="", metavar="REF", help="Only links and quotations that are new since a git commit.")
@click.option("--include", default="", metavar="REGEX", help="Only addresses that match.")
@click.option("--exclude", default="", metavar="REGEX", help="No address that matches.")
@click.option("--write-baseline", type=click.Path(path_type=Path), metavar="FILE", help="Accept today's findings.")
@unchecked_option
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--watch", is_flag=True, help="Check again whenever an input changes, until interrupted.")
@click.option("--quiet", "-q", is_flag=True, help="Only the closing line.")
@fetch_options
@report_options
def links(inputs: tuple[str, ...], **told: Any) -> None:
    """Check links: alive, moved, gone, or alive without the quotation.

    INPUT is a claims table (.csv), a manuscript, any text file, a URL, or `-` for one URL a line on standard input;
    default claims.csv. Only links that are gone, soft 404s and quotations that are gone fail; a wall, a login, a busy
    or a silent host never does. What earlier runs found is kept in the cache, so fresh answers are not asked again.
    """
    given = inputs or (str(default_input()),)
    if told.pop("watch"):
        from verifier.cli.watch import watch_files

        watch_files([Path(name) for name in given if not is_url(name)], partial(run_links, given, **told))
    run_links(given, **told)


def run_links(given: tuple[str, ...], **told: Any) -> None:
    """Check, fix where asked, write the reports, print what was found, exit with the run's code."""
    asked = {name: told.pop(name) for name in OWN_OPTIONS}
    formats_told = told.get("formats") is not None
    settings = fold_settings(told)
    ready(settings, writes=settings.reports if settings.formats else None)
    run = _check(given, settings, asked)
    if asked["show_diff"] or asked["fix"]:
        _fix(run, write=bool(asked["fix"]))
    if asked["write_baseline"]:
        _accept(run, asked["write_baseline"])
    _report(run, settings, formats_told=formats_told, quiet=asked["quiet"], since=asked["since"])
    code = exit_of(run, settings, since=asked["since"])
    pardoned = asked["exit_zero"] or asked["write_baseline"] or (asked["unchecked_ok"] and code in UNCHECKED)
    sys.exit(Exit.CLEAN if pardoned else code)


def exit_of(run: LinkRun, settings: Settings, *, since: str = "") -> Exit:
    """The code a run earns. Links that could not be reached are no failure, unless not one link could be."""
    from verifier.links.levels import fails
    from verifier.links.records import LinkState

    unknown = {LinkState.UNREACHABLE, LinkState.DEFERRED, LinkState.NOT_CHECKED}
    if any(fails(result, settings.fail_on) for result in run.results):
        return Exit.FINDINGS
    if any(problem.code == "M001" for problem in run.problems):
        return Exit.USAGE
    if not run.results:
        return Exit.CLEAN if since else Exit.NO_CLAIMS
    return Exit.INCOMPLETE if all(result.state in unknown for result in run.results) else Exit.CLEAN


def is_url(name: str) -> bool:
    """True for an input that is an address, of whatever scheme, or standard input, rather than a file."""
    from verifier.links.pages import is_address

    return name == "-" or (is_address(name) and not Path(name).exists())


def _check(given: tuple[str, ...], settings: Settings, asked: dict[str, Any]) -> LinkRun:
    from verifier.links.run import Wish, check_inputs

    if "" in given:  # an empty variable in a script, not a wish to check the whole folder
        raise InputError("one of the inputs has an empty name")
    lines = [name for name in given if is_url(name) and name != "-"]
    if "-" in given:
        lines += _standard_input()
    files: list[Path | str] = [Path(name) for name in _expanded([name for name in given if not is_url(name)])]
    named: dict[str, Any] = {name: asked[name] for name in ("quotes", "rescue", "since", "include", "exclude")}
    if not asked["quiet"]:
        named |= _progress()
    wish = Wish(extract=_quotations, lines=lines, **named)
    return check_inputs([*files, *(["-"] if lines or "-" in given else [])], settings, wish)


def _standard_input() -> list[str]:
    """Its lines; bytes that are no UTF-8 harm nothing but the address they stand in."""
    if sys.stdin is None:
        raise InputError("standard input is closed", path="-")
    return sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()


def _expanded(names: list[str]) -> list[str]:
    """Folders and patterns as the files they hold; plain files as they are."""
    if not any(set(name) & set("*?[") or Path(name).is_dir() for name in names):
        return names
    from verifier.manuscripts import expand

    return [str(path) for path in expand([Path(name) for name in names])]


def _quotations(path: Path) -> Iterator[Mention]:
    """A manuscript's quotations with the links their notes cite; none, and a line that says so, where it is none."""
    from verifier.links.quoteplaces import QuotePlaces
    from verifier.links.records import Mention
    from verifier.links.table import accessed_in
    from verifier.manuscripts import FORMATS

    if path.suffix.lower() not in FORMATS:
        return
    from verifier.pipeline.extraction import extract

    try:
        claims = extract(path)
    except InputError as error:
        click.echo(f"verifier: {error}; its links are checked, its quotations are not", err=True)
        return
    places = QuotePlaces(path)
    for claim in claims:
        if claim.url and claim.to_verify:
            place = places.place(claim.quote, claim.start, claim.line)
            yield Mention(claim.url, place, claim.url, claim.quote, place, accessed_in(claim.citation))


def _progress() -> dict[str, Callable[..., None]]:
    """How far the check is: a live line on a terminal, a line for every hundred links in a log."""
    from threading import Lock

    lock, count = Lock(), {"done": 0, "of": 0}
    live = sys.stderr.isatty()

    def total(number: int) -> None:
        count["of"] = number

    def watch(state: LinkState, url: str) -> None:
        with lock:
            count["done"] += 1
            line = f"[{count['done']}/{count['of']}] {state.value}: {url}"
            if live:
                print(f"\r\x1b[2K{line[:100]}", end="", file=sys.stderr, flush=True)
            elif count["of"] >= PROGRESS_FROM and count["done"] % 100 == 0:
                print(line, file=sys.stderr, flush=True)

    return {"total": total, "watch": watch}


def _fix(run: LinkRun, *, write: bool) -> None:
    from verifier.links.fixing import apply, plan, unified

    edits = plan(run.results)
    for edit in edits:
        click.echo(unified(edit), nl=False)
    if write:
        for edit in edits:
            apply(edit)
    changed = sum(len(edit.changes) for edit in edits)
    click.echo(f"{changed} links {'changed' if write else 'would change'} in {len(edits)} files", err=True)


def _accept(run: LinkRun, path: Path) -> None:
    from verifier.links.levels import severity_of
    from verifier.suppressions.baseline import write_baseline

    open_results = [result for result in run.results if severity_of(result) is not None or result.ignored]
    triples = [
        (quote, result.url, result.state.value) for result in open_results for quote in (result.link.quotes or ("",))
    ]
    click.echo(f"wrote {path}: {write_baseline(path, triples)} findings accepted", err=True)


def _report(run: LinkRun, settings: Settings, *, formats_told: bool, quiet: bool, since: str) -> None:
    from verifier.links.render import FORMATS, write
    from verifier.links.render.lines import closing_line, finding_lines

    if sys.stderr.isatty() and not quiet:
        print("\r\x1b[2K", end="", file=sys.stderr, flush=True)
    names = settings.formats if formats_told else tuple(name for name in settings.formats if name in ("json", "github"))
    unknown = [name for name in names if name not in (*FORMATS, "github")]
    if formats_told and unknown:
        raise click.UsageError(f"a link check has no format {unknown[0]!r}; it has {', '.join([*FORMATS, 'github'])}")
    written = write(run, settings.reports, names)
    if "github" in names:
        _annotate(run)
    elif not quiet:
        for line in finding_lines(run):
            click.echo(line)
    if formats_told and not quiet:
        for path in written.values():
            click.echo(f"wrote {path}", err=True)
    if run.results or not since:
        click.echo(closing_line(run))
    else:
        click.echo(f"no link is new since {since}")


def _annotate(run: LinkRun) -> None:
    from verifier.cli.github import add_to_summary
    from verifier.links.render.github import commands
    from verifier.links.render.summary import to_markdown

    for line in commands(run):
        click.echo(line)
    add_to_summary(to_markdown(run))
