"""`verifier demo`: the whole tool on the sample archive that ships."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from verifier.cli.options import report_options
from verifier.settings import DEFAULT_REPORTS, Settings

DEMO_PACE_S = 0.02  # the replicas are our own machine; the gate is the same, only its gap is shorter


@click.command()
@report_options
@click.option("--keep", type=click.Path(path_type=Path), metavar="DIR", help="Keep the captures in DIR.")
@click.option("--serve", is_flag=True, help="Only serve the sample archive, until interrupted.")
def demo(reports: Path | None, formats: str | None, keep: Path | None, serve: bool, **_: object) -> None:
    """Run the whole tool on the sample archive that ships: a manuscript, its sources, every verdict.

    The archive's sites are replicas on this machine's loopback; nothing leaves it. Findings are the point, so the exit
    code is 0.
    """
    from tempfile import TemporaryDirectory

    from verifier.demo import serve as replicas

    with replicas() as mirrors, TemporaryDirectory(prefix="verifier-demo-") as scratch:
        if serve:
            _wait(mirrors)
            return
        settings = replace(
            Settings(),
            cache=keep or Path(scratch),
            reports=reports or Path(DEFAULT_REPORTS) / "demo",
            formats=tuple(formats.split(",")) if formats else Settings().formats,
            mirrors=mirrors,
            pace=DEMO_PACE_S,
        )
        _check(settings)


def _check(settings: Settings) -> None:
    from verifier.cli.progress import watcher
    from verifier.cli.summary import print_summary
    from verifier.demo import MANUSCRIPT
    from verifier.pipeline.inputs import load
    from verifier.pipeline.reports import write_all
    from verifier.pipeline.run import check_claims

    table = load([MANUSCRIPT])
    with watcher(quiet=False) as progress:
        run = check_claims(table.claims, settings, table=table, progress=progress)
    print_summary(run, write_all(run, settings))


def _wait(mirrors: dict[str, str]) -> None:
    from time import sleep

    for host, url in mirrors.items():
        click.echo(f"--mirror {host}={url}")
    click.echo("serving the sample archive; Ctrl-C ends it", err=True)
    while True:
        sleep(3600)
