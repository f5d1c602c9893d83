"""Is this string of letters an English word? A Bloom filter over a free word list: small, quick, no false "no"."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

FILE = Path(__file__).with_name("words.bloom")
# Words too short for the table: among strings of one and two letters nearly all are abbreviations or noise.
SHORT_WORDS = frozenset(
    ("a", "i", "of", "to", "in", "is", "it", "as", "at", "be", "by", "do", "go", "he", "if", "me", "my", "no", "on",
     "or", "so", "up", "us", "we", "an", "am")
)  # fmt: skip
MARKS = 11  # bits set a word; with sixteen bits a word one strange string in two thousand passes


def is_word(word: str) -> bool:
    """True for a word of the list in any case; plurals and possessives count where the list has them."""
    return _known(word.lower())


@cache
def _table() -> bytes:
    return FILE.read_bytes()


@cache
def _known(word: str) -> bool:
    table = _table()
    return all(table[place >> 3] >> (place & 7) & 1 for place in marked(word, len(table) * 8))


def marked(word: str, bits: int) -> list[int]:
    """The bits that stand for a word in a table of so many bits."""
    digest = blake2b(word.encode(), digest_size=4 * MARKS).digest()
    return [int.from_bytes(digest[at : at + 4], "little") % bits for at in range(0, 4 * MARKS, 4)]
