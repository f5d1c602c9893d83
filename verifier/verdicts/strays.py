"""Words that stand in the source between two quoted words: dropped by the author, or debris of the scan?

Every stray word is either the document's own, and then the author left it out, or it came of a speck, a stamp, a pen
stroke. Both may be true of one run ("es a.. constitute"), so all ways to part a run are summed, as in a hidden Markov
model of two states. The odds that nothing but debris stands here are what a scan's explanation is worth.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.alignment import Token
from verifier.alignment.interruptions import stamp_word
from verifier.alignment.words import distance, word_set
from verifier.verdicts.author import DENIES, OMITS, PASSAGE, RUNS_ON
from verifier.verdicts.habits import LENGTH_SHARE, LETTER_SHARE
from verifier.verdicts.lexicon import NEGATIONS, known, share
from verifier.verdicts.noise import Noise, near_listed
from verifier.verdicts.spelling import legible

STRAYS = 0.2  # strays between two words for every misread letter of the scan: specks come with misreadings
BIT = 3  # letters of a bit that a cut through the next column leaves
STRAYS_MORE = 0.75  # odds that one more follows: debris comes in runs
STRAY_LENGTH = (0.3, 0.2, 0.15, 0.1)  # share of strays of one, two, three, four letters
STRAY_LONG = 0.02  # of each greater length
STRAY_LETTER = 0.15  # odds of one given letter of a stray: they favour i, l, t, e and the like
WORDLIKE = (
    4  # letters from which a stray that reads as a word, or one letter from one, is rather that word; so is a denial
)
LIKE_A_WORD = 0.1
STRAY_STAMP = 0.02  # share of strays that are one given word of stamps
PASSAGE_MORE = 0.95  # odds that a dropped passage goes on for one more word
NUMBERS = 0.02  # share of running words that are numbers
FAR = 0.3  # of the odds of a misread word, where no listed word is one letter away
UNSEEN = 0.01  # odds that a stray is a denial, up to which it is passed over
DENIALS = ("not", "no", "nor", "never")  # short enough to be misread past recognition
_CLASSES = word_set("confidential secret unclassified declassified")  # printed between a telegram's own lines
_STAMPED = word_set("eo decl auth nls nlc per ref oadr fois foia naid lpbush nara exempt")


def dropped_odds(placed: Sequence[Token], noise: Noise) -> float:
    """Posterior (0..1) that at least one of these words of the source is the document's own."""
    author, clean = left_out(placed, noise)
    return author / (author + clean) if author + clean > 0.0 else 1.0


def left_out(placed: Sequence[Token], noise: Noise) -> tuple[float, float]:
    """Odds that these words stand between two quoted ones because one was dropped, and that all are debris."""
    denies = any(token.letters in NEGATIONS for token in placed)
    # paths so far: nothing but debris; and, once a word was dropped, ending in debris, in a word, in a passage
    clean, debris, word, passage = 1.0, 0.0, 0.0, 0.0
    for number, token in enumerate(placed):
        junk, stray, own = _junk(token, noise), _stray(token, capitals=noise.capitals), own_odds(token, noise)
        begins = DENIES if denies else OMITS
        fresh = clean * (junk if not number else STRAYS_MORE)
        debris_now = (debris * STRAYS_MORE + (word + passage) * junk) * stray
        started = (clean + debris) * own
        word, passage = word * RUNS_ON * own + started * begins, passage * PASSAGE_MORE * own + started * PASSAGE
        clean, debris = fresh * stray, debris_now
    return debris + word + passage, clean


def _junk(token: Token, noise: Noise) -> float:
    """Chance that a stray stands at one given place: a speck, or where it is short a bit of the next column."""
    specks = min(STRAYS * noise.rate, 0.05)
    return noise.weight * (max(specks, noise.debris) if len(token.letters) <= BIT else specks)


def _stray(token: Token, *, capitals: bool) -> float:
    """Odds that one given stray has just these letters; among capitals theirs are no sign of a stamp."""
    letters = token.letters
    length = STRAY_LENGTH[len(letters) - 1] if len(letters) <= len(STRAY_LENGTH) else STRAY_LONG
    wordlike = len(letters) >= WORDLIKE and (near_listed(letters) or legible(letters))
    if wordlike or letters in NEGATIONS:
        length *= LIKE_A_WORD
    odds = length * STRAY_LETTER ** len(letters)
    return max(odds, STRAY_STAMP) if _stamped(token, capitals=capitals) else float(odds)


def _stamped(token: Token, *, capitals: bool) -> bool:
    """True for a word of stamps, which are cut in capitals: elsewhere it is a word like any other."""
    letters = token.letters
    if token.raw.islower():
        return False
    listed = known(letters)  # "presidents" is a word of its own, not "presidential" misread
    stamped = letters in _STAMPED or stamp_word(letters, worn=not listed)
    return stamped and (letters in _CLASSES or not (listed and capitals))


def own_odds(token: Token, noise: Noise) -> float:
    """Odds that one given word of the document is read as just these letters."""
    letters = token.letters
    spoilt = noise.weight * (1.0 - (1.0 - noise.rate) ** len(letters))
    misread = spoilt * LENGTH_SHARE * LETTER_SHARE ** len(letters) * (1.0 if near_listed(letters) else FAR)
    if letters.isdigit():
        return float(NUMBERS * 0.1 ** len(letters))
    return float(noise.habits.share(letters) if noise.habits.real(letters) else 0.0) + misread + 1e-12


def surely_debris(placed: Sequence[Token], noise: Noise) -> bool:
    """True where a source shows so much debris that small words like a denial ("or" for "nor") are debris as well.

    Each is held against the denials that may be misread so. What is no word, or makes a denial with its neighbour, may
    be one misread or broken, and is never passed over.
    """
    joined = "".join(token.letters for token in placed)
    if len(placed) > 1 and any(distance(denial, joined) <= 1 for denial in DENIALS):
        return False
    return all(_surely(token, noise) for token in placed if may_deny([token]))


def _surely(token: Token, noise: Noise) -> bool:
    """True for a small word that is far likelier debris than a denial misread."""
    if len(token.letters) > BIT or not known(token.letters):
        return False
    denied = sum(share(denial) * noise.misread(denial, token.letters) for denial in DENIALS)
    return DENIES * denied <= UNSEEN * noise.weight * noise.debris * _stray(token, capitals=noise.capitals)


def may_deny(placed: Sequence[Token]) -> bool:
    """True where a stray is a denial or one misreading away from one: nobody may pass over it unseen."""
    return any(
        len(token.letters) > 1 and not token.letters.isdigit() and distance(denial, token.letters) <= 1
        for token in placed
        for denial in DENIALS
    )
