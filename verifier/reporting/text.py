"""The summary for a terminal: plain lines, counts first, then what wants a person, gravest first."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.records.report import ClaimResult, ReportedEdit, Run
from verifier.records.verdict import Level
from verifier.reporting.labels import LEVELS, QUIET_CAUSES, VERDICTS
from verifier.reporting.order import (
    checked,
    could_not_check,
    count_by_level,
    count_by_verdict,
    needs_human,
    worst_first,
)

QUOTE_WIDTH = 72  # characters of a quotation on one line; with the indent it fits an 80-column terminal
BAR_WIDTH = 30  # characters of the longest bar


def text_summary(run: Run) -> str:
    """What a terminal shows after a run: no colour, no control characters, one line end at the end."""
    results = checked(run)
    lines = [headline(run), "", *_bars(run)]
    wanting = worst_first(result for result in results if needs_human(result))
    if wanting:
        lines += ["", "Wants a person, gravest first"]
        for result in wanting:
            lines += _claim(result)
    blocked = [result for result in results if could_not_check(result)]
    if blocked:
        lines += ["", "Could not be checked"]
        for result in blocked:
            lines += [f"  {result.id}  {result.verdict}: {plain(result.reason) or 'no reason given'}", _quoted(result)]
    lines += _warnings(run)
    return "\n".join(lines) + "\n"


def headline(run: Run) -> str:
    """The whole run in one sentence."""
    results = checked(run)
    levels = count_by_level(results)
    if not results:
        return "No quotation to check."
    parts = [f"{levels[Level.PASS]} of {len(results)} quotations stand"]
    for level, said in ((Level.FAIL, "{} fail"), (Level.REVIEW, "{} want a reader"), (Level.BLOCKED, "{} unchecked")):
        if levels[level]:
            parts.append(said.format(levels[level]))
    kept = len(run.claims) - len(results)
    aside = f" ({kept} more kept aside: terms, titles, scare quotes)" if kept else ""
    return "; ".join(parts) + "." + aside


def _bars(run: Run) -> Iterator[str]:
    counts = count_by_verdict(checked(run))
    longest = max(counts.values(), default=0) or 1
    for verdict, count in counts.items():
        if count:
            bar = "#" * max(1, round(count / longest * BAR_WIDTH))
            yield f"  {VERDICTS[verdict].name.lower():<14}{count:>5}  {bar}"


def _claim(result: ClaimResult) -> Iterator[str]:
    grade = f" ({result.grade})" if result.grade else ""
    place = f"  cited p. {plain(result.claim.page)}" if result.claim.page else ""
    yield f"  {plain(result.id)}  {result.verdict}{grade}: {LEVELS[result.level].name.lower()}{place}"
    yield _quoted(result)
    for edit in loud_edits(result):
        yield f"      {describe_edit(edit)}"
    for finding in result.findings:
        yield f"      {finding.code} {plain(finding.message)}"


def loud_edits(result: ClaimResult) -> list[ReportedEdit]:
    """The differences that concern wording: those with a cause that is not of paper or type."""
    return [edit for edit in result.edits if edit.cause is not None and edit.cause not in QUIET_CAUSES]


def describe_edit(edit: ReportedEdit) -> str:
    """One difference in words: what the source has, what the quotation has, and the cause."""
    from verifier.reporting.labels import CAUSES

    cause = f" ({CAUSES[edit.cause]})" if edit.cause else ""
    quote, source = plain(edit.quote).strip(), plain(edit.source).strip()
    if quote and source:
        return f"source “{source}”, quotation “{quote}”{cause}"
    return f"source “{source}”, left out{cause}" if source else f"“{quote}” is not in the source{cause}"


def _quoted(result: ClaimResult) -> str:
    words = plain(result.quote)
    short = words if len(words) <= QUOTE_WIDTH else words[: QUOTE_WIDTH - 1].rstrip() + "…"
    return f"      “{short}”"


def plain(text: str) -> str:
    """The text on one line without control characters, so that no source can steer the reader's terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _warnings(run: Run) -> Iterator[str]:
    found = [(report.path, finding) for report in run.manuscripts for finding in report.findings]
    found += [("", finding) for finding in run.problems]
    if found:
        yield from ("", "Warnings")
    for path, finding in found:
        where = f"{plain(path)}: " if path else ""
        yield f"  {finding.code} {where}{plain(finding.message)}"
