"""Write verifier/verdicts/data/english.txt: common English words by how often they are printed.

Reads the frequency list of symspellpy (MIT; counts from Google Books, CC BY 3.0, kept where SCOWL knows the word):
    python benchmarks/matching/make_lexicon.py path/to/frequency_dictionary_en_82_765.txt
Some seventy coarse words were then taken out by hand: they vouch for nothing in an archive.
One line a class: the class (half decades of occurrences per thousand million words), then its words.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from pathlib import Path

KEPT = 46_000  # words: the rest are rarer than one in fifty million and would only vouch for misreadings
TARGET = Path(__file__).resolve().parents[2] / "verifier" / "verdicts" / "data" / "english.txt"


def main(path: str) -> None:
    rows = [line.split() for line in Path(path).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    counted = [(word, int(count)) for word, count in rows if word.isascii() and (len(word) > 1 or word in "ai")]
    total = sum(count for _, count in counted)
    classes: dict[int, list[str]] = defaultdict(list)
    for word, count in sorted(counted, key=lambda row: -row[1])[:KEPT]:
        classes[round(2 * math.log10(count / total * 1e9))].append(word.replace("'", ""))
    lines = [f"{number} {' '.join(sorted(set(classes[number])))}" for number in sorted(classes, reverse=True)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
