"""The picture as a witness: which of two words stands at a place of a page, as the page's own letters show it.

A scan's reading differs from a quotation by one figure or one short word, and whoever looked at the page would know
which it is. So the doubtful letters are laid over those of the same page that are read beyond doubt, and where that
does not settle it the word alone is read again, some ways over. What cannot be seen is said to be illegible.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from verifier.records.testimony import Question, Testimony
from verifier.records.text import Page, Word
from verifier.texts import rereads, tesseract
from verifier.texts.album import Album, Leaf, number_of
from verifier.texts.looks import Doubt, Sight, cased, seen
from verifier.texts.plate import Spelled

CLEAR = 4.0  # log-likelihood ratio from which what is seen settles it
REREAD = 4.0  # of two or more of the new readings having the quotation's word: one in a thousand has it by mistake
KEPT = 1.6  # of their having the reading's word: two in three right readings are confirmed, and one in ten wrong ones
AGREEING = 2  # of the new readings that must agree
STOPS = ".,"  # after a word these are what they seem, as a degree sign or a cent is not
WEIGHT_MAX = 6.0  # no picture is believed beyond one wrong testimony in four hundred


@dataclass(frozen=True)
class PictureWitness:
    """A witness for the pages of one document, a PDF or a picture file.

    Without `languages` (three letters) nothing is read again, and the letters' shapes speak alone.
    """

    body: bytes
    languages: tuple[str, ...] = ("eng",)
    album: Album = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "album", Album(self.body))

    def __call__(self, question: Question) -> Testimony | None:
        """What the picture shows at the place asked about; None where it cannot be drawn, or the words have no place.

        Never raises for what the document holds.
        """
        place = _place(question)
        leaf = self.album.leaf(question.source, question.other, place.page.index) if place else None
        if place is None or leaf is None:
            return None
        doubt = _doubt(place, leaf, question)
        signs = cased(doubt.quoted, doubt.read) + doubt.read
        faces = self.album.faces(question.source, question.other, leaf, signs)
        sight = seen(doubt, leaf.plate, next(faces))
        again = [] if sight.legible and abs(sight.weight) >= CLEAR else self._again(leaf, doubt)
        said = _testimony(doubt, sight, again)
        while abs(said.weight) < CLEAR and (face := next(faces, None)) is not None:
            more = seen(doubt, leaf.plate, face)
            said = _testimony(doubt, more, again) if more.weight else said
        return said

    def _again(self, leaf: Leaf, doubt: Doubt) -> list[str]:
        """The new readings of the word, where an engine is at hand and the doubt is about the whole of it."""
        engine = tesseract.engine_for(self.languages) if self.languages else None
        letters = sum(map(str.isalnum, doubt.word.text))
        if engine is None or letters != sum(map(str.isalnum, doubt.read)):
            return []
        figures = doubt.quoted.isdigit() and doubt.read.isdigit()
        with tempfile.TemporaryDirectory(prefix="verifier-", ignore_cleanup_errors=True) as folder:
            return rereads.reread(leaf.cut(doubt.word.box), Path(folder), engine, self.languages, figures=figures)


@dataclass(frozen=True, slots=True)
class _Place:
    """The one word of a page that holds the letters asked about: signs start..end of it."""

    page: Page
    number: int
    word: Word
    start: int
    end: int


def _place(question: Question) -> _Place | None:
    """Where the letters stand, if all stand in one word with a box."""
    source = question.source
    found = source.words_in(question.start, question.end)
    if len(found) != 1 or found[0][1].box is None:
        return None
    page, word = found[0]
    at = source.page_starts[source.page_at(question.start)] + word.start
    number = next(n for n, one in enumerate(page.words) if one == word)
    return _Place(page, number, word, max(question.start - at, 0), min(question.end - at, word.end - word.start))


def _doubt(place: _Place, leaf: Leaf, question: Question) -> Doubt:
    """The doubt about the letters, the signs around them left out unless they stand for letters themselves."""
    text = place.page.text[place.word.start : place.word.end]
    start, end, wanted = place.start, place.end, len(question.quoted)
    signs = [at for at in range(start, end) if text[at].isalnum()] or [start, end - 1]
    start, end = signs[0], signs[-1] + 1
    while end - start < wanted and end < len(text) and not text[end].isalnum() and text[end] not in STOPS:
        end += 1
    while end - start < wanted and start > 0 and not text[start - 1].isalnum():
        start -= 1
    word = Spelled(text, leaf.plate.words[place.number].box, 0.0)
    return Doubt(word, start, end, question.quoted, frozenset({number_of(leaf.index, place.number)}))


def _testimony(doubt: Doubt, sight: Sight, again: Sequence[str]) -> Testimony:
    """What was seen and what was read anew, as one: they err for different reasons."""
    read = "".join(filter(str.isalnum, doubt.read)).lower()
    quoted, kept = again.count(doubt.quoted), again.count(read)
    confirmed = kept >= AGREEING and not quoted
    weight = sight.weight if sight.legible or confirmed else 0.0  # who reads it anew vouches that it is no blot
    if quoted >= AGREEING and not kept:
        weight += REREAD
    elif confirmed:
        weight -= KEPT
    weight = max(-WEIGHT_MAX, min(WEIGHT_MAX, weight))
    shown = cased(doubt.quoted, doubt.read) if weight > 0 else doubt.read if weight < 0 else ""
    agreeing = quoted if weight > 0 else kept
    return Testimony(weight, bool(weight), shown, agreeing + sight.legible, len(again) + sight.legible)
