"""`python -m benchmarks [--small] [--write]`: every table in one run, with the machine described.

Each bench is a module of its own and can be run alone; this runs them one after another, so that they do not disturb
each other, and with `--write` puts what they print into docs/benchmarks.md. Folders of real documents do not ship:
without --scans or --corpus (see tests/gold) their tables are left out and said to be. Other tools run beside ours
where they are installed. Exit 1 when a bench broke, or when what it prints of accuracy is below its floor; never for
a time.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.benches import BENCHES, Bench
from benchmarks.page import Told, page

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"


def machine() -> str:
    """When and on what, in one line: a loaded machine makes times worth little, ratios more."""
    load = os.getloadavg()[1] if hasattr(os, "getloadavg") else 0.0
    parts = [
        datetime.now(UTC).strftime("%d %B %Y").lstrip("0"),
        f"{os.cpu_count()} cores {platform.machine()}{_processor()}",
        f"{platform.system()}, Python {platform.python_version()}",
        f"load {load:.1f} when it began",
    ]
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return ", ".join([*parts, *([f"at {commit.stdout.strip()}"] if commit.stdout.strip() else [])])


def _processor() -> str:
    """The processor's own name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f" ({' '.join(names[0].split())})" if names else ""


def run(bench: Bench, command: list[str], said: str = "") -> Told:
    """Run one bench and print what it prints."""
    print(f"\n## {bench.group}: {bench.title}\n", flush=True)
    wall, cpu = time.perf_counter(), _cpu()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # where our command stands
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PATH": path}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=env)
    shown = done.stdout.rstrip() or done.stderr.rstrip()[-2000:] or "(nothing printed)"
    faults = [fault for floor in bench.floors if (fault := floor.broken(done.stdout))]
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        faults.append(f"ended with code {done.returncode}: {last}")
    told = Told(bench, said, shown, "", tuple(faults), _cpu() - cpu, time.perf_counter() - wall)
    print("\n".join([shown, *faults, f"({told.cpu_s:.0f} s CPU, {told.wall_s:.0f} s)"]), flush=True)
    return told


def _cpu() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def run_all(folders: dict[str, Path], only: str, *, small: bool) -> Iterator[list[Told]]:
    """Every bench of this run, in order: after each, what became of all of them by then."""
    benches = [bench for bench in BENCHES if bench.told(small=small) is not None and re.search(only, bench.words())]
    told = [Told(bench, bench.shown(small=small), why=_why_not(bench, folders, small=small)) for bench in benches]
    for at, bench in enumerate(benches):
        if not bench.lacks(folders, small=small):
            told[at] = run(bench, bench.command(folders, small=small), told[at].command)
        yield told


def _why_not(bench: Bench, folders: dict[str, Path], *, small: bool) -> str:
    """Why a bench has printed nothing yet."""
    lacks = bench.lacks(folders, small=small)
    return f"no {' and no '.join(f'--{name}' for name in lacks)} given" if lacks else "the run ended before it"


def main() -> int:
    """Run every bench; 1 when one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=Path, help="folder with the scans that tests/gold/scans labels")
    parser.add_argument("--corpus", type=Path, help="folder with published papers and a library's OCR of them")
    parser.add_argument("--keep", type=Path, help="folder where OCR and the long ladder's rows are kept between runs")
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="benches whose group, title or module this finds: link|scale"
    )
    parser.add_argument("--small", action="store_true", help="short runs, a few minutes in all; what CI runs")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    told = parser.parse_args()
    described = machine()
    print(described)
    with tempfile.TemporaryDirectory() as scratch:
        folders = {"scans": told.scans, "corpus": told.corpus, "keep": told.keep or Path(scratch)}
        given = {name: path.resolve() for name, path in folders.items() if path is not None}
        given["keep"].mkdir(parents=True, exist_ok=True)
        done: list[Told] = []
        for done in run_all(given, told.only.lower(), small=told.small):
            if told.write:  # after each: a run of an hour that is interrupted has written what it knew
                before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
                PAGE.write_text(page(described, _command(told), done, before), encoding="utf-8")
    return 1 if any(one.faults for one in done) else 0


def _command(told: argparse.Namespace) -> str:
    """What was asked for, folders by their names alone."""
    options = [f"--{name} {name.upper()}" for name in ("scans", "corpus", "keep") if getattr(told, name)]
    options += [f"--only {told.only}"] * bool(told.only) + ["--small"] * told.small
    return " ".join(["python -m benchmarks --write", *options])


if __name__ == "__main__":
    sys.exit(main())
