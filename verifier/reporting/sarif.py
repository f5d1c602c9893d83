"""SARIF 2.1.0: findings on the manuscript, with the catalogue as help, for code-scanning views."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote as percent

from verifier.records.findings import Severity
from verifier.records.report import ClaimResult, ReportedFinding, Run
from verifier.records.verdict import Level, Verdict
from verifier.reporting.addresses import linkable
from verifier.reporting.labels import VERDICTS
from verifier.reporting.order import standing_review
from verifier.reporting.phrases import describe_edit, loud_edits, verdict_name
from verifier.rules import Rule, catalogue

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.FAIL: "error", Severity.REVIEW: "warning", Severity.NOTE: "note"}
VERDICT_LEVELS = {Level.FAIL: "error", Level.REVIEW: "warning", Level.BLOCKED: "warning", Level.PASS: "none"}
NO_RESULTS = '\n      "results": []'  # at the depth of a run, where no string can begin
PLAIN_TEXT = (".txt",)  # manuscripts whose offsets are offsets into the file itself


def to_sarif(run: Run) -> str:
    """The run as SARIF: a result for each finding that matters, and one for each claim that fails without any."""
    return "".join(sarif_parts(run))


def sarif_parts(run: Run) -> Iterator[str]:
    """The log, result by result: read once for the rules that stand at its head, and once for the results."""
    named = dict.fromkeys(entry["ruleId"] for result in run.claims for entry in _results(result))
    places = {name: at for at, name in enumerate(named)}
    before, _, after = json.dumps(_log(run, named), ensure_ascii=False, indent=2).partition(NO_RESULTS)
    yield before
    opened = False
    for entry in (entry for result in run.claims for entry in _results(result)):
        entry["ruleIndex"] = places[entry["ruleId"]]
        made = json.dumps(entry, ensure_ascii=False, indent=2).replace("\n", "\n        ")
        yield ("," if opened else NO_RESULTS[:-1]) + "\n        " + made
        opened = True
    yield ("\n      ]" if opened else NO_RESULTS) + after + "\n"


def _log(run: Run, named: Iterable[str]) -> dict[str, Any]:
    """The whole log but for its results."""
    driver: dict[str, Any] = {"name": "verifier", "rules": [_rule(name) for name in named]}
    if run.run.version:
        driver["version"] = run.run.version
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "automationDetails": {"id": "verifier/"},
                "invocations": [_invocation(run)],
                "results": [],
            }
        ],
    }


def _rule(name: str) -> dict[str, Any]:
    known = catalogue().get(name)
    if known is not None:
        return _catalogued(known)
    verdict = name.removeprefix("verdict/")
    meaning = VERDICTS[Verdict(verdict)].meaning if verdict in set(Verdict) else "A rule that this catalogue lacks."
    return {"id": name, "shortDescription": {"text": verdict}, "fullDescription": {"text": meaning}}


def _catalogued(known: Rule) -> dict[str, Any]:
    return {
        "id": known.code,
        "name": "".join(part.capitalize() for part in known.name.split()),
        "shortDescription": {"text": known.name},
        "fullDescription": {"text": known.meaning},
        "help": {
            "text": f"{known.meaning} {known.why} Example: {known.example}",
            "markdown": f"{known.meaning}\n\n**Why it matters.** {known.why}\n\n**Example.** {known.example}",
        },
        "defaultConfiguration": {"level": LEVELS[known.severity]},
        "properties": {"tags": [known.family.name.lower()]},
    }


def _results(result: ClaimResult) -> Iterator[dict[str, Any]]:
    if not result.checked:
        return
    loud = [f for f in result.findings if f.severity is not Severity.NOTE or result.level is not Level.PASS]
    for finding in loud:
        yield _result(result, finding.code, LEVELS[finding.severity], finding.message)
    if not loud and result.level is not Level.PASS:
        said = result.reason or VERDICTS[result.verdict].meaning
        yield _result(result, f"verdict/{result.verdict}", VERDICT_LEVELS[result.level], said)


def _result(result: ClaimResult, name: str, level: str, message: str) -> dict[str, Any]:
    differences = "".join(f"\n{describe_edit(edit)}" for edit in loud_edits(result))
    made: dict[str, Any] = {
        "ruleId": name,
        "level": level,
        "message": {"text": f"{verdict_name(result)}: {message}\n“{result.quote}”{differences}"},
        "partialFingerprints": {"quotation/v1": _fingerprint(result, name)},
        "properties": {"claim": result.id, "verdict": str(result.verdict), "evidenceLevel": result.evidence_level},
    }
    location = _location(result)
    if location:
        made["locations"] = [location]
    related = [match for match in result.matches if linkable(match.link)]
    if related:
        link, words = related[0].link, related[0].exact
        made["relatedLocations"] = [
            {
                "id": 1,
                "physicalLocation": {"artifactLocation": {"uri": link}},
                "message": {"text": words or "the source"},
            }
        ]
    made |= _suppressed(result)
    return made


def _fingerprint(result: ClaimResult, name: str) -> str:
    """Equal while the quotation, its source and the rule are, wherever the quotation moves in the manuscript."""
    return hashlib.sha256("\0".join((result.quote, result.claim.url, name)).encode()).hexdigest()[:32]


def _location(result: ClaimResult) -> dict[str, Any]:
    claim = result.claim
    if not claim.manuscript:
        return {}
    region: dict[str, Any] = {"snippet": {"text": result.quote}}
    if claim.line:
        region["startLine"] = claim.line
    if claim.start is not None and claim.end is not None and claim.manuscript.endswith(PLAIN_TEXT):
        region |= {"charOffset": claim.start, "charLength": max(claim.end - claim.start, 0)}
    place: dict[str, Any] = {"artifactLocation": {"uri": percent(claim.manuscript.replace("\\", "/"))}}
    return {"physicalLocation": place | ({"region": region} if len(region) > 1 else {})}


def _suppressed(result: ClaimResult) -> dict[str, Any]:
    review = standing_review(result)
    if result.ignored:
        return {"suppressions": [{"kind": "external", "justification": result.ignored}]}
    if review is not None and review.decision == "accept":
        said = f"accepted by {review.name}, {review.date}: {review.reason}"
        return {"suppressions": [{"kind": "external", "justification": said}]}
    return {}


def _invocation(run: Run) -> dict[str, Any]:
    found = [finding for report in run.manuscripts for finding in report.findings] + list(run.problems)
    stamps = {"startTimeUtc": run.run.started, "endTimeUtc": run.run.finished}
    notices = [_notice(finding) for finding in found]
    made: dict[str, Any] = {"executionSuccessful": True, "toolExecutionNotifications": notices}
    return made | {name: stamp for name, stamp in stamps.items() if stamp}


def _notice(finding: ReportedFinding) -> dict[str, Any]:
    return {
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "descriptor": {"id": finding.code},
    }
