"""One word changed among several that the scan ran together, or broke: the change must not drown in its neighbours.

Where words are read as one, letters alone would weigh them as a whole: "Officeuof", quoted as "Davey of", is then a
misreading of seven letters or a change of both words, and neither is likely. What an author did he did to one word:
he put another in its place, or dropped one that stood beside. The rest of the letters are the scan's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from verifier.alignment import Token
from verifier.records.verdict import Cause
from verifier.verdicts.apart import space_turned
from verifier.verdicts.author import CONTENT_BOOST, CONTENT_CAP, DENIES, OMITS, REPLACES, garbled
from verifier.verdicts.lexicon import NEGATIONS
from verifier.verdicts.marks import Word
from verifier.verdicts.noise import Noise
from verifier.verdicts.odds import scan_odds
from verifier.verdicts.strays import DENIALS, own_odds

SHORTEST = 2  # letters of a word run together with another; of one letter nothing can be said
LONGEST = 16  # letters of a word that was dropped: what is longer is a line or a stamp between
SPREAD = 2  # letters that the other words may have more or fewer for being misread


def within(words: Sequence[Word], placed: Sequence[Token], quoted: str, read: str, noise: Noise) -> float:
    """Odds that an author changed one word where these words stand for those; 0 where each stands alone."""
    odds = 0.0
    if len(words) > 1:
        odds += sum(_replaced(words, number, read, noise) for number in range(len(words)))
    if len(read) > len(quoted):
        odds += _swallowed(placed, quoted, read, noise)
    return odds


def _replaced(words: Sequence[Word], number: int, read: str, noise: Noise) -> float:
    """Odds that an author wrote word `number` for another, and the scan ran that together with the rest."""
    letters = [word.token.letters for word in words]
    before, after = "".join(letters[:number]), "".join(letters[number + 1 :])
    prior = REPLACES[Cause.NEGATION if letters[number] in NEGATIONS else Cause.CONTENT_WORD]
    odds = 0.0
    for head in _cuts(len(before), len(read)):
        for tail in _cuts(len(after), len(read) - head):
            middle = read[head : len(read) - tail]
            if len(middle) < SHORTEST or middle == letters[number]:
                continue
            rest = _scanned(before, read[:head], noise) * _scanned(after, read[len(read) - tail :], noise)
            odds += prior * rest * _word(middle, noise)
    return float(odds * noise.weight * space_turned(noise) ** (len(words) - 1))


def _cuts(length: int, most: int) -> range:
    """How many letters may have been read for `length` of them; none for none."""
    return range(max(length - SPREAD, 0), min(length + SPREAD, most) + 1) if length else range(1)


def _scanned(true: str, read: str, noise: Noise) -> float:
    return scan_odds(true, read, noise) if true else 1.0


def _word(letters: str, noise: Noise) -> float:
    """Odds that the word an author replaced is read as these letters."""
    if noise.habits.real(letters):
        return min(CONTENT_BOOST * noise.habits.share(letters), CONTENT_CAP)
    return garbled(letters, noise)


def _swallowed(placed: Sequence[Token], quoted: str, read: str, noise: Noise) -> float:
    """Odds that an author dropped a word beside `quoted` which the scan ran together with it: `theirpower` for their,

    or that stands beside what is left of it: `d wost` for do.
    """
    ends = set(accumulate(len(token.letters) for token in placed))
    odds = 0.0
    for cut in range(1, len(read)):
        blank = 1.0 if cut in ends else space_turned(noise)
        for kept, rest in ((read[:cut], read[cut:]), (read[cut:], read[:cut])):
            if SHORTEST <= len(rest) <= LONGEST and abs(len(kept) - len(quoted)) <= SPREAD:
                odds += blank * scan_odds(quoted, kept, noise) * _dropped(rest, noise)
    return odds * noise.weight


def _dropped(rest: str, noise: Noise) -> float:
    """Odds that an author dropped a word which is read as `rest`."""
    token = Token(0, len(rest), rest, rest)
    return OMITS * own_odds(token, noise) + DENIES * sum(_denials(rest, noise))


def _denials(rest: str, noise: Noise) -> Iterator[float]:
    yield from (noise.misread(denial, rest) for denial in DENIALS if abs(len(denial) - len(rest)) <= 1)
