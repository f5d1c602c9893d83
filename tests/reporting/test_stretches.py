"""Files that grow with a run are drawn stretch by stretch, by whoever has time, and come out the same."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.sample import capture, many_claims, sample_run
from verifier.records.report import ClaimResult, Run
from verifier.records.results import Results, glance_of, glances
from verifier.reporting import paging, write_reports
from verifier.reporting.canonical import frame_of, record_digest, to_json
from verifier.reporting.stretches import in_order

NAMES = ["html", "json", "csv"]


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "ONE_PAGE", 20)
    monkeypatch.setattr(paging, "STRETCH", 10)


def backwards(work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """As far as can be from one after another: everything is sent away and comes back last first."""
    sent = [(number, pickle.dumps(task)) for number, task in enumerate(tasks)]
    return ((number, pickle.loads(pickle.dumps(work(pickle.loads(task))))) for number, task in reversed(sent))


def no_picture(run: Run) -> None:
    return None


def on_disk(claims: tuple[ClaimResult, ...], folder: Path) -> Results:
    results = Results(folder)
    results.extend(claims)
    return results


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("count", [0, 3, 10, 47], ids=["no claim", "a few", "one stretch", "several stretches"])
def test_files_are_the_same_whoever_draws_them_and_wherever_the_claims_lie(tmp_path: Path, count: int) -> None:
    run = sample_run(many_claims(count))
    write_reports(run, tmp_path / "one", NAMES)
    spooled = run.model_copy(update={"claims": on_disk(run.claims, tmp_path / "spool")})
    write_reports(spooled, tmp_path / "two", NAMES, pictures_of=no_picture, spread=backwards)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert (tmp_path / "one" / "report.json").read_text(encoding="utf-8") == to_json(run)


def test_a_record_is_copied_where_only_its_frame_is_new_and_is_what_it_would_have_been(tmp_path: Path) -> None:
    claims = many_claims(47)
    write_reports(sample_run(claims), tmp_path, NAMES)
    later = sample_run(claims, started="2031-01-01T00:00:00Z")
    drawn: list[object] = []

    def counted(work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        for number, task in enumerate(tasks):
            drawn.append(task)
            yield number, work(task)

    write_reports(later, tmp_path, NAMES, spread=counted)
    assert drawn == []
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == to_json(later)


@pytest.mark.parametrize("name", ["report.json", "report.csv", "report_files/claims-00002.html"])
@pytest.mark.parametrize("what", ["gone", "changed"])
def test_a_file_that_is_not_what_was_written_is_made_again(tmp_path: Path, name: str, what: str) -> None:
    run = sample_run(many_claims(47))
    write_reports(run, tmp_path, NAMES)
    before = files(tmp_path)
    if what == "gone":
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(before[name].replace(b"k11", b"k99"))
    write_reports(run, tmp_path, NAMES)
    assert files(tmp_path) == before


def test_a_claim_that_changed_changes_record_table_and_page(tmp_path: Path) -> None:
    claims = many_claims(47)
    write_reports(sample_run(claims), tmp_path / "a", NAMES)
    changed = sample_run((*claims[:25], claims[25].model_copy(update={"reason": "the ink has run"}), *claims[26:]))
    write_reports(changed, tmp_path / "a", NAMES)
    write_reports(changed, tmp_path / "b", NAMES)
    assert files(tmp_path / "a") == files(tmp_path / "b")


@given(st.permutations(range(9)))
def test_results_are_put_in_order_however_they_come(places: list[int]) -> None:
    assert list(in_order((place, str(place)) for place in places)) == [str(place) for place in range(9)]


@given(st.floats(min_value=0, max_value=1e30), st.one_of(st.none(), st.floats(-1e20, 1e20)), st.text(max_size=20))
def test_the_frame_is_written_as_the_standard_library_writes_it(duration: float, skew: float | None, note: str) -> None:
    held = capture("a", duration_s=duration, skew_s=skew, note=note.encode("utf-8", "replace").decode())
    run = sample_run(()).model_copy(update={"captures": (held,)})
    frame = frame_of(run)
    record = json.loads(to_json(run))
    assert json.dumps(record, ensure_ascii=False, indent=2) + "\n" == f'{frame.before}\n  "claims": [],{frame.after}'


def test_a_name_that_is_no_utf_8_is_in_the_record_as_before(tmp_path: Path) -> None:
    run = sample_run(many_claims(3))
    run = run.model_copy(update={"run": run.run.model_copy(update={"inputs": ("letters-\udcff.csv",)})})
    write_reports(run, tmp_path, ["json"])
    assert '"letters-?.csv"' in (tmp_path / "report.json").read_text(encoding="utf-8")
    assert record_digest(run) == record_digest(sample_run(many_claims(3)))


def test_a_glance_is_the_same_at_a_result_in_memory_and_on_disk(tmp_path: Path) -> None:
    claims = (*sample_run().claims, *many_claims(20))
    results = on_disk(claims, tmp_path)
    assert list(results.glances()) == list(glances(claims)) == list(map(glance_of, claims))
    changed = claims[2].model_copy(update={"ignored": "known"})
    results.put(2, changed.model_dump_json())
    assert list(results.glances())[2] == glance_of(changed)
    again = Results.taken(tmp_path, results.texts(), results.indexed())
    assert tuple(again) == (*claims[:2], changed, *claims[3:])
    assert list(again.glances()) == list(results.glances())
