"""A capture: what was asked, what answered, when, by which road, and the digest of the bytes."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class CaptureMethod(StrEnum):
    """By which road the bytes came."""

    LIVE = "live"
    WAYBACK = "wayback"
    MANUAL = "manual"


class CaptureState(StrEnum):
    """How an address answered. Only OK and MOVED carry usable bytes."""

    OK = "ok"
    MOVED = "moved"
    GONE = "gone"
    SOFT_404 = "soft_404"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    UNREACHABLE = "unreachable"
    LOGIN = "login"
    NOT_CHECKED = "not_checked"


USABLE = frozenset({CaptureState.OK, CaptureState.MOVED})


class Hop(BaseModel):
    """One redirect: the URL asked, the status it gave, and where it pointed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    status: int
    location: str = ""


class Capture(BaseModel):
    """One answer, kept for good. `sha256` (hex) names the bytes in the store; empty when there are none.

    Times are UTC, ISO 8601 with microseconds and a trailing Z. `retrieved_at` is the moment the answer ended;
    `memento_at` the true time of an archived copy. `headers` holds an allow-list only, never secrets, and secrets
    in an address are masked. `id` ends in the head of the digest of the record's own bytes, so it seals them.
    `sequence` counts the captures of one address and orders them whatever the clock did; `skew_s` is the server's
    Date minus our clock. `revisit_of` is the capture whose bytes a 304 confirmed; `mirror` who answered in the
    host's place; `truncated` why the bytes are not all there (`cap`, `deadline`, `connection`, `pdf`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int = 1
    id: str
    url: str
    hops: tuple[Hop, ...] = ()
    final_url: str = ""
    status: int = 0
    state: CaptureState
    reason: str = ""
    media_type: str = ""
    charset: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    sha256: str = ""
    length: int = 0
    wire_length: int = 0
    truncated: str = ""
    retrieved_at: str
    duration_s: float = 0.0
    method: CaptureMethod = CaptureMethod.LIVE
    memento_url: str = ""
    memento_at: str = ""
    not_before: str = ""
    peer: str = ""
    role: str = ""
    note: str = ""
    tool_version: str = ""
    sequence: int = 0
    run: str = ""
    attempts: int = 1
    expect: str = ""
    coding: str = ""
    skew_s: float | None = None
    robots: str = ""
    tls_sha256: str = ""
    mirror: str = ""
    agent: str = ""
    revisit_of: str = ""

    @property
    def usable(self) -> bool:
        """True when there are bytes to read."""
        return self.state in USABLE and bool(self.sha256)
