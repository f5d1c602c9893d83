"""links.json: the record of a link run, versioned."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from verifier.links.levels import findings_of
from verifier.links.records import SCHEMA_VERSION, LinkResult, LinkRun, Mention, Place


def to_json(run: LinkRun) -> str:
    """The run as JSON, links in the order of the inputs; the fields that the contract names come first."""
    problems = [{"code": p.code, "message": p.message, **_at(p.place)} for p in run.problems]
    links = _one_a_line(link_record(result) for result in run.results)
    return (
        f'{{\n"schema_version": "{SCHEMA_VERSION}",\n"links": [{links}],\n"problems": [{_one_a_line(problems)}]\n}}\n'
    )


def _one_a_line(records: Iterable[dict[str, Any]]) -> str:
    """Each record on a line of its own: good to diff, and ten times quicker to write than indented JSON."""
    return ",".join("\n" + json.dumps(record, ensure_ascii=False) for record in records)


def link_record(result: LinkResult) -> dict[str, Any]:
    """One link. `where` holds every place, `quotes` what became of the quotations that cite it."""
    rescue = result.rescue
    return {
        "url": result.url,
        "state": result.state.value,
        "status": result.status,
        "final_url": result.final_url,
        "reason": result.reason,
        "where": [_where(mention) for mention in result.link.mentions],
        "fragment": result.fragment.value,
        "rescue": None
        if rescue is None
        else {"url": rescue.url, "at": rescue.at, "holds_quotation": rescue.holds, "robust_link": rescue.attributes},
        "permanent": result.permanent,
        "checked": result.checked,
        "fresh": result.fresh,
        "strikes": result.strikes,
        "first_failed": result.first_failed,
        "last_ok": result.last_ok,
        "not_before": result.not_before,
        "quotes": [
            {"quote": check.quote, "verdict": check.verdict, "link": check.link, "last_seen": check.last_seen}
            for check in result.quotes
        ],
        "findings": [
            {"code": finding.code, "severity": finding.severity.value, "message": finding.message}
            for finding in findings_of(result)
        ],
        "ignored": result.ignored,
    }


def _where(mention: Mention) -> dict[str, Any]:
    where: dict[str, Any] = _at(mention.place)
    if mention.quote_place is not None:
        where["quote"] = _at(mention.quote_place)
    return where


def _at(place: Place | None) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "col": place.col} if place is not None else {}
