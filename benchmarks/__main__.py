"""`python -m benchmarks [--small] [CORPUS] [--write]`: every table in one run, with the machine described.

Each bench is a module of its own and can be run alone; this runs them one after another, so that they do not disturb
each other, and with `--write` puts what they print into docs/benchmarks.md. CORPUS is a folder of real documents and
labels (see tests/gold); without it the real sets are left out and said to be. Other tools run beside ours where they
are installed. Exit 1 when a bench broke, or when what it prints of accuracy is below its floor; never for a time.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Floor:
    """A figure of accuracy in what a bench prints: `pattern` finds it as the group `figure`; `most` turns it round."""

    name: str
    pattern: str
    figure: str
    least: float
    most: bool = False

    def broken(self, shown: str) -> str:
        """What is wrong with the figure; '' when nothing is."""
        found = [float(match[self.figure]) for match in re.finditer(self.pattern, shown, re.MULTILINE)]
        if not found:
            return f"{self.name}: not printed"
        worst = max(found) if self.most else min(found)
        bad = worst > self.least if self.most else worst < self.least
        return f"{self.name}: {worst} {'over' if self.most else 'under'} {self.least}" if bad else ""


@dataclass(frozen=True)
class Bench:
    """One table: title, module, arguments for a full and a small run (None: left out), the corpus folder it needs."""

    title: str
    module: str
    full: tuple[str, ...] = ()
    small: tuple[str, ...] | None = ()
    corpus: str | None = None
    floors: tuple[Floor, ...] = ()


# what the columns of `benchmarks.matching` hold: strict recall and precision, then shares accepted
MATCHING = r"^{level} +\d+ +(?P<recall>[.\d]+) +(?P<precision>[.\d]+) +(?P<faithful>[.\d]+) +(?P<altered>[.\d]+) "
CLEAN, NOISY = MATCHING.format(level="clean"), MATCHING.format(level="3%")
LINKS = r"^\| \w \| verifier.*\| (?P<false>\d+) \| (?P<missed>\d+) \| \d+ \|[^|]*\|$"

BENCHES = (
    Bench(
        "Finding and judging, generated cases",
        "benchmarks.matching",
        full=("--cases", "300"),
        small=("--cases", "60", "--levels", "clean,3%"),
        floors=(
            Floor("clean, faithful accepted", CLEAN, "faithful", 0.97),
            Floor("clean, altered accepted", CLEAN, "altered", 0.02, most=True),
            Floor("clean, span recall", CLEAN, "recall", 0.97),
            Floor("3 % misread, faithful accepted", NOISY, "faithful", 0.85),
            Floor("3 % misread, altered accepted", NOISY, "altered", 0.05, most=True),
        ),
    ),
    Bench(
        "Finding and judging, a noise model never tuned on",
        "benchmarks.matching",
        full=("--cases", "300", "--model", "uniform"),
        small=None,
    ),
    Bench(
        "Finding: speed",
        "benchmarks.matching.speed",
        small=("--batch", "100"),
        floors=(Floor("in the right one", r"(?P<share>[.\d]+) in the right one", "share", 0.99),),
    ),
    Bench("Beside other tools", "benchmarks.peers", ("--cases", "60"), None),
    Bench("Real scans, labelled by eye", "benchmarks.real.scans", corpus="scans"),
    Bench("Published text against a library's OCR of the papers", "benchmarks.real.pairs", corpus=""),
    Bench("A published article against its transcript", "benchmarks.real.article", corpus=""),
    Bench(
        "Extraction, manuscripts with known answers",
        "benchmarks.extraction",
        ("--seeds", "2"),
        ("--only", "md"),
        floors=(Floor("the least of all columns", r"(?P<least>[01]\.\d{3})(?= \|)", "least", 0.99),),
    ),
    Bench("Extraction: a book, speed and memory", "benchmarks.extraction.book", small=None),
    Bench("Texts: OCR of typewriter pages", "benchmarks.texts.ocr", ("--pages", "1"), None),
    Bench("Captures: keeping and fetching", "benchmarks.captures", small=None),
    Bench(
        "Links: three sets with known answers",
        "benchmarks.links.compare",
        full=("--tools", "verifier,verifier-warm,verifier-unpaced,pool,lychee"),
        small=("--tools", "verifier-unpaced", "--sets", "C"),
        floors=(
            Floor("live called dead", LINKS, "false", 0, most=True),
            Floor("dead called live", LINKS, "missed", 0, most=True),
        ),
    ),
    Bench("Report: 2,000 claims in a browser", "benchmarks.reporting.measure", small=None),
    Bench(
        "Scale: claims, memory, second runs, engines",
        "benchmarks.scale",
        full=("--claims", "100", "1000", "10000", "--documents", "200", "--engine", "serial", "processes"),
        small=("--claims", "100", "--documents", "10"),
    ),
    Bench(
        "Scale: the index over captured texts",
        "benchmarks.scale.find",
        full=("--documents", "1000", "6667", "--cold", "1000"),
        small=("--documents", "40"),
    ),
)


def machine() -> str:
    """The machine in one line: its load makes times worth little, ratios more."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    cores = f"{os.cpu_count()} cores {platform.machine()}"
    return f"{cores}, Python {platform.python_version()}, {platform.system()}, load {load}"


def arguments(bench: Bench, corpus: Path | None, *, small: bool) -> list[str] | None:
    """The bench's command line; None when it is left out of this run."""
    told = bench.small if small else bench.full
    if told is None or (bench.corpus is not None and corpus is None):
        return None
    place = [str(corpus / bench.corpus)] if bench.corpus is not None and corpus is not None else []
    return [sys.executable, "-m", bench.module, *place, *told]


def run(bench: Bench, command: list[str]) -> tuple[bool, str]:
    """(ended well, what it printed)."""
    print(f"\n## {bench.title}\n", flush=True)
    began = time.perf_counter()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # where our command stands
    env = {**os.environ, "PATH": path}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=env)
    shown = done.stdout.rstrip() or done.stderr.rstrip()[-2000:]
    faults = [fault for floor in bench.floors if (fault := floor.broken(done.stdout))]
    print("\n".join([shown, *faults, f"({time.perf_counter() - began:.0f} s)"]), flush=True)
    return done.returncode == 0 and not faults, shown


def main() -> int:
    """Run every bench; 1 when one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    told = parser.parse_args()
    print(machine())
    parts, failed = [f"# Benchmarks\n\nPrinted by `python -m benchmarks --write`. {machine()}.\n"], 0
    for bench in BENCHES:
        command = arguments(bench, told.corpus, small=told.small)
        if command is None:
            continue
        well, shown = run(bench, command)
        failed += not well
        module = " ".join([bench.module, *(bench.small if told.small and bench.small else bench.full)])
        parts.append(f"\n## {bench.title}\n\n`python -m {module}`\n\n```text\n{shown}\n```\n")
    if told.write:
        PAGE.write_text("".join(parts), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
