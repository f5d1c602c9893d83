"""Why a word differs: for every difference one cause, and the odds that an author, not the scan, made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.alignment import Group, Token
from verifier.alignment.numerals import is_roman, number_value, same_ordinal
from verifier.alignment.words import distance
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.author import ADDS, DENIES, PASSAGE, RUNS_ON, author_odds, misread_again
from verifier.verdicts.confusions import alike
from verifier.verdicts.conventions import contracted, one_number, same_spelling
from verifier.verdicts.figures import MAX_NOTE, OPEN, OPEN_HIGH, YEAR, note_after_year, number_odds
from verifier.verdicts.lexicon import (
    FUNCTION_WORDS,
    LIGHT_WORDS,
    MODALS,
    MONTHS,
    NEGATIONS,
    OPPOSITES,
    QUANTIFIERS,
    known,
    same_stem,
)
from verifier.verdicts.marks import Word, fits_brackets
from verifier.verdicts.noise import Noise, plausible
from verifier.verdicts.spelling import legible, transliterated
from verifier.verdicts.strays import dropped_odds, may_deny

CONVERTED = 1e-5  # chance that text never scanned has a letter wrong through a converter's fault, per letter
MAKES_A_WORD = 1e-4  # and that such a fault makes one real word of another: a converter's faults are signs, not words
SLIP_SHARE = 0.3  # of a word's letters: a source's own slip of spelling goes no further from the word meant
SCAN_LOSES = 5e-4  # chance that a scan loses one given short word whole, in a blot or at a line's end
SCAN_LOSES_MORE = 0.03  # of such losses for every misread letter: a worse scan loses more
SCAN_LOSES_LINE = 2e-4  # chance that it loses a run of words there: the end of a line, a line
ONE_LETTER = 0.25  # of the odds that an author adds a word, for "a" or a numeral of one letter
LINE_WORDS = 14
LOSABLE = 4  # letters; longer words leave a trace
STAMP_WORDS = 8  # words that a stamp or a margin runs into a line

TELLING = 6  # letters a word must have for that: what is left of shorter ones is luck
UNLIKE = 0.5  # share of letters that differ from which a garble supports no word at all
SCANNED = 0.5  # odds that the text came off a scan, below which none of its words is taken for a misreading
WORN = 0.025  # misread letters per letter from which garbles are the rule, and the channel's odds are to be trusted
TORN = 3  # letters misread from which a garble that fits two modals alike is neither
SWALLOWED = 2  # times the quotation's letters, and as many more, under which another word may lie: lost spaces join

CLOSED = frozenset({Cause.MODAL, Cause.NEGATION, Cause.DATE})
MAJOR = frozenset({Cause.NEGATION, Cause.NUMBER, Cause.DATE, Cause.MODAL, Cause.NAME, Cause.CONTENT_WORD, Cause.ORDER})


@dataclass(frozen=True, slots=True)
class Difference:
    """One group of words explained. `author` (0..1) is the posterior that they were changed without a mark.

    `cause` is the likelier cause; `suspect` the one it would have if the author made it. `elsewhere` are words that
    only another reading of the page has here; `stitched` says that the words stand in another part of the source,
    `hidden` what covers the page where they are missing, `testimony` what the page's picture shows where it was asked.
    """

    group: Group
    cause: Cause
    suspect: Cause
    author: float
    grade: Grade | None = None
    elsewhere: str = ""
    stitched: bool = False
    hidden: str = ""
    testimony: str = ""

    @property
    def grave(self) -> bool:
        """True for a change that would alter the sense."""
        return self.grade is Grade.MAJOR


def benign(group: Group, cause: Cause) -> Difference:
    """A difference nobody needs to answer for."""
    return Difference(group, cause, cause, 0.0)


def weighed(group: Group, suspect: Cause, grade: Grade, author: float) -> Difference:
    """The difference with its likelier cause named."""
    return Difference(group, suspect if author >= 0.5 else Cause.SCAN_MISREADING, suspect, author, grade)


def _posterior(author: float, scan: float) -> float:
    return author / (author + scan) if author + scan > 0 else 1.0


def explain_pair(
    group: Group, words: Sequence[Word], placed: Sequence[Token], noise: Noise, beside: tuple[float, float] = (0.0, 0.0)
) -> Difference:
    """A group with words on both sides that are not equal in letters.

    `beside` are the odds (author's, scan's) of the same words paired in another way.
    """
    quoted = "".join(word.token.letters for word in words)
    read = "".join(token.letters for token in placed)
    if len(words) == 1 and fits_brackets(words[0], read):
        return benign(group, Cause.MARKED_EDIT)
    raw = "".join(word.token.raw for word in words), "".join(token.raw for token in placed)
    if transliterated(*raw) or same_ordinal(quoted, read):
        return benign(group, Cause.TYPOGRAPHY)
    if _note_mark(quoted, read) or note_after_year(quoted, placed[0].raw):
        return benign(group, Cause.PAGE_FURNITURE)
    roman = _roman(words, placed)
    suspect = Cause.NUMBER if roman else _suspect(words, placed, quoted, read)
    if suspect is Cause.SPELLING:
        figures = any(mark.isdigit() for mark in quoted + read)  # no scan writes a number out
        short = contracted(quoted, read)  # nor does it often write one out, though it may lose a letter of two words
        sure = 1.0 if figures else 1.0 - (1.0 - OPEN if short else 1.5) * noise.weight
        return weighed(group, Cause.SPELLING, Grade.MINOR, max(0.0, sure))
    if suspect is not Cause.NAME and _slip(quoted, read, noise):  # mended unmarked, if this is no scan
        return weighed(group, Cause.SPELLING, Grade.MINOR, 1.0 - 0.5 * noise.weight)
    scan = scan_odds(quoted, read, noise) * (misread_again(quoted, read, noise) if suspect is Cause.NAME else 1.0)
    author = _posterior(beside[0] + author_odds(suspect, quoted, read, placed, noise), beside[1] + scan)
    author = max(author, _other_inside(words, placed, read, noise))
    if noise.weight >= 0.5 and suspect is not Cause.NUMBER:
        author = _illegible(author, quoted, read, noise)
    if suspect is Cause.NUMBER and noise.weight >= 0.5:
        author = number_odds(author, quoted, read, noise)
    if _hides(words, quoted, read):
        author = max(author, OPEN)
    if noise.weight < SCANNED and noise.habits.real(read):
        author = max(author, OPEN)  # no misreading is known of this text: a word for a word is somebody's doing
    if roman or _closed(suspect, quoted, read):
        author = max(author, OPEN)  # a real word for a real word, either of which would do: only the page settles it
    return weighed(group, suspect, _grade(suspect), author)


def _other_inside(words: Sequence[Word], placed: Sequence[Token], read: str, noise: Noise) -> float:
    """The posterior of a change where words run together are the quotation's but for one: `yellowlight`, quoted

    as "pallid light"; 0 where they are not.
    """
    low, high = 0, len(words)
    while high - low > 1 and read.endswith(words[high - 1].token.letters):
        read = read.removesuffix(words[high - 1].token.letters)
        high -= 1
    while high - low > 1 and read.startswith(words[low].token.letters):
        read = read.removeprefix(words[low].token.letters)
        low += 1
    quoted = "".join(word.token.letters for word in words[low:high])
    if high - low == len(words) or distance(quoted, read) < 2 or not noise.habits.real(read):
        return 0.0  # one letter more may stand for the space
    token = [Token(placed[0].start, placed[-1].end, read, read)]
    suspect = _suspect(words[low:high], token, quoted, read)
    if suspect is Cause.SPELLING:
        return 0.0
    return _posterior(author_odds(suspect, quoted, read, token, noise), scan_odds(quoted, read, noise))


def _closed(suspect: Cause, quoted: str, read: str) -> bool:
    """True where a word of a small closed class stands for another of it: modals, months, numbers in words.

    Or a known name for a known name, by letters that do not look alike: Iran, Iraq.
    """
    if suspect is Cause.NAME and len(quoted) == len(read):
        return known(quoted) and known(read) and not alike(quoted, read)
    if suspect is Cause.NUMBER:
        return read.isalpha() and number_value(read) is not None
    return suspect in CLOSED and read in MODALS | QUANTIFIERS | NEGATIONS | MONTHS


def _illegible(author: float, quoted: str, read: str, noise: Noise) -> float:
    """A garble proves no other word, and one that is unlike the quotation's word does not prove that one either.

    Where letters are misread throughout, and not in a blot here and there, the channel knows what to expect of them.
    """
    if noise.habits.real(read) or noise.rate >= WORN:
        return author
    unlike = len(quoted) >= TELLING and distance(quoted, read) > UNLIKE * max(len(quoted), len(read))
    if legible(read):
        return max(author, OPEN_HIGH) if unlike else author
    return min(max(author, OPEN), OPEN_HIGH) if unlike else min(author, OPEN_HIGH)


def _hides(words: Sequence[Word], quoted: str, read: str) -> bool:
    """True where the garble is nearer to the words with a denial among them, or as near with another modal, or longer

    than they are by a word.
    """
    if len(read) >= SWALLOWED * len(quoted) + SWALLOWED:
        return True
    letters, odd = [word.token.letters for word in words], distance(quoted, read)
    if len(read) > len(quoted) and not NEGATIONS.intersection(letters):
        denied = (_with(letters, n, n, denial) for n in range(len(letters) + 1) for denial in ("not", "no"))
        if min(distance(other, read) for other in denied) <= odd - 2:
            return True
    swapped = (
        _with(letters, n, n + 1, other)
        for n, word in enumerate(letters) if word in MODALS for other in MODALS - {word}
    )  # fmt: skip
    nearest = min((distance(other, read) for other in swapped), default=odd + 1)
    return nearest < odd or nearest == odd >= TORN


def _with(letters: Sequence[str], start: int, end: int, word: str) -> str:
    return "".join([*letters[:start], word, *letters[end:]])


def _grade(cause: Cause) -> Grade:
    return Grade.MAJOR if cause in MAJOR else Grade.MINOR


def scan_odds(true: str, read: str, noise: Noise) -> float:
    """Chance that `true` is read as `read`: by a scan, or by the fault of a converter where there was no scan."""
    converted = CONVERTED ** noise.habits.channel.misreading(true, read).errors
    if true != read and read and noise.habits.real(true) and noise.habits.real(read):
        converted *= MAKES_A_WORD
    return noise.weight * noise.misread(true, read) + (1.0 - noise.weight) * converted * 0.1


def _note_mark(quoted: str, read: str) -> bool:
    """True where the source's word has only a note number stuck to it."""
    rest = read[len(quoted) :]
    return quoted.isalpha() and read.startswith(quoted) and rest.isdigit() and len(rest) <= MAX_NOTE


def _slip(quoted: str, read: str, noise: Noise) -> bool:
    """True where text that is no scan's has a misspelt word, and the quotation the right one."""
    if noise.weight >= 0.5 or plausible(read) or noise.habits.real(read) or not (quoted + read).isalpha():
        return False
    errors = distance(quoted, read)
    return errors <= max(1, SLIP_SHARE * len(quoted))


def _suspect(words: Sequence[Word], placed: Sequence[Token], quoted: str, read: str) -> Cause:
    """The cause this difference would have if the author made it."""
    ours = {word.token.letters for word in words}
    theirs = {token.letters for token in placed}
    if quoted.isdigit() and read.isdigit() and quoted[-len(read) :] == read and (len(quoted), len(read)) == (YEAR, 2):
        return Cause.SPELLING  # "1950-54" written out
    if one_number(quoted, read) or contracted(quoted, read):
        return Cause.SPELLING
    if bool(ours & NEGATIONS) != bool(theirs & NEGATIONS):
        return Cause.NEGATION
    if any(mark.isdigit() for mark in quoted) or number_value(quoted) is not None or (read.isdigit() and len(read) > 1):
        return Cause.NUMBER
    if quoted in MONTHS or (read in MONTHS and placed[0].raw[:1].isupper()):  # "nov" is as often a misread "now"
        return Cause.DATE
    if quoted in MODALS and read in MODALS:
        return Cause.MODAL
    if same_spelling(quoted, read) and (known(read) or known(quoted)):
        return Cause.SPELLING
    if known(quoted) and known(read) and same_stem(quoted, read):
        return Cause.INFLECTION
    if quoted in QUANTIFIERS and known(read):
        return Cause.MODAL
    if frozenset((quoted, read)) in OPPOSITES:
        return Cause.CONTENT_WORD
    if quoted in FUNCTION_WORDS and (read in FUNCTION_WORDS or not known(read)):
        return Cause.FUNCTION_WORD
    return Cause.NAME if _named(words, placed, quoted) else Cause.CONTENT_WORD


def _roman(words: Sequence[Word], placed: Sequence[Token]) -> bool:
    """True for one Roman numeral in place of another."""
    if len(words) != 1 or len(placed) != 1 or not is_roman(words[0].token.raw):
        return False
    read = placed[0].raw
    return is_roman(read.upper() if len(words[0].token.raw) > 1 else read)  # a scan misreads their case as well


def _named(words: Sequence[Word], placed: Sequence[Token], quoted: str) -> bool:
    """True for words with a capital on both sides, inside the quotation or known to no list."""
    first = words[0].token
    if not (first.raw[:1].isupper() and placed[0].raw[:1].isupper()):
        return False
    return not known(quoted) or (first.start > 0 and not first.raw.isupper())


def explain_missing(group: Group, placed: Sequence[Token], noise: Noise) -> Difference:
    """Words of the source that the quotation leaves out without a mark."""
    author = dropped_odds(placed, noise)
    if may_deny(placed):
        author = max(author, OPEN)
    suspect = Cause.NEGATION if any(token.letters in NEGATIONS for token in placed) else Cause.OMISSION
    small = all(token.letters in LIGHT_WORDS for token in placed) and suspect is Cause.OMISSION
    grade = Grade.MINOR if small else Grade.MAJOR
    return weighed(group, suspect, grade, author)


def explain_added(group: Group, words: Sequence[Word], noise: Noise) -> Difference:
    """Words of the quotation that the source does not have."""
    suspect = Cause.NEGATION if any(word.token.letters in NEGATIONS for word in words) else Cause.INSERTION
    odds = _posterior(*put_in(words, noise))
    if any(mark.isdigit() for word in words for mark in word.token.letters):
        odds = max(odds, OPEN)  # a figure that the page does not show is never taken on trust
    small = all(word.token.letters in LIGHT_WORDS for word in words) and suspect is Cause.INSERTION
    return weighed(group, suspect, Grade.MINOR if small else Grade.MAJOR, odds)


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


def paired(words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> tuple[float, float]:
    """Odds that the author changed what stood here into these words, and that the scan misread them."""
    quoted = "".join(word.token.letters for word in words)
    read = "".join(token.letters for token in placed)
    suspect = _suspect(words, placed, quoted, read)
    if suspect is Cause.SPELLING:
        return 1.0, 0.0  # no matter of odds
    return author_odds(suspect, quoted, read, placed, noise), scan_odds(quoted, read, noise)
