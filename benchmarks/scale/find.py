"""`python -m benchmarks.scale.find [--documents 1000]`: the index over captured texts: cost, recall, time of an answer.

Documents of 15 pages of our own making; quotations of 40 to 500 letters with 3 letters in a hundred misread, one in
four of the longer ones cut by an ellipsis. Exit 1 when fewer than 99 in a hundred are found first.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from benchmarks.scale.corpus import document, shelve, vocabulary
from verifier.captures import Store
from verifier.records.text import SourceText
from verifier.shelves import Shelf, Volume

LETTERS = 30_000  # of a document
PAGE = 2_000  # letters of a page
ADDED = 1_000  # documents a segment
ASKED = 200  # quotations
MISREAD = 0.03
LEAST_RECALL = 0.99


def volumes(numbers: range, words: list[str]) -> Iterator[tuple[Volume, str]]:
    """Documents as the index takes them."""
    for number in numbers:
        text = document(number, words, LETTERS)
        source = SourceText.from_pages([text[at : at + PAGE] for at in range(0, len(text), PAGE)])
        yield Volume.of(f"d{number}", source, url=f"https://archive.example.org/{number}"), source.text


def questions(documents: int, words: list[str]) -> Iterator[tuple[int, str]]:
    """(document, quotation misread), the same for the same number of documents."""
    rng = random.Random(5)
    for turn in range(ASKED):
        number = rng.randrange(documents)
        text = document(number, words, LETTERS)
        length = rng.randrange(40, 500)
        at = rng.randrange(len(text) - length - 400)
        quote = text[at : at + length]
        if turn % 4 == 0 and length > 100:
            half = at + length // 2
            quote = f"{text[at:half]} … {text[half + 120 : half + 120 + length // 2]}"
        yield number, "".join(rng.choice("aceiorn") if c.isalpha() and rng.random() < MISREAD else c for c in quote)


def measure(documents: int) -> float:
    """Build, ask, print; the share found first."""
    words = vocabulary()
    with tempfile.TemporaryDirectory() as name:
        shelf, began = Shelf(Path(name)), time.process_time()
        for low in range(0, documents, ADDED):
            some = range(low, min(low + ADDED, documents))
            shelf.add(volumes(some, words), [f"c{number}" for number in some])
        built = time.process_time() - began
        size = sum(path.stat().st_size for path in Path(name).rglob("*") if path.is_file())
        times, right = [], 0
        for number, quote in questions(documents, words):
            began = time.process_time()
            found = shelf.find(quote, limit=10)
            times.append(time.process_time() - began)
            right += bool(found) and found[0].volume.key == f"d{number}"
    cuts = quantiles(times, n=20)
    pages = documents * LETTERS // PAGE
    print(
        f"{documents} documents, {pages} pages: built in {built:.1f} s CPU (texts made included), "
        f"{size / (documents * LETTERS):.1f} bytes a letter; found first {right} of {ASKED}; "
        f"CPU of an answer: median {1000 * cuts[9]:.0f} ms, 95 % {1000 * cuts[18]:.0f} ms; "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB peak"
    )
    return right / ASKED


def cold(documents: int) -> None:
    """The whole command, from its start to its end, over a cache whose index stands."""
    words = vocabulary()
    with tempfile.TemporaryDirectory() as name:
        shelve(Store(Path(name) / "cache"), documents, words, Path(name), LETTERS)
        env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        times = []
        for turn, (_, quote) in zip(range(8), questions(documents, words), strict=False):
            command = [
                sys.executable,
                "-m",
                "verifier",
                "find",
                quote,
                "--offline",
                "--cache",
                str(Path(name) / "cache"),
            ]
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(command, capture_output=True, check=False, env=env)
            after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            if turn == 0:
                print(f"`verifier find`, first (reads and indexes {documents} captures): {spent:.1f} s CPU")
            else:
                times.append((spent, wall))
        middle = sorted(times)[len(times) // 2]
        print(f"`verifier find`, start to end: {1000 * middle[0]:.0f} ms CPU, {1000 * middle[1]:.0f} ms wall (median)")


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000])
    parser.add_argument("--cold", type=int, default=0, metavar="DOCUMENTS", help="also the whole command, over so many")
    told = parser.parse_args()
    recalls = [measure(documents) for documents in told.documents]
    if told.cold:
        cold(told.cold)
    return 0 if min(recalls) >= LEAST_RECALL else 1


if __name__ == "__main__":
    sys.exit(main())
