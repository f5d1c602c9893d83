"""The summary a pull request shows: GitHub-flavoured Markdown, short enough for one comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.records.report import ClaimResult, ReportedFinding, Run
from verifier.reporting.canonical import record_digest
from verifier.reporting.labels import LEVELS, VERDICTS
from verifier.reporting.order import checked, could_not_check, count_by_verdict, gravest, needs_human, picked
from verifier.reporting.phrases import (
    describe_edit,
    headline,
    loud_edits,
    place_in_manuscript,
    plain,
    shortened,
    verdict_name,
    why,
)
from verifier.reporting.view import VERDICT_LEVEL

COMMENT_CAP = 60_000  # characters; GitHub refuses comments over 65,536, and a workflow puts words of its own around
QUOTE_WIDTH = 160  # characters of a quotation in a list
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")


def escaped(text: str) -> str:
    """Text that Markdown and GitHub leave alone: no markup, no mention, no reference, no line break."""
    return re.sub(r"(@|\\#)(?=\w)", "\\1\u2060", _SPECIAL.sub(r"\\\1", plain(text)))


def to_markdown(run: Run) -> str:
    """The run as Markdown, at most COMMENT_CAP characters; what is cut is counted in its last line."""
    lines = ["## Quotations checked against their sources", "", f"**{headline(run)}**", "", *_table(run)]
    foot = ["", f"<sub>verifier {escaped(run.run.version)}, record {record_digest(run)[:16]}</sub>"]
    room = COMMENT_CAP - sum(len(line) + 1 for line in [*lines, *foot]) - 400
    wanting, blocked, warnings = gravest(run, needs_human), picked(run, could_not_check), list(_warnings(run))
    for title, count, held in (
        ("For a person, gravest first", len(wanting), map(_claim, wanting)),
        ("Could not be checked", len(blocked), map(_blocked, blocked)),
        ("Warnings", len(warnings), iter(warnings)),
    ):
        shown = _fitting(held, room)
        room -= sum(len(entry) + 1 for entry in shown)
        if count:
            lines += ["", f"### {title}", "", *shown]
        if len(shown) < count:
            lines += ["", f"… and {count - len(shown)} more in the full report."]
    return "\n".join([*lines, *foot]) + "\n"


def _fitting(entries: Iterator[str], room: int) -> list[str]:
    kept = []
    for entry in entries:
        room -= len(entry) + 1
        if room < 0:
            break
        kept.append(entry)
    return kept


def _table(run: Run) -> Iterator[str]:
    yield "| | Verdict | Claims | |"
    yield "|---|---|---:|---|"
    for verdict, count in count_by_verdict(checked(run)).items():
        if count:
            label, level = VERDICTS[verdict], LEVELS[VERDICT_LEVEL[verdict]]
            yield f"| {level.sign} | {label.name} | {count} | {label.meaning} |"


def _claim(result: ClaimResult) -> str:
    where = escaped(place_in_manuscript(result))
    lines = [f"- **{verdict_name(result)}** {where} “{escaped(shortened(result.quote, QUOTE_WIDTH))}”"]
    lines += [f"  - {escaped(describe_edit(edit))}" for edit in loud_edits(result)]
    lines += [f"  - {escaped(finding.code)}: {escaped(finding.message)}" for finding in result.findings]
    if not result.findings and not loud_edits(result) and result.reason:
        lines.append(f"  - {escaped(result.reason)}")
    return "\n".join(lines)


def _blocked(result: ClaimResult) -> str:
    where = escaped(place_in_manuscript(result))
    return f"- **{result.verdict}** {where} “{escaped(shortened(result.quote, QUOTE_WIDTH))}”: {escaped(why(result))}"


def _warnings(run: Run) -> Iterator[str]:
    def line(finding: ReportedFinding, where: str) -> str:
        return f"- {escaped(finding.code)}{' ' + escaped(where) if where else ''}: {escaped(finding.message)}"

    for report in run.manuscripts:
        yield from (line(finding, report.path) for finding in report.findings)
    yield from (line(finding, "") for finding in run.problems)
