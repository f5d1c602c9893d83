"""Bad input: one clear line, the right exit code, and the rest goes on."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "# Essay\n\nHe wrote that “the ships will leave the harbour before winter comes.”[^1]\n\n[^1]: Letter, https://archive.example.org/1.\n"


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "verifier", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stderr.splitlines() if line.startswith("verifier: ")]


def prepare(folder: Path) -> None:
    (folder / "good.md").write_text(GOOD)
    (folder / "binary.md").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.md").write_text("")
    (folder / "noquote.csv").write_text("id,url\n1,https://archive.example.org/1\n")
    (folder / "letter.xyz").write_text("text")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("missing.md", "missing.md", id="a missing manuscript is named"),
        pytest.param("missing.csv", "missing.csv", id="a missing table is named"),
        pytest.param("noquote.csv", "quote", id="a table without quotations says which column it lacks"),
        pytest.param("letter.xyz", ".xyz", id="an unknown format is named"),
        pytest.param("binary.md", "binary.md", id="a binary file called Markdown is refused"),
        pytest.param("empty.md", "empty.md", id="an empty manuscript is told"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_2(tmp_path: Path, name: str, said: str) -> None:
    prepare(tmp_path)
    done = call(tmp_path, "check", name, "--offline")
    assert done.returncode == 2
    assert len(lines(done)) == 1
    assert said in lines(done)[0]
    assert "Traceback" not in done.stderr


def test_one_bad_input_among_good_ones_is_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    prepare(tmp_path)
    done = call(tmp_path, "check", "good.md", "missing.md", "--offline", "--format", "json")
    assert done.returncode == 2
    assert "missing.md" in done.stderr
    assert "1 quotations checked" in done.stdout


def test_every_row_of_a_table_comes_out_again(tmp_path: Path) -> None:
    rows = [
        ("1", "the ships will leave the harbour", "https://archive.example.org/1"),
        ("2", "the ships will never leave", "ftp://archive.example.org/2"),
        ("3", "", "https://archive.example.org/3"),
        ("4", "the ships will leave tomorrow", ""),
    ]
    with (tmp_path / "claims.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("id", "quote", "url"), *rows])
    done = call(tmp_path, "check", "--offline", "--format", "csv,json")
    with (tmp_path / "reports" / "report.csv").open(encoding="utf-8", newline="") as file:
        out = list(csv.DictReader(file))
    assert [row["id"] for row in out] == ["1", "2", "3", "4"]
    assert {row["verdict"] for row in out} <= {"unavailable", "uncited"}
    assert "Traceback" not in done.stderr
    assert "claims.csv: row 4: `quote` is empty" in done.stderr


def test_offline_without_a_capture_is_incomplete_and_says_what_to_do(tmp_path: Path) -> None:
    prepare(tmp_path)
    done = call(tmp_path, "check", "good.md", "--offline", "--format", "json")
    assert done.returncode == 3
    assert "cache add" in done.stdout


def test_a_manuscript_without_quotations_is_no_claims(tmp_path: Path) -> None:
    (tmp_path / "plain.md").write_text("# Title\n\nNothing is quoted here at all.\n")
    assert call(tmp_path, "check", "plain.md", "--offline", "--format", "json").returncode == 5
