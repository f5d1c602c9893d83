"""The page's picture heard: where a verdict hangs on a word that a scan may have misread, a witness is asked.

The room itself reads nothing: whoever calls the judge hands the witness in, as a function.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import exp

from verifier.alignment import Token
from verifier.alignment.words import distance
from verifier.records.testimony import Question, Testimony, Witness
from verifier.records.text import SourceText
from verifier.records.verdict import Cause
from verifier.verdicts.author import printed_name
from verifier.verdicts.confusions import alike
from verifier.verdicts.differences import Laid
from verifier.verdicts.explained import Difference, weighed
from verifier.verdicts.lexicon import known, share
from verifier.verdicts.noise import COMMON, Noise
from verifier.verdicts.outcome import FAIL_ODDS, PASS_ODDS
from verifier.verdicts.readings import Reading
from verifier.verdicts.spelling import legible

_FIGURES = re.compile(r"\d+(?:st|nd|rd|th|s)?")
ASKED_MAX = 6  # words of one quotation the picture is asked about; one that needs more was not found, or not read
DOUBTED, CERTAIN = 0.02, 0.99  # posteriors of a change between which one clear look at the page may turn a verdict
MISREAD_MAX = 2  # letters in which two words may differ and yet one be read for the other


def pictured(reading: Reading, other: SourceText | None, witness: Witness | None) -> Reading:
    """The reading with every open difference weighed by what the page's picture shows there.

    `other` is the second reading of the page. Nothing is asked where the answer could not turn the verdict.
    """
    if witness is None:
        return reading
    asked = {
        difference for laid, difference in _pairs(reading) if _open(difference) and _tells(laid, difference, reading)
    }
    decided = any(found.grave and found.author >= FAIL_ODDS and not _open(found) for found in reading.all)
    if not asked or decided or len(asked) > ASKED_MAX:
        return reading
    parts = tuple(
        tuple(
            _heard(reading, laid, found, other, witness) if laid and found in asked else found for found in found_here
        )
        for laid, found_here in zip(reading.laid, reading.differences, strict=True)
    )
    return replace(reading, differences=parts)


def _pairs(reading: Reading) -> list[tuple[Laid, Difference]]:
    parts = zip(reading.laid, reading.differences, strict=True)
    return [(laid, difference) for laid, found in parts if laid for difference in found]


def _open(difference: Difference) -> bool:
    """True for a word read as another that only the page can settle."""
    group = difference.group
    both = group.q0 < group.q1 and group.s0 < group.s1
    return both and difference.grade is not None and DOUBTED <= difference.author < CERTAIN and not difference.hidden


def _tells(laid: Laid, difference: Difference, reading: Reading) -> bool:
    """True where a look may turn the verdict for good reason.

    A quotation that passes is not failed by letters that look like its own: worn type fools the look as it did the
    engine, and a source that has SOI for SDI once has it all along. Only where they make a listed word is it asked.
    """
    quoted, read = laid.quoted_letters(difference.group), laid.placed_letters(difference.group)
    return reading.faithful < PASS_ODDS or not alike(quoted, read) or share(read) > COMMON


def _heard(
    reading: Reading, laid: Laid, difference: Difference, other: SourceText | None, witness: Witness
) -> Difference:
    words, placed = _asked_about(laid, difference)
    quoted = "".join(token.letters for token in words)
    read = "".join(token.letters for token in placed)
    if not 0 < distance(quoted, read) <= MISREAD_MAX:  # none: a number's point alone, which no letter shows
        return difference
    said = witness(Question(reading.source, placed[0].start, placed[-1].end, quoted, other))
    if said is None:
        return difference
    if said.weight < 0 and not _a_word(difference.suspect, quoted, placed, reading.noise):
        said = Testimony()  # a worn letter may well look like another, but the page has no word that is none
    return _weighed(difference, said)


def _a_word(suspect: Cause, quoted: str, placed: Sequence[Token], noise: Noise) -> bool:
    """True for letters that a page may have as they are read: a figure, a word, a name.

    Letters that no list has are no other word in place of a listed one, however much they read like some: PROGPESS.
    Nor are letters another figure: Ilth is 11th.
    """
    read = "".join(token.letters for token in placed)
    if _FIGURES.fullmatch(read) or known(read) or noise.habits.real(read):
        return True
    if _FIGURES.fullmatch(quoted):
        return False
    if len(placed) == 1 and printed_name(placed[0], noise):
        return True
    return legible(read) and (suspect is Cause.NAME or not known(quoted))


def _asked_about(laid: Laid, difference: Difference) -> tuple[Sequence[Token], Sequence[Token]]:
    """The words that differ; of as many on either side the one pair of figures, for around it are only garbles."""
    group = difference.group
    words, placed = laid.quoted[group.q0 : group.q1], laid.placed[group.s0 : group.s1]
    if len(words) == len(placed) > 1:
        pairs = [(one, other) for one, other in zip(words, placed, strict=True) if one.letters != other.letters]
        figures = [pair for pair in pairs if pair[0].letters.isdigit() and pair[1].letters.isdigit()]
        if len(figures) == 1:
            return [figures[0][0]], [figures[0][1]]
    return words, placed


def _weighed(difference: Difference, said: Testimony) -> Difference:
    if not said.legible or difference.grade is None:
        return replace(difference, testimony="the picture is not legible here")
    odds = difference.author / (1.0 - difference.author) * exp(-said.weight)
    found = weighed(difference.group, difference.suspect, difference.grade, odds / (1.0 + odds))
    return replace(found, testimony=f"the picture shows {said.shown!r} in {said.agreeing} of {said.looks} looks at it")
