"""A link run as Markdown: for a job summary, a comment, or a page of a wiki."""

from __future__ import annotations

import re

from verifier.links.levels import findings_of, worst_first
from verifier.links.records import LinkResult, LinkRun
from verifier.links.render.lines import closing_line

ROWS_SHOWN = 500  # findings in the table: past that a person reads the JSON or CSV


def to_markdown(run: LinkRun) -> str:
    """A heading, the closing line, and a table of findings, worst first."""
    found = worst_first(run.results)
    lines = ["## Links", "", cell(closing_line(run)), ""]
    if found:
        lines += ["| | Link | Where | What |", "|---|---|---|---|", *(_row(result) for result in found[:ROWS_SHOWN])]
    if len(found) > ROWS_SHOWN:
        lines.append(f"\n{len(found) - ROWS_SHOWN} more are in the record.")
    settled = [result for result in run.results if result.ignored]
    if settled:
        lines += ["", f"### Known and ignored ({len(settled)})", ""]
        lines += [
            f"- {cell(result.url)} ({result.state.value}): {cell(result.ignored)}" for result in settled[:ROWS_SHOWN]
        ]
    if run.problems:
        lines += ["", "### Remarks", ""]
        lines += [f"- {p.code} {cell(f'{p.place}: ' if p.place else '')}{cell(p.message)}" for p in run.problems]
    return "\n".join(lines) + "\n"


def _row(result: LinkResult) -> str:
    finding = findings_of(result)[0]
    place = result.link.mentions[0].place
    more = f" (+{len(result.link.mentions) - 1})" if len(result.link.mentions) > 1 else ""
    copy = f"; copy: {cell(result.rescue.url)}" if result.rescue is not None else ""
    return f"| {finding.code} | {cell(result.url)} | {cell(str(place))}{more} | {cell(finding.message)}{copy} |"


def cell(text: str) -> str:
    """Text that stays one cell and stays text: no pipes, breaks, tags or Markdown of its own."""
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|~])", r"\\\1", flat)
