"""A small invented record, clean and as a scan would give it."""

from __future__ import annotations

import random

from verifier.records.source import Layer
from verifier.records.text import SourceText

FIRST_PAGE = (
    "Memorandum of Conversation\n\nThe Minister said that his government had never accepted the boundary of"
    " 1926 and was not prepared to discuss it before the elections. He would, however, welcome a visit of"
    " the survey party in June, provided that the harbour remained open to all three companies.\n\nThe "
    "Ambassador replied that the survey could begin on 12 May at the earliest. He did not believe that "
    "the companies would object, unless the fees were raised again. Mr. Halvorsen remarked that the fees "
    "had been raised twice since the war and that nobody had protested."
)
SECOND_PAGE = (
    "The Minister asked whether the credit of 275 million crowns might be paid in two parts. The "
    "Ambassador said that this was a matter for the bank, which must decide within thirty days. He "
    "thought that the directors would agree if the Ministry gave its guarantee in writing.\n\nThe "
    "conversation then turned to the railway concession. The Minister recalled that the line to Ostrava "
    "had been promised for the autumn, but that not a single sleeper had yet been laid. He recieved "
    "complaints about it daily."
)
RECORD = [FIRST_PAGE, SECOND_PAGE]

STOCK = (
    "survey bank council winter letter report minute road river budget clerk timber market notice copper table "
    "office evening porter garden window ticket summer station paper village engine bridge"
)


def record(**changes: object) -> SourceText:
    """The record as clean text; `labels` and `noisy` as asked."""
    return SourceText.from_pages(RECORD, **changes)  # type: ignore[arg-type]


def filler(words: int, seed: int = 1) -> str:
    """Running text that holds none of the record's sentences."""
    rng = random.Random(seed)
    stock = STOCK.split()
    return " ".join(rng.choice(("the", "a", "of", "and", "in", "to")) + " " + rng.choice(stock) for _ in range(words))


def scanned(text: str, rate: float = 0.02, seed: int = 3) -> SourceText:
    """The text as a scan gives it: look-alike letters misread at `rate`, surrounded by a page of such text."""
    rng = random.Random(seed)
    alike = {"e": "c", "o": "0", "l": "1", "i": "l", "n": "u", "h": "b", "t": "f", "c": "e", "a": "o"}

    def spoil(words: str) -> str:
        return "".join(alike[m] if m in alike and rng.random() < rate * 2 else m for m in words)

    return SourceText.from_pages(
        [spoil(filler(160, seed)) + "\n" + text + "\n" + spoil(filler(160, seed + 1))], noisy=True
    )


def layered(text: str, layer: Layer) -> SourceText:
    """One reading of a given layer."""
    return SourceText.from_text(text).relayered(layer)
