"""The library in a run: misattributed quotations are found where they stand, uncited ones are offered candidates."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.captures import Store
from verifier.pipeline.finding import find_places
from verifier.pipeline.run import check_claims
from verifier.pipeline.shelving import current_shelf
from verifier.records.claim import Claim
from verifier.settings import Settings

FIRST = "https://letters.example.org/1"
SECOND = "https://letters.example.org/2"
QUOTE = "the garrison will not leave the cape before the ice has gone from the strait"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    store = Store(tmp_path / "cache")
    for number, (url, text) in enumerate(
        [(FIRST, "Dear friend, the herring were late this year and the ledger is a sorry sight. " * 8),
         (SECOND, f"We were told on Tuesday that {QUOTE}, and nobody at the table believed it. " + "Rain again. " * 40)]
    ):  # fmt: skip
        page = tmp_path / f"{number}.txt"
        page.write_text(text)
        store.add_manual(url, page)
    return Settings(cache=tmp_path / "cache", offline=True)


def test_a_quotation_that_another_source_holds_is_elsewhere_with_the_place(settings: Settings) -> None:
    claims = [Claim(id="a", quote=QUOTE, url=FIRST), Claim(id="b", quote="Rain again.", url=SECOND)]
    result = check_claims(claims, settings).claims[0]
    assert (result.verdict.value, result.level.value) == ("elsewhere", "fail")
    assert result.matches[0].url == SECOND
    assert "P302" in {finding.code for finding in result.findings}


def test_an_uncited_quotation_is_offered_candidates_and_stays_uncited(settings: Settings) -> None:
    claims = [Claim(id="a", quote=QUOTE), Claim(id="b", quote="Rain again.", url=SECOND)]
    result = check_claims(claims, settings).claims[0]
    assert result.verdict.value == "uncited"
    assert result.candidates[0].url == SECOND


def test_find_answers_from_the_whole_cache_and_indexes_what_is_new(settings: Settings, tmp_path: Path) -> None:
    assert find_places(QUOTE, (), settings, 5)[0].link.startswith(SECOND)
    late = tmp_path / "late.txt"
    late.write_text("A third letter says that the pilot has sold his boat and bought a clock.")
    Store(settings.cache).add_manual("https://letters.example.org/3", late)
    assert find_places("the pilot has sold his boat and bought a clock", (), settings, 5)


def test_find_in_files_needs_no_cache(settings: Settings, tmp_path: Path) -> None:
    assert find_places(QUOTE, (str(tmp_path / "1.txt"),), settings, 5)[0].similarity == 1.0


def test_nothing_is_read_twice(settings: Settings) -> None:
    before = len(current_shelf(settings).segments)
    assert len(current_shelf(settings).segments) == before == 1
