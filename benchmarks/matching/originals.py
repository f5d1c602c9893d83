"""What may have stood where a quotation is altered: every original the generator could have made it from.

A rival is one step from the quotation's words to another original: another word in one place, a word more after one,
a word less. Each has the odds that the generator went this way, given the quotation. Words stand in proportion to
their count in the documents. Of a long list those nearest to what is read are taken: the rest add nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from benchmarks.matching.cases import AUXILIARIES, MODALS, Maker
from verifier.verdicts.lexicon import FUNCTION_WORDS, forms

NEAREST = 40  # words of a list held against what is read
DENIALS = ("not", "no", "never")
MOST_LETTERS = 24

_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_YEAR = re.compile(r"\b1[6-9]\d\d\b")
_NAME = re.compile(r"[A-Z][a-z]{3,}\b")
_MODAL = re.compile(rf"\b({'|'.join(MODALS)})\b")
_WORD = re.compile(r"\b[a-z]{5,}\b")
_LOWER = re.compile(r"\b[a-z]+\b")
_AUXILIARY = re.compile(rf"\b({'|'.join(AUXILIARIES)})\Z")


@dataclass(frozen=True, slots=True)
class Rival:
    """At word `at` of the quotation: `text` in its place, or after it where `more`; None for no word at all."""

    kind: str
    at: int
    text: str | None
    more: bool = False


Read = Callable[[int], str]


class Originals:
    """The originals of quotations from these documents. A `wide` judge minds two kinds more, which authors make and the

    generator does not: another form of a word ("volume" for "volumes"), and one small word for another ("to" for "in").
    """

    def __init__(self, documents: Sequence[str], maker: Maker, *, wide: bool = False) -> None:
        self.wide = wide
        whole = "\n".join(documents)
        self.names = Pool(Counter(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", whole)))
        self.words = Pool(Counter(_WORD.findall(whole)))
        self.modals = Counter(_MODAL.findall(whole))
        small = Counter(word for word in re.findall(r"\b[a-z]+\b", whole) if word in FUNCTION_WORDS)
        self.small = {word: count / small.total() for word, count in small.items()}
        self.denials = Counter(re.findall(r"(?<=\w )(not|no|never) (?=\w+ )", whole))
        self.listed = {"word": set(maker.words), "name": set(maker.names)}

    def kinds(self, words: Sequence[str]) -> dict[str, list[tuple[int, re.Match[str]]]]:
        """For each kind that alters a word: where the quotation may have come of it."""
        made: dict[str, list[tuple[int, re.Match[str]]]] = {}
        for at, word in enumerate(words):
            before = words[at - 1] if at else ""
            found = {"digit": _DIGITS.finditer(word), "year": _YEAR.finditer(word), "modal": _MODAL.finditer(word)}
            found["word"] = (one for one in _WORD.finditer(word) if one.group() in self.listed["word"])
            named = _NAME.match(word) if re.search(r"[a-z,]\Z", before) else None
            found["name"] = iter([named] if named else [])
            denied = re.fullmatch("not", word) if _AUXILIARY.search(before) and at + 1 < len(words) else None
            found["not_added"] = iter([denied] if denied else [])
            if self.wide:
                lower = list(_LOWER.finditer(word))
                found["form"] = (one for one in lower if forms(one.group()))
                found["small"] = (one for one in lower if one.group() in FUNCTION_WORDS)
            for kind, matches in found.items():
                made.setdefault(kind, []).extend((at, one) for one in matches)
        return {kind: places for kind, places in made.items() if places}

    def rivals(
        self, words: Sequence[str], read: Read, spare: Read, truth: Rival | None
    ) -> Iterator[tuple[Rival, float]]:
        """Every rival worth weighing, with the odds of it among all of its kind.

        `read` gives what is read at a word, "" where it is just that word; `spare` what is read around the gap after
        it, "" where nothing more is. `truth` is weighed wherever it may be.
        """
        sure = (truth.text or "") if truth else ""
        for kind, places in self.kinds(words).items():
            for at, found in places:
                for text, odds in self._instead(kind, found, read(at), sure if truth and truth.at == at else ""):
                    new = None if text is None else words[at][: found.start()] + text + words[at][found.end() :]
                    yield Rival(kind, at, new), odds / len(places)
        yield from self._more(words, spare, sure if truth and truth.more else "", truth.at if truth else -1)

    def _instead(self, kind: str, found: re.Match[str], read: str, sure: str) -> Iterator[tuple[str | None, float]]:
        word = found.group()
        if kind == "not_added":
            yield None, 1.0
        elif kind in {"digit", "year"}:
            places = [len(word) - 1] if kind == "year" else range(len(word))
            for at in places:
                others = [digit for digit in "0123456789" if digit != word[at]] if word[at] != "0" else []
                yield from ((word[:at] + other + word[at + 1 :], 1 / 9 / len(places)) for other in others)
        elif kind == "modal":
            total = self.modals.total()
            yield from ((o, n / total) for o, n in self.modals.items() if o[:4] != word[:4])
        elif kind == "form":
            others = forms(word)
            yield from ((other, 1 / len(others)) for other in others)
        elif kind == "small" and read:
            yield from ((other, share) for other, share in self.small.items() if other != word)
        elif read:
            pool = self.names if kind == "name" else self.words
            near = {*pool.near(read), *re.findall(r"[A-Za-z]+", sure)}
            yield from ((o, pool.share(o)) for o in near if o[:4] != word[:4] and pool.share(o))

    def _more(self, words: Sequence[str], spare: Read, sure: str, where: int) -> Iterator[tuple[Rival, float]]:
        total, last = sum(self.denials.values()), len(words) - 1
        gaps = [n for n in range(last) if re.search(r"\w\Z", words[n]) and re.fullmatch(r"\w+", words[n + 1])]
        for at in gaps:
            if spare(at) or at == where:
                for denial in DENIALS:
                    yield Rival("not_dropped", at, denial, more=True), self.denials[denial] / total / len(gaps)
        for at in range(1, last - 1):
            more = spare(at)
            if len(more) > 2 or at == where:
                near = {*(self.words.near(more) if more else ()), *([sure] if at == where else [])}
                for other in near:
                    yield Rival("omitted", at, other, more=True), self.words.share(other) / (last - 2)


class Pool:
    """Words and how often each stands in the documents."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.total = sum(counts.values())
        by_length: dict[int, list[str]] = {}
        for word in sorted(counts):
            if len(word) <= MOST_LETTERS:
                by_length.setdefault(len(word), []).append(word)
        self.sized = {
            size: (words, np.array([list(word.lower().encode("latin-1", "replace")) for word in words], dtype=np.uint8))
            for size, words in by_length.items()
        }
        self.near = lru_cache(maxsize=1 << 14)(self._near)

    def share(self, word: str) -> float:
        return self.counts[word] / self.total

    def _near(self, read: str) -> tuple[str, ...]:
        """The words with the fewest letters to change into what is read; of these, the commonest first."""
        wanted = np.frombuffer(read.lower().encode("latin-1", "replace"), dtype=np.uint8)
        found: list[tuple[int, int, str]] = []
        for size, (words, letters) in self.sized.items():
            if abs(size - len(wanted)) <= 3 + len(wanted) // 3:
                far = _distances(letters, wanted)
                least = np.argsort(far, kind="stable")[: 2 * NEAREST]
                found.extend((int(far[n]), -self.counts[words[n]], words[n]) for n in least)
        return tuple(word for _, _, word in sorted(found)[:NEAREST])


def _distances(letters: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Edits from each of several words of one length to another word."""
    steps = np.arange(len(wanted) + 1, dtype=np.int16)
    row = np.repeat(steps[None], len(letters), axis=0)
    for at in range(letters.shape[1]):
        fresh = np.empty_like(row)
        fresh[:, 0] = row[:, 0] + 1
        fresh[:, 1:] = np.minimum(row[:, 1:] + 1, row[:, :-1] + (wanted[None] != letters[:, at : at + 1]))
        row = np.minimum.accumulate(fresh - steps, axis=1) + steps
    return row[:, -1]
