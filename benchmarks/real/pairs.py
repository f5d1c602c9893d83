"""Published text against a library's OCR of the same papers: `python -m benchmarks.real.pairs CORPUS_FOLDER`.

Quotations are drawn from the published transcriptions, as an author would take them from the printed volume; half are
altered in one way. Each is held against the library's OCR of the file the paper lies in: real misreadings, real
handwriting and stamps, a true text beside. A passage counts only where the OCR has it at all, which a plain
letter-by-letter search decides. Prints what passes of each kind; `--show` the mistakes.
"""

from __future__ import annotations

import argparse
import csv
import html
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import edlib

from benchmarks.matching.cases import ALTERED, FAITHFUL, Case, Maker, bare
from benchmarks.matching.score import Row as Scored
from benchmarks.matching.score import auc, calibration
from verifier.records.text import SourceText
from verifier.records.verdict import Comparison, Level
from verifier.verdicts import compare

HELD = 0.25  # share of a passage's letters that may differ before it counts as not in the OCR at all
LENGTHS = (60, 120, 120, 250)


def published(path: Path) -> str:
    """The paper's own text: without footnotes, note marks and editor's headings."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?is)<(script|style|nav|header|footer|sup)\b.*?</\1>", " ", text)
    text = re.sub(r'(?is)<a [^>]*class="note"[^>]*>.*?</a>', "", text)
    text = re.sub(r'(?is)<div class="(?:footnotes|tei-fn)[^"]*".*', "", text)
    text = re.sub(r"(?i)</?(?:p|div|li|h[1-6]|tr|td|br|ul|ol|dl|dt|dd)\b[^>]*>", "\0", text.replace("\n", " "))
    text = re.sub(r"(?s)<span class=\"frus-page-break\">.*?</span>", "", text)
    lines = [" ".join(line.split()) for line in html.unescape(re.sub(r"<[^>]+>", "", text)).split("\0")]
    return "\n".join(line for line in lines if len(line) > 60)


def stands(quote: str, letters: bytes) -> bool:
    """True where the OCR has the passage, however spoilt."""
    asked = bare(quote).encode("ascii", "replace")
    limit = int(HELD * len(asked))
    return int(edlib.align(asked, letters, mode="HW", task="distance", k=limit)["editDistance"]) >= 0


def cases(corpus: Path, seed: int, count: int) -> Iterator[tuple[Case, SourceText, str]]:
    """Drawn quotations with the OCR text they are held against and the published passage."""
    folder = corpus / "ocr-pairs"
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    read = {p["ocr_file"]: SourceText.from_text((folder / p["ocr_file"]).read_text("utf-8")) for p in pairs}
    letters = {name: bare(source.text).encode("ascii", "replace") for name, source in read.items()}
    texts = [published(corpus / "sources" / "frus1989-92v31" / f"{p['frus_doc']}.html") for p in pairs]
    maker, rng = Maker(texts, seed), random.Random(seed + 1)
    kinds = [*FAITHFUL * 3, *ALTERED * 2]
    made = 0
    while made < count:
        case = maker.case(rng.choice(kinds), rng.choice(LENGTHS))
        if case is None:
            continue
        name = pairs[case.document]["ocr_file"]
        passage = texts[case.document][case.start : case.end]
        if "\n" not in passage and stands(passage, letters[name]):
            made += 1
            yield case, read[name], passage


def story(case: Case, passage: str, found: Comparison) -> str:
    edits = [
        f"{e.quote!r}<{e.source!r} {e.cause} {e.probability:.2f}"
        for e in found.edits
        if e.cause and e.cause != "typography"
    ]
    codes = [f.code for f in found.findings]
    return (
        f"{case.kind} -> {found.verdict} {found.level} {found.confidence:.3f} {codes}\n    Q {case.quote[:300]!r}\n"
        f"    T {passage[:300]!r}\n    {edits[:12]}"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("corpus", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--cases", type=int, default=400)
    asked.add_argument("--show", action="store_true")
    given = asked.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rows: list[Scored] = []
    for case, source, passage in cases(given.corpus, given.seed, given.cases):
        found = compare(case.quote, source)
        rows.append(Scored("ocr", case, found, 0, 0, 0.0))
        counts[case.label][found.level.value] += 1
        counts[f"  {case.kind}"][found.level.value] += 1
        if given.show and (found.level is Level.PASS) != (case.label == "faithful"):
            print(story(case, passage, found))
    for name, levels in sorted(counts.items(), key=lambda item: (item[0].startswith(" "), item[0])):
        total = sum(levels.values())
        print(f"{name:<16} n {total:>4} passed {levels['pass'] / total:.3f} review {levels['review'] / total:.3f}")
    good = [row.score for row in rows if row.case.label == "faithful"]
    bad = [row.score for row in rows if row.case.label == "altered"]
    print(f"AUC {auc(good, bad):.4f}; calibration error {calibration(rows):.4f}")


if __name__ == "__main__":
    main()
