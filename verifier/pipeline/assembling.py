"""From a comparison to the record that is reported: plain values, links that open at the place, digests."""

from __future__ import annotations

import hashlib
from typing import Protocol

from verifier.captures.findings import findings_of
from verifier.pipeline.opening import link_for
from verifier.records.capture import Capture, CaptureMethod
from verifier.records.claim import Claim
from verifier.records.findings import Finding
from verifier.records.report import (
    ClaimResult,
    Reading,
    ReportedBox,
    ReportedEdit,
    ReportedFinding,
    ReportedMatch,
    ReportedOmission,
    ReportedSource,
)
from verifier.records.source import Source
from verifier.records.text import SourceText
from verifier.records.verdict import Comparison, Edit, Match, Omitted

BOX_DIGITS = 4  # of a page's width or height: a third of a dot at 300 dpi; readings anew and kept ones agree on it


class HasCaptures(Protocol):
    """What assembling needs to know of the evidence."""

    captures: tuple[Capture, ...]

    def by_id(self, capture: str) -> Capture | None:
        """The capture with this id."""


def assemble(
    claim: Claim, source: Source, evidence: HasCaptures, comparison: Comparison, reading: SourceText | None
) -> ClaimResult:
    """The result of one claim, ready to be written."""
    capture = evidence.by_id(reading.capture) if reading else None
    place = capture or (evidence.captures[0] if evidence.captures else None)
    return ClaimResult(
        id=claim.id,
        quote=claim.quote,
        verdict=comparison.verdict,
        level=comparison.level,
        grade=comparison.grade,
        through_noise=comparison.through_noise,
        confidence=round(comparison.confidence, 4),
        chance=float(f"{comparison.chance:.3g}"),
        source=_source(source, evidence, place, reading),
        reading=report_reading(reading),
        matches=tuple(report_match(match, place) for match in comparison.matches),
        edits=tuple(_edit(edit) for edit in comparison.edits),
        findings=tuple(report_finding(finding) for finding in (*comparison.findings, *_of_capture(capture))),
        omitted=tuple(_omitted(omitted) for omitted in comparison.omitted),
        follows=comparison.follows,
        nearest=report_match(comparison.nearest, place) if comparison.nearest else None,
        evidence_level=evidence_level(evidence.captures),
        checked=claim.to_verify,
        claim=claim,
    )


def evidence_level(captures: tuple[Capture, ...]) -> str:
    """E1 when the bytes are kept with digest, chain and time; E2 when an independent dated copy is kept as well."""
    if not any(capture.sha256 for capture in captures):
        return "E0"
    copied = any(capture.method is CaptureMethod.WAYBACK and capture.sha256 for capture in captures)
    return "E2" if copied else "E1"


def _of_capture(capture: Capture | None) -> tuple[Finding, ...]:
    """What the capture that was read says of itself: an archived copy, a hand-saved file, an address that moved."""
    return findings_of(capture) if capture else ()


def report_finding(finding: Finding) -> ReportedFinding:
    """A finding without its span."""
    return ReportedFinding(code=finding.code, severity=finding.severity, message=finding.message)


def report_match(match: Match, capture: Capture | None) -> ReportedMatch:
    """A match with a link that opens at the place, and the capture it was read from."""
    return ReportedMatch(
        layer=match.layer,
        page_index=match.page_index,
        page_label=match.page_label,
        start=match.start,
        end=match.end,
        exact=match.exact,
        prefix=match.prefix,
        suffix=match.suffix,
        boxes=tuple(
            ReportedBox(page_index=page, x0=_place(box.x0), y0=_place(box.y0), x1=_place(box.x1), y1=_place(box.y1))
            for page, box in match.boxes
        ),
        link=match.link or (link_for(capture.final_url or capture.url, capture.media_type, match) if capture else ""),
        similarity=round(match.similarity, 4),
        url=(capture.final_url or capture.url) if capture else "",
        capture=capture.id if capture else "",
    )


def _place(fraction: float) -> float:
    return round(round(fraction, BOX_DIGITS + 1), BOX_DIGITS)  # a kept reading was rounded to one digit more already


def _source(source: Source, evidence: HasCaptures, place: Capture | None, reading: SourceText | None) -> ReportedSource:
    return ReportedSource(
        url=source.url,
        adapter=source.adapter,
        capture=place.id if place else "",
        captures=tuple(capture.id for capture in evidence.captures if capture.id),
        title=reading.title if reading else "",
    )


def report_reading(reading: SourceText | None) -> Reading:
    """Which reading it was, with what it was made, and the digest of its text."""
    if reading is None:
        return Reading()
    return Reading(
        layer=reading.layer,
        language=reading.language,
        engine=reading.engine,
        engine_version=reading.engine_version,
        noisy=reading.noisy,
        repairs=reading.repairs,
        text_sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
    )


def _edit(edit: Edit) -> ReportedEdit:
    return ReportedEdit(
        op=edit.op,
        quote=edit.quote,
        source=edit.source,
        quote_span=(edit.quote_span.start, edit.quote_span.end),
        source_span=(edit.source_span.start, edit.source_span.end),
        cause=edit.cause,
        probability=round(edit.probability, 4),
    )


def _omitted(omitted: Omitted) -> ReportedOmission:
    return ReportedOmission(quote_span=(omitted.quote_span.start, omitted.quote_span.end), text=omitted.text)
