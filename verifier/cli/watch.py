"""`--watch`: run again whenever a file changes. Looks at the files' times once a second, on every system."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from verifier.errors import VerifierError

LOOK_EVERY_S = 1.0  # seconds between two looks: quicker than a person expects an answer after saving


def watch_files(paths: Sequence[Path], run: Callable[[], None], *, every: float = LOOK_EVERY_S) -> NoReturn:
    """Run now and after every change of a path (a folder counts with all it holds), until interrupted."""
    while True:
        seen = state_of(paths)
        try:
            run()
        except SystemExit:
            pass  # the run's exit code; there is a next run
        except click.ClickException as error:
            error.show()
        except VerifierError as error:
            click.echo(f"verifier: {error}", err=True)
        click.echo("watching; Ctrl-C ends it", err=True)
        while state_of(paths) == seen:
            time.sleep(every)


def state_of(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """Time of change and size of every file; what is missing is left out."""
    found = {}
    for path in paths:
        for file in [path, *path.rglob("*")] if path.is_dir() else [path]:
            try:
                told = file.stat()
            except OSError:
                continue
            found[file] = (told.st_mtime_ns, told.st_size)
    return found
