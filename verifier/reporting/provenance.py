"""The run for data stewards: W3C PROV (as PROV-JSON) and an RO-Crate description of the report folder."""

from __future__ import annotations

import json
from typing import Any

from verifier.records.report import ClaimResult, Run
from verifier.reporting.canonical import record_digest
from verifier.reporting.order import checked
from verifier.reporting.phrases import headline

PROV_PREFIX = {"v": "urn:verifier:", "prov": "http://www.w3.org/ns/prov#"}
CRATE_CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def to_prov(run: Run) -> str:
    """Who made what from what: captures by the program, verdicts from captures and claims, decisions by people."""
    entities: dict[str, Any] = {"v:report": {"prov:type": "report", "v:sha256": record_digest(run)}}
    agents: dict[str, Any] = {"v:program": {"prov:type": "prov:SoftwareAgent", "v:version": run.run.version}}
    activities: dict[str, Any] = {"v:run": _timed(run)}
    used: dict[str, Any] = {}
    for capture in run.captures:
        name = f"v:capture/{capture.id}"
        entities[name] = {
            "v:url": capture.url, "v:sha256": capture.sha256, "v:retrieved": capture.retrieved_at,
            "v:method": str(capture.method), "v:state": str(capture.state),
        }  # fmt: skip
        used[f"_:u{len(used)}"] = {"prov:activity": "v:run", "prov:entity": name}
    derived: dict[str, Any] = {}
    attributed: dict[str, Any] = {}
    for result in checked(run):
        name = f"v:verdict/{result.id}"
        entities[name] = {"v:verdict": str(result.verdict), "v:quote": result.quote}
        if result.source.capture:
            source = f"v:capture/{result.source.capture}"
            derived[f"_:d{len(derived)}"] = {"prov:generatedEntity": name, "prov:usedEntity": source}
        for person, decided in _people(result):
            agents[person] = {"prov:type": "prov:Person"}
            decision = f"v:decision/{result.id}/{len(attributed)}"
            entities[decision] = decided
            attributed[f"_:a{len(attributed)}"] = {"prov:entity": decision, "prov:agent": person}
    document = {
        "prefix": PROV_PREFIX, "entity": entities, "activity": activities, "agent": agents, "used": used,
        "wasDerivedFrom": derived, "wasAttributedTo": attributed,
        "wasGeneratedBy": {"_:g0": {"prov:entity": "v:report", "prov:activity": "v:run"}},
        "wasAssociatedWith": {"_:w0": {"prov:activity": "v:run", "prov:agent": "v:program"}},
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _timed(run: Run) -> dict[str, str]:
    made = {"v:settings": run.run.settings}
    stamps = {"prov:startTime": run.run.started, "prov:endTime": run.run.finished}
    return made | {name: stamp for name, stamp in stamps.items() if stamp}


def _people(result: ClaimResult) -> list[tuple[str, dict[str, str]]]:
    return [
        (f"v:person/{name}", {"v:decision": review.decision, "v:date": review.date, "v:reason": review.reason})
        for review in result.reviews
        for name in (review.name, review.second)
        if name
    ]


def to_crate(run: Run) -> str:
    """`ro-crate-metadata.json` for the report folder, so that a repository takes it in with its parts named."""
    files = {
        "report.json": ("application/json", "The canonical record of the run"),
        "report.html": ("text/html", "The record, for people"),
        "report.csv": ("text/csv", "The record, as a table"),
        "SHA256SUMS": ("text/plain", "Digests of the files and of the evidence"),
    }
    parts = [
        {"@id": name, "@type": "File", "encodingFormat": kind, "description": said}
        for name, (kind, said) in files.items()
    ]
    sources = [
        {"@id": url, "@type": "WebPage", "name": url} for url in dict.fromkeys(capture.url for capture in run.captures)
    ]
    root = {
        "@id": "./", "@type": "Dataset", "name": "Quotations checked against their sources",
        "description": headline(run), "datePublished": run.run.finished[:10],
        "hasPart": [{"@id": name} for name in files], "mentions": [{"@id": entry["@id"]} for entry in sources],
    }  # fmt: skip
    action = {
        "@id": "#run", "@type": "CreateAction", "name": "verifier check", "startTime": run.run.started,
        "endTime": run.run.finished, "instrument": {"@id": "#verifier"}, "result": {"@id": "report.json"},
    }  # fmt: skip
    tool = {"@id": "#verifier", "@type": "SoftwareApplication", "name": "verifier", "version": run.run.version}
    about = {
        "@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }  # fmt: skip
    graph = [about, root, *parts, tool, action, *sources]
    return json.dumps({"@context": CRATE_CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"
