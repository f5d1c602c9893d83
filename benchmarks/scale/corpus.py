"""Documents and claims of our own making, as many as wanted, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from verifier.captures import Store
from verifier.records.claim import Claim

ONSETS = ("b", "br", "d", "f", "fl", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("", "", "n", "r", "s", "t", "l", "nd", "st", "ck")
SMALL = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "that",
    "is",
    "was",
    "for",
    "it",
    "with",
    "as",
    "his",
    "on",
    "be",
    "at",
    "by",
    "had",
    "not",
    "are",
    "but",
    "from",
    "or",
    "have",
    "an",
    "they",
    "which",
]


def vocabulary(seed: int = 7, size: int = 6000) -> list[str]:
    """Words that look like words."""
    chosen = random.Random(seed)
    made = {
        "".join(
            chosen.choice(ONSETS) + chosen.choice(VOWELS) + chosen.choice(CODAS)
            for _ in range(chosen.choice((1, 2, 2, 3)))
        )
        for _ in range(size * 2)
    }
    return sorted(made)[:size]


def document(number: int, words: list[str], letters: int = 30_000) -> str:
    """One document of about so many letters, in sentences and paragraphs."""
    chosen, made, length = random.Random(f"document {number}"), [], 0
    while length < letters:
        size = chosen.randrange(8, 22)
        picked = [chosen.choice(SMALL) if chosen.random() < 0.45 else chosen.choice(words) for _ in range(size)]
        sentence = " ".join(picked).capitalize() + ("." if chosen.random() < 0.9 else ".\n\n")
        made.append(sentence)
        length += len(sentence) + 1
    return " ".join(made)


def address(number: int) -> str:
    """Where a document is said to stand."""
    return f"https://archive.example.org/papers/{number}"


def shelve(store: Store, count: int, words: list[str], scratch: Path, letters: int = 30_000) -> None:
    """Register `count` documents as captures."""
    for number in range(count):
        page = scratch / "page.txt"
        page.write_text(document(number, words, letters), encoding="utf-8")
        store.add_manual(address(number), page)


def claims(count: int, documents: int, words: list[str], letters: int = 30_000) -> Iterator[Claim]:
    """Quotations of 60 to 300 letters, one in five of them with a word changed."""
    chosen = random.Random("claims")
    texts: dict[int, str] = {}
    for number in range(count):
        place = number % documents
        if place not in texts:
            texts[place] = document(place, words, letters)
        text = texts[place]
        start = text.index(" ", chosen.randrange(len(text) - 400)) + 1
        quote = text[start : start + chosen.randrange(60, 300)].rsplit(" ", 1)[0]
        if chosen.random() < 0.2:
            parts = quote.split(" ")
            parts[len(parts) // 2] = chosen.choice(words)
            quote = " ".join(parts)
        yield Claim(id=f"c{number}", quote=quote, url=address(place))
