"""Quotations of known truth: faithful in the ways authors are, altered in one way, or of another text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FAITHFUL = ("exact", "curly", "ellipsis", "bracket", "capital", "closing")
ALTERED = (
    "not_dropped", "not_added", "digit", "year", "name", "modal", "word", "order", "stitch", "omitted",
)  # fmt: skip
MODALS = ("may", "might", "must", "shall", "should", "will", "would", "can", "could")
AUXILIARIES = (*MODALS, "is", "are", "was", "were", "had", "has", "have", "do", "did")
FUNCTION = (
    "the", "a", "this", "that", "his", "her", "their", "in", "on", "at", "of", "to", "from", "with", "by", "for", "and",
    "or", "but", "as", "he", "she", "they", "it", "which", "who",
)  # fmt: skip
INFLECTED = {"is": "was", "was": "is", "are": "were", "were": "are", "has": "had", "have": "had", "had": "has"}


@dataclass(frozen=True, slots=True)
class Case:
    """`start`/`end` are code points of the clean document the quotation was taken from (0, 0 when absent)."""

    document: int
    kind: str
    quote: str
    start: int
    end: int

    @property
    def label(self) -> str:
        return "faithful" if self.kind in FAITHFUL else "absent" if self.kind == "absent" else "altered"


def bare(text: str) -> str:
    """Letters and digits only, in one case."""
    return "".join(mark for mark in text.lower() if mark.isalnum())


class Maker:
    """Draws cases from clean documents. The same seed gives the same cases."""

    def __init__(self, documents: Sequence[str], seed: int) -> None:
        self.documents = list(documents)
        self.rng = random.Random(seed)
        self.folded: dict[int, str] = {}
        self.names = sorted({w for d in documents for w in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", d)})
        words = re.findall(r"\b[a-z]{5,10}\b", " ".join(documents))
        self.words = sorted({w for w in words if words.count(w) > 2}) if len(words) < 4000 else sorted(set(words))
        self.vocabulary = set(re.findall(r"\b[a-z]+\b", " ".join(documents)))
        self.makers: dict[str, Callable[[str], str | None]] = {
            "exact": str,
            "curly": self._curly,
            "ellipsis": self._ellipsis,
            "bracket": self._bracket,
            "capital": lambda quote: quote[0].swapcase() + quote[1:],
            "closing": lambda quote: quote.rstrip(".,;:") + self.rng.choice([".", ","]),
            "not_dropped": self._dropped,
            "not_added": self._added,
            "digit": self._digit,
            "year": self._year,
            "name": self._name,
            "modal": self._modal,
            "word": self._word,
            "order": self._order,
            "omitted": self._omitted,
            "inflection": self._inflection,
            "function": self._function,
        }

    def case(self, kind: str, length: int) -> Case | None:
        """One case of this kind, or None where forty passages in a row do not allow it."""
        for _ in range(40):
            number = self.rng.randrange(len(self.documents))
            start, end = self._passage(self.documents[number], length)
            quote = re.sub(r"\s+", " ", self.documents[number][start:end])
            if self._letters(number).count(bare(quote)) != 1:
                continue  # a passage that stands twice has two right places
            if kind == "absent":
                other = (number + 1 + self.rng.randrange(len(self.documents) - 1)) % len(self.documents)
                return None if quote in self.documents[other] else Case(other, kind, quote, 0, 0)
            made = self.altered(kind, quote, number)
            if made and (made != quote or kind in {"exact", "closing", "curly"}):
                return Case(number, kind, made, start, end)
        return None

    def altered(self, kind: str, quote: str, number: int) -> str | None:
        """A given quotation of one document altered in one way; None where its words do not allow it."""
        return self._stitch(quote, number) if kind == "stitch" else self.makers[kind](quote)

    def _letters(self, number: int) -> str:
        if number not in self.folded:
            self.folded[number] = bare(self.documents[number])
        return self.folded[number]

    def _passage(self, text: str, length: int) -> tuple[int, int]:
        at = self.rng.randrange(max(len(text) - length - 80, 1))
        start = text.find(" ", at) + 1
        end = text.find(" ", start + length)
        return start, end if end > 0 else len(text)

    def _curly(self, quote: str) -> str:
        return quote.replace("'", "’").replace(' "', " “").replace('"', "”").replace(" - ", " — ")

    def _split(self, quote: str, least: int) -> list[str] | None:
        words = quote.split()
        return words if len(words) >= least else None

    def _ellipsis(self, quote: str) -> str | None:
        words = self._split(quote, 10)
        if not words:
            return None
        a = self.rng.randint(3, len(words) - 6)
        b = self.rng.randint(a + 1, min(len(words) - 3, a + 40))
        if {"not", "no", "never", "but", "without", "nor", "however"} & {w.lower().strip(",.;") for w in words[a:b]}:
            return None
        return " ".join([*words[:a], self.rng.choice(["...", "…", "[...]", ". . ."]), *words[b:]])

    def _bracket(self, quote: str) -> str | None:
        words = self._split(quote, 6)
        if not words:
            return None
        draw = self.rng.random()
        if draw < 0.35 and words[0][0].isalpha():
            return f"[{words[0][0].swapcase()}]{' '.join(words)[1:]}"
        at = self.rng.randint(2, len(words) - 2)
        if draw < 0.7:
            return " ".join([*words[:at], "[that is, the ministry]", *words[at:]])
        if words[at].isalpha() and len(words[at]) > 4:
            return " ".join([*words[:at], words[at] + "[s]", *words[at + 1 :]])
        return None

    def _dropped(self, quote: str) -> str | None:
        found = re.search(r"(?<=\w )(not|no|never) (?=\w+ )", quote)
        return quote[: found.start()] + quote[found.end() :] if found else None

    def _added(self, quote: str) -> str | None:
        found = list(re.finditer(rf"\b({'|'.join(AUXILIARIES)}) (?!not)", quote))
        if not found:
            return None
        at = self.rng.choice(found).end()
        return f"{quote[:at]}not {quote[at:]}"

    def _digit(self, quote: str) -> str | None:
        found = list(re.finditer(r"(?<!\d)\d{1,3}(?!\d)", quote))
        return self._turn(quote, self.rng.choice(found)) if found else None

    def _year(self, quote: str) -> str | None:
        found = list(re.finditer(r"\b1[6-9]\d\d\b", quote))
        return self._turn(quote, self.rng.choice(found), last=True) if found else None

    def _turn(self, quote: str, found: re.Match[str], *, last: bool = False) -> str:
        at = found.end() - 1 if last else self.rng.randrange(found.start(), found.end())
        return quote[:at] + self.rng.choice([d for d in "123456789" if d != quote[at]]) + quote[at + 1 :]

    def _name(self, quote: str) -> str | None:
        found = list(re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", quote))
        if not found or not self.names:
            return None
        one = self.rng.choice(found)
        return quote[: one.start()] + self._other(one.group(), self.names) + quote[one.end() :]

    def _modal(self, quote: str) -> str | None:
        found = list(re.finditer(rf"\b({'|'.join(MODALS)})\b", quote))
        if not found:
            return None
        one = self.rng.choice(found)
        return quote[: one.start()] + self._other(one.group(), MODALS) + quote[one.end() :]

    def _word(self, quote: str) -> str | None:
        found = list(re.finditer(r"\b[a-z]{5,}\b", quote))
        if not found:
            return None
        one = self.rng.choice(found)
        return quote[: one.start()] + self._other(one.group(), self.words) + quote[one.end() :]

    def _other(self, word: str, pool: Sequence[str]) -> str:
        while True:
            drawn = self.rng.choice(pool)
            if drawn != word and drawn[:4] != word[:4]:
                return drawn

    def _order(self, quote: str) -> str | None:
        words = self._split(quote, 12)
        if not words:
            return None
        a, b = len(words) // 3, 2 * len(words) // 3
        return " ".join([*words[:a], *words[b:], *words[a:b]])

    def _stitch(self, quote: str, number: int) -> str | None:
        words = self._split(quote, 10)
        if not words:
            return None
        start, end = self._passage(self.documents[number], len(quote) // 2)
        return " ".join([*words[: len(words) // 2], *self.documents[number][start:end].split()])

    def _omitted(self, quote: str) -> str | None:
        words = self._split(quote, 8)
        found = [
            n for n, w in enumerate(words or []) if 2 <= n < len(words or []) - 2 and re.fullmatch(r"[a-z]{5,}", w)
        ]
        if not words or not found:
            return None
        del words[self.rng.choice(found)]
        return " ".join(words)

    def _inflection(self, quote: str) -> str | None:
        """One word in another number or tense, where the documents have that word: is, was; houses, house."""
        found = list(re.finditer(r"\b[a-z]{2,}\b", quote))
        self.rng.shuffle(found)
        for one in found:
            word = one.group()
            other = INFLECTED.get(word) or (word[:-1] if word.endswith("s") else f"{word}s")
            if word in INFLECTED or (len(word) > 3 and other in self.vocabulary):
                return quote[: one.start()] + other + quote[one.end() :]
        return None

    def _function(self, quote: str) -> str | None:
        found = list(re.finditer(rf"\b({'|'.join(FUNCTION)})\b", quote))
        if not found:
            return None
        one = self.rng.choice(found)
        other = self.rng.choice([word for word in FUNCTION if word != one.group()])
        return quote[: one.start()] + other + quote[one.end() :]
