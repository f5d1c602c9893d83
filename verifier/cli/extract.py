"""`verifier extract`: manuscripts to a claims table."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verifier.cli.exits import Exit
from verifier.errors import InputError
from verifier.settings import DEFAULT_CLAIMS


@click.command()
@click.argument("manuscripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=f"Where the table goes [{DEFAULT_CLAIMS}].")
@click.option("--notes", type=click.Path(path_type=Path), metavar="FILE", help="A file with the manuscript's notes.")
@click.option("--text", is_flag=True, help="Print the text that offsets refer to, and nothing else.")
def extract(manuscripts: tuple[Path, ...], output: Path | None, notes: Path | None, text: bool) -> None:
    """Turn manuscripts into a claims table: one row per quotation, with its note, source, page and place."""
    from verifier.manuscripts import expand, read_manuscript

    paths = expand(manuscripts)
    if text:
        for path in paths:
            click.echo(read_manuscript(path, notes=notes).text, nl=False)
        return
    _write(paths, notes, output or Path(DEFAULT_CLAIMS))


def _write(paths: list[Path], notes: Path | None, output: Path) -> None:
    from verifier.claims import write_claims
    from verifier.pipeline import extract_all

    extraction = extract_all(paths, notes)
    for report in extraction.manuscripts:
        for finding in report.findings:
            place = f"{report.path}:{finding.line}:{finding.column}" if finding.line else report.path
            click.echo(f"{place}: {finding.code} {finding.message}", err=True)
    if not extraction.claims:
        click.echo("no quotations found", err=True)
        sys.exit(Exit.NO_CLAIMS)
    if output.is_dir():
        raise InputError("is a folder; name the table to write", path=str(output))
    if str(output) == "-":
        write_claims(Path("/dev/stdout"), extraction.claims)
        return
    write_claims(output, extraction.claims)
    verify = sum(claim.to_verify for claim in extraction.claims)
    counts = f"{len(extraction.claims)} quotations, {verify} of them to verify"
    click.echo(f"wrote {output}: {counts}. Next: verifier check {output}")
