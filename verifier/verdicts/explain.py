"""Why a word differs: for every difference one cause, and the odds that an author, not the scan, made it."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.alignment import Group, Token
from verifier.alignment.numerals import same_ordinal
from verifier.alignment.words import distance
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.apart import apart, filled, moved
from verifier.verdicts.author import author_odds, misread_again
from verifier.verdicts.confusions import alike
from verifier.verdicts.conventions import contracted
from verifier.verdicts.explained import Difference, benign, weighed
from verifier.verdicts.figures import MAX_NOTE, OPEN, OPEN_HIGH, note_after_year, number_odds
from verifier.verdicts.garbles import hides, illegible, legible_there, other_inside, unjoined
from verifier.verdicts.lexicon import LIGHT_WORDS, NEGATIONS, known, share
from verifier.verdicts.marks import Word, fits_brackets, letters_meant
from verifier.verdicts.noise import COMMON, Noise, plausible
from verifier.verdicts.odds import posterior, put_in, scan_odds
from verifier.verdicts.spelling import legible, transliterated
from verifier.verdicts.strays import dropped_odds, may_deny, surely_debris
from verifier.verdicts.suspects import closed, grade_of, roman_for_roman, suspected
from verifier.verdicts.within import within

DOUBTED = 0.1  # posterior of a change from which a listed word read for a listed word is looked at, never passed
TELLING = 3  # letters of such a word: one or two are as often what is left of another
LOST = 3  # words that an engine passes over where a page is worn
SLIP_SHARE = 0.3  # of a word's letters: a source's own slip of spelling goes no further from the word meant


def explain_pair(group: Group, words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> Difference:
    """A group with words on both sides that are not equal in letters."""
    alone = len(words) == len(placed) == 1
    words, placed = unjoined(words, placed)
    read = "".join(token.letters for token in placed)
    quoted = letters_meant(words, read)
    excused = _excused(words, placed, quoted, read)
    if excused is not None:
        return benign(group, excused)
    roman = roman_for_roman(words, placed)
    suspect = Cause.NUMBER if roman else suspected(words, placed, quoted, read)
    if suspect is Cause.SPELLING:
        return weighed(group, Cause.SPELLING, Grade.MINOR, _respelt(quoted, read, noise))
    if suspect is not Cause.NAME and _slip(quoted, read, noise):  # mended unmarked, if this is no scan
        return weighed(group, Cause.SPELLING, Grade.MINOR, 1.0 - 0.5 * noise.weight)
    author = posterior(*_of_pair(suspect, words, placed, noise))
    author = max(author, other_inside(words, placed, read, noise))
    if noise.scanned:
        author = (number_odds if suspect is Cause.NUMBER else illegible)(author, quoted, read, noise)
    if suspect is Cause.NAME and noise.declared and alike(quoted, read) and not known(read):
        author = min(author, OPEN_HIGH)  # Qzal, and Qzal again: a type's O, or another man; its look-alikes accuse none
    other = alone and noise.declared and _another_word(suspect, quoted, read, noise)  # of such the page can be seen
    trace = suspect is Cause.NEGATION and _traces(words, quoted, read, noise)
    doubtful = trace or roman or (other and author > DOUBTED)
    if doubtful or _left_open(words, quoted, read, noise) or closed(suspect, quoted, read):
        author = max(author, OPEN)  # a real word for a real word, either of which would do: only the page settles it
    return weighed(group, suspect, grade_of(suspect), author)


def _another_word(suspect: Cause, quoted: str, read: str, noise: Noise) -> bool:
    """True for a word that stands for another in its own right, not for a misreading of it.

    A listed word differs by more than a letter: "met" for "I'm" may be a "not" that was dropped. A form of the same
    word may differ by one, and so may a name: nobody's list has Wicklund, and yet it is no misread Wickland.
    """
    if suspect is Cause.INFLECTION:
        return True
    if suspect is Cause.NAME and (legible(read) or known(read)):
        return True
    return len(read) >= TELLING and share(read) > COMMON and noise.habits.real(quoted) and distance(quoted, read) > 1


def _traces(words: Sequence[Word], quoted: str, read: str, noise: Noise) -> bool:
    """True where too little is left of a denial to pass it: as many misreadings as it has letters, if others stand

    beside it; of itself more than half ("riot" for "not" is one).
    """
    errors = noise.habits.channel.misreading(quoted, read).errors
    denials = [len(word.token.letters) for word in words if word.token.letters in NEGATIONS]
    return errors > len(quoted) // 2 or (len(words) > 1 and errors >= min(denials, default=len(quoted)))


def _of_pair(suspect: Cause, words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> tuple[float, float]:
    """Odds (author's, scan's) of what is read, as one run or word by word."""
    read = "".join(token.letters for token in placed)
    quoted = letters_meant(words, read)
    if suspect is Cause.NAME and len(words) > 1:
        suspect = Cause.CONTENT_WORD  # a name is taken for a name like it, not for two words run together
    author, scan = author_odds(suspect, quoted, read, placed, noise), scan_odds(quoted, read, noise)
    if suspect is Cause.NAME:
        scan *= misread_again(quoted, read, noise)
    if not noise.scanned:
        return author, scan
    changed, misread = apart(words, placed, noise)
    changed += within(words, placed, quoted, read, noise)
    return author + changed, scan * moved(words, placed, noise) + filled(words, placed, noise) + misread


def _excused(words: Sequence[Word], placed: Sequence[Token], quoted: str, read: str) -> Cause | None:
    """Why nobody need answer for these words: brackets, another script, an ordinal, a note's mark; else None."""
    if len(words) == 1 and fits_brackets(words[0], read):
        return Cause.MARKED_EDIT
    raw = "".join(word.token.raw for word in words), "".join(token.raw for token in placed)
    if transliterated(*raw) or same_ordinal(quoted, read):
        return Cause.TYPOGRAPHY
    if _note_mark(quoted, read) or note_after_year(quoted, placed[0].raw):
        return Cause.PAGE_FURNITURE
    return None


def _respelt(quoted: str, read: str, noise: Noise) -> float:
    """The posterior that an author spelt a word anew."""
    if any(mark.isdigit() for mark in quoted + read):
        return 1.0  # no scan writes a number out
    short = contracted(quoted, read)  # nor does it often write one out, though it may lose a letter of two words
    return max(0.0, 1.0 - (1.0 - OPEN if short else 1.5) * noise.weight)


def _left_open(words: Sequence[Word], quoted: str, read: str, noise: Noise) -> bool:
    """True where what is read may hide another word, or text of which no misreading is known has a word for a word."""
    return hides(words, quoted, read, noise) or (not noise.scanned and noise.habits.real(read))


def _note_mark(quoted: str, read: str) -> bool:
    """True where the source's word has only a note number stuck to it."""
    rest = read[len(quoted) :]
    return quoted.isalpha() and read.startswith(quoted) and rest.isdigit() and len(rest) <= MAX_NOTE


def _slip(quoted: str, read: str, noise: Noise) -> bool:
    """True where text that is no scan's has a misspelt word, and the quotation the right one."""
    if noise.scanned or plausible(read) or noise.habits.real(read) or not (quoted + read).isalpha():
        return False
    errors = distance(quoted, read)
    return errors <= max(1, SLIP_SHARE * len(quoted))


def explain_missing(group: Group, placed: Sequence[Token], noise: Noise) -> Difference:
    """Words of the source that the quotation leaves out without a mark."""
    author = dropped_odds(placed, noise)
    if may_deny(placed) and not surely_debris(placed, noise):
        author = max(author, OPEN)
    suspect = Cause.NEGATION if any(token.letters in NEGATIONS for token in placed) else Cause.OMISSION
    if noise.worn and not any(legible_there(token.letters, noise) for token in placed):
        author = min(author, OPEN_HIGH)  # garbles, of which nobody can say that they are words
    small = all(token.letters in LIGHT_WORDS for token in placed) and suspect is Cause.OMISSION
    grade = Grade.MINOR if small else Grade.MAJOR
    return weighed(group, suspect, grade, author)


def explain_added(group: Group, words: Sequence[Word], noise: Noise) -> Difference:
    """Words of the quotation that the source does not have."""
    suspect = Cause.NEGATION if any(word.token.letters in NEGATIONS for word in words) else Cause.INSERTION
    odds = posterior(*put_in(words, noise))
    if any(mark.isdigit() for word in words for mark in word.token.letters):
        odds = max(odds, OPEN)  # a figure that the page does not show is never taken on trust
    if noise.worn and len(words) <= LOST:
        odds = min(odds, OPEN_HIGH)  # an engine passes over what it cannot read
    small = all(word.token.letters in LIGHT_WORDS for word in words) and suspect is Cause.INSERTION
    return weighed(group, suspect, Grade.MINOR if small else Grade.MAJOR, odds)
