"""What a difference would be if the author made it: the cause suspected, and how grave that is."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.alignment import Token
from verifier.alignment.numerals import is_roman, number_value
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.confusions import alike
from verifier.verdicts.conventions import contracted, one_number, same_spelling
from verifier.verdicts.figures import YEAR
from verifier.verdicts.lexicon import (
    AFFIRMED,
    FUNCTION_WORDS,
    MODALS,
    MONTHS,
    NEGATIONS,
    OPPOSITES,
    QUANTIFIERS,
    TITLES,
    known,
    same_stem,
)
from verifier.verdicts.marks import Word

CLOSED = frozenset({Cause.MODAL, Cause.NEGATION, Cause.DATE})
MAJOR = frozenset({Cause.NEGATION, Cause.NUMBER, Cause.DATE, Cause.MODAL, Cause.NAME, Cause.CONTENT_WORD, Cause.ORDER})


def suspected(words: Sequence[Word], placed: Sequence[Token], quoted: str, read: str) -> Cause:
    """The cause this difference would have if the author made it."""
    ours = {word.token.letters for word in words}
    theirs = {token.letters for token in placed}
    if _one_year(quoted, read) or _shortened_month(quoted, read):
        return Cause.SPELLING  # "1950-54" written out, or the other way about
    if one_number(quoted, read) or contracted(quoted, read):
        return Cause.SPELLING
    if bool(ours & NEGATIONS) != bool(theirs & NEGATIONS):
        return Cause.NEGATION
    figures = read.isdigit() and len(read) > 1 and not (quoted.isalpha() and alike(quoted, read))  # DO is read as 00
    if any(mark.isdigit() for mark in quoted) or number_value(quoted) is not None or figures:
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


def _shortened_month(quoted: str, read: str) -> bool:
    """True for one month written out and cut short: July, Jul."""
    return {quoted, read} <= MONTHS and (quoted.startswith(read) or read.startswith(quoted))


def _one_year(quoted: str, read: str) -> bool:
    """True for a year in full and by its last two digits."""
    short, full = sorted((quoted, read), key=len)
    return short.isdigit() and full.isdigit() and (len(short), len(full)) == (2, YEAR) and full.endswith(short)


def roman_for_roman(words: Sequence[Word], placed: Sequence[Token]) -> bool:
    """True for one Roman numeral in place of another."""
    if len(words) != 1 or len(placed) != 1 or not is_roman(words[0].token.raw):
        return False
    read = placed[0].raw
    return is_roman(read.upper() if len(words[0].token.raw) > 1 else read)  # a scan misreads their case as well


def _named(words: Sequence[Word], placed: Sequence[Token], quoted: str) -> bool:
    """True for words with a capital on both sides, inside the quotation or known to no list; no title or small word."""
    first = words[0].token
    if len(words) == 1 and quoted in FUNCTION_WORDS | TITLES:
        return False  # "The" begins a sentence, "Mr" stands before a name
    if not (first.raw[:1].isupper() and placed[0].raw[:1].isupper()):
        return False
    return not known(quoted) or (first.start > 0 and not first.raw.isupper())


def grade_of(cause: Cause) -> Grade:
    """How grave a change of this cause is: major where it may alter the sense."""
    return Grade.MAJOR if cause in MAJOR else Grade.MINOR


def closed(suspect: Cause, quoted: str, read: str) -> bool:
    """True where a word of a small closed class stands for another of it: modals, months, titles, numbers in words.

    So does a denial for the word it denies, which one lost letter makes of it as well as an author: neither, either.
    Or a known name for a known name, by letters that do not look alike: Iran, Iraq.
    """
    if suspect is Cause.NAME and len(quoted) == len(read):
        return known(quoted) and known(read) and not alike(quoted, read)
    if suspect is Cause.NUMBER:
        return read.isalpha() and number_value(read) is not None
    if quoted in TITLES and read in TITLES:
        return True
    return suspect in CLOSED and read in MODALS | QUANTIFIERS | NEGATIONS | MONTHS | AFFIRMED
