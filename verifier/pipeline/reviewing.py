"""People's decisions, honoured by a run: an accepted finding no longer fails it, a checked claim is better proven."""

from __future__ import annotations

from pathlib import Path

from verifier.records.findings import Severity
from verifier.records.report import ClaimResult, ReportedFinding, Review, Run
from verifier.records.spool import rewritten
from verifier.records.verdict import Level, Verdict
from verifier.reporting import apply_reviews, orphans, read_reviews

NEEDS_A_PERSON = frozenset({Level.FAIL, Level.REVIEW})


def honour(run: Run, decisions: Path, *, two_person: bool = False) -> Run:
    """The run with the decisions in the file put to its claims; the machine's verdicts and levels stay as they are.

    An acceptance that still holds settles a finding; one whose quotation, source or verdict has changed since is kept
    and reopened. Decisions on claims the run no longer holds are said. Raises InputError for a file with a bad line.
    """
    made = read_reviews(decisions)
    if not made:
        return run
    reviewed = apply_reviews(run, made, two_person=two_person)
    lost = [_lost(decision.claim, decisions) for decision in orphans(run, made)]
    claims = rewritten(reviewed.claims, _honoured)
    return reviewed.model_copy(update={"claims": claims, "problems": (*reviewed.problems, *dict.fromkeys(lost))})


def _honoured(result: ClaimResult) -> ClaimResult:
    review = standing_acceptance(result.reviews)
    if review is None:
        return result
    update: dict[str, str] = {}
    if result.level in NEEDS_A_PERSON and not result.ignored:
        update["ignored"] = f"accepted by {_people(review)} on {review.date[:10]}" + _because(review)
    if result.evidence_level != "E0" and (result.verdict is Verdict.VERBATIM or review.second):
        update["evidence_level"] = "E4"
    return result.model_copy(update=update)


def standing_acceptance(reviews: tuple[Review, ...]) -> Review | None:
    """The acceptance that holds: the last word on the claim as it stands, and not waiting for a second person."""
    spoken = [review for review in reviews if not review.stale and review.decision in ("accept", "dispute")]
    if not spoken or spoken[-1].decision == "dispute" or spoken[-1].pending:
        return None
    return spoken[-1]


def _people(review: Review) -> str:
    return f"{review.name} and {review.second}" if review.second else review.name


def _because(review: Review) -> str:
    return f": {review.reason}" if review.reason else ""


def _lost(claim: str, decisions: Path) -> ReportedFinding:
    message = f"{decisions}: a decision on claim {claim}, which this run does not hold; it is kept"
    return ReportedFinding(code="M303", severity=Severity.NOTE, message=message)
