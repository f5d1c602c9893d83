"""Text layers of real scans, theirs and ours: `python -m benchmarks.texts.scans SCANS [--twins ONE TWO] [--ocr]`.

For every scanned page with a layer of twenty words or more: the share of its words that the dictionary knows, in the
layer as the file has it (pypdfium2's text) and as we read it; with `--ocr` in our own reading of the picture instead,
by the first engine. `--twins` names two scans of one document:
how far do they agree, letter by letter (edlib) and word by word (difflib), in their own layers and in ours?
"""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import edlib
import pypdfium2 as pdfium

from verifier.texts import Reader, second_engine
from verifier.texts.quality import TELLING_WORDS_MIN, quality_of


@dataclass(frozen=True)
class Read:
    """One page: the layer as the file has it, and as we read it."""

    name: str
    index: int
    theirs: str
    ours: str


def pages_of(path: Path, *, ocr: bool) -> Iterator[Read]:
    """The pages of one file whose words came off a scan; none for a born-digital one."""
    body = path.read_bytes()
    (text,) = Reader(ocr="never").pdf(body)
    document = pdfium.PdfDocument(body)
    ours = Reader(ocr="always").pdf(body)[-1] if ocr and text.noisy else text
    for page in ours.pages if text.noisy else ():
        yield Read(path.name, page.index, document[page.index].get_textpage().get_text_range(), page.text)


def hits(scans: Path, *, every: bool, ocr: bool) -> None:
    """The table of dictionary hits, file by file."""
    print("| file | pages | theirs | ours | at least as good |\n|---|--:|--:|--:|--:|")
    told = better = 0
    for path in sorted(scans.glob("*.pdf")):
        pairs = [(read, quality_of(read.theirs), quality_of(read.ours)) for read in pages_of(path, ocr=ocr)]
        pairs = [pair for pair in pairs if pair[1].words >= TELLING_WORDS_MIN]
        if not pairs:
            continue
        good = sum(ours.hits >= theirs.hits for _, theirs, ours in pairs)
        told, better = told + len(pairs), better + good
        means = [sum(pair[side].hits for pair in pairs) / len(pairs) for side in (1, 2)]
        print(f"| {path.name} | {len(pairs)} | {means[0]:.3f} | {means[1]:.3f} | {good} |")
        for read, theirs, ours in pairs if every else ():
            print(f"|   page {read.index + 1} | | {theirs.hits:.3f} | {ours.hits:.3f} | |")
    print(f"\nours at least as good on {better} of {told} pages")


def twins(one: Path, two: Path, *, ocr: bool) -> None:
    """How far two scans of one document agree."""
    reads = [list(pages_of(path, ocr=ocr)) for path in (one, two)]
    print("\n| two scans of one document | letters agree | words agree |\n|---|--:|--:|")
    for name in ("theirs", "ours"):
        a, b = (" ".join(getattr(read, name) for read in pages).lower() for pages in reads)
        letters = [re.sub(r"[\W_]", "", text) for text in (a, b)]
        apart = edlib.align(*letters)["editDistance"] / max(map(len, letters))
        words = [re.findall(r"[^\W_]+", text) for text in (a, b)]
        agree = difflib.SequenceMatcher(None, *words, autojunk=False).ratio()
        print(f"| {name} | {1 - apart:.3f} | {agree:.3f} |")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scans", type=Path)
    parser.add_argument("--twins", nargs=2, metavar=("ONE", "TWO"))
    parser.add_argument("--pages", action="store_true", help="show every page")
    parser.add_argument("--ocr", action="store_true", help="our reading of the pictures instead of the layer")
    told = parser.parse_args()
    second_engine.available = lambda: ""  # type: ignore[assignment]
    hits(told.scans, every=told.pages, ocr=told.ocr)
    if told.twins:
        twins(*(told.scans / name for name in told.twins), ocr=told.ocr)


if __name__ == "__main__":
    main()
