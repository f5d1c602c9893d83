"""The command that prints every table fails on accuracy and on nothing else, and writes a page that renders."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.benches import BENCHES, Bench, Floor
from benchmarks.page import END, Told, markdown, page

SHARE = Floor("faithful", r"faithful (?P<share>[.\d]+)", "share", 0.9)


@pytest.mark.parametrize(
    ("shown", "broken"),
    [
        pytest.param("faithful .95 in 900 s", "", id="a figure over its floor passes, whatever it took"),
        pytest.param("faithful .95\nfaithful .85", "faithful: 0.85 under 0.9", id="the worst line counts"),
        pytest.param("nothing", "faithful: not printed", id="a table that is empty fails"),
    ],
)
def test_a_floor(shown: str, broken: str) -> None:
    assert SHARE.broken(shown) == broken


def test_a_ceiling() -> None:
    assert Floor("altered", r"altered (?P<share>[.\d]+)", "share", 0.02, most=True).broken("altered .03")


def test_a_bench_that_breaks_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such corpus')"]
    told = benchmarks.run(Bench("broken", "nothing", "nowhere"), command)
    assert told.faults == ("ended with code 1: no such corpus",)
    assert "no such corpus" in capsys.readouterr().out


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.title)
def test_every_bench_is_a_module_that_takes_what_it_is_told(bench: Bench) -> None:
    found = find_spec(bench.module) or find_spec(f"{bench.module}.__main__")
    home = Path(found.origin)
    code = (home.with_name("__main__.py") if home.name == "__init__.py" else home).read_text(encoding="utf-8")
    options = {name for name in (*bench.full, *(bench.small or ())) if name.startswith("--")}
    assert {name for name in options if f'"{name}"' not in code} == set()


def test_the_small_run_needs_no_folder() -> None:
    small = [bench for bench in BENCHES if bench.told(small=True) is not None]
    assert len(small) >= 6
    assert [bench.lacks({}, small=True) for bench in small] == [[]] * len(small)


def test_the_full_run_covers_every_kind_of_table() -> None:
    assert {"Finding and judging", "Extraction", "Texts", "Captures", "Links", "Scale"} <= {b.group for b in BENCHES}


def test_a_folder_stands_in_the_command_and_only_its_name_on_the_page() -> None:
    bench = Bench("Real documents", "scans", "benchmarks.real.scans", ("{scans}", "--cache", "{keep}/scans"))
    assert bench.lacks({"keep": Path("k")}, small=False) == ["scans"]
    folders = {"keep": Path("k"), "scans": Path("s")}
    assert bench.command(folders, small=False)[1:] == ["-m", "benchmarks.real.scans", "s", "--cache", "k/scans"]
    assert bench.shown(small=False) == "python -m benchmarks.real.scans SCANS --cache KEEP/scans"


SHOWN = "level n\nclean 60\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nwrote /var/cache/someone/report.html\n- one\n- two"


def test_tables_are_markdown_and_the_rest_is_fenced_without_the_machines_folders() -> None:
    assert markdown(SHOWN).split("\n\n") == [
        "```text\nlevel n\nclean 60\n```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```text\nwrote report.html\n```",
        "- one\n- two\n",
    ]


def test_a_page_has_every_bench_what_was_left_out_and_the_notes_below_it() -> None:
    first = Bench("Scale", "runs", "benchmarks.scale", floors=(SHARE,))
    told = [
        Told(first, "python -m benchmarks.scale", "faithful .95", cpu_s=3, wall_s=4),
        Told(Bench("Real documents", "scans", "x"), "python -m x", why="no --scans given"),
    ]
    notes = "\n\n## Notes\n\nWritten by hand.\n"
    written = page("a machine", "python -m benchmarks --write", told, f"# Old\n{END}{notes}")
    assert [line for line in written.splitlines() if line.startswith("#")] == [
        "# Benchmarks", "## Scale", "### runs", "## Not in this run", "## Notes",
    ]  # fmt: skip
    assert "| faithful | 0.95 | at least 0.9 |" in written
    assert written.endswith(f"{END}{notes}")
    assert page("a machine", "python -m benchmarks --write", told, written) == written
