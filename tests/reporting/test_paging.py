"""A large run is a front page and pages behind it; a page whose claims are what they were is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reporting.sample import many_claims, sample_run
from verifier.records.report import ClaimResult, Run
from verifier.reporting import paging, write_reports


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "ONE_PAGE", 20)
    monkeypatch.setattr(paging, "STRETCH", 10)


def pages(folder: Path) -> list[Path]:
    return sorted((folder / "report_files").glob("claims-*.html"))


def named(path: Path) -> list[str]:
    return re.findall(r'id="(claim-k\d+)"', path.read_text(encoding="utf-8"))


def test_a_small_run_is_one_page(tmp_path: Path) -> None:
    write_reports(sample_run(many_claims(20)), tmp_path, ["html"])
    assert pages(tmp_path) == []


def test_every_claim_of_a_large_run_stands_on_one_page(tmp_path: Path) -> None:
    write_reports(sample_run(many_claims(47)), tmp_path, ["html"])
    found = [name for page in pages(tmp_path) for name in named(page)]
    assert len(pages(tmp_path)) == 5
    assert len(found) == len(set(found)) == 47


def test_the_front_page_leads_to_the_gravest_and_to_every_page(tmp_path: Path) -> None:
    write_reports(sample_run(many_claims(47)), tmp_path, ["html"])
    front = (tmp_path / "report.html").read_text(encoding="utf-8")
    for page, _, anchor in (link.partition("#") for link in re.findall(r'href="(report_files/[^"]+)"', front)):
        assert (tmp_path / page).is_file()
        assert not anchor or anchor in named(tmp_path / page)
    assert front.count("report_files/claims-00003.html") >= 1
    assert "<script" not in front


def test_a_later_run_writes_only_the_pages_that_changed(tmp_path: Path) -> None:
    claims = many_claims(47)
    write_reports(sample_run(claims), tmp_path, ["html"])
    times = {page.name: page.stat().st_mtime_ns for page in pages(tmp_path)}
    changed = (*claims[:25], claims[25].model_copy(update={"reason": "the ink has run"}), *claims[26:])
    write_reports(sample_run(changed, started="2031-01-01T00:00:00Z"), tmp_path, ["html"])
    rewritten = [page.name for page in pages(tmp_path) if page.stat().st_mtime_ns != times[page.name]]
    assert rewritten == ["claims-00003.html"]


def test_a_page_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    run = sample_run(many_claims(47))
    write_reports(run, tmp_path, ["html"])
    whole = pages(tmp_path)[1].read_bytes()
    pages(tmp_path)[1].write_text("<p>all is well</p>")
    pages(tmp_path)[2].unlink()
    write_reports(run, tmp_path, ["html"])
    assert pages(tmp_path)[1].read_bytes() == whole
    assert len(pages(tmp_path)) == 5


def test_pages_of_a_longer_run_before_are_taken_away(tmp_path: Path) -> None:
    write_reports(sample_run(many_claims(47)), tmp_path, ["html"])
    write_reports(sample_run(many_claims(31)), tmp_path, ["html"])
    assert len(pages(tmp_path)) == 4


def test_a_page_draws_the_pictures_of_its_own_claims_and_no_more(tmp_path: Path) -> None:
    asked: list[int] = []

    def draw(run: Run) -> Callable[[ClaimResult], bytes]:
        asked.append(len(run.claims))
        return lambda _: b"\x89PNG\r\n\x1a\n picture"

    write_reports(sample_run(many_claims(25)), tmp_path, ["html"], pictures_of=draw)
    assert asked == [10, 10, 5]


def test_a_table_whose_record_is_the_same_is_left_alone_and_one_that_was_touched_is_not(tmp_path: Path) -> None:
    names = ["json", "csv", "junit", "jsonl"]
    written = write_reports(sample_run(many_claims(30)), tmp_path, names)
    before = {name: written[name].stat().st_mtime_ns for name in names}
    whole = written["csv"].read_bytes()
    written["jsonl"].write_text("{}\n")
    again = write_reports(sample_run(many_claims(30), started="2031-01-01T00:00:00Z"), tmp_path, names)
    assert [name for name in names if again[name].stat().st_mtime_ns == before[name]] == ["csv", "junit"]
    changed = sample_run(many_claims(29))
    assert write_reports(changed, tmp_path, names)["csv"].read_bytes() != whole
    assert len((tmp_path / "report.jsonl").read_text().splitlines()) == 29
