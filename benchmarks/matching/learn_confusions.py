"""Learn verifier/verdicts/confusions.py from readings whose true text is known.

    python -m benchmarks.matching.learn_confusions --pairs FOLDER   (pairs.csv: ocr_file, frus_doc; *.ocr.txt beside it)
                                                   --truth FOLDER   (<frus_doc>.txt)
Every passage of the true text is laid on the reading by the project's own aligner; where at least nine letters of ten
agree, the runs that differ are counted. The table keeps shares of all misreadings; what is rarer than a
thousandth is left to the rest.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

import edlib

from verifier.alignment import fold, prepare
from verifier.alignment.locate import places
from verifier.records.text import SourceText

PASSAGE = 160  # letters of true text laid on the reading at a time
AGREE = 0.85
LEAST = 0.0012
SAMPLE_SHARE = 1.0


def misreadings(truth: str, reading: str) -> Counter[tuple[str, str]]:
    """Runs (true letters, read letters) that differ, at most three letters on a side."""
    source = prepare(SourceText.from_text(reading, noisy=True))
    letters = fold(truth).letters
    found: Counter[tuple[str, str]] = Counter()
    for at in range(0, len(letters) - PASSAGE, PASSAGE):
        wanted = letters[at : at + PASSAGE]
        best = next(iter(places([wanted], source, limit=1)), None)
        if best is None or best.similarity < AGREE:
            continue
        _count(wanted, source.letters[best.s0 : best.s1], found)
    return found


def _count(wanted: bytes, read: bytes, found: Counter[tuple[str, str]]) -> None:
    true, got = wanted.decode("latin-1"), read.decode("latin-1")
    nice = edlib.getNiceAlignment(edlib.align(true, got, task="path"), true, got)
    true, got = nice["query_aligned"], nice["target_aligned"]
    run: list[tuple[str, str]] = []
    for a, b in [*zip(true, got, strict=True), ("", "")]:
        if a != b:
            run.append((a, b))
            continue
        left, right = ("".join(pair[n] for pair in run).replace("-", "") for n in (0, 1))
        if run and len(left) <= 3 and len(right) <= 3:
            found[left, right] += 1
        found["", ""] += 1 if a else 0
        run = []


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pairs", type=Path, required=True)
    asked.add_argument("--truth", type=Path, required=True)
    given = asked.parse_args()
    total: Counter[tuple[str, str]] = Counter()
    for row in csv.DictReader((given.pairs / "pairs.csv").open()):
        truth = (given.truth / f"{row['frus_doc']}.txt").read_text(encoding="utf-8")
        total += misreadings(truth, (given.pairs / row["ocr_file"]).read_text(encoding="utf-8"))
    same = total.pop(("", ""))
    errors = sum(total.values())
    print(f"# {errors} misreadings in {same + errors} letters")
    for (true, read), count in total.most_common(90):
        print(f"{true or '-'}>{read or '-'} {count} {count / errors:.4f}")


if __name__ == "__main__":
    main()
