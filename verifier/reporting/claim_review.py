"""schema.org ClaimReview, with a scale of its own: it rates wording, never truth."""

from __future__ import annotations

import json
from typing import Any

from verifier.records.report import ClaimResult, Run
from verifier.records.verdict import Level
from verifier.reporting.addresses import linkable
from verifier.reporting.labels import CLOSED_WORLD, VERDICTS
from verifier.reporting.order import checked
from verifier.reporting.phrases import verdict_name, why

RATING = {Level.PASS: 3, Level.REVIEW: 2, Level.FAIL: 1}  # what was not checked gets no rating at all


def to_claim_review(run: Run) -> str:
    """A ClaimReview for each quotation that was compared; those that could not be checked are left without one."""
    graph = [_review(run, result) for result in checked(run) if result.level in RATING]
    document = {"@context": "https://schema.org", "@graph": graph, "disclaimer": CLOSED_WORLD}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _review(run: Run, result: ClaimResult) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@type": "ClaimReview",
        "claimReviewed": f"These are the source's words: “{result.quote}”",
        "reviewAspect": "wording",
        "author": {"@type": "SoftwareApplication", "name": "verifier", "softwareVersion": run.run.version},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATING[result.level],
            "worstRating": 1,
            "bestRating": 3,
            "alternateName": verdict_name(result),
            "ratingExplanation": why(result) or VERDICTS[result.verdict].meaning,
        },
    }
    if run.run.finished:
        made["datePublished"] = run.run.finished[:10]
    link = result.matches[0].link if result.matches else result.source.url
    if linkable(link):
        made["itemReviewed"] = {"@type": "Claim", "appearance": {"@type": "CreativeWork", "url": link}}
    return made
