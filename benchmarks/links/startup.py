"""Start-up in CPU milliseconds, beside a bare interpreter and bare click in the same rounds.

    python benchmarks/links/startup.py [--rounds 10]

Prints Markdown rows: the least and the median of the rounds, user and system time, children included. Bytecode is
kept, as it is where a program is installed; with PYTHONDONTWRITEBYTECODE set every start compiles what it loads.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from verifier.links.ledger import Entry, Ledger, stamp  # noqa: E402

CALLS = {
    "a bare interpreter": ["-c", "pass"],
    "`import click`": ["-c", "import click"],
    "`import verifier`": ["-c", "import verifier"],
    "`verifier --help`": ["-m", "verifier", "--help"],
    "`verifier links --help`": ["-m", "verifier", "links", "--help"],
    "`verifier explain Q105`": ["-m", "verifier", "explain", "Q105"],
    "`verifier links`, 10 fresh links": ["-m", "verifier", "links", "10.txt", "-q"],
    "`verifier links`, 2,000 fresh links": ["-m", "verifier", "links", "2000.txt", "-q"],
}


def prepare(folder: Path) -> None:
    """Lists of addresses, and a ledger in which every answer is fresh."""
    until = stamp(datetime.now(UTC) + timedelta(days=7))
    ledger = Ledger(folder / "archive_cache")
    urls = [f"https://archive{number % 40}.example.org/record/{number}" for number in range(2000)]
    for url in urls:
        ledger.put(Entry(url, "ok", 200, checked=until, until=until))
    ledger.save()
    for count in (10, 2000):
        (folder / f"{count}.txt").write_text("\n".join(urls[:count]) + "\n")


def spent(words: list[str], folder: Path) -> float:
    """CPU milliseconds of one call."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], cwd=folder, env=env, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    taken: dict[str, list[float]] = {name: [] for name in CALLS}
    with tempfile.TemporaryDirectory() as scratch:
        prepare(Path(scratch))
        for _ in range(rounds + 1):  # the first round writes the bytecode
            for name, words in CALLS.items():
                taken[name].append(spent(words, Path(scratch)))
    print("| | least | median |\n|---|--:|--:|")
    for name, each in taken.items():
        print(f"| {name} | {min(each[1:]):.0f} | {statistics.median(each[1:]):.0f} |")


if __name__ == "__main__":
    main()
