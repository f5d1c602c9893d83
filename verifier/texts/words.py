"""Is this string of letters an English word? A Bloom filter over a free word list: small, quick, no false "no"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from struct import Struct

FILE = Path(__file__).with_name("words.bloom")
# Words too short for the table: among strings of one and two letters nearly all are abbreviations or noise.
SHORT_WORDS = frozenset(
    ("a", "i", "of", "to", "in", "is", "it", "as", "at", "be", "by", "do", "go", "he", "if", "me", "my", "no", "on",
     "or", "so", "up", "us", "we", "an", "am")
)  # fmt: skip
MARKS = 11  # bits set a word; with sixteen bits a word one strange string in two thousand passes

ASKED_KEPT = 2**17  # words whose answer is remembered: some volumes' vocabulary, 20 MB at most
_NUMBERS = Struct(f"<{MARKS}I")


def is_word(word: str) -> bool:
    """True for a word of the list in any case; plurals and possessives count where the list has them."""
    return _known(word.lower())


@cache
def _table() -> bytes:
    return FILE.read_bytes()


@lru_cache(ASKED_KEPT)
def _known(word: str) -> bool:
    table = _table()
    return all(table[place >> 3] >> (place & 7) & 1 for place in marked(word, len(table) * 8))


def marked(word: str, bits: int) -> Iterator[int]:
    """The bits that stand for a word in a table of so many bits, one by one: half of non-words fail at the first."""
    digest = blake2b(word.encode(errors="surrogatepass"), digest_size=4 * MARKS).digest()
    return (number % bits for number in _NUMBERS.unpack(digest))
