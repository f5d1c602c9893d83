"""A whole run is the same record, byte for byte, whichever engine spreads it, and its reports are the same files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from verifier.captures import Store
from verifier.engines import engine_for
from verifier.pipeline.reports import write_all
from verifier.pipeline.run import check_claims, stream_claims
from verifier.records.claim import Claim
from verifier.records.report import RunHeader
from verifier.records.spool import Spool
from verifier.reporting import paging
from verifier.reporting.canonical import read_run, to_json
from verifier.settings import Settings

LETTERS = 6
WORDS = (
    *("the", "harbour", "lamp", "was", "lit", "at", "dusk", "and", "nobody", "on", "the", "mole", "would", "say"),
    *("who", "had", "paid", "for", "the", "oil", "that", "winter"),
)


def text(number: int) -> str:
    """A letter of our own making, unlike the others."""
    return " ".join(f"{word}{'' if at % 5 else number}" for at, word in enumerate(WORDS * 6))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    store = Store(tmp_path / "cache")
    for number in range(LETTERS):
        (tmp_path / "letter.txt").write_text(text(number))
        store.add_manual(f"https://letters.example.org/{number}", tmp_path / "letter.txt")
    return Settings(cache=tmp_path / "cache", reports=tmp_path / "reports", offline=True)


def claims() -> list[Claim]:
    made = []
    for number in range(40):
        words = text(number % LETTERS).split()[number : number + 14]
        if number % 4 == 0:
            words[6] = "never"
        url = f"https://letters.example.org/{number % LETTERS}" if number % 7 else ""
        made.append(Claim(id=f"c{number}", quote=" ".join(words), url=url))
    return made


def record(settings: Settings) -> str:
    run = check_claims(claims(), settings)
    return to_json(run.model_copy(update={"run": RunHeader()}))


@pytest.fixture
def scheduler() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="the extra verifier[cluster] is absent")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def test_processes_give_the_same_record_as_one(settings: Settings, tmp_path: Path) -> None:
    one = record(settings)
    (settings.derived / "verdicts.sqlite").unlink()
    assert record(replace(settings, engine="processes")) == one


def test_a_running_scheduler_gives_the_same_record_and_is_named_with_its_dashboard(
    settings: Settings, scheduler: str, capfd: pytest.CaptureFixture[str]
) -> None:
    one = record(settings)
    (settings.derived / "verdicts.sqlite").unlink()
    assert record(replace(settings, engine="dask", scheduler=scheduler)) == one
    said = capfd.readouterr().err
    assert scheduler in said
    assert "dashboard http://" in said


def test_a_streamed_run_is_the_run_that_is_held_in_memory(settings: Settings) -> None:
    held, streamed = check_claims(claims(), settings), stream_claims(claims(), settings)
    assert isinstance(streamed.claims, Spool)
    assert tuple(streamed.claims) == held.claims
    assert streamed.summary == held.summary


def test_every_format_of_a_streamed_run_is_the_file_of_the_one_in_memory(settings: Settings, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra verifier[parquet] is absent")
    names = ("json", "csv", "html", "markdown", "junit", "sarif", "github", "text", "jsonl", "parquet")
    held, streamed = check_claims(claims(), settings), stream_claims(claims(), settings)
    streamed = streamed.model_copy(update={"run": held.run})
    files = {}
    for name, run in (("held", held), ("streamed", streamed)):
        where = replace(settings, reports=tmp_path / name, formats=names)
        files[name] = {kind: path.read_bytes() for kind, path in write_all(run, where, new=False).items()}
    assert files["held"].keys() >= set(names)
    assert {k: v for k, v in files["held"].items() if k != "manifest"} == {
        k: v for k, v in files["streamed"].items() if k != "manifest"
    }
    assert read_run(tmp_path / "streamed" / "report.json") == held


def test_claims_out_of_a_spool_are_judged_like_claims_in_a_list(settings: Settings) -> None:
    spool = Spool(Claim, settings.derived)
    spool.extend(claims())
    assert check_claims(spool, settings).claims == check_claims(claims(), settings).claims
    assert not [path for path in settings.derived.iterdir() if "spool" in path.name]


def test_reports_that_processes_draw_are_the_files_that_one_draws(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "ONE_PAGE", 5)
    monkeypatch.setattr(paging, "STRETCH", 4)
    run = stream_claims(claims(), settings)
    for name in ("serial", "processes"):
        with engine_for(name, workers=2) as engine:
            write_all(run, replace(settings, reports=tmp_path / name), new=False, engine=engine)
    one, two = (
        {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("serial", "processes")
    )
    assert one == two
    assert len([name for name in one if name.startswith("report_files/claims-")]) == 10
