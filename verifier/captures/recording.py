"""From a settled question to the fields of a capture record."""

from __future__ import annotations

from typing import Any

from verifier.captures.addresses import mask
from verifier.captures.classify import Judgement, Seen
from verifier.captures.clock import Clock, http_date, stamp
from verifier.captures.page import looks_like_html, looks_like_pdf
from verifier.captures.tries import Settled
from verifier.records.capture import USABLE, Capture, CaptureState
from verifier.records.source import Wanted

PROOF_LIMIT_BYTES = 256 * 1024  # of a wall, a login page or a soft 404: kept so that a person can check the judgement
_SHOWN = frozenset({CaptureState.SOFT_404, CaptureState.BLOCKED, CaptureState.LOGIN})


def fields_of(wanted: Wanted, settled: Settled, clock: Clock, *, agent: str) -> dict[str, Any]:
    """What the record says of it; digest, length, sequence and id are the store's to add."""
    outcome, judgement = settled.outcome, settled.judgement
    headers = dict(outcome.headers or {})
    seen = Seen(wanted.url, outcome.final_url, outcome.status, outcome.body, headers)
    return {
        "url": wanted.url,
        "hops": [hop.model_dump() for hop in outcome.hops],
        "final_url": outcome.final_url if outcome.asked else "",
        "status": outcome.status,
        "state": judgement.state,
        "reason": judgement.reason,
        "media_type": media_type_of(seen),
        "charset": seen.charset,
        "headers": headers,
        "wire_length": outcome.body.wire,
        "truncated": outcome.body.truncated,
        "retrieved_at": stamp(clock.now()),
        "duration_s": outcome.duration_s,
        "not_before": stamp(settled.not_before) if settled.not_before is not None else "",
        "peer": outcome.peer,
        "role": wanted.role,
        "expect": wanted.expect,
        "note": wanted.note,
        "attempts": settled.attempts,
        "coding": outcome.body.coding,
        "skew_s": _skew(headers.get("date", ""), clock),
        "tls_sha256": outcome.tls_sha256,
        "mirror": outcome.mirror,
        "agent": agent,
    }


def kept_body(settled: Settled) -> bytes:
    """The bytes worth keeping: evidence whole, and of a judged page enough to check the judgement."""
    state, data = settled.judgement.state, settled.outcome.body.data
    if state in USABLE:
        return data
    return data[:PROOF_LIMIT_BYTES] if state in _SHOWN else b""


def unrecorded(wanted: Wanted, judgement: Judgement, clock: Clock) -> Capture:
    """A capture of what was never asked; it is handed back and not kept."""
    return Capture(
        id="", url=mask(wanted.url), state=judgement.state, reason=judgement.reason,
        retrieved_at=stamp(clock.now()), role=wanted.role, expect=wanted.expect, note=wanted.note,
    )  # fmt: skip


def media_type_of(seen: Seen) -> str:
    """As declared; by the bytes where the declaration is empty, generic or plainly wrong."""
    data, declared = seen.body.data, seen.media_type
    if looks_like_pdf(data):
        return "application/pdf"
    if looks_like_html(data) and declared in ("", "application/octet-stream", "application/pdf", "text/plain"):
        return "text/html"
    return declared


def _skew(date: str, clock: Clock) -> float | None:
    moment = http_date(date)
    return None if moment is None else round((moment - clock.now()).total_seconds(), 1)
