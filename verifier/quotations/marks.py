"""Quotation marks told apart from apostrophes and primes, each with the role its neighbours give it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Family(Enum):
    """Marks that can pair with one another."""

    DOUBLE = "double"
    SINGLE = "single"
    ANGLE = "angle"


class Role(Enum):
    """What a mark does where it stands. EITHER is settled by what is open at that point."""

    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: `at` and `width` are code points of the block's text, `glyph` what was typed there.

    `doubtful` says that it may as well be a prime or an apostrophe.
    """

    at: int
    width: int
    glyph: str
    family: Family
    role: Role
    doubtful: bool = False

    @property
    def end(self) -> int:
        """Just past the mark."""
        return self.at + self.width


_GLYPHS = re.compile(r"``|''|[“”„‟\"«»‹›‘’‚‛'`]")
_DOUBLES, _SINGLES, _ANGLES = '“”„‟"', "‘’‚‛'`", "«»‹›"
_BEFORE_OPENING = "([{<-–—/=*_\u00ad" + "“„‟\"«‹‘‚‛'`"

_SINGLE_OPENING = re.compile(r"(?:^|(?<=[\s(\[—–]))[‘‚'](?=\w)")
_OTHER_OPENING = re.compile(r"(?:^|(?<=[\s(\[—–‘]))[“„\"«»](?=[\w\[‘…])")
_ELISIONS = re.compile(r"(?:em|tis|twas|twere|til|till|cause|bout|round|neath|n|\d0s|\d\d)\b", re.IGNORECASE)


def read_marks(text: str) -> list[Mark]:
    """All quotation marks of a block, in order; apostrophes inside words and plain elisions are left out."""
    reversed_angles = _angles_point_inwards(text)
    marks = (_mark(text, found.start(), found.group(), reversed_angles) for found in _GLYPHS.finditer(text))
    return [mark for mark in marks if mark is not None]


def quotes_in_single_marks(texts: Iterable[str]) -> bool:
    """True for a manuscript whose quotations stand in single marks: more of them open than of all other kinds."""
    single = other = 0
    for text in texts:
        single += len(_SINGLE_OPENING.findall(text))
        other += len(_OTHER_OPENING.findall(text))
    return single > other


def _mark(text: str, at: int, glyph: str, reversed_angles: bool) -> Mark | None:
    if glyph in ("``", "''"):
        return Mark(at, 2, glyph, Family.DOUBLE, Role.OPEN if glyph == "``" else Role.CLOSE)
    if glyph in _ANGLES:
        opens = (glyph in "«‹") != reversed_angles
        return Mark(at, 1, glyph, Family.ANGLE, Role.OPEN if opens else Role.CLOSE)
    if glyph in _DOUBLES:
        return _double(text, at, glyph)
    return _single(text, at, glyph)


def _angles_point_inwards(text: str) -> bool:
    """True for »so« (German, Danish) as against « so » (French, Russian): whichever comes first opens."""
    first = re.search(r"[«»‹›]", text)
    return first is not None and first.group() in "»›"


def _double(text: str, at: int, glyph: str) -> Mark:
    opening, closing = opens_here(text, at), closes_here(text, at)
    if glyph in "„‟":
        role = Role.OPEN
    elif glyph == "“":
        role = Role.EITHER if closing and not opening else Role.OPEN
    elif glyph == "”":
        role = Role.EITHER if opening and not closing else Role.CLOSE
    else:
        role = Role.EITHER if opening == closing else Role.OPEN if opening else Role.CLOSE
    prime = glyph == '"' and at > 0 and text[at - 1].isdigit() and role is not Role.OPEN
    return Mark(at, 1, glyph, Family.DOUBLE, role, doubtful=prime)


def _single(text: str, at: int, glyph: str) -> Mark | None:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if glyph in "’'" and before.isalnum() and after.isalpha():
        return None
    if glyph in "‘‚‛`":
        return None if _ELISIONS.match(text, at + 1) else Mark(at, 1, glyph, Family.SINGLE, Role.OPEN)
    if opens_here(text, at):
        elided = bool(_ELISIONS.match(text, at + 1))
        return None if elided else Mark(at, 1, glyph, Family.SINGLE, Role.OPEN, doubtful=True)
    if not closes_here(text, at):
        return None
    doubtful = _may_be_possessive(text, at) or (before.isdigit() and glyph == "'")
    return Mark(at, 1, glyph, Family.SINGLE, Role.CLOSE, doubtful=doubtful)


def _may_be_possessive(text: str, at: int) -> bool:
    """A mark after an s (`the soldiers’ pay`) or an abbreviation (`the U.S.’ view`), with a word behind it."""
    if not (text[at + 1 : at + 2].isspace() and text[at + 2 : at + 3].isalpha()):
        return False
    before = text[at - 1]
    return before in "sSxz" or (before == "." and text[at - 2 : at - 1].isupper() and text[at + 2].islower())


def opens_here(text: str, at: int) -> bool:
    """True where a mark at `at` has the surroundings of an opening one: a gap before it, a word after it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _BEFORE_OPENING) and bool(after) and not after.isspace()


def closes_here(text: str, at: int) -> bool:
    """True where a mark at `at` has the surroundings of a closing one: a word before it, a gap after it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and (not after or not after.isalpha())
