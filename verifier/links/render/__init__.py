"""A link run as files and lines: each format is a view of the same results."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from verifier.links.records import LinkRun

# name -> (file in the reports folder, module:function)
FORMATS: dict[str, tuple[str, str]] = {
    "json": ("links.json", "record:to_json"),
    "csv": ("links.csv", "table:to_csv"),
    "markdown": ("links.md", "summary:to_markdown"),
    "junit": ("links.xml", "junit:to_junit"),
    "sarif": ("links.sarif", "sarif:to_sarif"),
    "text": ("links.txt", "lines:to_text"),
}


def render(run: LinkRun, name: str) -> str:
    """The run in one format."""
    module, _, function = FORMATS[name][1].partition(":")
    made: Callable[[LinkRun], str] = getattr(import_module(f"verifier.links.render.{module}"), function)
    return made(run)


def write(run: LinkRun, folder: Path, names: tuple[str, ...]) -> dict[str, Path]:
    """Write the formats that have a file; path by format. Formats without one (`github`) are passed over."""
    from verifier.links.render.files import write_text

    return {name: write_text(folder / FORMATS[name][0], render(run, name)) for name in names if name in FORMATS}
