"""Words paired as one run, taken apart again: `takes some` over `take saore` is one misreading, or a change and one.

Letters decide which words stand together, and a run of them hides a changed word among misread ones. So every way to
pair the run word by word is one more way to come by what is read, with the author's odds and the scan's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from verifier.alignment import Token
from verifier.verdicts.confusions import ANY
from verifier.verdicts.marks import Word
from verifier.verdicts.noise import Noise
from verifier.verdicts.odds import paired, put_in, scan_odds
from verifier.verdicts.strays import left_out

SPACES = 0.3  # spaces that a scan loses, or puts in, for every misread letter
FEWEST = 0.003  # share of spaces that even a good scan does so with
BLANK_MARKED = 1 / 400  # of misreadings of a space on paper that read one given letter there: specks are no letters
MOST = 5  # words of either side beyond which a run is not taken apart: it is a line whose spaces were lost


def moved(words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> float:
    """Chance that the scan lost or put in as many spaces as these words have more or fewer than those read."""
    turns = abs(len(words) - len(placed)) or 2 * (len(words) > 1)  # as many on both sides: one is lost, one put in
    return space_turned(noise) ** turns


def space_turned(noise: Noise) -> float:
    """Chance that the scan lost a given space, or put one in."""
    return max(SPACES * noise.rate, FEWEST)


def together(words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> float:
    """Odds that the scan misread the words as one run, spaces and all."""
    quoted, read = "".join(word.token.letters for word in words), "".join(token.letters for token in placed)
    return scan_odds(quoted, read, noise) * moved(words, placed, noise) + filled(words, placed, noise)


def filled(words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> float:
    """Odds that words were run into one because the space between them was read as a letter: `holdsthat`.

    Marks of a scan seldom come of blank paper. Where any letter is read as any, a space is as well.
    """
    if len(placed) != 1 or not 1 < len(words) <= MOST:
        return 0.0
    letters, read = [word.token.letters for word in words], placed[0].letters
    channel = noise.habits.channel
    space = noise.rate * (channel.alike * BLANK_MARKED + (1.0 - channel.alike) * ANY)

    @cache
    def ways(number: int, at: int) -> float:
        """Odds of word `number` and all after it for what is read from `at` on."""
        if number + 1 == len(letters):
            return scan_odds(letters[number], read[at:], noise)
        ends = range(at + max(len(letters[number]) - 1, 1), min(at + len(letters[number]) + 1, len(read) - 1) + 1)
        return sum(
            scan_odds(letters[number], read[at:end], noise)
            * (space * ways(number + 1, end + 1) + space_turned(noise) * ways(number + 1, end))
            for end in ends
        )

    return noise.weight * ways(0, 0)


def apart(words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> tuple[float, float]:
    """Odds (author's, scan's) of all ways to pair the words one by one; (0, 0) for a single pair or a long run."""
    n, m = len(words), len(placed)
    if n + m <= 2 or max(n, m) > MOST:
        return 0.0, 0.0

    @cache
    def ways(i: int, j: int) -> tuple[float, float]:
        """Odds of anybody, and of the scan alone, for the words from `i` and what is read from `j` on."""
        if (i, j) == (n, m):
            return 1.0, 1.0
        steps = [(a, b) for a, b in ((1, 1), (1, 0), (0, 1)) if i + a <= n and j + b <= m]
        made = [(_step(words[i : i + a], placed[j : j + b], noise), ways(i + a, j + b)) for a, b in steps]
        return sum(sum(odds) * rest[0] for odds, rest in made), sum(odds[1] * rest[1] for odds, rest in made)

    anybody, scan = ways(0, 0)
    return max(anybody - scan, 0.0), scan


def _step(words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> tuple[float, float]:
    """Odds (author's, scan's) of one word for one, or of a word on one side only."""
    if not placed:
        return put_in(words, noise)
    if not words:
        return left_out(placed, noise)
    if words[0].token.letters == placed[0].letters:
        return 0.0, 1.0
    author, scan = paired(words, placed, noise)
    if not scan:  # another spelling of the word: neither's doing
        return 0.0, scan_odds(words[0].token.letters, placed[0].letters, noise)
    return author, scan
