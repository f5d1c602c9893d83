"""A run over the same tables stands while all it rests on is what it was; whatever has changed is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from verifier.captures import Store
from verifier.cli.check import check as command
from verifier.engines import engine_for
from verifier.pipeline import standing
from verifier.pipeline.run import Silent
from verifier.pipeline.standing import check_tables
from verifier.records.report import Run, RunHeader
from verifier.reporting.canonical import to_json
from verifier.settings import Settings

TEXT = "We shall keep the harbour lamp lit through the winter, whatever the ministry may say of it.\n" * 3
QUOTES = (
    "keep the harbour lamp lit",
    "keep the harbour lamp dark",
    "the ministry may say of it",
    "=no such words at all",
)


@pytest.fixture(autouse=True)
def every_run_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "LEAST_BYTES", 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    store = Store(tmp_path / "cache")
    for number in range(2):
        (tmp_path / "letter.txt").write_text(f"Letter {number}. {TEXT}")
        store.add_manual(url(number), tmp_path / "letter.txt")
    rows = "".join(f'c{at},"{quote}",{url(at % 2)}\n' for at, quote in enumerate(QUOTES))
    (tmp_path / "claims.csv").write_text(f"id,quote,url\n{rows}bad,,\nu,a sentence without any source at all,\n")
    return Settings(cache=tmp_path / "cache", reports=tmp_path / "reports", offline=True)


def url(number: int) -> str:
    return f"https://letters.example.org/{number}"


def check(settings: Settings) -> Run:
    with engine_for("serial") as engine:
        return check_tables([settings.cache.parent / "claims.csv"], settings, Silent(), engine)


def cited(run: Run) -> int:
    """How many claims had a source to be judged by."""
    return sum(result.verdict.value != "uncited" for result in run.claims)


def record(run: Run) -> str:
    return to_json(run.model_copy(update={"run": RunHeader(inputs=run.run.inputs)}))


def recalled(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the run is given without a row being read."""
    read: list[object] = []
    load = standing.load
    monkeypatch.setattr(standing, "load", lambda *given, **told: read.append(given) or load(*given, **told))
    check(settings)
    return not read


def test_an_unchanged_run_is_the_run_that_was_and_says_that_all_of_it_is_reused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check(settings)
    assert recalled(settings, monkeypatch)
    second = check(settings)
    assert (first.run.reused, second.run.reused) == (0, cited(first))
    assert record(first) == record(second)
    assert second.run.finished >= second.run.started > first.run.started


def touch_table(settings: Settings) -> None:
    path = settings.cache.parent / "claims.csv"
    path.write_text(path.read_text().replace("lamp dark", "lamp bright"))


def capture_again(settings: Settings) -> None:
    (settings.cache.parent / "letter.txt").write_text(TEXT.replace("lit", "dark"))
    Store(settings.cache).add_manual(url(1), settings.cache.parent / "letter.txt")


def alter_the_bytes(settings: Settings) -> None:
    body = next(path for path in (settings.cache / "objects").rglob("*") if path.is_file())
    body.chmod(0o644)
    body.write_bytes(b"other words")


def lose_the_results(settings: Settings) -> None:
    next((settings.derived / "runs").glob("*.results")).unlink()


def alter_the_results(settings: Settings) -> None:
    kept = next((settings.derived / "runs").glob("*.results"))
    kept.write_bytes(kept.read_bytes().replace(b'"pass"', b'"fail"'))


def cut_what_is_kept(settings: Settings) -> None:
    kept = next((settings.derived / "runs").glob("*.json"))
    kept.write_text(kept.read_text()[:-9])


def take_the_table_away_and_bring_it_back(settings: Settings) -> None:
    path = settings.cache.parent / "claims.csv"
    path.rename(path.with_suffix(".old"))
    path.write_bytes(path.with_suffix(".old").read_bytes())


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        pytest.param(touch_table, False, id="a word of the table"),
        pytest.param(capture_again, False, id="a source that was captured again"),
        pytest.param(alter_the_bytes, False, id="the bytes of a capture"),
        pytest.param(lose_the_results, False, id="kept results that are gone"),
        pytest.param(alter_the_results, False, id="kept results that somebody changed"),
        pytest.param(cut_what_is_kept, False, id="a kept run that is cut"),
        pytest.param(take_the_table_away_and_bring_it_back, True, id="nothing but the table's time"),
    ],
)
def test_a_change_is_noticed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, change: Callable[[Settings], None], stands: bool
) -> None:
    check(settings)
    change(settings)
    assert recalled(settings, monkeypatch) is stands
    after = check(settings)
    for kept in (settings.derived / "runs").iterdir():
        kept.unlink()
    (settings.derived / "verdicts.sqlite").unlink()
    assert record(after) == record(check(settings)), "a run that has nothing to recall says the same"


def test_other_settings_and_other_code_are_noticed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    check(settings)
    assert not recalled(replace(settings, ocr="never"), monkeypatch)
    check(settings)
    monkeypatch.setattr(standing, "_code_digest", lambda: "another")
    assert not recalled(settings, monkeypatch)


def test_a_quotation_is_looked_for_again_when_the_library_has_grown(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings.cache.parent / "claims.csv"
    path.write_text(f"id,quote,url\na,whatever the admiral may have said of it in the spring,{url(0)}\n")
    assert check(settings).claims[0].verdict.value == "absent"
    assert recalled(settings, monkeypatch)
    (settings.cache.parent / "letter.txt").write_text("So: whatever the admiral may have said of it in the spring.")
    Store(settings.cache).add_manual(url(7), settings.cache.parent / "letter.txt")
    path.with_name("more.csv").write_text(f"id,quote,url\nb,the admiral may have said of it,{url(7)}\n")
    with engine_for("serial") as engine:
        check_tables([path.with_name("more.csv")], settings, Silent(), engine)
        check_tables([path.with_name("more.csv"), path], settings, Silent(), engine)
    assert not recalled(settings, monkeypatch)


def run_command(settings: Settings, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    monkeypatch.chdir(settings.cache.parent)
    given = ["claims.csv", "--offline", "--quiet", "--cache", "cache", *more]
    with pytest.raises(SystemExit) as left:
        command.main(given, standalone_mode=False)
    return int(left.value.code or 0)


def test_decisions_formats_and_deleted_reports_are_noticed_by_a_run_that_stands(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_command(settings, monkeypatch) == 1
    reports = settings.reports
    whole = (reports / "report.csv").read_bytes()
    (reports / "report.csv").unlink()
    (reports / "report.html").write_text("<p>all is well</p>")
    assert run_command(settings, monkeypatch, "--format", "csv,html,jsonl") == 1
    assert (reports / "report.csv").read_bytes() == whole
    assert (reports / "report.jsonl").is_file()
    assert "all is well" not in (reports / "report.html").read_text()

    assert run_command(settings, monkeypatch, "--write-baseline", "baseline.json") == 0
    settled = run_command(settings, monkeypatch, "--baseline", "baseline.json", "--unchecked-ok")
    assert settled != 1
    assert (reports / "report.csv").read_bytes() != whole
    assert run_command(settings, monkeypatch) == 1
    assert (reports / "report.csv").read_bytes() == whole, "what was settled is not in the run that is kept"


def test_only_the_newest_runs_are_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "KEPT_RUNS", 2)
    table = (settings.cache.parent / "claims.csv").read_bytes()
    for number in range(4):
        path = settings.cache.parent / f"table-{number}.csv"
        path.write_bytes(table)
        with engine_for("serial") as engine:
            check_tables([path], settings, Silent(), engine)
    assert len(list((settings.derived / "runs").iterdir())) == 4  # two files each


def test_a_short_table_is_looked_up_claim_by_claim(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "LEAST_BYTES", 100_000)
    first = check(settings)
    assert check(settings).run.reused == cited(first)
    assert not (settings.derived / "runs").exists()
