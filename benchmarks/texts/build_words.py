"""Build `verifier/texts/words.bloom`: which letter strings are English words, as a Bloom filter.

The words are those of SCOWL (Debian's package `wamerican`, /usr/share/dict/american-english), whose licence lets
anyone use and distribute the list and what is made from it as long as its notice goes along: see
`verifier/texts/words.LICENCE`.

    python benchmarks/texts/build_words.py /usr/share/dict/american-english
"""

from __future__ import annotations

import sys
from pathlib import Path

from verifier.texts.words import FILE, marked

BITS_A_WORD = 16  # with eleven marks a word, one in two thousand strange strings passes for a word


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    words = {line.lower() for line in lines if line.isalpha() and len(line) > 2}
    bits = (len(words) * BITS_A_WORD + 7) // 8 * 8
    table = bytearray(bits // 8)
    for word in words:
        for place in marked(word, bits):
            table[place >> 3] |= 1 << (place & 7)
    FILE.write_bytes(bytes(table))
    print(f"{len(words):,} words, {len(table):,} bytes")


if __name__ == "__main__":
    main()
