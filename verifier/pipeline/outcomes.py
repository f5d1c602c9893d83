"""Results for claims that could not be compared: each says what kept us from it and what a person can do."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.captures.findings import findings_of
from verifier.pipeline.assembling import report_finding
from verifier.records.capture import Capture, CaptureState
from verifier.records.citation import CitationStatus
from verifier.records.claim import Claim
from verifier.records.report import ClaimResult, ReportedSource
from verifier.records.source import Source
from verifier.records.text import SourceText
from verifier.records.verdict import Level, Verdict
from verifier.sources import Answer


def uncited(claim: Claim) -> ClaimResult:
    """A claim with nothing to check against."""
    return _blocked(claim, Verdict.UNCITED, why_uncited(claim))


def why_uncited(claim: Claim) -> str:
    """Why there is no source to ask, and what the author can add."""
    if not claim.to_verify:
        return f"a {claim.kind.value}, not a claim to a source's words; kept, not verified"
    if claim.url:
        return f"{claim.url!r} is not an http(s) address: give the address of the source in the note"
    remark = claim.extra.get("remark", "")
    if remark:
        return remark
    if claim.citation_status is CitationStatus.AMBIGUOUS:
        return f"note {claim.note or '?'} can mean more than one source: name the source in the note"
    if claim.citation_status is CitationStatus.NONE:
        return _no_citation(claim)
    work = claim.source_title or claim.citation or "the work cited"
    return f"{_shorten(work)} is cited without a web address: give one, or register a copy under a URL of your own"


def _no_citation(claim: Claim) -> str:
    if claim.note:
        return f"note {claim.note} names no source that could be understood: cite the document and its address"
    return "no note governs this quotation: add one that cites the source"


def _shorten(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def unavailable(claim: Claim, source: Source, captures: Sequence[Capture], reason: str) -> ClaimResult:
    """A claim whose source could not be obtained."""
    return _blocked(claim, Verdict.UNAVAILABLE, reason, source, captures)


def unreadable(claim: Claim, source: Source, captures: Sequence[Capture], reason: str) -> ClaimResult:
    """A claim whose source was obtained but holds no usable text."""
    return _blocked(claim, Verdict.UNREADABLE, reason, source, captures)


def why_unreadable(readings: Sequence[SourceText]) -> str:
    """The readers' own words on why there is no text."""
    problems = [problem for reading in readings for problem in reading.problems]
    return "; ".join(dict.fromkeys(problems)) or "the source has no text layer and OCR found no words"


def blocked_by_captures(answered: Sequence[Answer]) -> str:
    """Why the source cannot be read at all: the reason of the request that mattered; '' when something can be read.

    A required request that failed speaks before an optional one.
    """
    if not answered:
        return "the adapter found nothing to request for this address"
    if any(answer.body for answer in answered):
        return ""
    return _reason(min(answered, key=lambda answer: answer.wanted.optional))


def _reason(answer: Answer) -> str:
    state = answer.capture.state
    if state is CaptureState.NOT_CHECKED:
        return answer.capture.reason or f"no capture of {answer.wanted.url}"
    said = answer.capture.reason or "no reason given"
    return f"{state.value.replace('_', ' ')}: {said}" if state not in said else said


def _blocked(
    claim: Claim, verdict: Verdict, reason: str, source: Source | None = None, captures: Sequence[Capture] = ()
) -> ClaimResult:
    ids = tuple(capture.id for capture in captures if capture.id)  # what was never asked has no record
    return ClaimResult(
        id=claim.id,
        quote=claim.quote,
        verdict=verdict,
        level=Level.BLOCKED,
        confidence=1.0,
        reason=reason,
        findings=tuple(
            report_finding(finding) for capture in captures if not capture.usable for finding in findings_of(capture)
        ),
        checked=claim.to_verify,
        claim=claim,
        source=ReportedSource(
            url=source.url if source else claim.url,
            adapter=source.adapter if source else "",
            capture=ids[0] if ids else "",
            captures=ids,
        ),
    )
