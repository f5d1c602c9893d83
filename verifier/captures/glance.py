"""A look at an address that keeps nothing: for link checks, which judge by the same rules and need no evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verifier.captures.body import Body
from verifier.captures.classify import Judgement, Seen, SoftCheck
from verifier.captures.clock import stamp
from verifier.captures.courier import Outcome
from verifier.captures.recording import media_type_of
from verifier.captures.tries import Patience, Question, Settled, judge


@dataclass(frozen=True, slots=True)
class Glance:
    """What an address answered and what that is worth. `not_before` is ISO 8601, '' when the host named no time."""

    outcome: Outcome
    judgement: Judgement
    media_type: str = ""
    charset: str = ""
    not_before: str = ""


def unasked(url: str, judgement: Judgement) -> Glance:
    """The glance at an address that was not asked."""
    return Glance(Outcome(url, url, asked=False), judgement)


def glance(url: str, patience: Patience, soft: SoftCheck | None) -> Glance:
    """Ask until it is settled. A body cut at the cap is judged by what came: its head says whether it is alive."""
    question = Question(url)
    settled = patience.settle(question, soft)
    if settled.outcome.body.truncated == "cap":
        whole = replace(settled.outcome, body=_as_if_whole(settled.outcome.body))
        settled = Settled(settled.outcome, judge(question, whole, soft), settled.attempts, settled.not_before)
    outcome = settled.outcome
    seen = Seen(url, outcome.final_url, outcome.status, outcome.body, outcome.headers or {})
    until = stamp(settled.not_before) if settled.not_before is not None else ""
    return Glance(outcome, settled.judgement, media_type_of(seen), seen.charset, until)


def _as_if_whole(body: Body) -> Body:
    return replace(body, truncated="", problem="", declared=len(body.data))
