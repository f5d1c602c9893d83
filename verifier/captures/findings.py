"""What a reader of the report should know about how a source was had: the S1xx rules that a capture calls for."""

from __future__ import annotations

from datetime import timedelta

from verifier.captures.clock import parse_stamp
from verifier.captures.redirects import downgraded
from verifier.records.capture import Capture, CaptureMethod, CaptureState
from verifier.records.findings import Finding
from verifier.rules import rule

SKEW_LIMIT_S = 300.0  # seconds between the server's clock and ours: machines that keep time differ by less
FAR_FROM_DATE = timedelta(days=180)  # between an archived copy and the date of access: a term's edits
_BY_STATE = {
    CaptureState.GONE: "S101",
    CaptureState.SOFT_404: "S102",
    CaptureState.BLOCKED: "S103",
    CaptureState.DEFERRED: "S104",
    CaptureState.UNREACHABLE: "S105",
    CaptureState.LOGIN: "S106",
    CaptureState.NOT_CHECKED: "S107",
}


def findings_of(capture: Capture, *, accessed: str = "") -> tuple[Finding, ...]:
    """The findings of one capture, gravest first as listed. `accessed` is the note's date (ISO), if it gives one."""
    if capture.state in _BY_STATE:
        return (rule(_BY_STATE[capture.state]).finding(f"{capture.url}: {capture.reason}"),)
    return tuple(rule(code).finding(message) for code, message in _remarks(capture, accessed))


def _remarks(capture: Capture, accessed: str) -> list[tuple[str, str]]:
    url, found = capture.url, []
    if capture.method is CaptureMethod.WAYBACK:
        found.append(("S108", f"{url}: read in the copy of {capture.memento_at[:10]}, {capture.memento_url}"))
        found += _far(capture, accessed)
    if capture.method is CaptureMethod.MANUAL:
        found.append(("S109", f"{url}: read in a hand-saved file ({capture.note})"))
    if capture.state is CaptureState.MOVED:
        found.append(("S110", f"{url}: now at {capture.final_url}"))
    if downgraded(capture.hops, capture.final_url):
        found.append(("S111", f"{url}: ended at {capture.final_url}"))
    if "cut short" in capture.reason:
        found.append(("S112", f"{url}: {capture.reason}"))
    if capture.skew_s is not None and abs(capture.skew_s) > SKEW_LIMIT_S:
        found.append(("S114", f"{url}: the server's clock is {capture.skew_s:+.0f} s from ours"))
    if capture.mirror:
        found.append(("S117", f"{url}: answered by {capture.mirror}"))
    return found


def _far(capture: Capture, accessed: str) -> list[tuple[str, str]]:
    try:
        gap = abs(parse_stamp(capture.memento_at) - parse_stamp(accessed))
    except ValueError:
        return []
    message = f"{capture.url}: the copy is of {capture.memento_at[:10]}, {gap.days} days from {accessed}"
    return [("S113", message)] if gap > FAR_FROM_DATE else []
