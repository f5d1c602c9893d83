"""The reporting room: a run, written for people and for machines. It reads a Run and never recomputes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from verifier.errors import ConfigError
from verifier.records.report import ClaimResult, Run
from verifier.reporting.canonical import read_run, record_digest, schema, schema_text
from verifier.reporting.files import write_whole
from verifier.reporting.formats import FORMATS, format_named
from verifier.reporting.text import text_summary

__all__ = ["FORMATS", "Pictures", "read_run", "record_digest", "render", "schema", "text_summary", "write_reports"]

Pictures = Callable[[ClaimResult], bytes | None]
SCHEMA_FILE = "report.schema.json"


def render(run: Run, format: str) -> str:  # noqa: A002 - the contract's name for it
    """The run in one format, as text. Raises ConfigError for a format that is unknown or binary."""
    chosen = format_named(format)
    if chosen.binary:
        raise ConfigError(f"{chosen.name} is a binary format: write it to a folder instead")
    made = chosen.make(run)
    return made if isinstance(made, str) else made.decode()


def write_reports(
    run: Run,
    folder: Path,
    formats: Sequence[str],
    *,
    pictures: Pictures | None = None,
    evidence: Mapping[str, Path] | None = None,
    history: Path | None = None,
) -> dict[str, Path]:
    """Write the run into `folder` in each format; the paths, by format name. Each file is whole or the old one."""
    chosen = [format_named(name) for name in formats]
    written: dict[str, Path] = {}
    for entry in chosen:
        made = _page(run, folder, pictures) if entry.name == "html" else entry.make(run)
        written[entry.name] = write_whole(folder / entry.filename, made)
    if "json" in written:
        write_whole(folder / SCHEMA_FILE, schema_text())
    return written


def _page(run: Run, folder: Path, pictures: Pictures | None) -> str:
    """The HTML page; pictures too many to keep inside it are written beside it first."""
    from verifier.reporting.html import build_page

    page = build_page(run, pictures)
    for name, data in page.assets.items():
        write_whole(folder / name, data)
    return page.html
