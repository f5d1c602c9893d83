"""Published paragraphs in a library's OCR of the same papers: `python -m benchmarks.texts.pairs CORPUS [--list]`.

CORPUS holds `ocr-pairs/pairs.csv` (OCR file, document) and the documents as the series publishes them, as HTML. Each
paragraph of six words or more is held against the OCR text as a quotation would be. Found: shown at the place where the
paragraph is, whatever is then said of its wording (the last columns say what). Whether and where it is there at all, an
independent measure says: the best place for its letters, white space and punctuation aside, with at most three letters
in ten changed (edlib). Editors' heads and notes are not in the papers and count as not there.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import edlib

import verifier
from verifier.texts import Reader

WORDS_MIN = 6  # of a paragraph: less is a name under a letter
THERE_MIN = 0.7  # share of a paragraph's letters that its best place holds for it to be there at all
LEVELS = ("pass", "review", "fail")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: how like its best place is, whether the verifier shows that place, and how it judges it."""

    document: str
    text: str
    likeness: float
    level: str
    found: bool

    @property
    def there(self) -> bool:
        """True where the OCR text holds it at all."""
        return self.likeness >= THERE_MIN


def judged(corpus: Path) -> Iterator[Paragraph]:
    """Every paragraph of every pair."""
    with (corpus / "ocr-pairs" / "pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    for pair in pairs:
        ocr = (corpus / "ocr-pairs" / pair["ocr_file"]).read_text(encoding="utf-8", errors="replace")
        source = verifier.SourceText.from_text(ocr, noisy=True)
        letters = [(at, c.lower()) for at, c in enumerate(source.text) if c.isalnum()]
        (page,) = (corpus / "sources").rglob(f"{pair['frus_doc']}.html")
        for line in Reader().html(page.read_bytes()).text.replace("\f", "\n").split("\n"):
            if len(line.split()) >= WORDS_MIN:
                yield _held(pair["frus_doc"], line, source, letters)


def _held(document: str, line: str, source: verifier.SourceText, letters: list[tuple[int, str]]) -> Paragraph:
    wanted = "".join(c.lower() for c in line if c.isalnum())
    best = edlib.align(wanted, "".join(c for _, c in letters), mode="HW", task="locations")
    first, last = best["locations"][0]
    start, end = letters[first or 0][0], letters[last][0]
    result = verifier.compare(line, source)
    found = any(match.start < end and start < match.end for match in result.matches)
    return Paragraph(document, line, 1 - best["editDistance"] / len(wanted), result.level.value, found)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--list", action="store_true", help="show the paragraphs that were missed")
    told = parser.parse_args()
    everything = list(judged(told.corpus))
    print("| document | paragraphs | there at all | found | pass | review | fail |\n|---|--:|--:|--:|--:|--:|--:|")
    for name in [*dict.fromkeys(one.document for one in everything), ""]:
        some = [one for one in everything if not name or one.document == name]
        there = [one for one in some if one.there]
        found = [one for one in there if one.found]
        levels = [sum(one.level == level for one in found) for level in LEVELS]
        print("|", *(f"{cell} |" for cell in (name or "all", len(some), len(there), len(found), *levels)))
    there = [one for one in everything if one.there]
    print(f"\nrecall {sum(one.found for one in there) / len(there):.3f}")
    for one in everything if told.list else ():
        if one.there != one.found:
            about = f"there={one.there} {one.likeness:.2f} found={one.found}"
            print(f"{one.document} {about} {one.level}: {one.text[:99]}")


if __name__ == "__main__":
    main()
