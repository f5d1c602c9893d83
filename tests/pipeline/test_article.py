"""A published article against the transcript its notes link: what stands there passes, what was misquoted is shown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.real.article import run
from verifier.records.report import Run

MISQUOTED = {  # beginnings of the quotations known to be misprinted, with a word on either side that must be shown
    "the publication of post-World War II": "that",
    "yet to hear a peep of protests": "protest",
    "concern about ‘resensitization’": "resensitition",
    "balancing national security concerns": "balance",
    "pointed out that HO’s lack of access": "pointing",
}


@pytest.fixture(scope="module")
def article(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(shared / "corpus", tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("beginning", MISQUOTED)
def test_a_misquotation_in_print_is_found_with_its_words(article: Run, beginning: str) -> None:
    result = next(result for result in article.claims if result.quote.startswith(beginning))
    assert result.verdict.value == "altered"
    assert any(MISQUOTED[beginning] in edit.source for edit in result.edits if edit.cause)


def test_what_the_transcript_holds_passes(article: Run, shared: Path) -> None:
    with (shared / "corpus" / "gold" / "1980-rereview.csv").open(encoding="utf-8", newline="") as file:
        held = {row["quote"] for row in csv.DictReader(file) if row["found_in_the_noted_fragment"] == "True"}
    by_quote = {result.quote.replace("*", ""): result for result in article.claims if result.checked}
    failed = [quote for quote in held & set(by_quote) if by_quote[quote].level.value != "pass"]
    assert not failed
    assert len(held & set(by_quote)) >= 29  # one of the labelled ones is a word used as a term, kept and not verified


def test_nothing_else_is_called_altered(article: Run) -> None:
    altered = [result.quote for result in article.claims if result.verdict.value in ("altered", "spliced", "absent")]
    others = [quote for quote in altered if not quote.startswith(tuple(MISQUOTED))]
    assert all(quote.startswith("the decentralized nature") for quote in others)  # 1950-54 printed as 1950-1954


def test_a_quotation_of_another_division_than_cited_is_elsewhere(shared: Path, tmp_path: Path) -> None:
    from benchmarks.real.article import ADDRESS
    from verifier.captures import Store
    from verifier.pipeline.run import check_claims
    from verifier.records.claim import Claim
    from verifier.settings import Settings

    transcript = shared / "corpus" / "sources" / "frus-history" / "article-1980-rereview-transcript.xml"
    Store(tmp_path).add_manual(ADDRESS, transcript)
    claim = Claim(id="a", quote="not one jot or tittle of reaction", url=f"{ADDRESS}#d3")
    result = check_claims([claim], Settings(cache=tmp_path, offline=True)).claims[0]
    assert (result.verdict.value, result.level.value) == ("elsewhere", "review")
    assert "d14" in result.findings[-1].message or any("d14" in finding.message for finding in result.findings)
