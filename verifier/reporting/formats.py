"""The formats a run can be written in: name, file name, and who makes it. Adding one is adding a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from verifier.errors import ConfigError
from verifier.records.report import Run
from verifier.reporting.files import Content


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a run. `maker` is `module:function` of this room, loaded when it is first used.

    `timeless` says that nothing of the header block is in it: the same record gives the same file.
    """

    name: str
    filename: str
    maker: str
    meaning: str
    binary: bool = False
    timeless: bool = False

    def make(self, run: Run) -> str | bytes:
        """The whole file for this run."""
        made = self.parts(run)
        if isinstance(made, str | bytes):
            return made
        data = b"".join(part if isinstance(part, bytes) else part.encode() for part in made)
        return data if self.binary else data.decode()

    def parts(self, run: Run) -> Content:
        """The file for this run, in parts where it can be long."""
        module, function = self.maker.split(":")
        maker: Callable[[Run], Content] = getattr(import_module(f"verifier.reporting.{module}"), function)
        return maker(run)


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("html", "report.html", "html:to_html", "the report for people: one page, nothing loaded from outside"),
        Format(
            "json", "report.json", "canonical:json_parts", "the canonical record; every other format is a view of it"
        ),
        Format("csv", "report.csv", "table:csv_parts", "one row a claim, guarded against formulas", timeless=True),
        Format("markdown", "report.md", "markdown:to_markdown", "a summary that fits a pull request"),
        Format("junit", "report.junit.xml", "junit:junit_parts", "one test a claim, for CI", timeless=True),
        Format(
            "sarif", "report.sarif", "sarif:sarif_parts", "SARIF 2.1.0, with the catalogue as help, for code scanning"
        ),
        Format("github", "report.github.txt", "github:to_github", "workflow commands: the gravest as annotations"),
        Format("annotations", "report.annotations.json", "annotations:to_annotations", "W3C Web Annotations"),
        Format("prov", "report.prov.json", "provenance:to_prov", "W3C PROV-JSON: what was made from what, by whom"),
        Format("crate", "ro-crate-metadata.json", "provenance:to_crate", "RO-Crate 1.1: the folder for a repository"),
        Format("claimreview", "report.claimreview.json", "claim_review:to_claim_review", "schema.org, wording only"),
        Format("xlsx", "report.xlsx", "workbook:to_workbook", "the table as a workbook of text cells", binary=True),
        Format(
            "jsonl", "report.jsonl", "canonical:to_lines", "one result a line, as report.json holds it", timeless=True
        ),
        Format(
            "parquet", "report.parquet", "columnar:to_parquet", "the table, for large runs", binary=True, timeless=True
        ),
        Format("text", "report.txt", "text:text_parts", "the summary a terminal shows"),
    )
}


ALIASES = {"ro-crate": "crate"}  # the command line's name for it


def format_named(name: str) -> Format:
    """The format of this name. Raises ConfigError, listing the names there are."""
    wanted = name.strip().lower()
    found = FORMATS.get(ALIASES.get(wanted, wanted))
    if found is None:
        raise ConfigError(f"no report format is called {name!r}; there are: {', '.join(FORMATS)}")
    return found
