"""The odds of what is read: that an author wrote these words for those, and that a scan or a converter made them so."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.alignment import Token
from verifier.records.verdict import Cause
from verifier.verdicts.author import ADDS, DENIES, PASSAGE, RUNS_ON, author_odds
from verifier.verdicts.lexicon import NEGATIONS
from verifier.verdicts.marks import Word, letters_meant
from verifier.verdicts.noise import Noise
from verifier.verdicts.suspects import suspected

CONVERTED = 1e-5  # chance that text never scanned has a letter wrong through a converter's fault, per letter
MAKES_A_WORD = 1e-4  # and that such a fault makes one real word of another: a converter's faults are signs, not words
SCAN_LOSES = 5e-4  # chance that a scan loses one given short word whole, in a blot or at a line's end
SCAN_LOSES_MORE = 0.03  # of such losses for every misread letter: a worse scan loses more
SCAN_LOSES_LINE = 2e-4  # chance that it loses a run of words there: the end of a line, a line
ONE_LETTER = 0.25  # of the odds that an author adds a word, for "a" or a numeral of one letter
LINE_WORDS = 14  # words of a run that may be such a line
LOSABLE = 4  # letters; longer words leave a trace


def posterior(author: float, scan: float) -> float:
    """Probability (0..1) that it was the author, of these two odds; 1 where neither can be."""
    return author / (author + scan) if author + scan > 0 else 1.0


def scan_odds(true: str, read: str, noise: Noise) -> float:
    """Chance that `true` is read as `read`: by a scan, or by the fault of a converter where there was no scan."""
    converted = CONVERTED ** noise.habits.channel.misreading(true, read).errors
    if true != read and read and noise.habits.real(true) and noise.habits.real(read):
        converted *= MAKES_A_WORD
    return noise.weight * noise.misread(true, read) + (1.0 - noise.weight) * converted * 0.1


def put_in(words: Sequence[Word], noise: Noise) -> tuple[float, float]:
    """Odds that the author put these words in, and that the scan lost them whole."""
    scan = 1.0
    for word in words:
        letters = word.token.letters
        lost = noise.weight * max(SCAN_LOSES, SCAN_LOSES_MORE * noise.rate) if len(letters) <= LOSABLE else 0.0
        scan *= max(scan_odds(letters, "", noise), lost)
    if 1 < len(words) <= LINE_WORDS:
        scan = max(scan, noise.weight * SCAN_LOSES_LINE)
    author = max(ADDS * RUNS_ON ** (len(words) - 1), PASSAGE)
    if len(words) == 1 and len(words[0].token.letters) == 1:
        author *= ONE_LETTER
    return max(author, DENIES) if any(word.token.letters in NEGATIONS for word in words) else author, scan


def _suspect(words: Sequence[Word], placed: Sequence[Token]) -> tuple[Cause, str, str]:
    """What a change of these words would be, the letters quoted and those read."""
    read = "".join(token.letters for token in placed)
    quoted = letters_meant(words, read)
    return suspected(words, placed, quoted, read), quoted, read


def respelt(words: Sequence[Word], placed: Sequence[Token]) -> bool:
    """True where the words are the same by another spelling, which is no matter of odds."""
    return _suspect(words, placed)[0] is Cause.SPELLING


def paired(words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> tuple[float, float]:
    """Odds that the author changed what stood here into these words, and that the scan misread them."""
    suspect, quoted, read = _suspect(words, placed)
    if suspect is Cause.SPELLING:
        return 1.0, 0.0  # no matter of odds
    return author_odds(suspect, quoted, read, placed, noise), scan_odds(quoted, read, noise)
