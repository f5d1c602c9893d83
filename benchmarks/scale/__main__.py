"""`python -m benchmarks.scale [--claims 100 1000] [--documents 50]`: cost and memory of runs as they grow.

Each run reads its claims from a CSV file, judges them against documents in a cache, and writes html, json and csv;
then the same again, when nothing has changed. Every measurement is a process of its own, so that its peak is its own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.scale.corpus import claims, shelve, vocabulary
from verifier.captures import Store
from verifier.claims import write_claims
from verifier.records.report import Run
from verifier.settings import Settings

FORMATS = ("html", "json", "csv")


def cpu() -> float:
    """Seconds of processor time of this process and the children it has waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def one_run(folder: Path, engine: str) -> dict[str, Any]:
    """`verifier check` in this process, start to end, with what it cost and what of that its reports did."""
    from verifier.cli import check
    from verifier.pipeline import reports

    began, wall = cpu(), time.perf_counter()
    told: dict[str, Any] = {}

    def write_all(run: Run, settings: Settings, **more: Any) -> dict[str, Path]:
        judged = cpu()
        written = honest(run, settings, **more)
        told.update(
            judging=judged - began, reports=cpu() - judged, reused=run.run.reused, levels=dict(run.summary.levels)
        )
        return written

    honest, reports.write_all = reports.write_all, write_all
    command = [str(folder / "claims.csv"), "--offline", "--quiet", "--engine", engine, "--format", ",".join(FORMATS)]
    places = ["--cache", str(folder / "cache"), "--reports", str(folder / "reports")]
    with contextlib.suppress(SystemExit):
        check.check.main([*command, *places], standalone_mode=False)
    told["wall"] = time.perf_counter() - wall
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return told


def measure(folder: Path, engine: str, turn: str, count: int, documents: int) -> dict[str, Any]:
    """One run in a process of its own, printed."""
    command = [sys.executable, "-m", "benchmarks.scale", "--run", str(folder), "--engine", engine]
    env = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    before = cpu()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    told["cpu"] = cpu() - before
    print(
        f"{engine:<10}{count:>8} claims{documents:>6} documents  {turn:<7}{told['judging']:9.2f} s judging"
        f"{told['reports']:8.2f} s reports{told['cpu']:9.2f} s cpu in all{told['wall']:9.2f} s wall"
        f"{told['peak']:7.0f} MB{told['reused']:>8} reused  {told['levels']}",
        flush=True,
    )
    return told


def prepare(folder: Path, count: int, documents: int) -> None:
    """A cache and a claims table."""
    words = vocabulary()
    shelve(Store(folder / "cache"), documents, words, folder)
    write_claims(folder / "claims.csv", claims(count, documents, words))


def grow(counts: list[int], documents: int, engines: list[str], keep: Path | None) -> int:
    """Every size with every engine; the exponents at the end. 1 when a second run differs from the first."""
    firsts, wrong = [], 0
    for count in counts:
        for engine in engines:
            with tempfile.TemporaryDirectory(dir=keep) as name:
                folder = Path(name)
                prepare(folder, count, min(documents, count))
                first = measure(folder, engine, "first", count, min(documents, count))
                second = measure(folder, engine, "second", count, min(documents, count))
                print(f"{'':<10}second run: 1/{first['cpu'] / second['cpu']:.0f} of the first", flush=True)
                wrong += second["reused"] != count or first["levels"] != second["levels"]
            if engine == engines[0]:
                firsts.append((count, first))
    for (n, a), (m, b) in pairwise(firsts):
        of = {what: math.log(b[what] / a[what]) / math.log(m / n) for what in ("judging", "reports", "peak")}
        print(f"from {n} to {m} claims, exponents: " + ", ".join(f"{what} {value:.2f}" for what, value in of.items()))
    return 1 if wrong else 0


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--engine", nargs="+", default=["serial"], choices=["serial", "processes", "dask"])
    parser.add_argument("--keep", type=Path, help="folder for the scratch caches [the system's]")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.run:
        print(json.dumps(one_run(told.run, told.engine[0])))
        return 0
    return grow(told.claims, told.documents, told.engine, told.keep)


if __name__ == "__main__":
    sys.exit(main())
