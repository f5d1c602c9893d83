"""Drift: what became of a page between two captures, told by what matters to somebody who quoted it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from verifier.records.capture import Capture, CaptureState

if TYPE_CHECKING:
    from verifier.captures.store import Store


class DriftKind(StrEnum):
    """From nothing to worst. QUOTATION_KEPT and QUOTATION_GONE need somebody to say what is quoted."""

    UNCHANGED = "unchanged"
    BYTES_CHANGED = "bytes_changed"
    TEXT_CHANGED = "text_changed"
    QUOTATION_KEPT = "quotation_kept"
    QUOTATION_GONE = "quotation_gone"
    NOT_ASKED = "not_asked"
    BLOCKED = "blocked"
    SOFT_404 = "soft_404"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Drift:
    """One row: the page, the two captures' ids, what changed, and a sentence about it."""

    url: str
    before: str
    after: str
    kind: DriftKind
    reason: str


_LOST = {
    CaptureState.GONE: DriftKind.GONE,
    CaptureState.SOFT_404: DriftKind.SOFT_404,
    CaptureState.BLOCKED: DriftKind.BLOCKED,
    CaptureState.LOGIN: DriftKind.BLOCKED,
}

Reading = Callable[[bytes, Capture], str]
Holds = Callable[[str], bool]


def drift(store: Store, before: Capture, after: Capture, *, read: Reading, holds: Holds | None = None) -> Drift:
    """Compare two captures of one page. `read` turns bytes into text; `holds` says whether a text has the quotation.

    `before` must be usable. Raises CaptureDamaged when either body is.
    """
    kind, reason = _kind(store, before, after, read, holds)
    return Drift(after.url, before.id, after.id, kind, reason)


def last_drift(store: Store, url: str, *, read: Reading, holds: Holds | None = None) -> Drift | None:
    """Between the newest capture of `url` and the newest usable one before it; None when there are not two."""
    live = [capture for capture in store.history(url) if capture.method.value == "live"]
    if len(live) < 2:
        return None
    before = next((capture for capture in reversed(live[:-1]) if capture.usable), None)
    return None if before is None else drift(store, before, live[-1], read=read, holds=holds)


def _kind(store: Store, before: Capture, after: Capture, read: Reading, holds: Holds | None) -> tuple[DriftKind, str]:
    if not after.usable:
        return _LOST.get(after.state, DriftKind.NOT_ASKED), after.reason
    if before.sha256 == after.sha256:
        return DriftKind.UNCHANGED, "the same bytes"
    old, new = read(store.body(before), before), read(store.body(after), after)
    if " ".join(old.split()) == " ".join(new.split()):
        return DriftKind.BYTES_CHANGED, "other bytes, the same text"
    if holds is None or not holds(old):
        return DriftKind.TEXT_CHANGED, "the text has changed"
    if holds(new):
        return DriftKind.QUOTATION_KEPT, "the text has changed; the quotation still stands in it"
    return DriftKind.QUOTATION_GONE, "the text has changed and no longer holds the quotation"
