"""The formats a run can be written in: name, file name, and who makes it. Adding one is adding a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from verifier.errors import ConfigError
from verifier.records.report import Run


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a run. `maker` is `module:function` of this room, loaded when it is first used."""

    name: str
    filename: str
    maker: str
    meaning: str
    binary: bool = False

    def make(self, run: Run) -> str | bytes:
        """The whole file for this run."""
        module, function = self.maker.split(":")
        maker: Callable[[Run], str | bytes] = getattr(import_module(f"verifier.reporting.{module}"), function)
        return maker(run)


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("html", "report.html", "html:to_html", "the report for people: one page, nothing loaded from outside"),
        Format("json", "report.json", "canonical:to_json", "the canonical record; every other format is a view of it"),
        Format("csv", "report.csv", "table:to_csv", "one row a claim, guarded against formulas"),
        Format("text", "report.txt", "text:text_summary", "the summary a terminal shows"),
    )
}


def format_named(name: str) -> Format:
    """The format of this name. Raises ConfigError, listing the names there are."""
    found = FORMATS.get(name.strip().lower())
    if found is None:
        raise ConfigError(f"no report format is called {name!r}; there are: {', '.join(FORMATS)}")
    return found
