"""How fast text layers are read, and what hostile files cost the process that asked.

python benchmarks/texts/layers.py [--pages N] [--mutated N]
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.texts.pages import sentences
from tests.texts.hostile import KINDS, mutated
from tests.texts.pdfs import Pdf, typed
from verifier.texts import Reader
from verifier.texts.child import Limits, Workplace


def cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def document(pages: int) -> bytes:
    made, dice = Pdf(), random.Random(7)
    for _ in range(pages):
        words = sentences(dice).split()[:420]
        made.page(typed([" ".join(words[n : n + 10]) for n in range(0, len(words), 10)]))
    return made.bytes()


def speeds(pages: int) -> None:
    body = document(pages)
    before = cpu()
    with Workplace(body) as place:
        place.run("text", boxes=False, max_pages=pages)
    print(f"text only: {pages / (cpu() - before):.0f} pages a CPU second")
    before = cpu()
    Reader(ocr="never").pdf(body)
    print(f"words with boxes, furniture, language: {pages / (cpu() - before):.0f} pages a CPU second")
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(ocr="never", cache=Path(folder))
        reader.pdf(body)
        before = cpu()
        for _ in range(5):
            reader.pdf(body)[0].text  # noqa: B018
        print(f"read again from the cache: {5 * pages / (cpu() - before):.0f} pages a CPU second")


def hostile(count: int) -> None:
    reader = Reader(ocr="never", limits=Limits(page_cpu=4, wall=60))
    print("\n| file | verdict | wall s |\n|---|---|---|")
    for name, make in KINDS.items():
        body, start = make(), time.perf_counter()
        (text,) = reader.pdf(body)
        verdict = text.problems[0] if text.problems else f"read: {len(text.text)} characters"
        print(f"| {name} | {verdict} | {time.perf_counter() - start:.1f} |", flush=True)
    endings: Counter[str] = Counter()
    for seed in range(count):
        (text,) = reader.pdf(mutated(seed))
        endings[text.problems[0].partition(":")[0] if text.problems else "read whole"] += 1
    print(f"\n{count} mutated files: {dict(endings.most_common())}")
    print(f"this process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--mutated", type=int, default=200)
    args = parser.parse_args()
    speeds(args.pages)
    hostile(args.mutated)


if __name__ == "__main__":
    main()
