"""Time of finding and judging:  python -m benchmarks.matching.speed [--batch 1000]

Texts are words drawn by their frequency: as long as asked, without the repeats that copied prose would have.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable
from functools import cache, partial

import edlib

from benchmarks.matching import noise
from verifier.alignment import prepare
from verifier.alignment.locate import places
from verifier.records.text import SourceText
from verifier.verdicts import Library, compare, lexicon
from verifier.verdicts.marks import read_marks

QUOTES = 40
LETTERS = 150


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    words = [word for word in (*lexicon.FUNCTION_WORDS, *lexicon.listed()) if len(word) < 12]
    return words, [lexicon.share(word) for word in words]


def prose(length: int, rng: random.Random) -> str:
    words, odds = vocabulary()
    return " ".join(rng.choices(words, odds, k=length // 4))[:length]


def timed(label: str, call: Callable[[], object], times: int = 1) -> float:
    started = time.process_time()
    call()
    spent = (time.process_time() - started) / times
    print(f"{label:58s} {spent * 1000:9.2f} ms", flush=True)
    return spent


def passages(text: str, rng: random.Random) -> list[str]:
    made = []
    for _ in range(QUOTES):
        start = text.index(" ", rng.randrange(len(text) - 2 * LETTERS)) + 1
        made.append(text[start : text.rindex(" ", 0, start + LETTERS)])
    return made


def single(sizes: tuple[int, ...], rng: random.Random) -> None:
    for size in sizes:
        text = prose(size, rng)
        source = SourceText.from_text(text)
        timed(f"prepare {size / 1e6:g} MB", lambda source=source: prepare(source).seeds)
        exact = passages(text, rng)
        worn = [noise.alike(quote, 0.03, rng) for quote in exact]
        marked = [read_marks(quote).letters for quote in worn]
        folded = prepare(source).letters
        timed("  bare edlib, bytes, 3 % misread (each)", partial(_edlib_each, marked, folded), QUOTES)
        timed("  find, 3 % misread (each)", partial(_find_each, marked, source), QUOTES)
        timed("  judge, exact (each)", partial(_judge_each, exact, source), QUOTES)
        timed("  judge, 3 % misread (each)", partial(_judge_each, worn, source), QUOTES)


def _find_each(marked: list[list[bytes]], source: SourceText) -> None:
    for letters in marked:
        places(letters, prepare(source), limit=2)


def _edlib_each(marked: list[list[bytes]], letters: bytes) -> None:
    """The floor without an index: one bit-parallel pass over folded bytes."""
    for (quote,) in marked:
        edlib.align(quote, letters, mode="HW", task="locations")


def _judge_each(quotes: list[str], source: SourceText) -> None:
    for quote in quotes:
        compare(quote, source)


def hard(rng: random.Random) -> None:
    text = prose(1_000_000, rng)
    timed("one fresh source of 1 MB, find one quotation", lambda: _find_fresh(text, text[5000:5150]))
    timed("one fresh source of 1 MB, judge one quotation", lambda: compare(text[5000:5150], SourceText.from_text(text)))
    pages = ["COUNCIL OF PORTS\n\n" + "\n".join(prose(70, rng) for _ in range(40)) for _ in range(350)]
    timed("prepare 1 MB of 350 pages", lambda: prepare(SourceText.from_pages(pages)).seeds)
    repeated = SourceText.from_text("a " * 500_000)
    timed("a megabyte of 'a a a'", lambda: compare("a a a a a a a a a a a a a a a a a a", repeated))
    timed("the same, a quotation of 12,000 characters", lambda: compare("a " * 6_000, repeated))
    source = SourceText.from_text(text)
    timed("a quotation of 12,000 characters", lambda: compare(text[10_000:22_000], source))
    timed("the same length, absent", lambda: compare(prose(12_000, rng), source))


def _find_fresh(text: str, quote: str) -> None:
    places(read_marks(quote).letters, prepare(SourceText.from_text(text)))


def batch(count: int, rng: random.Random) -> None:
    documents = [SourceText.from_text(prose(30_000, rng)) for _ in range(count)]
    quotes = [noise.alike(document.text[9_000 : 9_000 + LETTERS], 0.03, rng) for document in documents]
    library = Library(documents)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    found = library.find_all(quotes)
    spent = time.process_time() - started
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    right = sum(bool(one) and one[0].source == n for n, one in enumerate(found))
    print(
        f"{count} quotations x {count} documents of 30 kB: {spent:.2f} s, {more:.0f} MB more at the peak, "
        f"{right / count:.3f} in the right one"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--batch", type=int, default=1000)
    given = asked.parse_args()
    rng = random.Random(5)
    compare("warm up the tables", SourceText.from_text(f"warm up tho tables {prose(2000, rng)}"))
    batch(given.batch, rng)  # first: a peak of memory is never forgotten
    single((10_000, 100_000, 1_000_000), rng)
    hard(rng)


if __name__ == "__main__":
    main()
