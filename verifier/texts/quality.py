"""How good is a text read off a scan? Dictionary hits, lone letters, the engine's own confidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from verifier.records.text import Word
from verifier.texts.words import is_word

HITS_MIN = 0.90  # share of words the dictionary must know; good typed pages score 0.92-0.99, names included
LONE_SHARE_MAX = 0.12  # share of one-letter tokens a text may have; honest English has about 0.04
LONE_RUN_MAX = 5  # lone letters in a row; more is a letter-spaced layer
TELLING_WORDS_MIN = 20  # words under which a page is too short to judge
SURE = 0.85  # mean word confidence of the engine under which a page is read again
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares 0..1: words the dictionary knows, tokens of one letter; `run` lone letters in a row; `words` judged."""

    hits: float
    lone: float
    run: int
    words: int

    @property
    def poor(self) -> bool:
        """True where the text is likely to hold more than one wrong word in seven."""
        if self.run > LONE_RUN_MAX:
            return True
        return self.words >= TELLING_WORDS_MIN and (self.hits < HITS_MIN or self.lone > LONE_SHARE_MAX)

    @property
    def score(self) -> float:
        """One number 0..1 to compare two readings of a page by."""
        return max(self.hits - max(self.lone - 0.05, 0.0), 0.0)


def quality_of(text: str, known: frozenset[str] = frozenset()) -> Quality:
    """Measure a text. `known` (lower case) are names that count as words."""
    words = [word for word in _WORD.findall(text) if len(word) > 2]
    tokens = [token.strip(".,;:()[]\"'") for token in _TOKEN.findall(text)]
    lone = [len(token) == 1 and token.isalpha() for token in tokens]
    hits = sum(_counts(word, known) for word in words)
    return Quality(
        hits=hits / len(words) if words else 0.0,
        lone=sum(lone) / len(tokens) if tokens else 0.0,
        run=_longest(lone),
        words=len(words),
    )


def confidence_of(words: Iterable[Word]) -> float | None:
    """Mean confidence of the engine, weighted by letters; None when it gave none."""
    sure = [(word.confidence, word.end - word.start) for word in words if word.confidence is not None]
    total = sum(length for _, length in sure)
    return sum(value * length for value, length in sure) / total if total else None


def _counts(word: str, known: frozenset[str]) -> bool:
    """A dictionary word, a name of the manuscript, or a word with an ending the list leaves out."""
    bare = word.replace("’", "'").lower().removesuffix("'s").replace("'", "")
    return is_word(bare) or bare in known or (bare.endswith("s") and is_word(bare[:-1]))


def _longest(flags: list[bool]) -> int:
    best = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        best = max(best, run)
    return best
