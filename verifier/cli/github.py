"""What GitHub Actions offers a step: its job summary. Read here, at the door, since it comes by the environment."""

from __future__ import annotations

import os
from pathlib import Path

import click

SUMMARY_LIMIT_BYTES = 1_000_000  # GitHub takes 1 MiB a step and drops the whole summary when it is longer


def add_to_summary(markdown: str) -> bool:
    """Append to the job summary; False when this is no such job or it cannot be written, which is said."""
    path = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if not path:
        return False
    data = markdown.encode("utf-8", "replace")
    if len(data) > SUMMARY_LIMIT_BYTES:
        data = data[:SUMMARY_LIMIT_BYTES].rpartition(b"\n")[0] + b"\n\nCut here: the report has the rest.\n"
    try:
        with Path(path).open("ab") as file:
            file.write(data)
    except OSError as error:
        click.echo(f"verifier: the job summary cannot be written ({error.strerror})", err=True)
        return False
    return True
