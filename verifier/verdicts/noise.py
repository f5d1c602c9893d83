"""How often a reading misreads a letter, judged from the words around a passage when nobody says it is a scan."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log

from verifier.alignment import Prepared, fold_word
from verifier.records.text import SourceText
from verifier.verdicts.habits import RECURS, Habits, habits_of
from verifier.verdicts.lexicon import NEGATIONS, known
from verifier.verdicts.spelling import neighbours

BLOCK = 800  # code points judged together: a third of a page, some hundred words
NEAR_BLOCKS = 3  # blocks either side of the passage that are read for its local rate: about a page
SAMPLES = 24  # blocks taken evenly from the whole source beside them
CLEAN_ODD = 0.008  # share of lower-case words of clean English that the word list lacks
NOISY_ODD = 0.04  # the least share in a reading worth calling noisy: about one letter in a hundred misread
PRIOR_GIVEN = 0.2  # that a text of unknown origin is a scan's
PRIOR_READ = 0.02  # that a text whose reader says it is not off a scan is one nonetheless
DECLARED_FLOOR = 0.004  # misread letters per letter in the best scans
SHOWN = 0.8  # share of misreadings that leave no listed word
TRUST = 150.0  # letters' worth of belief in the rate of the whole source against that of the neighbourhood
TRUST_WORDS = 100  # the same for debris, in words
SCANNED = 0.5  # weight of the belief that a text came off a scan, from which its words may be misread
WORN = 0.025  # misread letters per letter from which garbles are the rule, and the channel's odds are to be trusted
CLEAN_RATE = 1e-6  # misreadings per letter in text that never was a picture: a slip of a converter
MAX_RATE = 0.3
NEAR_LETTERS = 5  # letters; in a text all of capitals shorter odd words are abbreviations as often as misreadings
COMMON = 3e-6  # share of running words from which a listed word is common

_NUMBERED = re.compile(r"(?:1[5-9]|20)\d0s|\d*(?:1st|2nd|3rd|[04-9]th|1[1-3]th)")  # "the 1970s", "19th"
PROVEN = 2  # words with a figure for a letter from which a text came off a scan, whoever corrected the rest of it
_FIGURE_INSIDE = re.compile(r"[a-z][0156][a-z]")
_AS_LETTERS = tuple(str.maketrans("0156", f"o{one}sb") for one in "li")
_WORD = re.compile(r"(?<![\w'’-])[^\W_]{3,}(?![\w'’-])")
BITS_ODD = 0.4  # share of debris that stands alone as one or two small letters no word is: the rest are words by luck
BITS_CLEAN = 0.002  # of the words of clean text that look so: units, letters that count a list
BITS_MISREAD = 1.5  # of one or two small letters, for every misread letter, of which the fewest make another word
BITS_MOST = 0.08  # of words before which a scan may have debris: past that it is a table, and not running text
_BIT = re.compile(r"(?<=\s)[a-z]{1,2}(?=\s)")  # never at a block's edge, which cuts words in two
_REACH = 24  # code points within which the word before stands
_BEFORE, _AFTER = re.compile(r"[^\W_]+\s+$"), re.compile(r"\s+[^\W_]+")


@dataclass(frozen=True, slots=True)
class Noise:
    """`weight` (0..1): how likely the text came off a scan; `rate`: misread letters per letter if it did.

    `debris` is the share of its words (0..1) before which bits of another column or of a margin stand, as far as they
    show around the passage. `habits` are the source's own words and misreadings; `capitals` says that the passage is
    all in capitals, `covered` that a stamp lies over the words, `declared` that its reader knows the source for a scan.
    """

    weight: float
    rate: float
    habits: Habits = field(default_factory=Habits)
    capitals: bool = False
    covered: bool = False
    declared: bool = False
    debris: float = 0.0

    @property
    def scanned(self) -> bool:
        """True where the text is likelier a scan's than not."""
        return self.weight >= SCANNED

    @property
    def worn(self) -> bool:
        """True for what is known for a scan and so worn that garbles are the rule: there they accuse nobody."""
        return self.declared and self.rate >= WORN

    def misread(self, true: str, read: str) -> float:
        """Chance that this scan reads the letters `true` as `read`."""
        return self.habits.channel.misreading(true, read).probability(self.rate, covered=self.covered)


CLEAN = Noise(0.0, CLEAN_RATE)


def noise_of(source: SourceText, prepared: Prepared, start: int, end: int) -> Noise:
    """The noise around text[start:end], the passage itself left out (so that it cannot excuse itself)."""
    if source.noisy:
        prepared.notes["terms"] = frozenset[str]()  # a known scan's misreadings recur: its rate is taken as it shows
    last = max(len(prepared.text) - 1, 0) // BLOCK
    own = range(start // BLOCK, max(end - 1, start) // BLOCK + 1)
    around = range(max(own[0] - NEAR_BLOCKS, 0), min(own[-1] + NEAR_BLOCKS, last) + 1)
    near, wide = Tally(), Tally()
    for number in around:
        near += _tally(prepared, number) if number not in own else _outside(prepared, number, start, end)
    for number in range(0, last + 1, max(1, last // SAMPLES)):
        wide += _tally(prepared, number) if number not in around else Tally()
    total = near + wide
    overall = _rate(total)
    local = (_rate(near) * near.letters + overall * TRUST) / (near.letters + TRUST)
    rate = min(max(local, DECLARED_FLOOR), MAX_RATE)
    debris = _debris(near, total, rate)
    habits, capitals = habits_of(prepared), _capitals(prepared.text[start:end])
    if source.noisy or _figures_for_letters(prepared) >= PROVEN:  # the latter with as few misreadings as somebody left
        return Noise(1.0, rate, habits, capitals, declared=source.noisy, debris=debris)
    prior = PRIOR_GIVEN if source.engine in {"", "given", "plain"} else PRIOR_READ
    return Noise(_weight(total, prior), max(rate, 0.01), habits, capitals, debris=debris)


def _figures_for_letters(prepared: Prepared) -> int:
    """Different words of the source in which a figure stands for the letter it looks like: `qual1fied`, `c0uncil`."""
    kept = prepared.notes.get("figures for letters")
    if not isinstance(kept, int):
        words = (word for word in habits_of(prepared).words if _FIGURE_INSIDE.search(word))
        kept = sum(any(known(word.translate(way)) for way in _AS_LETTERS) for word in words)
        prepared.notes["figures for letters"] = kept
    return kept


def _tally(prepared: Prepared, number: int) -> Tally:
    """The tally of one block of text, made once."""
    kept = prepared.notes.setdefault("tallies", {})
    assert isinstance(kept, dict)  # noqa: S101 - ours alone
    found = kept.get(number)
    if found is None:
        found = kept[number] = tally_of(prepared.text[number * BLOCK : (number + 1) * BLOCK], _terms(prepared))
    return found if isinstance(found, Tally) else Tally()


def _outside(prepared: Prepared, number: int, start: int, end: int) -> Tally:
    """The tally of what a block holds beside the passage."""
    low, high, text, terms = number * BLOCK, (number + 1) * BLOCK, prepared.text, _terms(prepared)
    return tally_of(text[low : max(low, start)], terms) + tally_of(text[min(high, end) : high], terms)


def _terms(prepared: Prepared) -> Collection[str]:
    """Words of the source's own trade: no list has them, they recur, and no misreading of a common word makes them.

    A report on declassification has that word on every page, and was never off a scan for it.
    """
    kept = prepared.notes.get("terms")
    if not isinstance(kept, frozenset):
        words = habits_of(prepared).words
        kept = frozenset(
            word for word, count in words.items() if count >= RECURS and not plausible(word) and not near_listed(word)
        )
        prepared.notes["terms"] = kept
    return kept


@dataclass(frozen=True, slots=True)
class Tally:
    """Running words looked at, how many no English word list holds, letters in all.

    Beside them the words of one or two small letters that stand alone, and of these the bits that are no words.
    """

    words: int = 0
    odd: int = 0
    letters: int = 0
    small: int = 0
    bits: int = 0

    def __add__(self, more: Tally) -> Tally:
        return Tally(
            self.words + more.words, self.odd + more.odd, self.letters + more.letters,
            self.small + more.small, self.bits + more.bits,
        )  # fmt: skip


def tally_of(text: str, terms: Collection[str] = ()) -> Tally:
    """How many words of `text` no list has, of those that running prose would have; `terms` count as listed."""
    words = odd = letters = 0
    upper = _capitals(text)
    for found in _WORD.findall(text):
        if not upper and not found[0].islower() and not _mixed(found):
            continue
        if found.isdigit():
            continue
        word = fold_word(found)
        words += 1
        letters += len(word)
        odd += (
            word not in terms
            and not plausible(word)
            and (not upper or (len(word) >= NEAR_LETTERS and near_listed(word)))
        )
    small = [found.span() for found in _BIT.finditer(text)]
    return Tally(words, odd, letters, len(small), sum(_stands_alone(text, *span) for span in small))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """True for letters text[start:end] that are no word, nor the rest of a broken word: `of th e`, `agree d`."""
    if known(text[start:end]):
        return False
    before, after = _BEFORE.search(text, max(start - _REACH, 0), start), _AFTER.match(text, end)
    left = before is not None and known(fold_word(before.group()) + text[start:end])
    return not left and not (after is not None and known(text[start:end] + fold_word(after.group())))


def _capitals(text: str) -> bool:
    return sum(map(str.isupper, text)) > 0.5 * max(sum(map(str.isalpha, text)), 1)


@lru_cache(maxsize=1 << 14)
def near_listed(word: str) -> bool:
    """True where one letter put right, dropped or added gives a common word: a misreading, hardly a name."""
    return any(often > COMMON for _, often in neighbours(word))


def _mixed(word: str) -> bool:
    """True for digits and letters in one word, unless the letters only end a number (1980s, 12th, 310n)."""
    marked = any(mark.isdigit() for mark in word) and any(mark.islower() for mark in word)
    return marked and not word.rstrip(_ALPHABET)[-2:].isdigit()


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ness", "able", "ment", "like", "less", "ism", "ist")
_HEADS = ("un", "re", "non", "pre", "anti", "counter", "over", "inter", "sub", "dis", "mis", "co", "out", "under")


@lru_cache(maxsize=1 << 15)
def plausible(word: str) -> bool:
    """True for a listed word or a regular form of one."""
    if known(word) or word in NEGATIONS or _NUMBERED.fullmatch(word):
        return True
    if not word.isalpha():
        return False
    for ending in _ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 3 and (known(stem) or known(stem + "e")):
            return True
    return any(word.startswith(head) and len(word) > len(head) + 3 and known(word[len(head) :]) for head in _HEADS)


def _debris(near: Tally, total: Tally, rate: float) -> float:
    """Share of words before which debris stands: about the passage, as far as there is text enough to say.

    Small words misread leave such bits as well, as many as the `rate` of misread letters makes of them.
    """
    words = max(total.words, 1)
    own = BITS_CLEAN + BITS_MISREAD * rate * total.small / words
    local = (near.bits + total.bits / words * TRUST_WORDS) / (near.words + TRUST_WORDS)
    return min(max(local - own, 0.0) / BITS_ODD, BITS_MOST)


def _rate(tally: Tally) -> float:
    """Misread letters per letter that would leave so many odd words."""
    share = (tally.odd + 0.3) / (tally.words + 30.0)
    spoiled = max(share - CLEAN_ODD, 0.0) / SHOWN
    length = max(tally.letters / tally.words, 3.0) if tally.words else 5.0
    return -log(max(1.0 - spoiled, 0.05)) / length


def _weight(tally: Tally, prior: float) -> float:
    """Posterior that the text is a scan's, from the share of odd words."""
    odds = log(prior / (1.0 - prior))
    noisy = max(NOISY_ODD, min(tally.odd / max(tally.words, 1), 0.6))
    odds += tally.odd * log(noisy / CLEAN_ODD) + (tally.words - tally.odd) * log((1 - noisy) / (1 - CLEAN_ODD))
    return 1.0 / (1.0 + exp(-max(min(odds, 30.0), -12.0)))
