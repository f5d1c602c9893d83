"""Is it this word or that one? Its doubtful letters, one by one, laid over the page's own."""

from __future__ import annotations

import string
from dataclasses import dataclass

from verifier.texts.plate import Plate, Spelled
from verifier.texts.typeface import Look, Typeface

FIGURES = string.digits
MARGIN_MAX = 40.0  # log-likelihood ratios beyond it say nothing more
LONGER = 3.0  # the same for a word of another length than its ink and the white around it have room for
POOR, POOR_MIN = 4.0, 0.08  # deviations, and at least this, by which a letter may fit worse than usual and still be one
WORN = 2.0  # times the page's usual variance: what is doubted was worse struck or worse copied than most


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word on a plate, one of its stretches in doubt: letters `start`..`end` of `word.text` against `quoted`.

    `numbers` are those of the words that must not bear witness in their own case.
    """

    word: Spelled
    start: int
    end: int
    quoted: str
    numbers: frozenset[int]

    @property
    def read(self) -> str:
        """What the reading has in doubt, as it stands."""
        return self.word.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sight:
    """What the letters look like. `weight`: log-likelihood ratio of the quoted letters over their likeliest rival.

    Not `legible` with a weight below 0: unlike the quoted letters, and like none the page has an example of.
    """

    weight: float = 0.0
    legible: bool = False
    shown: str = ""


def seen(doubt: Doubt, plate: Plate, face: Typeface) -> Sight:
    """The doubtful letters as the page's own letters tell them; illegible where they can't be told apart or at all."""
    quoted = cased(doubt.quoted, doubt.read)
    same = len(quoted) == len(doubt.read)
    text = doubt.word.text[: doubt.start] + quoted + doubt.word.text[doubt.end :]
    cells = plate.cells(doubt.word.box, text)
    if cells is None and not same and doubt.word.text.rstrip(".,").replace(",", "").isalnum():
        return Sight(-LONGER, legible=True, shown=doubt.read) if plate.alone(doubt.word) else Sight()
    if cells is None or not face.own:
        return Sight()
    shown, weights = list(quoted), []
    for at, sign in enumerate(quoted):
        other = doubt.read[at] if same else ""
        if sign == other:
            continue
        window = plate.window(cells[doubt.start + at], face.wide)
        if window is None or not sign.isalnum():
            return Sight()
        look = Look(face, window, doubt.numbers)
        best, weight = _weighed(look, sign, rivals_of(sign, other))
        if not look.usual(best):
            return Sight(min(weight, 0.0))
        if look.fit(best) < look.usual(best) - max(POOR * face.spread, POOR_MIN):
            return Sight()
        shown[at] = best
        weights.append(weight)
    word = "".join(shown)
    if not weights or word not in (quoted, doubt.read):
        return Sight()  # what looks like a third word has been written over, or stands half under a stroke
    if word != quoted and doubt.quoted.isdigit() and any(map(str.isalpha, doubt.read)):
        return Sight()  # no number has a letter in it: a figure struck through looks like one
    return Sight(min(weights), legible=True, shown=word)


def _weighed(look: Look, sign: str, rivals: str) -> tuple[str, float]:
    """(the sign the letter fits best, log-likelihood ratio of `sign` over its likeliest rival)."""
    margins = {rival: look.margin(sign, rival) / WORN for rival in rivals}
    worst = min(margins, key=lambda rival: margins[rival])
    best = sign if margins[worst] >= 0 else worst
    return best, max(-MARGIN_MAX, min(MARGIN_MAX, margins[worst]))


def rivals_of(sign: str, read: str) -> str:
    """The signs that might stand where `sign` is quoted: figures for a figure, letters of its case for a letter."""
    read = read if read.isalnum() else ""
    kind = FIGURES if sign.isdigit() else string.ascii_uppercase if sign.isupper() else string.ascii_lowercase
    return "".join(dict.fromkeys(read + kind)).replace(sign, "")


def cased(word: str, like: str) -> str:
    """Folded letters as the page would have them: in the case of what is read there, its points and dashes between."""
    if sum(map(str.isalnum, like)) == len(word):
        letters = iter(word)
        inside = "".join(next(letters) if sign.isalnum() else sign for sign in like)
        pairs = zip(inside, like, strict=True)
        word = "".join(sign.upper() if other.isupper() else sign for sign, other in pairs)
    letters_read = [sign for sign in like if sign.isalpha()]
    if len(letters_read) > 1 and all(map(str.isupper, letters_read)):
        return word.upper()
    return word
