"""What people decided is honoured by the next run, as long as what they looked at has not changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.captures import Store
from verifier.pipeline.reviewing import honour
from verifier.pipeline.run import check_claims
from verifier.pipeline.settling import open_levels
from verifier.records.claim import Claim
from verifier.records.report import Run
from verifier.reporting.reviews import append_review, decide
from verifier.settings import Settings

URL = "https://letters.example.org/7"
WRITTEN = "We shall not keep the harbour lamp lit through the winter, whatever the ministry may say of it. " * 3
DROPPED = "We shall keep the harbour lamp lit through the winter, whatever the ministry may say of it."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "letter.txt").write_text(WRITTEN)
    Store(tmp_path / "cache").add_manual(URL, tmp_path / "letter.txt")
    return Settings(cache=tmp_path / "cache", offline=True)


def judged(settings: Settings, quote: str = DROPPED) -> Run:
    return check_claims([Claim(id="a", quote=quote, url=URL)], settings)


def decided(run: Run, decisions: Path, *names: str, word: str = "accept") -> None:
    for name in names:
        append_review(decisions, decide(run, "a", word, name, "2026-11-22T10:00:00Z", "the printed edition has it so"))


def test_an_accepted_finding_no_longer_fails_and_says_who_accepted_it(settings: Settings, tmp_path: Path) -> None:
    run = judged(settings)
    assert open_levels(run.claims) == {"fail": 1}
    decided(run, tmp_path / "reviews.csv", "A. Reader")
    honoured = honour(judged(settings), tmp_path / "reviews.csv")
    assert open_levels(honoured.claims) == {}
    assert honoured.claims[0].level.value == "fail"
    assert "accepted by A. Reader on 2026-11-22" in honoured.claims[0].ignored


def test_a_disputed_finding_stays_open(settings: Settings, tmp_path: Path) -> None:
    run = judged(settings)
    decided(run, tmp_path / "reviews.csv", "A. Reader")
    decided(run, tmp_path / "reviews.csv", "B. Checker", word="dispute")
    assert open_levels(honour(run, tmp_path / "reviews.csv").claims) == {"fail": 1}


def test_two_people_are_needed_where_the_desk_says_so(settings: Settings, tmp_path: Path) -> None:
    run, decisions = judged(settings), tmp_path / "reviews.csv"
    decided(run, decisions, "A. Reader")
    assert open_levels(honour(run, decisions, two_person=True).claims) == {"fail": 1}
    decided(run, decisions, "B. Checker")
    honoured = honour(run, decisions, two_person=True)
    assert open_levels(honoured.claims) == {}
    assert honoured.claims[0].evidence_level == "E4"


def test_a_decision_reopens_when_the_quotation_changes(settings: Settings, tmp_path: Path) -> None:
    decided(judged(settings), tmp_path / "reviews.csv", "A. Reader")
    other = judged(settings, DROPPED.replace("winter", "summer"))
    assert open_levels(honour(other, tmp_path / "reviews.csv").claims) == {"fail": 1}


def test_a_decision_on_a_claim_that_is_gone_is_said(settings: Settings, tmp_path: Path) -> None:
    decided(judged(settings), tmp_path / "reviews.csv", "A. Reader")
    later = check_claims([Claim(id="b", quote=DROPPED, url=URL)], settings)
    assert [problem.code for problem in honour(later, tmp_path / "reviews.csv").problems] == ["M303"]
