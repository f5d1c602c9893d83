"""`python -m benchmarks.scale [--claims 100 1000] [--documents 50]`: cost and memory of runs as they grow."""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.scale.corpus import claims, shelve, vocabulary
from verifier.captures import Store
from verifier.pipeline.reports import write_all
from verifier.pipeline.run import check_claims
from verifier.settings import Settings


def cpu() -> float:
    """Seconds of processor time of this process and the children it has waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak() -> float:
    """Peak memory of this process in MB (it never falls: the largest run so far)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int, documents: int, engine: str, reports: bool) -> None:
    """One run, and the same run again."""
    words = vocabulary()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "cache")
        shelve(store, documents, words, Path(folder))
        settings = Settings(cache=Path(folder) / "cache", reports=Path(folder) / "reports", offline=True, engine=engine)
        wanted = list(claims(count, documents, words))
        for turn in ("first", "second"):
            began, wall = cpu(), time.perf_counter()
            run = check_claims(wanted, replace(settings, formats=("json", "csv")))
            judged = cpu()
            if reports:
                write_all(run, replace(settings, formats=("json", "csv")))
            print(
                f"{engine:<10} {count:>7} claims {documents:>5} documents  {turn:<6} "
                f"{judged - began:8.2f} s cpu judging {cpu() - judged:7.2f} s cpu reports "
                f"{time.perf_counter() - wall:8.2f} s wall  {peak():7.0f} MB peak  {run.run.reused} reused "
                f"{run.summary.levels}",
                flush=True,
            )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--engine", default="serial", choices=["serial", "processes", "dask"])
    parser.add_argument("--reports", action="store_true")
    told = parser.parse_args()
    for count in told.claims:
        measure(count, min(told.documents, count), told.engine, told.reports)


if __name__ == "__main__":
    main()
