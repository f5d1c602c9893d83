"""A claims table in any format gives the same run, and rows in are rows out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.captures import Store
from verifier.claims import write_claims
from verifier.cli.main import cli
from verifier.records.claim import Claim
from verifier.reporting import read_run

URL = "https://letters.example.org/7"
TEXT = "We shall keep the harbour lamp lit through the winter, whatever the ministry may say of it.\n" * 3


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    (tmp_path / "letter.txt").write_text(TEXT)
    Store(tmp_path / "cache").add_manual(URL, tmp_path / "letter.txt")
    return tmp_path / "cache"


def check(table: Path, cache: Path) -> Path:
    reports = table.parent / f"reports-{table.suffix[1:]}"
    CliRunner().invoke(
        cli, ["check", str(table), "--cache", str(cache), "--reports", str(reports), "--offline"], standalone_mode=False
    )
    return reports


@pytest.mark.parametrize("suffix", [".tsv", ".jsonl", ".parquet"])
def test_every_format_gives_the_results_of_the_csv(tmp_path: Path, cache: Path, suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="the extra verifier[parquet] is absent")
    claims = [
        Claim(id="a", quote="keep the harbour lamp lit through the winter", url=URL),
        Claim(id="b", quote="keep the harbour lamp dark through the winter", url=URL, extra={"desk": "north"}),
        Claim(id="c", quote="nobody said a word of this to anyone at all"),
    ]
    found = []
    for name in (".csv", suffix):
        write_claims(tmp_path / f"claims{name}", claims)
        found.append(read_run(check(tmp_path / f"claims{name}", cache) / "report.json"))
    results = [[result.model_dump(exclude={"claim": {"row"}}) for result in run.claims] for run in found]
    assert results[0] == results[1]
    assert len(results[0]) == 3


def test_the_cells_of_a_bad_row_stand_in_the_report(tmp_path: Path, cache: Path) -> None:
    table = tmp_path / "claims.csv"
    table.write_text(f'quote,url,page\nkeep the harbour lamp lit,{URL},1\n,{URL},12\none,{URL},3,"a cell, too many"\n')
    rows = list(csv.DictReader(io.StringIO((check(table, cache) / "report.csv").read_text())))
    assert [row["row_as_read"] for row in rows] == ["", f",{URL},12", f'one,{URL},3,"a cell, too many"']
