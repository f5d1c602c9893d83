"""The summary for a terminal: plain lines, counts first, then what wants a person, gravest first."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.records.report import ClaimResult, Run
from verifier.reporting.labels import LEVELS, VERDICTS
from verifier.reporting.order import checked, could_not_check, count_by_verdict, gravest, needs_human, picked
from verifier.reporting.phrases import describe_edit, headline, loud_edits, plain, shortened, why

QUOTE_WIDTH = 72  # characters of a quotation on one line; with the indent it fits an 80-column terminal
BAR_WIDTH = 30  # characters of the longest bar


def text_summary(run: Run) -> str:
    """What a terminal shows after a run: no colour, no control characters, one line end at the end."""
    return "".join(f"{line}\n" for line in text_lines(run))


def text_lines(run: Run) -> Iterator[str]:
    """The summary's lines, one after another."""
    yield from (headline(run), "", *_bars(run))
    wanting = gravest(run, needs_human)
    if wanting:
        yield from ("", "Wants a person, gravest first")
        for result in wanting:
            yield from _claim(result)
    blocked = picked(run, could_not_check)
    if blocked:
        yield from ("", "Could not be checked")
        for result in blocked:
            yield f"  {result.id}  {result.verdict}: {plain(why(result)) or 'no reason given'}"
            yield _quoted(result)
    yield from _warnings(run)


def text_parts(run: Run) -> Iterator[str]:
    """The summary, line by line."""
    return (f"{line}\n" for line in text_lines(run))


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


def _quoted(result: ClaimResult) -> str:
    return f"      “{shortened(result.quote, QUOTE_WIDTH)}”"


def _warnings(run: Run) -> Iterator[str]:
    found = [(report.path, finding) for report in run.manuscripts for finding in report.findings]
    found += [("", finding) for finding in run.problems]
    if found:
        yield from ("", "Warnings")
    for path, finding in found:
        where = f"{plain(path)}: " if path else ""
        yield f"  {finding.code} {where}{plain(finding.message)}"
