"""GitHub workflow commands: the gravest claims as annotations on the manuscript's lines."""

from __future__ import annotations

from verifier.records.report import ClaimResult, Run
from verifier.records.verdict import Level
from verifier.reporting.order import gravest, needs_human
from verifier.reporting.phrases import describe_edit, headline, loud_edits, shortened, verdict_name

SHOWN = 10  # annotations of one kind that GitHub shows for a step; the rest would be dropped without a word
QUOTE_WIDTH = 140  # characters of a quotation in an annotation


def to_github(run: Run) -> str:
    """The commands, gravest first, at most SHOWN errors and SHOWN warnings; then one notice with all the counts."""
    errors = gravest(run, lambda result: result.level is Level.FAIL and needs_human(result))
    warnings = gravest(run, _warns)
    lines = [_command("error", result) for result in errors[:SHOWN]]
    lines += [_command("warning", result) for result in warnings[:SHOWN]]
    rest = max(len(errors) - SHOWN, 0) + max(len(warnings) - SHOWN, 0)
    more = f" {rest} more stand only in the report." if rest else ""
    return "\n".join([*lines, f"::notice title=Quotations checked::{_data(headline(run) + more)}"]) + "\n"


def _warns(result: ClaimResult) -> bool:
    return result.level is Level.BLOCKED or (result.level is not Level.FAIL and needs_human(result))


def _command(kind: str, result: ClaimResult) -> str:
    claim = result.claim
    where = [("file", claim.manuscript)] if claim.manuscript else []
    where += [("line", str(claim.line))] if claim.manuscript and claim.line else []
    where.append(("title", verdict_name(result)))
    said = [f"“{shortened(result.quote, QUOTE_WIDTH)}”", result.reason, *(describe_edit(e) for e in loud_edits(result))]
    said += [f"{finding.code} {finding.message}" for finding in result.findings]
    properties = ",".join(f"{name}={_property(value)}" for name, value in where)
    return f"::{kind} {properties}::{_data(chr(10).join(part for part in said if part))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
