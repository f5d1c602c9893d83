"""Note bodies that open with their label: at page feet, after a chapter, or under a Notes heading at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from verifier.manuscripts.shapes.marks import SUPERSCRIPTS, Family, Mark, chain, find_marks, find_weak_marks
from verifier.manuscripts.shapes.pieces import Piece
from verifier.manuscripts.shapes.words import opens_bibliography, opens_notes
from verifier.records.spans import Span

TRUST = 0.6  # share of label-led paragraphs that a mark must call, else they are a numbered list
ENOUGH = 3  # marks or bodies in a row: two may be chance
BARE_TRUST = 0.5  # the same for labels that lists do not use (superscripts, square brackets)


class Label(StrEnum):
    """How a note's body prints its number."""

    SUPERSCRIPT = "superscript"
    BRACKET = "bracket"
    CARET = "caret"
    PAREN = "paren"
    DOT = "dot"
    BARE = "bare"
    SYMBOL = "symbol"
    TAGGED = "tagged"


_OPENINGS: dict[Label, re.Pattern[str]] = {
    Label.SUPERSCRIPT: re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)[.)]?\s*"),
    Label.BRACKET: re.compile(r"\[\^?(\d{1,4})\]:?\s*"),
    Label.CARET: re.compile(r"\^(\d{1,4})[.:)]?\s*"),
    Label.PAREN: re.compile(r"\((\d{1,4})\)\s*"),
    Label.DOT: re.compile(r"(\d{1,4})[.)]\s+"),
    Label.BARE: re.compile(r"(\d{1,4})(?:\s+|(?=[“\"‘«„(<*_A-ZÀ-Ý]))(?=[^\W\d_]|[“\"‘'«„(<*_\[])"),
    Label.TAGGED: re.compile(r"(?:<sup>\[?(\d{1,4})\]?</sup>)[.:)]?\s*", re.IGNORECASE),
    Label.SYMBOL: re.compile(r"([†‡§¶‖]+|\*{1,3})\s+"),
}
_CALLED_BY: dict[Label, tuple[Family, ...]] = {
    Label.SUPERSCRIPT: (Family.SUPERSCRIPT,),
    Label.BRACKET: (Family.BRACKET, Family.SUPERSCRIPT, Family.TAGGED),
    Label.CARET: (Family.CARET,),
    Label.PAREN: (Family.PAREN, Family.SUPERSCRIPT, Family.GLUED),
    Label.DOT: (Family.SUPERSCRIPT, Family.GLUED, Family.BRACKET, Family.PAREN, Family.TAGGED),
    Label.BARE: (Family.GLUED, Family.SUPERSCRIPT, Family.TAGGED),
    Label.SYMBOL: (Family.SYMBOL,),
    Label.TAGGED: (Family.TAGGED,),
}


@dataclass(frozen=True, slots=True)
class Body:
    """A paragraph that opens a note: its place among the pieces, its label, where its words start, its section."""

    piece: int
    label: str
    words: int
    section: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the notes: bodies and the marks that call them (`calls[i]` is the index of a body or None)."""

    bodies: tuple[Body, ...]
    marks: tuple[Mark, ...]
    calls: tuple[int | None, ...]

    @property
    def met(self) -> int:
        """How many bodies a mark calls."""
        return len({call for call in self.calls if call is not None})


def read_bodies(text: str, pieces: list[Piece], skip: set[int]) -> Reading | None:
    """The reading in which most notes meet their marks, or None where nothing reads as notes."""
    best: Reading | None = None
    for label in Label:
        bodies = _bodies(text, pieces, label, skip)
        for family in _CALLED_BY[label] if bodies else ():
            reading = _read(text, pieces, bodies, family, skip)
            trust = BARE_TRUST if label in (Label.SUPERSCRIPT, Label.BRACKET, Label.CARET) else TRUST
            if reading.met < max(1, trust * len(bodies)):
                continue
            if best is None or reading.met > best.met:
                best = reading
    return best or _unmarked(text, pieces, skip)


def _unmarked(text: str, pieces: list[Piece], skip: set[int]) -> Reading | None:
    """Numbered paragraphs under a Notes heading whose marks were lost, as in a text pasted without superscripts."""
    if not any(opens_notes(piece.of(text)) for piece in pieces):
        return None
    runs = [_bodies(text, pieces, label, skip) for label in _CALLED_BY if label is not Label.SYMBOL]
    bodies = max(runs, key=len)
    headed = [at for at, piece in enumerate(pieces) if opens_notes(piece.of(text))]
    if len(bodies) < ENOUGH or bodies[0].label != "1" or not any(0 < bodies[0].piece - at <= 2 for at in headed):
        return None
    return Reading(bodies, (), ())


def _bodies(text: str, pieces: list[Piece], label: Label, skip: set[int]) -> tuple[Body, ...]:
    found: list[tuple[int, Mark, int]] = []
    for at in _where(text, pieces, label):
        opening = _OPENINGS[label].match(text, pieces[at].span.start, pieces[at].span.end)
        if opening and at not in skip and opening.end() <= pieces[at].span.end:
            name = opening[1].translate(SUPERSCRIPTS)
            name = name.lstrip("0") or name
            place = Span(*opening.span(1))
            found.append((at, Mark(Family.GLUED, name, place, place), opening.end()))
    if label is Label.SYMBOL:
        return tuple(Body(at, mark.label, words, 0) for at, mark, words in found)
    kept = {mark.span.start for mark in chain([mark for _, mark, _ in found])}
    return tuple(_sectioned([one for one in found if one[1].span.start in kept]))


def _where(text: str, pieces: list[Piece], label: Label) -> Iterator[int]:
    """Which pieces may open a note: under Notes headings if there are any and the label is one that lists use too."""
    listlike = label in (Label.DOT, Label.PAREN, Label.BARE)
    heads = [at for at, piece in enumerate(pieces) if opens_notes(piece.of(text))]
    inside = not (heads and listlike)
    for at, piece in enumerate(pieces):
        words = piece.of(text) if len(piece.span) < 80 else ""
        if words and opens_notes(words):
            inside = True
        elif words and heads and listlike and opens_bibliography(words):
            inside = False
        if inside:
            yield at


def _sectioned(found: list[tuple[int, Mark, int]]) -> Iterator[Body]:
    section, last = 0, 0
    for at, mark, words in found:
        if mark.number <= last:
            section += 1
        last = mark.number
        yield Body(at, mark.label, words, section)


def _read(text: str, pieces: list[Piece], bodies: tuple[Body, ...], family: Family, skip: set[int]) -> Reading:
    marks = _marks(text, pieces, bodies, family, skip)
    if family in (Family.GLUED, Family.PAREN, Family.SUPERSCRIPT):
        wanted = {body.label for body in bodies}
        marks = chain([mark for mark in marks if mark.label in wanted or family is Family.SUPERSCRIPT])
    labels = {body.label for body in bodies}
    if family in (Family.BRACKET, Family.SYMBOL):
        marks = [
            mark
            for mark in marks
            if mark.label in labels or (family is Family.BRACKET and mark.number < len(bodies) + 5)
        ]
    starts = [pieces[body.piece].span.start for body in bodies]
    return Reading(bodies, tuple(marks), tuple(pair(starts, bodies, marks)))


def _marks(text: str, pieces: list[Piece], bodies: tuple[Body, ...], family: Family, skip: set[int]) -> list[Mark]:
    opens = {body.piece for body in bodies}
    found: list[Mark] = []
    for at, piece in enumerate(pieces):
        if at in opens or at in skip:
            continue
        region = [*find_marks(text, family, piece.span)]
        if family is Family.GLUED:
            region += find_weak_marks(text, piece.span)
        found += sorted(region, key=lambda mark: mark.digits.start)
    return found


def labelled(text: str, pieces: list[Piece]) -> tuple[Body, ...]:
    """The longest run of label-led paragraphs, whatever marks there are: for a file that holds nothing but notes."""
    runs = [_bodies(text, pieces, label, set()) for label in Label]
    return max(runs, key=len)


def detected(text: str, pieces: list[Piece]) -> list[Mark]:
    """The longest chain of marks of one family in running text whose notes stand elsewhere."""
    chains = [chain(_marks(text, pieces, (), family, set())) for family in Family if family is not Family.SYMBOL]
    return max(chains, key=len)


def orphans(text: str, pieces: list[Piece]) -> list[Mark]:
    """Marks of a text that holds no notes: only shapes that hardly mean anything else, and only in a run."""
    families = (Family.SUPERSCRIPT, Family.BRACKET, Family.CARET, Family.TAGGED)
    chains = [chain(_marks(text, pieces, (), family, set())) for family in families]
    longest = max(chains, key=len)
    return longest if len(longest) >= ENOUGH and longest[0].label == "1" else []


def pair(starts: list[int], bodies: tuple[Body, ...], marks: list[Mark]) -> Iterator[int | None]:
    """Each mark calls the next note of its label below it; where all notes stand at the end, runs pair with runs.

    `starts` are the offsets of the bodies.
    """
    by_label: dict[str, list[int]] = {}
    for at, body in enumerate(bodies):
        by_label.setdefault(body.label, []).append(at)
    last_mark = max((mark.span.start for mark in marks), default=0)
    gathered = bool(bodies) and starts[0] > last_mark and bodies[-1].section > 0
    section, last = 0, 0
    for mark in marks:
        section, last = section + (mark.number <= last and mark.number == 1), mark.number
        options = by_label.get(mark.label, [])
        if gathered:
            yield next((at for at in options if bodies[at].section == section), None)
        else:
            yield next((at for at in options if starts[at] > mark.span.start), None)
