"""JUnit XML: one test a claim. What fails is a failure, what could not be checked an error, never a pass."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from html import escape

from verifier.records.report import ClaimResult, Run
from verifier.records.verdict import Level
from verifier.reporting.order import Picked
from verifier.reporting.phrases import describe_edit, loud_edits, shortened, verdict_name, why

NAME_WIDTH = 80  # characters of a quotation in a test's name; CI lists cut longer ones themselves
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(run: Run) -> str:
    """The run as JUnit XML, a suite for each manuscript."""
    return "".join(junit_parts(run))


def junit_parts(run: Run) -> Iterator[str]:
    """The XML, test by test."""
    suites: dict[str, _Suite] = {}
    for row, result in enumerate(run.claims):
        if result.checked:
            suites.setdefault(result.claim.manuscript or "claims", _Suite()).add(row, _outcome(result)[0])
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="verifier">\n'
    for name, suite in suites.items():
        yield f'  <testsuite name="{_text(name)}" tests="{len(suite.rows)}" {suite.counts()}>\n'
        yield from (_case(name, result) for result in Picked(run.claims, suite.rows))
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


class _Suite:
    """The rows of one manuscript's claims, and how many came out in which way."""

    def __init__(self) -> None:
        self.rows = array("L")
        self._kinds: Counter[str] = Counter()

    def add(self, row: int, kind: str) -> None:
        self.rows.append(row)
        self._kinds[kind] += 1

    def counts(self) -> str:
        names = (("failure", "failures"), ("error", "errors"), ("skipped", "skipped"))
        return " ".join(f'{plural}="{self._kinds[kind]}"' for kind, plural in names)


def _case(suite: str, result: ClaimResult) -> str:
    kind, message = _outcome(result)
    line = f' line="{result.claim.line}"' if result.claim.line else ""
    name = _text(f"{result.id} “{shortened(result.quote, NAME_WIDTH)}”")
    head = f'    <testcase classname="{_text(suite)}" name="{name}" file="{_text(suite)}"{line}'
    if not kind:
        return f"{head}/>\n"
    if kind == "skipped":
        return f'{head}>\n      <skipped message="{_text(message)}"/>\n    </testcase>\n'
    detail = _text("\n".join(_detail(result)))
    kind_said = f'{kind} type="{result.verdict}" message="{_text(message)}"'
    return f"{head}>\n      <{kind_said}>{detail}</{kind}>\n    </testcase>\n"


def _outcome(result: ClaimResult) -> tuple[str, str]:
    """Which element the claim becomes ('' for a pass), and its message."""
    said = ": ".join(part for part in (verdict_name(result), why(result)) if part)
    if result.ignored:
        return "skipped", f"set aside by the baseline ({result.ignored}): {said}"
    kinds = {Level.FAIL: "failure", Level.BLOCKED: "error", Level.REVIEW: "skipped", Level.PASS: ""}
    return kinds[result.level], f"wants a reader: {said}" if result.level is Level.REVIEW else said


def _detail(result: ClaimResult) -> Iterator[str]:
    yield f"quoted: {result.quote}"
    if result.matches:
        yield f"source: {result.matches[0].exact}"
        yield f"at: {result.matches[0].link}"
    yield from (describe_edit(edit) for edit in loud_edits(result))
    yield from (f"{finding.code}: {finding.message}" for finding in result.findings)


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), quote=True)
