"""Write verifier/verdicts/data/english.txt: common English words by how often they are printed.

Reads the frequency list of symspellpy (MIT; counts from Google Books, CC BY 3.0, kept where SCOWL knows the word):
    python benchmarks/matching/make_lexicon.py path/to/frequency_dictionary_en_82_765.txt
Some seventy coarse words were then taken out by hand: they vouch for nothing in an archive. That list spells as the
British do and takes "cannot" for two words; a second step, which may be run again at any time, puts beside each British
spelling the American one, where the American list of SCOWL (Debian's `wamerican`) has it, and adds words_of_record.txt:
    python benchmarks/matching/make_lexicon.py --american /usr/share/dict/american-english
One line a class: the class (half decades of occurrences per thousand million words), then its words.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

KEPT = 46_000  # words: the rest are rarer than one in fifty million and would only vouch for misreadings
TARGET = Path(__file__).resolve().parents[2] / "verifier" / "verdicts" / "data" / "english.txt"
RECORD = Path(__file__).with_name("words_of_record.txt")  # words of diplomacy and archives that the list lacks
RECORD_CLASS = 5  # a word in three million: what such words come to in print at large
CANNOT_CLASS = 11  # "cannot" is printed once in some five thousand words
ACROSS = (  # British letters, American letters
    "our/or tre/ter tred/tered bre/ber gre/ger cre/cer lled/led lling/ling llor/lor ller/ler lment/llment yse/yze "
    "ys/yz ise/ize isi/izi isa/iza ogue/og ence/ense ae/e oe/e ough/ow ould/old ph/f sc/sk wards/ward "
    "manoeuvre/maneuver manoeuvri/maneuveri inium/inum oestr/estr aeroplane/airplane chequ/check kerb/curb "
    "rouble/ruble tyre/tire"
)


def main(path: str) -> None:
    """Write the list anew from symspellpy's."""
    rows = [line.split() for line in Path(path).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    counted = [(word, int(count)) for word, count in rows if word.isascii() and (len(word) > 1 or word in "ai")]
    total = sum(count for _, count in counted)
    classes: dict[int, set[str]] = defaultdict(set)
    for word, count in sorted(counted, key=lambda row: -row[1])[:KEPT]:
        classes[round(2 * math.log10(count / total * 1e9))].add(word.replace("'", ""))
    write(classes)


def extend(american: str) -> None:
    """Add American spellings and words of record to the list as it stands."""
    spelt = {
        line for line in Path(american).read_text(encoding="utf-8").splitlines() if line.isalpha() and line.islower()
    }
    classes = {int(line.split()[0]): set(line.split()[1:]) for line in TARGET.read_text(encoding="utf-8").splitlines()}
    listed = set().union(*classes.values())
    twins = [
        (number, other) for number, words in classes.items()
        for word in words for other in across(word) if other in spelt - listed
    ]  # fmt: skip
    for number, other in twins:
        classes[number].add(other)
    classes[RECORD_CLASS] |= set(RECORD.read_text(encoding="utf-8").split()) - listed
    classes[CANNOT_CLASS].add("cannot")
    write(classes)
    print(f"{len(twins)} American spellings: {' '.join(sorted(other for _, other in twins))}")


def across(word: str) -> Iterator[str]:
    """The spellings an American may have for a British word."""
    for british, american in (pair.split("/") for pair in ACROSS.split()):
        at = word.find(british)
        while at >= 0:
            yield word[:at] + american + word[at + len(british) :]
            at = word.find(british, at + 1)


def write(classes: dict[int, set[str]] | dict[int, Iterable[str]]) -> None:
    """The list, the commonest class first."""
    lines = [f"{number} {' '.join(sorted(classes[number]))}" for number in sorted(classes, reverse=True)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    extend(sys.argv[2]) if sys.argv[1] == "--american" else main(sys.argv[1])
