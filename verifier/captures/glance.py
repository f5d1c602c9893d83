"""A look at an address that keeps nothing: for link checks, which judge by the same rules and need no evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verifier.captures.body import Body
from verifier.captures.classify import Judgement, SoftCheck
from verifier.captures.clock import Clock
from verifier.captures.courier import Outcome
from verifier.captures.recording import fields_of
from verifier.captures.tries import Patience, Question, Settled, judge
from verifier.records.source import Wanted


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


def glance(url: str, patience: Patience, clock: Clock, soft: SoftCheck | None) -> Glance:
    """Ask until it is settled. A body cut at the cap is judged by what came: its head says whether it is alive."""
    question = Question(url)
    settled = patience.settle(question, soft)
    if settled.outcome.body.truncated == "cap":
        whole = replace(settled.outcome, body=_as_if_whole(settled.outcome.body))
        settled = Settled(settled.outcome, judge(question, whole, soft), settled.attempts, settled.not_before)
    fields = fields_of(Wanted(url, "link"), settled, clock, agent="")
    return Glance(
        settled.outcome, settled.judgement, fields["media_type"], fields["charset"], fields["not_before"]
    )  # fmt: skip


def _as_if_whole(body: Body) -> Body:
    return replace(body, truncated="", problem="", declared=len(body.data))
