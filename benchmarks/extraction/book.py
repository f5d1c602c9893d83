"""Time and memory of reading a book, at one, two and four times a length:

    python -m benchmarks.extraction.book [--notes 1050] [--formats "md;docx;pdf"]

One line for each format and length: words, seconds, peak memory of the reading process and of its largest child.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.extraction.compose import compose
from benchmarks.extraction.model import Paragraph, Sample, Words
from benchmarks.extraction.phrases import Phrases
from benchmarks.extraction.renders import RENDERS

WORDS_A_NOTE = 115  # words of text to each note: 120,000 words carry 1,050
SHORTEST = "\n".join((
    "import json, resource, sys, time",
    "from verifier.manuscripts import read_manuscript",
    "started = time.perf_counter()",
    "manuscript = read_manuscript(sys.argv[1])",
    "taken = time.perf_counter() - started",
    "own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss",
    "child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss",
    "print(json.dumps([taken, own / 1024, child / 1024, len(manuscript.notes), len(manuscript.note_refs)]))",
))  # fmt: skip


def book(notes: int, seed: int = 5) -> Sample:
    """A book of `notes` notes, padded with the author's own paragraphs to the usual share of notes."""
    from random import Random

    sample = compose(seed, "mixed", "after-quotation", "ellipsis", notes)
    phrases = Phrases(Random(seed))
    missing = notes * WORDS_A_NOTE - sum(len(one.words.split()) for one in sample.paragraphs)
    padding: list[Paragraph] = []
    while missing > 0:
        words = " ".join(phrases.sentence() for _ in range(8))
        padding.append(Paragraph("paragraph", (Words(words),)))
        missing -= len(words.split())
    step = max(1, len(sample.paragraphs) // max(1, len(padding)))
    mixed: list[Paragraph] = []
    for at, paragraph in enumerate(sample.paragraphs):
        mixed.append(paragraph)
        if at % step == 0 and padding and paragraph.kind == "paragraph":
            mixed.append(padding.pop())
    return Sample(sample.title, (*mixed, *padding), sample.notes, sample.truths)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--notes", type=int, default=1050)
    arguments.add_argument("--formats", default="md;docx;pdf")
    arguments.add_argument("--times", default="1,2,4")
    options = arguments.parse_args()
    print("| format | length | words | notes | seconds | MB | MB, child |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for times in map(int, options.times.split(",")):
        sample = book(options.notes * times)
        words = sum(len(one.words.split()) for one in sample.paragraphs)
        for name in options.formats.split(";"):
            suffix, render = RENDERS[name]
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"book{suffix}"
                path.write_bytes(render(sample))
                done = subprocess.run([sys.executable, "-c", SHORTEST, str(path)], capture_output=True, check=True)
            taken, own, child, notes, _refs = json.loads(done.stdout)
            print(f"| {name} | {times}x | {words} | {notes} | {taken:.1f} | {own:.0f} | {child:.0f} |", flush=True)


if __name__ == "__main__":
    main()
