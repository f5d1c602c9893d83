"""How fast text layers are read, and what hostile files cost the process that asked.

python benchmarks/texts/layers.py [--pages N]; mutated files: python -m tests.fuzz.pdfs_mutate --count 5000
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.texts.prose import sentences
from tests.texts.hostile import KINDS
from tests.texts.pdfs import Pdf, typed
from verifier.texts import Reader
from verifier.texts.child import Limits


def cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def document(pages: int) -> bytes:
    made, dice = Pdf(), random.Random(7)
    for _ in range(pages):
        words = sentences(dice).split()[:420]
        made.page(typed([" ".join(words[n : n + 10]) for n in range(0, len(words), 10)]))
    return made.bytes()


def bare(body: bytes, pages: int, *, boxes: bool) -> None:
    """pypdfium2 alone, in this process: the text, and every letter's box, thrown away."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(body)
    for index in range(pages):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        for place in range(text.count_chars() if boxes else 0):
            text.get_charbox(place)
        text.close()
        page.close()
    document.close()


def rate(name: str, pages: int, read: Callable[[], object], *, times: int = 3) -> None:
    """The best of some runs, in pages a CPU second, children included."""
    best = math.inf
    for _ in range(times):
        before = cpu()
        read()
        best = min(best, cpu() - before)
    print(f"| {name} | {pages / best:,.0f} |", flush=True)


def speeds(pages: int) -> None:
    body = document(pages)
    print(f"a document of {pages} pages of 420 words\n\n| | pages a CPU second |\n|---|--:|")
    rate("pypdfium2 alone, text", pages, lambda: bare(body, pages, boxes=False))
    rate("pypdfium2 alone, text and every letter's box", pages, lambda: bare(body, pages, boxes=True))
    rate("ours: words with boxes, furniture, labels, language", pages, lambda: Reader(ocr="never").pdf(body))
    rate("ours, without the boxes", pages, lambda: Reader(ocr="never", boxes=False).pdf(body))
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(ocr="never", cache=Path(folder))
        reader.pdf(body)
        rate("ours, read again: text", pages, lambda: reader.pdf(body)[0].text)
        rate(
            "ours, read again: text and every word's box",
            pages,
            lambda: [list(p.words) for p in reader.pdf(body)[0].pages],
        )
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.text"))
        print(f"\nkept: {size / pages / 1000:.1f} kB a page")
    one = document(1)
    before = cpu()
    Reader(ocr="never").pdf(one)
    print(f"a document of one page: {cpu() - before:.2f} CPU s, nearly all of it the start of the child")


def hostile() -> None:
    reader = Reader(ocr="never", limits=Limits(page_cpu=4, wall=60))
    print("\n| file | verdict | wall s |\n|---|---|---|")
    for name, make in KINDS.items():
        body, start = make(), time.perf_counter()
        (text,) = reader.pdf(body)
        verdict = text.problems[0] if text.problems else f"read: {len(text.text)} characters"
        print(f"| {name} | {verdict} | {time.perf_counter() - start:.1f} |", flush=True)
    print(f"this process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    args = parser.parse_args()
    speeds(args.pages)
    hostile()


if __name__ == "__main__":
    main()
