"""What was judged before is reused while nothing it rests on has changed, and judged again as soon as anything has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from verifier.captures import Store
from verifier.pipeline.ledger import FILE
from verifier.pipeline.run import check_claims
from verifier.records.claim import Claim
from verifier.records.report import Run
from verifier.settings import Settings

URL = "https://letters.example.org/7"
TEXT = "We shall keep the harbour lamp lit through the winter, whatever the ministry may say of it.\n" * 3


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    page = tmp_path / "letter.txt"
    page.write_text(TEXT)
    Store(tmp_path / "cache").add_manual(URL, page)
    return Settings(cache=tmp_path / "cache", offline=True)


def claim(**told: object) -> Claim:
    return Claim.model_validate(
        {"id": "a", "quote": "keep the harbour lamp lit through the winter", "url": URL, **told}
    )


def stripped(run: Run) -> list[dict[str, object]]:
    return [result.model_dump() for result in run.claims]


def test_a_second_run_reuses_every_result_and_says_so(settings: Settings) -> None:
    first = check_claims([claim()], settings)
    second = check_claims([claim()], settings)
    assert (first.run.reused, second.run.reused) == (0, 1)
    assert stripped(first) == stripped(second)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"quote": "keep the harbor lamp lit through the winter"}, id="another wording"),
        pytest.param({"page": "9"}, id="another page"),
        pytest.param({"speaker": "The Minister"}, id="another speaker"),
    ],
)
def test_a_claim_that_changed_is_judged_again(settings: Settings, changed: dict[str, object]) -> None:
    check_claims([claim()], settings)
    assert check_claims([claim(**changed)], settings).run.reused == 0


def test_a_claim_that_only_moved_keeps_its_verdict_and_shows_its_new_place(settings: Settings) -> None:
    check_claims([claim()], settings)
    run = check_claims([claim(id="b", line=40)], settings)
    assert run.run.reused == 1
    assert (run.claims[0].id, run.claims[0].claim.line) == ("b", 40)


def test_other_bytes_of_the_source_are_read_again(settings: Settings, tmp_path: Path) -> None:
    check_claims([claim()], settings)
    (tmp_path / "letter.txt").write_text(TEXT.replace("winter", "summer"))
    Store(settings.cache).add_manual(URL, tmp_path / "letter.txt")
    run = check_claims([claim()], settings)
    assert run.run.reused == 0
    assert run.claims[0].level.value == "fail"


def test_the_same_bytes_captured_again_are_not_judged_again_but_named_by_the_new_capture(
    settings: Settings, tmp_path: Path
) -> None:
    check_claims([claim()], settings)
    capture = Store(settings.cache).add_manual(URL, tmp_path / "letter.txt")
    run = check_claims([claim()], settings)
    assert run.run.reused == 1
    assert run.claims[0].source.captures == (capture.id,)
    assert run.claims[0].matches[0].capture == capture.id


def test_other_settings_that_can_change_a_verdict_are_judged_again(settings: Settings) -> None:
    check_claims([claim()], settings)
    assert check_claims([claim()], replace(settings, ocr="never")).run.reused == 0


def test_a_damaged_ledger_is_set_aside_and_begun_anew(settings: Settings) -> None:
    check_claims([claim()], settings)
    (settings.derived / FILE).write_bytes(b"not a database" * 1000)
    run = check_claims([claim()], settings)
    assert run.run.reused == 0
    assert check_claims([claim()], settings).run.reused == 1
