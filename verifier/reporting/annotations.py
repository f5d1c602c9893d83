"""W3C Web Annotations: each place a quotation stands, by its words, its position and its page."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from verifier.records.capture import Capture
from verifier.records.report import ClaimResult, ReportedMatch, Run
from verifier.reporting.order import checked
from verifier.reporting.phrases import verdict_name

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"verifier": "urn:verifier:"}]
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"  # the name the annotation model gives to `#page=`


def to_annotations(run: Run) -> str:
    """An annotation page with one annotation for each match; positions name the text they count in by its digest."""
    captures = {capture.id: capture for capture in run.captures}
    items = [
        _annotation(result, match, captures.get(match.capture or result.source.capture))
        for result in checked(run)
        for match in result.matches
    ]
    page = {"@context": CONTEXT, "id": "urn:verifier:annotations", "type": "AnnotationPage", "items": items}
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def _annotation(result: ClaimResult, match: ReportedMatch, capture: Capture | None) -> dict[str, Any]:
    seal = hashlib.sha256(f"{result.id}\0{match.url}\0{match.start}\0{match.end}".encode()).hexdigest()
    body = [
        {"type": "TextualBody", "purpose": "assessing", "format": "text/plain", "value": verdict_name(result)},
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": result.quote},
    ]
    return {
        "id": f"urn:verifier:annotation:{seal[:32]}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": body,
        "target": _target(result, match, capture),
        "verifier:claim": result.id,
    }


def _target(result: ClaimResult, match: ReportedMatch, capture: Capture | None) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": match.exact, "prefix": match.prefix, "suffix": match.suffix}
    position = {
        "type": "TextPositionSelector",
        "start": match.start,
        "end": match.end,
        "verifier:text": f"sha256:{result.reading.text_sha256}",
        "verifier:engine": f"{result.reading.engine} {result.reading.engine_version}".strip(),
    }
    selectors: list[dict[str, Any]] = [quote, position]
    if capture is not None and capture.media_type == "application/pdf":
        page = {"type": "FragmentSelector", "conformsTo": PDF_FRAGMENTS, "value": f"page={match.page_index + 1}"}
        selectors.append(page | {"refinedBy": quote})
    target: dict[str, Any] = {"source": match.url or result.source.url, "selector": selectors}
    if capture is not None:
        state = {"type": "TimeState", "sourceDate": capture.memento_at or capture.retrieved_at}
        target["state"] = state | ({"cached": capture.memento_url} if capture.memento_url else {})
        target["verifier:capture"] = f"sha256:{capture.sha256}"
    return target
