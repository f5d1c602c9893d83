"""The sample archive: what ships is what its script renders, and the whole tool says of it what it should."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from verifier.demo import EXPECTED, MANUSCRIPT, serve
from verifier.demo.archive import PREFIXES, SITE
from verifier.demo.render import main as render
from verifier.pipeline.run import check_claims, load
from verifier.records.report import ClaimResult, Run
from verifier.records.verdict import Verdict
from verifier.settings import Settings

SHIPPED_BYTES_MAX = 1_500_000  # the sample travels in every installation
NEEDS_OCR = ("90421", "90433")  # record numbers of the two papers that are pictures only
OCR_NOTES = ("5", "6", "7", "19", "25")  # the notes that cite them


def owed() -> dict[str, dict[str, str]]:
    with EXPECTED.open(encoding="utf-8") as file:
        return {row["quote"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def mirrors() -> Iterator[dict[str, str]]:
    with serve() as named:
        yield named


@pytest.fixture(scope="module")
def run(mirrors: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The essay checked against the replicas, with the scans' own text layers only: OCR is tried where OCR lives."""
    settings = Settings(cache=tmp_path_factory.mktemp("cache"), mirrors=mirrors, pace=0, ocr="never")
    table = load([MANUSCRIPT])
    return check_claims(table.claims, settings, table=table)


def test_the_site_that_ships_is_the_one_its_script_renders(tmp_path: Path) -> None:
    render(tmp_path / "site")
    made = {path.relative_to(tmp_path / "site"): path.read_bytes() for path in (tmp_path / "site").rglob("*.*")}
    kept = {path.relative_to(SITE): path.read_bytes() for path in SITE.rglob("*.*")}
    assert made.keys() == kept.keys()
    differing = [path for path in made if path.suffix != ".pdf" and made[path] != kept[path]]
    assert differing == []  # a bitmap may change with the version of the engine that draws it


def test_the_sample_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in SITE.parent.rglob("*") if path.is_file()) < SHIPPED_BYTES_MAX


def test_every_verdict_of_the_contract_is_owed_to_some_quotation() -> None:
    assert {row["verdict"] for row in owed().values()} == {verdict.value for verdict in Verdict}


def test_every_quotation_of_the_essay_is_expected_and_no_other() -> None:
    checked = [claim.quote for claim in load([MANUSCRIPT]).claims if claim.to_verify]
    assert Counter(checked) == Counter(owed().keys())


@pytest.mark.parametrize("host", PREFIXES)
def test_every_site_answers_for_its_robots(mirrors: dict[str, str], host: str) -> None:
    with urlopen(f"{mirrors[host]}/robots.txt") as answer:
        assert b"User-agent" in answer.read()


def test_the_web_archives_index_answers_with_the_columns_asked_for(mirrors: dict[str, str]) -> None:
    query = "cdx/search/cdx?url=www.strait-commission.example/docu/c940609a.htm&output=json&fl=timestamp,original"
    with urlopen(f"{mirrors['web.archive.org']}/{query}") as answer:
        rows = json.load(answer)
    assert rows == [
        ["timestamp", "original"],
        ["19990314082107", "https://www.strait-commission.example/docu/c940609a.htm"],
    ]


def test_an_address_the_web_archive_never_saw_has_no_rows(mirrors: dict[str, str]) -> None:
    with urlopen(f"{mirrors['web.archive.org']}/cdx/search/cdx?url=example.org/&output=json") as answer:
        assert json.load(answer) == []


def results(run: Run) -> list[ClaimResult]:
    return [result for result in run.claims if result.claim.to_verify]


@pytest.mark.parametrize("quote", [row["quote"] for row in owed().values() if row["note"] not in OCR_NOTES])
def test_the_whole_tool_gives_a_quotation_the_verdict_it_is_owed(run: Run, quote: str) -> None:
    result = next(result for result in results(run) if result.quote == quote)
    grade = (result.grade or "") if result.verdict is Verdict.ALTERED else ""
    assert (result.verdict.value, grade) == (owed()[quote]["verdict"], owed()[quote]["grade"])


def test_what_needs_ocr_is_unreadable_without_it_and_never_absent(run: Run) -> None:
    verdicts = {r.verdict for r in results(run) if any(number in r.source.url for number in NEEDS_OCR)}
    assert verdicts <= {Verdict.UNREADABLE, Verdict.ELSEWHERE}
