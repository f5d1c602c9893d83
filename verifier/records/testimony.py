"""What is asked of a page's picture about words that a reading and a quotation have otherwise, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from verifier.records.text import SourceText


@dataclass(frozen=True, slots=True)
class Question:
    """Which of two words stands at text[start:end] of `source`: the quotation's, or the one the reading has there.

    `quoted` is the quotation's in folded letters. `other` is a second reading of the same pages, where there is one:
    words that both read alike are the surest examples of the page's type.
    """

    source: SourceText
    start: int
    end: int
    quoted: str
    other: SourceText | None = None


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a picture shows. `weight` is the log-likelihood ratio of the quotation's word over its likeliest rival.

    Above 0 the picture shows the quotation's word, below 0 another; it is 0 where the place is not `legible`. `shown`
    is the word it shows, `agreeing` of the `looks` taken at it came to that.
    """

    weight: float = 0.0
    legible: bool = False
    shown: str = ""
    agreeing: int = 0
    looks: int = 0


Witness = Callable[[Question], Testimony | None]  # None where there is no picture of the words
