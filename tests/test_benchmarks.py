"""The command that prints every table fails on accuracy, and on nothing else."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.__main__ import BENCHES, Bench, Floor, arguments

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
    assert benchmarks.run(Bench("broken", "nowhere"), command)[0] is False
    assert "no such corpus" in capsys.readouterr().out


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.title)
def test_every_bench_is_a_module_that_takes_what_it_is_told(bench: Bench) -> None:
    found = find_spec(bench.module) or find_spec(f"{bench.module}.__main__")
    home = Path(found.origin)
    code = (home.with_name("__main__.py") if home.name == "__init__.py" else home).read_text(encoding="utf-8")
    options = {name for name in (*bench.full, *(bench.small or ())) if name.startswith("--")}
    assert {name for name in options if f'"{name}"' not in code} == set()


def test_the_small_run_needs_no_corpus() -> None:
    assert sum(arguments(bench, None, small=True) is not None for bench in BENCHES) >= 6
