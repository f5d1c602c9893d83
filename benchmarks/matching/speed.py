"""Time of finding and judging:  python -m benchmarks.matching.speed [--texts DIR] [--batch 1000]"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from pathlib import Path

from benchmarks.matching import noise, texts
from verifier.alignment import prepare
from verifier.alignment.locate import places
from verifier.records.text import SourceText
from verifier.verdicts import Library, compare
from verifier.verdicts.marks import read_marks


def prose(folders: list[Path], length: int, seed: int) -> str:
    """Words of the given texts in shuffled sentences, as long as asked."""
    documents = [text for folder in folders for text in texts.from_folder(folder)] or texts.invented(20, seed)
    words = " ".join(documents).split()
    rng = random.Random(seed)
    made: list[str] = []
    size = 0
    while size < length:
        at = rng.randrange(max(len(words) - 12, 1))
        piece = " ".join(words[at : at + rng.randint(4, 12)])
        made.append(piece)
        size += len(piece) + 1
    return " ".join(made)[:length]


def timed(label: str, call, repeat: int = 1) -> float:
    started = time.process_time()
    for _ in range(repeat):
        call()
    spent = (time.process_time() - started) / repeat
    print(f"{label:64s} {spent * 1000:10.2f} ms")
    return spent


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--texts", type=Path, action="append", default=[])
    asked.add_argument("--batch", type=int, default=1000)
    given = asked.parse_args()
    rng = random.Random(5)
    compare("warm up the tables and lists", SourceText.from_text("warm up tho tables and lists once"))
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        text = prose(given.texts, size, 3)
        source = SourceText.from_text(text)
        timed(f"prepare {size / 1e6:g} MB", lambda source=source: prepare(source).seeds)
        at = [rng.randrange(size - 200) for _ in range(50)]
        quotes = [noise.alike(text[n : n + 150], 0.03, rng) for n in at]
        marked = [read_marks(quote).letters for quote in quotes]
        prepared = prepare(source)
        timed("  find, 150 letters, 3 % noise (each)", lambda m=marked, p=prepared: [places(x, p, limit=1) for x in m]) / 50
        exact = [text[n : n + 150] for n in at]
        timed("  compare 50 quotations, exact", lambda e=exact, s=source: [compare(q, s) for q in e])
        timed("  compare 50 quotations, 3 % noise", lambda q=quotes, s=source: [compare(x, s) for x in q])
    text = prose(given.texts, 1_000_000, 9)
    timed("one fresh 1 MB source, one quotation", lambda: compare(text[5000:5150], SourceText.from_text(text)))
    timed("a megabyte of 'a a a'", lambda: compare("a a a a a a a a a a a a", SourceText.from_text("a " * 500_000)))
    long = text[10_000:22_000]
    timed("a quotation of 12,000 characters", lambda: compare(long, SourceText.from_text(text)))
    timed("the same, absent", lambda: compare(prose(given.texts, 12_000, 77), SourceText.from_text(text)))
    batch(given.texts, given.batch)


def batch(folders: list[Path], count: int) -> None:
    """count quotations x count documents of 30 kB."""
    whole = prose(folders, 3_000_000, 21)
    rng = random.Random(8)
    documents, quotes, truth = [], [], []
    for n in range(count):
        at = rng.randrange(len(whole) - 30_000)
        text = whole[at : at + 15_000] + " " + prose([], 0, n) + "".join(rng.sample(whole[at : at + 15_000].split(" "), 0))
        words = whole[at + 15_000 : at + 30_000].split(" ")
        rng.shuffle(words)
        text = " ".join(words) + " " + text[:500]
        documents.append(SourceText.from_text(text[:30_000]))
        start = rng.randrange(len(text) - 700)
        quotes.append(noise.alike(text[start : start + 150], 0.03, rng))
        truth.append(n)
    tracemalloc.start()
    library = Library(documents)
    started = time.process_time()
    tracemalloc.stop()
    found = library.find_all(quotes)
    spent = time.process_time() - started
    right = sum(bool(m) and m[0].source == t for m, t in zip(found, truth, strict=True))
    print(f"{count} quotations x {count} documents of 30 kB: {spent:.2f} s, {right / count:.3f} found in the right one")


if __name__ == "__main__":
    main()
