"""`verifier seal`: a time-stamping authority's word that a report existed at a moment (RFC 3161)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from verifier.cli.exits import Exit
from verifier.errors import InputError
from verifier.settings import DEFAULT_REPORTS

CERTIFICATE = b"-----BEGIN CERTIFICATE-----"


@click.command()
@click.argument("folder", metavar="[REPORTS]", type=click.Path(path_type=Path), default=Path(DEFAULT_REPORTS))
@click.option("--attach", "answer", type=click.Path(path_type=Path), metavar="FILE", help="The authority's answer.")
@click.option("--check", "checked", is_flag=True, help="Hold the seal that is there against the report as it is now.")
@click.option("--authority", type=click.Path(path_type=Path), metavar="PEM", help="The authority's certificates.")
def seal(folder: Path, answer: Path | None, checked: bool, authority: Path | None) -> None:
    """Have a time-stamping authority seal a report (RFC 3161).

    Opens no socket. Without an option it writes the question, REPORTS/SHA256SUMS.tsq, and says how to send it; with
    --attach it keeps the answer, if it fits; with --check it holds the kept answer against the report. Both need
    --authority. Exit code 1: the seal is not good.
    """
    if answer is not None and checked:
        raise click.UsageError("--attach checks already; leave --check out")
    if answer is None and not checked:
        if authority is not None:
            raise click.UsageError("--authority goes with --attach or --check")
        _ask(folder)
    elif authority is None:
        raise click.UsageError("--authority PEM is needed: the certificates to check the answer by")
    elif answer is not None:
        _attach(folder, _read(answer), _certificates(authority))
    else:
        _check(folder, _certificates(authority))


def _ask(folder: Path) -> None:
    from verifier.reporting.seal import ANSWER_FILE, request

    asked = request(folder)
    answer = folder / ANSWER_FILE
    click.echo(f"wrote {asked}")
    click.echo("Next: send it to an authority of your choice, and keep its answer:")
    click.echo(f"  curl -H 'Content-Type: application/timestamp-query' --data-binary @{asked} AUTHORITY > answer.tsr")
    click.echo(f"  verifier seal {folder} --attach answer.tsr --authority PEM      # writes {answer}")


def _attach(folder: Path, token: bytes, authority: Path) -> None:
    from verifier.reporting.seal import attach, sealed_at

    kept = attach(folder, token, authority)
    click.echo(f"wrote {kept}: sealed {sealed_at(folder)}")


def _check(folder: Path, authority: Path) -> NoReturn:
    from verifier.reporting.seal import check, sealed_at

    problem = check(folder, authority)
    click.echo(f"{folder}: {problem}" if problem else f"{folder}: sealed {sealed_at(folder)}")
    sys.exit(Exit.FINDINGS if problem else Exit.CLEAN)


def _certificates(path: Path) -> Path:
    if CERTIFICATE not in _read(path):
        raise InputError("holds no certificate in PEM form", path=str(path))
    return path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", path=str(path)) from error
