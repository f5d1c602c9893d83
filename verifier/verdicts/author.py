"""How likely an author is to have changed the words: the other side of the scales from the scan's channel.

Every figure is the chance that one given word of one quotation is changed in one given way. They describe careless
copying, about one wrong word in two hundred; a number is suspected far more readily, for nothing around a wrong figure
betrays it. Only the ratio to the scan's odds matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from verifier.alignment import Token
from verifier.alignment.numerals import number_value
from verifier.alignment.words import distance
from verifier.records.verdict import Cause
from verifier.verdicts.confusions import alike
from verifier.verdicts.figures import CLEAN_NEAR
from verifier.verdicts.habits import LENGTH_SHARE, RECURS
from verifier.verdicts.lexicon import FUNCTION_WORDS, MODALS, QUANTIFIERS, TITLES, forms, known, regular_forms
from verifier.verdicts.noise import WORN, Noise
from verifier.verdicts.spelling import legible, neighbours

REPLACES = {
    Cause.NEGATION: 0.004,
    Cause.NUMBER: 0.2,
    Cause.DATE: 0.01,
    Cause.MODAL: 0.01,
    Cause.NAME: 0.004,
    Cause.INFLECTION: 0.003,
    Cause.FUNCTION_WORD: 0.006,
    Cause.CONTENT_WORD: 0.004,
}
BY_FORM = frozenset(
    {Cause.INFLECTION, Cause.FUNCTION_WORD, Cause.MODAL}
)  # whose likely originals are listed one by one
FORMLESS = 0.001  # any other original of such a word
NAMESAKE = 2  # letters by which one name may differ from another it is taken for: Regan, Reagan
HABITUAL = 1e-3  # chance of a misreading from which an unlisted word beside a listed one is that misreading
NAMESAKE_SHARE = 0.2  # of one name's count in the source that the other must reach to be a name there
TAKEN_FOR = 0.01  # a name taken for one so like it
LISTED_NEAR = 0.1  # share of mistaken names that are one given listed word, for each letter it is off the right one
UNLISTED_NEAR, PER_LETTER = (
    0.5,
    1 / 60,
)  # share that are like it; of those that read as a name, one given one per letter
NAMED_IN_CAPITALS = 0.1  # share of listed words in capitals that are names: there nothing tells Oliver from a word
INITIAL = 1 / 25  # one given initial in place of another
ABBREVIATION = 5  # letters that one in capitals has at most: NATO, CSCE, UNCRO
OMITS = 0.004  # one given word dropped unmarked
ADDS = 0.004  # a word added at one given place
DENIES = 0.03  # a denial added or dropped: the one small word worth falsifying
RUNS_ON = 0.3  # and that one more word goes with it: authors drop and add phrases
CONTENT_BOOST = 20.0  # a word that fits the sentence is likelier there than in running text
CONTENT_CAP = 0.02  # and no one word is likelier than this
PASSAGE = 1e-3  # a whole passage put in or left out: the floor for runs of any length
NAME_SHARE = 1e-4  # one given name where another was expected
AGAIN, AGAIN_ALIKE = 0.1, 0.5  # chance that a scan misreads a word once more in the same way
AGAIN_MOST = 3  # times that count: a worn type misreads a word as one garble all along
FAR_GARBLED = 0.1  # share of spoilt words that are no listed word's neighbours: misread twice, or never listed
FAR_LETTER = 1 / 16  # odds of each letter of such a word: a garble follows no language
OTHER_NUMBER = 0.01  # one given number in place of another that differs in more than a digit
SHORT_NUMBER = 2  # digits of a number that any other is likely enough to be taken for
OTHER_LENGTH = 0.1 / 10  # one given number of more or fewer digits, for each digit's place: a tenth, any of ten


def author_odds(cause: Cause, quoted: str, read: str, placed: Sequence[Token], noise: Noise) -> float:
    """Chance that the author changed what stood here into `quoted` and the source is now read as `read`."""
    formless = cause in BY_FORM or (cause is Cause.NUMBER and quoted.isalpha() and number_value(read) is None)
    prior = FORMLESS if formless else REPLACES[cause]
    longest = max(len(quoted), len(read))
    odds = prior * (OTHER_LENGTH / longest if _longer_number(quoted, read) else _stands(cause, read, placed, noise))
    if cause is Cause.NAME and _namesake(quoted, read, noise):
        odds += TAKEN_FOR
    elif cause is Cause.NAME and len(placed) == 1:
        odds += prior * _likeness(quoted, placed[0], noise)
    elif cause is Cause.CONTENT_WORD and len(placed) == 1 and placed[0].raw.isupper() and known(quoted):
        odds += prior * NAMED_IN_CAPITALS * _likeness(quoted, placed[0], noise)
    if len(placed) == 1:
        far = distance(quoted, read)  # what is further from the reading than the quotation itself adds nothing
        odds += sum(
            chance * _read_as(other, read, noise) for other, chance in _others(quoted) if distance(other, read) <= far
        )
    return odds


def _namesake(quoted: str, read: str, noise: Noise) -> bool:
    """True for two names so alike that one is taken for the other; in a scan a misreading recurs less than its word,

    unless it is one that this source makes again and again, which then says nothing.
    """
    words, far = noise.habits.words, distance(quoted, read)
    if not read.isalpha() or far > NAMESAKE or min(len(quoted), len(read)) <= NAMESAKE + 1:
        return False
    if not noise.habits.channel.misreading(quoted, read).errors:
        return False
    if known(quoted) and not known(read) and far == 1 and noise.misread(quoted, read) > HABITUAL:
        return False
    if not noise.scanned:
        return True  # no scan: the source's name stands as it is printed, once or often
    return words[read] >= max(RECURS, NAMESAKE_SHARE * words[quoted])


def misread_again(quoted: str, read: str, noise: Noise) -> float:
    """What a misreading loses of its odds where the source has these letters again, and the quoted ones nowhere.

    Each time the scan must have misread the same word in the same way: letters of one shape it may, others hardly.
    """
    words = noise.habits.words
    if words[quoted] or not words[read]:
        return 1.0
    return float((AGAIN_ALIKE if alike(quoted, read) else AGAIN) ** (min(words[read], AGAIN_MOST) - 1))


def _likeness(quoted: str, placed: Token, noise: Noise) -> float:
    """Chance that a name mistaken for `quoted` is the one read: names are mistaken for names like them.

    Where letters are misread throughout, letters that no list has are a name spoilt, and no other name. Where hardly
    one is, they need not even read as a word of the language: names and abbreviations seldom do.
    """
    read = placed.letters
    far = distance(quoted, read)
    if len(quoted) == len(read) == 1:
        return INITIAL
    if known(read) and far <= NAMESAKE:
        return LISTED_NEAR**far
    spoilt = noise.scanned and noise.rate >= WORN and not noise.habits.real(read)
    named = legible(read) or printed_name(placed, noise)
    return UNLISTED_NEAR * PER_LETTER**far if named and not spoilt else 0.0


def printed_name(placed: Token, noise: Noise) -> bool:
    """True for what is written as names are where hardly a letter is misread: with a first capital, or in capitals

    among small letters (CSCE). It need not read as a word.
    """
    raw, rest = placed.raw, placed.raw[1:]
    short = raw.isupper() and len(raw) <= ABBREVIATION and not noise.capitals
    return noise.rate <= CLEAN_NEAR and raw.isalpha() and raw[:1].isupper() and (short or rest.islower())


def _longer_number(quoted: str, read: str) -> bool:
    """True for a number of more or fewer digits than the other; of days and pages (16 for 6) any is likely enough."""
    return (quoted + read).isdigit() and len(quoted) != len(read) and max(len(quoted), len(read)) > SHORT_NUMBER


def _stands(cause: Cause, read: str, placed: Sequence[Token], noise: Noise) -> float:
    """Chance that, where the author changed a word, the source is read as just these words."""
    if cause is Cause.NUMBER and (read.isdigit() or number_value(read) is not None):
        return OTHER_NUMBER
    odds = 1.0
    for token in placed:
        if noise.habits.real(token.letters) and not token.letters.isdigit():
            odds *= min(CONTENT_BOOST * noise.habits.share(token.letters), CONTENT_CAP)
        elif cause is Cause.NAME and token.raw[:1].isupper() and not noise.scanned:
            odds *= NAME_SHARE
        else:
            odds *= noise.habits.share(token.letters) + garbled(token.letters, noise)
    return odds


def garbled(letters: str, noise: Noise) -> float:
    """Chance that a word unlike the quotation's was misread into just these letters."""
    words, total = noise.habits.words, noise.habits.total
    near = sum(
        min(CONTENT_BOOST * max(often, words[other] / total), CONTENT_CAP) * noise.misread(other, letters)
        for other, often in neighbours(letters)
    )
    spoilt = 1.0 - (1.0 - noise.rate) ** len(letters)
    far = spoilt * FAR_GARBLED * LENGTH_SHARE * FAR_LETTER ** len(letters)
    return float(noise.weight * (near + far))


def _read_as(true: str, read: str, noise: Noise) -> float:
    if true == read:
        return 1.0
    return noise.weight * noise.misread(true, read)


@lru_cache(maxsize=4096)
def _others(quoted: str) -> tuple[tuple[str, float], ...]:
    """What an author is most likely to have had before him when he wrote `quoted`, with the chance of each."""
    return tuple(_likely(quoted))


def _likely(quoted: str) -> Iterator[tuple[str, float]]:
    if quoted in MODALS:
        yield from ((other, REPLACES[Cause.MODAL] / len(MODALS)) for other in sorted(MODALS - {quoted}))
    if quoted in QUANTIFIERS:
        yield from ((other, REPLACES[Cause.MODAL] / len(QUANTIFIERS)) for other in sorted(QUANTIFIERS - {quoted}))
    if quoted in TITLES:
        yield from ((other, REPLACES[Cause.NAME] / len(TITLES)) for other in sorted(TITLES - {quoted}))
    if quoted in FUNCTION_WORDS:
        near = sorted(word for word in FUNCTION_WORDS if word != quoted and abs(len(word) - len(quoted)) < 2)
        yield from ((other, REPLACES[Cause.FUNCTION_WORD] / len(near)) for other in near)
    if any(mark.isdigit() for mark in quoted):
        yield from _other_numbers(quoted)
        return
    found = forms(quoted) or regular_forms(quoted)
    yield from ((other, REPLACES[Cause.INFLECTION] / max(len(found), 2)) for other in found)


def _other_numbers(quoted: str) -> Iterator[tuple[str, float]]:
    """Numbers one digit away, and the same digits in another order."""
    places = [n for n, mark in enumerate(quoted) if mark.isdigit()]
    near = {quoted[:n] + digit + quoted[n + 1 :] for n in places for digit in "0123456789"}
    near |= {quoted[:n] + quoted[n + 1] + quoted[n] + quoted[n + 2 :] for n in places if n + 1 in places}
    near.discard(quoted)
    yield from ((other, REPLACES[Cause.NUMBER] / len(near)) for other in sorted(near))
