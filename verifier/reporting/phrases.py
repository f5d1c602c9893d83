"""The sentences that several formats say alike."""

from __future__ import annotations

from verifier.records.findings import Severity
from verifier.records.report import ClaimResult, ReportedEdit, Run
from verifier.records.verdict import Cause, Level
from verifier.reporting.labels import CAUSES, QUIET_CAUSES
from verifier.reporting.order import checked, count_by_level

SEVERITIES = {Severity.FAIL: 0, Severity.REVIEW: 1, Severity.NOTE: 2}


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


def loud_edits(result: ClaimResult) -> list[ReportedEdit]:
    """The differences that concern wording: those with a cause that is not of paper or type."""
    return [edit for edit in result.edits if edit.cause is not None and edit.cause not in QUIET_CAUSES]


def describe_edit(edit: ReportedEdit) -> str:
    """One difference in words: what the source has, what the quotation has, and the cause."""
    cause = f" ({CAUSES[edit.cause]})" if edit.cause else ""
    quote, source = plain(edit.quote).strip(), plain(edit.source).strip()
    if edit.cause is Cause.MARKED_EDIT and quote and not source:
        return f"“{quote}”{cause}"
    if quote and source:
        return f"source “{source}”, quotation “{quote}”{cause}"
    return f"source “{source}”, left out{cause}" if source else f"“{quote}” is not in the source{cause}"


def plain(text: str) -> str:
    """The text on one line without control characters, so that no source can steer the reader's terminal."""
    words = " ".join(text.split())
    return words if words.isprintable() else "".join(c if c.isprintable() else " " for c in words)


def shortened(text: str, width: int) -> str:
    """The text on one line, cut with an ellipsis to at most `width` characters."""
    words = plain(text)
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"


def why(result: ClaimResult) -> str:
    """Why the verdict is what it is, in one line: the judge's reason, else what the gravest rules found, else ''."""
    if result.reason:
        return result.reason
    loud = [finding for finding in result.findings if finding.severity is not Severity.NOTE] or result.findings
    return "; ".join(finding.message for finding in sorted(loud, key=lambda finding: SEVERITIES[finding.severity]))


def verdict_name(result: ClaimResult) -> str:
    """The verdict with its grade: `altered (major)`."""
    return f"{result.verdict} ({result.grade})" if result.grade else str(result.verdict)


def place_in_manuscript(result: ClaimResult) -> str:
    """Where the quotation stands: `essay.md:26`, or the claim's id where no line is known."""
    claim = result.claim
    if claim.manuscript and claim.line:
        return f"{plain(claim.manuscript)}:{claim.line}"
    return plain(claim.manuscript) or plain(result.id)
