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


def test_what_a_smeared_page_does_not_show_is_looked_for_in_other_sources(settings: Settings, tmp_path: Path) -> None:
    smeared = tmp_path / "smeared.hocr"
    words = "".join(f"<span class='ocrx_word' title='bbox 1 1 9 9'>xq{n % 7}vk jzrt{n % 5}</span> " for n in range(60))
    smeared.write_text(f"<html><body><div class='ocr_page' title='bbox 0 0 100 100'>{words}</div></body></html>")
    Store(settings.cache).add_manual("https://letters.example.org/smeared", smeared)
    claims = [
        Claim(id="there", quote=QUOTE, url="https://letters.example.org/smeared", page="1"),
        Claim(id="nowhere", quote=f"{QUOTE}, said he", url="https://letters.example.org/smeared", page="1"),
        Claim(id="b", quote="Rain again.", url=SECOND),
    ]
    there, nowhere, _ = check_claims(claims, settings).claims
    assert (there.verdict.value, there.matches[0].url) == ("elsewhere", SECOND)
    assert (nowhere.verdict.value, nowhere.level.value) == ("indeterminate", "review")
