"""Why a word differs: for every difference one cause, and the odds that an author, not the scan, made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.alignment import Group, Token
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.channel import misreading
from verifier.verdicts.lexicon import (
    FUNCTION_WORDS,
    MODALS,
    MONTHS,
    NEGATIONS,
    QUANTIFIERS,
    known,
    number_value,
    same_spelling,
    same_stem,
    share,
)
from verifier.verdicts.marks import Word
from verifier.verdicts.noise import Noise

# How often an author changes one given word in one given way, per word of its class: half a per cent of the words of
# a careless quotation, more where a change pays (numbers, negations). What matters is their ratio to the scan's odds.
AUTHOR_REPLACES = {
    Cause.NEGATION: 0.01,
    Cause.NUMBER: 0.02,
    Cause.DATE: 0.01,
    Cause.MODAL: 0.002,
    Cause.NAME: 0.003,
    Cause.INFLECTION: 0.002,
    Cause.FUNCTION_WORD: 0.0002,
    Cause.CONTENT_WORD: 0.003,
}
AUTHOR_OMITS = 0.004  # chance that an author drops one given word unmarked
AUTHOR_ADDS = 0.004  # chance that an author adds a word at one given place
NAME_SHARE = 1e-4  # of names: how likely one given name stands where another was expected
CONTENT_BOOST = 20.0  # a word that fits the sentence is likelier there than in running text
SCAN_LOSES = 3e-4  # chance that a scan loses one short word whole
SCAN_JUNK = 0.02  # chance that a scan puts a scrap that is no word between two given words
SCAN_WORD = 1e-6  # chance that a scan puts a whole listed word there out of nothing
SCRAP = 2  # letters; shorter scraps between words are specks and rules, unless they are words

MAJOR = frozenset(
    {Cause.NEGATION, Cause.NUMBER, Cause.DATE, Cause.MODAL, Cause.NAME, Cause.CONTENT_WORD, Cause.ORDER}
    | {Cause.OMISSION, Cause.INSERTION}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One group of words explained. `author` (0..1) is the posterior that the words were changed without a mark."""

    group: Group
    cause: Cause
    author: float
    grade: Grade | None = None

    @property
    def grave(self) -> bool:
        """True for a change that would alter the sense."""
        return self.grade is Grade.MAJOR


def benign(group: Group, cause: Cause) -> Difference:
    """A difference nobody needs to answer for."""
    return Difference(group, cause, 0.0)


def explain_pair(group: Group, words: Sequence[Word], placed: Sequence[Token], noise: Noise) -> Difference:
    """A group with words on both sides that are not equal in letters."""
    quoted = "".join(word.token.letters for word in words)
    read = "".join(token.letters for token in placed)
    if _marked_edit(words, read):
        return benign(group, Cause.MARKED_EDIT)
    if _note_mark(quoted, read):
        return benign(group, Cause.PAGE_FURNITURE)
    cause = _cause(words, placed, quoted, read)
    if cause is Cause.SPELLING:
        return Difference(group, cause, 1.0 - noise.weight * 0.5, Grade.MINOR)
    author = AUTHOR_REPLACES[cause] * _specific(cause, quoted, read, placed)
    return _weighed(group, cause, author, _scan_odds(quoted, read, noise))


def _weighed(group: Group, cause: Cause, author: float, scan: float) -> Difference:
    posterior = author / (author + scan) if author + scan else 1.0
    if posterior < 0.5:
        return Difference(group, Cause.SCAN_MISREADING, posterior, _grade(cause))
    return Difference(group, cause, posterior, _grade(cause))


def _grade(cause: Cause) -> Grade:
    return Grade.MAJOR if cause in MAJOR else Grade.MINOR


def _scan_odds(true: str, read: str, noise: Noise) -> float:
    found = misreading(true, read)
    clean = 1e-6**found.errors if found.errors else 1.0
    return noise.weight * found.probability(noise.rate) + (1.0 - noise.weight) * clean * 1e-3


def _marked_edit(words: Sequence[Word], read: str) -> bool:
    """True where only bracketed letters differ: `assure[d]` over `assure`, `[T]he` over `the`."""
    if len(words) != 1 or words[0].head is None:
        return False
    head, tail = words[0].head, words[0].tail or ""
    spare = len(read) - len(head) - len(tail)
    return read.startswith(head) and read.endswith(tail) and 0 <= spare <= 4 and bool(head or tail)


def _note_mark(quoted: str, read: str) -> bool:
    """True where the source's word has only a note number stuck to it."""
    rest = read[len(quoted) :]
    return quoted.isalpha() and read.startswith(quoted) and rest.isdigit() and len(rest) <= 3


def _cause(words: Sequence[Word], placed: Sequence[Token], quoted: str, read: str) -> Cause:
    ours = [word.token.letters for word in words]
    theirs = [token.letters for token in placed]
    both = {*ours, *theirs}
    if number_value(quoted) is not None and number_value(quoted) == number_value(read):
        return Cause.SPELLING
    if both & NEGATIONS:
        return Cause.NEGATION
    if any(any(mark.isdigit() for mark in word) for word in ours) or number_value(quoted) is not None:
        return Cause.NUMBER
    if read.isdigit():
        return Cause.NUMBER
    if quoted in MONTHS or read in MONTHS:
        return Cause.DATE
    if (quoted in MODALS and read in MODALS) or (quoted in QUANTIFIERS and known(read)):
        return Cause.MODAL
    if same_spelling(quoted, read) and (known(read) or known(quoted)):
        return Cause.SPELLING
    if known(quoted) and known(read) and same_stem(quoted, read):
        return Cause.INFLECTION
    if all(word in FUNCTION_WORDS or len(word) == 1 for word in ours):
        return Cause.FUNCTION_WORD
    if words[0].token.raw[:1].isupper() and placed[0].raw[:1].isupper() and not known(quoted):
        return Cause.NAME
    return Cause.CONTENT_WORD


def _specific(cause: Cause, quoted: str, read: str, placed: Sequence[Token]) -> float:
    """Chance that the source's word is this one, given that the author changed it in this way."""
    if cause is Cause.NUMBER:
        return 0.3 if any(mark.isdigit() for mark in read) and not any(mark.isalpha() for mark in read) else 1e-5
    if cause is Cause.NAME:
        return NAME_SHARE
    if not all(known(token.letters) for token in placed):
        return share(read)
    if cause in {Cause.MODAL, Cause.INFLECTION}:
        return 0.1
    if cause is Cause.DATE:
        return 0.05
    if cause is Cause.NEGATION:
        return 0.2
    odds = 1.0
    for token in placed:
        odds *= min(CONTENT_BOOST * share(token.letters), 0.1)
    return odds


def explain_missing(group: Group, placed: Sequence[Token], noise: Noise) -> Difference:
    """Words of the source that the quotation leaves out without a mark."""
    author = scan = 1.0
    for token in placed:
        scrap = len(token.letters) <= SCRAP and token.letters not in FUNCTION_WORDS and not token.letters.isdigit()
        word = known(token.letters) and not scrap
        author *= AUTHOR_OMITS if word else AUTHOR_OMITS * 0.02
        scan *= noise.weight * (SCAN_WORD if word else SCAN_JUNK) + 1e-12
    cause = Cause.NEGATION if any(token.letters in NEGATIONS for token in placed) else Cause.OMISSION
    return _weighed(group, cause, author, scan)


def explain_added(group: Group, words: Sequence[Word], noise: Noise) -> Difference:
    """Words of the quotation that the source does not have."""
    author = scan = 1.0
    for word in words:
        author *= AUTHOR_ADDS
        letters = word.token.letters
        scan *= max(_scan_odds(letters, "", noise), noise.weight * SCAN_LOSES * (len(letters) <= 4))
    cause = Cause.NEGATION if any(word.token.letters in NEGATIONS for word in words) else Cause.INSERTION
    return _weighed(group, cause, author, scan)
