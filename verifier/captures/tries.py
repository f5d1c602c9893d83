"""Asking until it is settled: spaced tries where a server stumbles, patience where it asks for it, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from verifier.captures.addresses import host_of
from verifier.captures.classify import Judgement, Seen, SoftCheck, classify
from verifier.captures.clock import Clock, retry_after
from verifier.captures.courier import Courier, Outcome
from verifier.captures.gate import HostDeferred
from verifier.captures.transport import RETRYABLE
from verifier.records.capture import CaptureState

TRIES = 3  # a stumble and one more; a server that fails three spaced times is down
BACKOFF_S = 1.0  # seconds before the second try: 0.1 s gives up within the outages that a restart takes
BACKOFF_FACTOR = 4.0  # the third try comes 4 s later, past a restart of a few seconds
LEAST_BACKOFF_S = 0.1  # seconds, with pacing off: still spaced
HOLD_S = 60.0  # seconds to leave a host alone that answers 429 and does not say for how long
_INNER = re.compile(r"https?:/{1,2}(?=[^/])")
PASSING = frozenset({408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 530})


@dataclass(frozen=True)
class Settled:
    """The last try's outcome, what it is worth, how many tries it took, and when to come back if it is deferred."""

    outcome: Outcome
    judgement: Judgement
    attempts: int = 1
    not_before: datetime | None = None


@dataclass(frozen=True)
class Question:
    """One address to settle. `headers` are conditional ones, if any; `expect` as in a Wanted.

    `archived` says that the answer is an archive's copy: it is judged by the addresses it is a copy of.
    """

    url: str
    expect: str = "any"
    headers: tuple[tuple[str, str], ...] = ()
    archived: bool = False


class Patience:
    """Asks a question up to TRIES times. `pace` (seconds) scales the waits it chooses itself: 1 is as named above."""

    def __init__(self, courier: Courier, clock: Clock, *, pace: float, cap: float, seconds: float, size: int) -> None:
        self._courier = courier
        self._clock = clock
        self._scale = min(1.0, max(0.0, pace))
        self._cap = cap
        self._seconds = seconds
        self._size = size

    def settle(self, question: Question, soft: SoftCheck | None = None) -> Settled:
        """Ask until it is settled. Never raises for what a server does."""
        not_before, left = 0.0, self._seconds
        settled = None
        for attempt in range(1, TRIES + 1):
            try:
                outcome = self._courier.carry(
                    question.url, seconds=left, cap=self._size, headers=dict(question.headers), not_before=not_before
                )
            except HostDeferred as put_off:
                return _put_off(question, put_off, settled, attempt - 1)
            left -= outcome.duration_s
            settled = Settled(outcome, judge(question, outcome, soft), attempt)
            until = self._asked_to_wait(settled)
            if until is not None:
                not_before = self._courier.gate.hold(host_of(outcome.final_url), until)
                settled = replace(settled, not_before=until, judgement=_deferred(settled, until))
                if (until - self._clock.now()).total_seconds() > self._cap:
                    return settled
                continue
            self._courier.gate.answered(host_of(outcome.final_url))
            if not _passing(settled) or left <= 0:
                return settled
            if attempt < TRIES:
                self._clock.sleep(self._backoff(attempt))
        assert settled is not None  # noqa: S101 - TRIES is at least one
        return settled

    def _backoff(self, attempt: int) -> float:
        return max(LEAST_BACKOFF_S, self._scale * BACKOFF_S) * BACKOFF_FACTOR ** (attempt - 1)

    def _asked_to_wait(self, settled: Settled) -> datetime | None:
        """When the server said to come back; None when it did not refuse."""
        outcome, state = settled.outcome, settled.judgement.state
        said = retry_after((outcome.headers or {}).get("retry-after", ""), self._clock.now())
        if state is CaptureState.DEFERRED:
            return said or self._clock.now() + timedelta(seconds=max(LEAST_BACKOFF_S, self._scale * HOLD_S))
        return said if outcome.status == 503 and state is CaptureState.UNREACHABLE else None


def judge(question: Question, outcome: Outcome, soft: SoftCheck | None = None) -> Judgement:
    """What an outcome is worth, answers and failures alike."""
    if outcome.refused:
        return Judgement(CaptureState.NOT_CHECKED, outcome.failure)
    if outcome.failure:
        return Judgement(CaptureState.UNREACHABLE, outcome.failure)
    named = copied if question.archived else str
    seen = Seen(
        url=named(question.url), final_url=named(outcome.final_url), status=outcome.status, body=outcome.body,
        headers=outcome.headers or {}, hops=outcome.hops, expect=question.expect,
    )  # fmt: skip
    return classify(seen, soft=None if question.archived else soft)


def copied(url: str) -> str:
    """The address within an archive's address (`https://archive.example/web/2021/https://...`), else `url` itself."""
    inner = _INNER.search(url, len("https://"))
    return url[inner.start() :] if inner is not None else url


def _passing(settled: Settled) -> bool:
    """True for a trouble that may be over in a moment."""
    outcome = settled.outcome
    if settled.judgement.state is not CaptureState.UNREACHABLE:
        return False
    return outcome.fault in RETRYABLE or outcome.status in PASSING or outcome.body.truncated == "connection"


def _deferred(settled: Settled, until: datetime) -> Judgement:
    status = settled.outcome.status
    return Judgement(CaptureState.DEFERRED, f"HTTP {status}: come back after {until:%Y-%m-%d %H:%M:%S} UTC")


def _put_off(question: Question, put_off: HostDeferred, before: Settled | None, attempts: int) -> Settled:
    """The host is not to be asked for longer than this run waits."""
    outcome = before.outcome if before is not None else Outcome(question.url, question.url, asked=False)
    return Settled(outcome, Judgement(CaptureState.DEFERRED, str(put_off)), max(1, attempts), put_off.not_before)
