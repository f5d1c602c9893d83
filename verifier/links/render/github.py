"""GitHub annotations: the worst ten of a run, since GitHub shows no more of a kind; the job summary has them all."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.links.levels import findings_of, severity_of, worst_first
from verifier.links.records import LinkRun
from verifier.records.findings import Severity
from verifier.rules import rule

ANNOTATIONS_SHOWN = 10  # of one kind and step: GitHub drops the rest without a word
COMMANDS = {Severity.FAIL: "error", Severity.REVIEW: "warning", Severity.NOTE: "notice"}


def commands(run: LinkRun) -> Iterator[str]:
    """Workflow commands, worst first."""
    for result in worst_first(run.results)[:ANNOTATIONS_SHOWN]:
        finding = findings_of(result)[0]
        severity = severity_of(result) or finding.severity
        place = result.link.mentions[0].place
        title = escaped(f"{finding.code} {rule(finding.code).name}", value=True)
        where = f"file={escaped(place.file, value=True)},line={place.line},col={place.col}"
        yield f"::{COMMANDS[severity]} {where},title={title}::{escaped(f'{result.url}: {finding.message}')}"


def escaped(text: str, *, value: bool = False) -> str:
    """Text as a workflow command carries it; `value` for the part before the second `::`, where more is syntax."""
    for mark, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), *(((":", "%3A"), (",", "%2C")) if value else ())):
        text = text.replace(mark, code)
    return text
