"""What one source does to letters and words: its own vocabulary, and the misreadings it makes again and again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from verifier.alignment import Prepared, fold_word
from verifier.verdicts.channel import Channel
from verifier.verdicts.confusions import LETTERS
from verifier.verdicts.lexicon import known, share
from verifier.verdicts.spelling import legible, letter_odds

READ = 120_000  # code points of a source whose words are counted: forty pages, a hundredth of a second
ODD_WORDS = 400  # odd words whose misreadings are looked for
MIN_COUNT = 5  # times one letter must be read as another before it is a habit
MIN_SHARE = 0.02  # of the letter's occurrences; a rarer misreading is covered by the common table
HABIT_CAP = 0.7  # share of a letter's occurrences that one misreading is ever credited with
RECURS = 3  # times an unlisted word must recur to be a word of this source
ODD_SHARE = 0.12  # of a source's words that are odd, beyond which misreadings and not names are most of them
COUNTED_SHARE = 0.08  # from which what each letter is misread as is counted: a few odd words are names
ENOUGH_TURNED = 100  # odd words that one letter turns into a listed one, from which their letters are looked at
ALIKE_NONE, ALIKE_ALL = 0.2, 0.5  # share of such letters that look alike where any may stand for any, and on a scan
RARE_MASS = 0.02  # share of running words that no list has: names, terms, foreign words
LENGTH_SHARE = 0.1  # odds that such a word has just this many letters
MIXED = 1e-3  # of the odds of a word with a figure between letters: no language writes such
LETTER_SHARE = 0.2  # odds of each letter of such a word: English carries about two bits a letter

_MIXED = re.compile(r"[a-z][0-9]+[a-z]")
_WORD = re.compile(r"[^\W_]+")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Habits:
    """`words` counts the source's words (folded), `total` them all; `channel` knows its habitual misreadings."""

    words: Counter[str] = field(default_factory=Counter)
    total: int = 1
    channel: Channel = field(default_factory=Channel)

    def share(self, word: str) -> float:
        """The odds that a given word of this source is `word`, if nothing was misread."""
        if known(word):
            return share(word)
        if self.words[word] >= RECURS:
            return self.words[word] / self.total
        like = LENGTH_SHARE * LETTER_SHARE ** len(word) * (MIXED if _MIXED.search(word) else 1.0)
        return float(RARE_MASS * (like if legible(word) or not word.isalpha() else min(like, letter_odds(word))))

    def real(self, word: str) -> bool:
        """True for a listed word or one that recurs here."""
        return known(word) or self.words[word] >= RECURS


def habits_of(prepared: Prepared) -> Habits:
    """The habits of a source, worked out once."""
    made = prepared.notes.get("habits")
    if not isinstance(made, Habits):
        words: Counter[str] = Counter()
        for word, count in Counter(_WORD.findall(prepared.text[:READ])).items():  # each spelling is folded once
            words[fold_word(word)] += count
        total = max(sum(words.values()), 1)
        made = Habits(words, total, _channel(words, total))
        prepared.notes["habits"] = made
    return made


def _channel(words: Counter[str], total: int) -> Channel:
    """How a source misreads letters, from its odd words that one letter turns into a listed word.

    Text that was spoilt by other means than a scan's has letters read as any. What each letter is misread as is
    counted where there is enough of it.
    """
    odd = [(word, count) for word, count in words.most_common() if 3 <= len(word) <= 14 and not known(word)]
    turned: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for word, count in odd[:ODD_WORDS]:
        best = max(_turns(word), default=None)
        if best:
            turned[best[1]] += min(count, 30)
            kinds[best[1]] += 1
    letters: Counter[str] = Counter()
    for word, count in words.items():
        if known(word):
            for letter in set(word):
                letters[letter] += count * word.count(letter)
    made = {}
    for pair, count in turned.items():
        odds = count / (letters[pair[0]] + count + 1)
        if count >= MIN_COUNT and odds >= MIN_SHARE:
            made[pair] = min(odds, HABIT_CAP)
    odd_share = sum(count for _, count in odd) / total
    alike = _alike(kinds) if odd_share >= ODD_SHARE else 1.0
    counted = kinds if odd_share >= COUNTED_SHARE and kinds.total() >= ENOUGH_TURNED else {}
    return Channel(made, alike, counted)


def _alike(kinds: Counter[str]) -> float:
    found = sum(kinds.values())
    if found < ENOUGH_TURNED:
        return 1.0
    share = sum(count for pair, count in kinds.items() if pair in LETTERS) / found
    return min(max((share - ALIKE_NONE) / (ALIKE_ALL - ALIKE_NONE), 0.0), 1.0)


def _turns(word: str) -> list[tuple[float, str]]:
    """Listed words one letter away: (how common, true letter + read letter)."""
    made: list[tuple[float, str]] = []
    for at, read in enumerate(word):
        turned = ((true, word[:at] + true + word[at + 1 :]) for true in _ALPHABET if true != read)
        made.extend((share(other), true + read) for true, other in turned if known(other))
    return made
