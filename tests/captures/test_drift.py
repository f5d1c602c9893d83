from __future__ import annotations

import re

import pytest

from verifier.captures import Store
from verifier.captures.drift import DriftKind, drift, last_drift
from verifier.captures.findings import findings_of
from verifier.records.capture import Capture
from verifier.rules import rule

URL = "https://archive.example/doc"
QUOTED = "not an inch"


def text_of(body: bytes, capture: Capture) -> str:
    return re.sub(r"<[^>]*>", " ", body.decode())


def holds(text: str) -> bool:
    return QUOTED in " ".join(text.split())


ROWS = {
    "the same bytes": (b"<p>not an inch</p>", DriftKind.UNCHANGED),
    "other markup, the same words": (b"<div>not an inch</div>", DriftKind.BYTES_CHANGED),
    "other words around the quotation": (b"<p>indeed not an inch</p>", DriftKind.QUOTATION_KEPT),
    "the quotation is gone": (b"<p>not one inch</p>", DriftKind.QUOTATION_GONE),
}


@pytest.mark.parametrize(("after", "kind"), ROWS.values(), ids=ROWS)
def test_drift(store: Store, after: bytes, kind: DriftKind) -> None:
    old = store.keep({"url": URL, "state": "ok"}, b"<p>not an inch</p>")
    new = store.keep({"url": URL, "state": "ok"}, after)
    found = drift(store, old, new, read=text_of, holds=holds)
    assert (found.kind, found.before, found.after) == (kind, old.id, new.id)
    assert last_drift(store, URL, read=text_of, holds=holds) == found


@pytest.mark.parametrize(
    ("state", "kind"),
    [("gone", "gone"), ("soft_404", "soft_404"), ("blocked", "blocked"), ("login", "blocked"),
     ("deferred", "not_asked"), ("unreachable", "not_asked")],
)  # fmt: skip
def test_drift_to_a_failure(store: Store, state: str, kind: str) -> None:
    store.keep({"url": URL, "state": "ok"}, b"words")
    store.keep({"url": URL, "state": state, "reason": "why"})
    found = last_drift(store, URL, read=text_of)
    assert found is not None
    assert (found.kind, found.reason) == (kind, "why")


def test_without_a_quotation_a_changed_text_is_just_that(store: Store) -> None:
    old, new = (store.keep({"url": URL, "state": "ok"}, body) for body in (b"one", b"two"))
    assert drift(store, old, new, read=text_of).kind is DriftKind.TEXT_CHANGED


def test_one_capture_has_not_drifted(store: Store) -> None:
    store.keep({"url": URL, "state": "ok"}, b"x")
    assert last_drift(store, URL, read=text_of) is None


FINDINGS = {
    "S101": {"state": "gone"},
    "S102": {"state": "soft_404"},
    "S103": {"state": "blocked"},
    "S104": {"state": "deferred"},
    "S105": {"state": "unreachable"},
    "S106": {"state": "login"},
    "S107": {"state": "not_checked"},
    "S108": {"state": "ok", "method": "wayback", "memento_at": "2021-11-03T00:00:00.000000Z"},
    "S109": {"state": "ok", "method": "manual", "note": "file doc.pdf"},
    "S110": {"state": "moved", "final_url": "https://archive.example/new"},
    "S111": {"state": "ok", "final_url": "http://archive.example/doc", "hops": [{"url": URL, "status": 302}]},
    "S112": {"state": "ok", "reason": "the PDF has no end-of-file mark; it may be cut short"},
    "S113": {"state": "ok", "method": "wayback", "memento_at": "2024-11-03T00:00:00.000000Z"},
    "S114": {"state": "ok", "skew_s": 7200.0},
    "S117": {"state": "ok", "mirror": "http://127.0.0.1:8000"},
}


@pytest.mark.parametrize(("code", "fields"), FINDINGS.items(), ids=[rule(code).name for code in FINDINGS])
def test_a_reader_is_told_of(code: str, fields: dict[str, object]) -> None:
    capture = Capture.model_validate({"id": "x", "url": URL, "retrieved_at": "2026-11-22T00:00:00.000000Z", **fields})
    found = {finding.code: finding.message for finding in findings_of(capture, accessed="2021-10-28")}
    assert code in found
    assert URL in found[code]


def test_a_sound_capture_needs_no_word() -> None:
    capture = Capture.model_validate({"id": "x", "url": URL, "state": "ok", "retrieved_at": "2026-11-22T00:00:00Z"})
    assert findings_of(capture) == ()
