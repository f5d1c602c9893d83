"""A report is proved again from the cache alone, and every way of tampering with it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.captures import Store
from verifier.cli.main import run
from verifier.pipeline.proving import prove
from verifier.pipeline.run import check_claims
from verifier.records.claim import Claim
from verifier.records.report import Run
from verifier.records.verdict import Level, Verdict
from verifier.settings import Settings

URL = "https://letters.example.org/7"
TEXT = "We shall not keep the harbour lamp lit through the winter, whatever the ministry may say of it. " * 3


@pytest.fixture
def proven(tmp_path: Path) -> tuple[Run, Path]:
    (tmp_path / "letter.txt").write_text(TEXT)
    Store(tmp_path / "cache").add_manual(URL, tmp_path / "letter.txt")
    quotes = ("keep the harbour lamp lit through the winter", "We shall keep the harbour lamp lit through the winter")
    claims = [Claim(id=str(n), quote=quote, url=URL) for n, quote in enumerate(quotes)]
    return check_claims(claims, Settings(cache=tmp_path / "cache", offline=True)), tmp_path / "cache"


def test_an_honest_report_is_proved(proven: tuple[Run, Path]) -> None:
    assert prove(*proven) == []


def test_a_verdict_that_was_changed_is_named(proven: tuple[Run, Path]) -> None:
    run, cache = proven
    better = run.claims[1].model_copy(update={"verdict": Verdict.VERBATIM, "level": Level.PASS})
    found = prove(run.model_copy(update={"claims": (run.claims[0], better)}), cache)
    assert any(line.startswith("1: verdict was verbatim, is now altered") for line in found)
    assert any(line.startswith("summary:") for line in found)


def test_bytes_that_were_changed_are_named(proven: tuple[Run, Path]) -> None:
    run, cache = proven
    Path(Store(cache).objects.path(run.captures[0].sha256)).write_bytes(b"something else")
    assert prove(run, cache)


def test_a_cache_that_lacks_the_bytes_proves_nothing(proven: tuple[Run, Path], tmp_path: Path) -> None:
    run, _ = proven
    assert len(prove(run, tmp_path / "empty")) == len(run.claims)


def test_a_report_proved_beside_the_wrong_cache_says_so_once(
    proven: tuple[Run, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "run.json").write_text(proven[0].model_dump_json())
    words = ["verifier", "verify-report", str(tmp_path / "run.json"), "--cache", str(tmp_path / "other")]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as left:
        run()
    said = capsys.readouterr()
    assert left.value.code == 1
    assert said.out.count("the body is missing") == 1
    assert said.out.startswith("0 and 1 more: ")
    assert said.out.endswith("0 of 2 claims proved again from the cache\n")
    assert "name the cache the report was made from" in said.err
