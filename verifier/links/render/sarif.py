"""A link run as SARIF 2.1.0, for code scanning: findings with their places, ignores as suppressions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from verifier.links.levels import CODES, FRAGMENT_CODE, findings_of
from verifier.links.records import LinkResult, LinkRun, Mention, Place
from verifier.records.findings import Finding, Severity
from verifier.rules import Rule, rule
from verifier.suppressions.baseline import finding_key

RESULTS_LIMIT = 25_000  # a run, as GitHub takes them; the gravest come first
LEVELS = {Severity.FAIL: "error", Severity.REVIEW: "warning", Severity.NOTE: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ORDER = list(LEVELS)


def to_sarif(run: LinkRun) -> str:
    """One run of one tool; every rule that could fire is described, and each result has a fingerprint without lines."""
    codes = sorted({*CODES.values(), FRAGMENT_CODE})
    found = [(result, finding) for result in run.results for finding in findings_of(result)]
    found.sort(key=lambda pair: ORDER.index(pair[1].severity))
    results = [_result(result, finding, codes) for result, finding in found[:RESULTS_LIMIT]]
    driver = {"name": "verifier", "semanticVersion": _version(), "rules": [_rule(rule(code)) for code in codes]}
    sarif_run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [sarif_run]}, ensure_ascii=False, indent=1) + "\n"


def _version() -> str:
    from verifier import __version__

    return __version__


def _rule(entry: Rule) -> dict[str, Any]:
    return {
        "id": entry.code,
        "name": entry.name,
        "shortDescription": {"text": entry.meaning},
        "fullDescription": {"text": f"{entry.meaning} {entry.why}"},
        "help": {"text": f"{entry.why}\n\nExample: {entry.example}"},
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
    }


def _result(result: LinkResult, finding: Finding, codes: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": LEVELS[finding.severity],
        "message": {"text": f"{result.url}: {finding.message}"},
        "locations": [_location(mention.place, mention) for mention in result.link.mentions[:1]],
        "partialFingerprints": {"link/v1": finding_key(finding.code, result.url)},
    }
    related = [_location(mention.place, mention) for mention in result.link.mentions[1:]]
    related += [_location(m.quote_place) for m in result.link.mentions if m.quote_place is not None]
    if related:
        made["relatedLocations"] = [{**location, "id": number} for number, location in enumerate(related)]
    if result.ignored:
        in_source = not result.ignored.startswith("known in ")
        made["suppressions"] = [{"kind": "inSource" if in_source else "external", "justification": result.ignored}]
    return made


def _location(place: Place, mention: Mention | None = None) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.col}
    if mention is not None and mention.raw and "\n" not in mention.raw:
        region["endColumn"] = place.col + len(mention.raw)
    return {"physicalLocation": {"artifactLocation": {"uri": file_uri(place.file)}, "region": region}}


def file_uri(file: str) -> str:
    """The file as a URI reference, relative as it was given; standard input by its name."""
    if file == "-":
        return "stdin"
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")
