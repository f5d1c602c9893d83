"""How far a note that opens a paragraph reaches: the paragraphs after it that are still the note."""

from __future__ import annotations

import re
from collections.abc import Iterable

from verifier.manuscripts.shapes.bodies import Reading
from verifier.manuscripts.shapes.pieces import Piece
from verifier.manuscripts.shapes.words import ended, is_heading, opens_bibliography, opens_notes, starts_lower

_ADDRESS_FIRST = re.compile(r"<?(?:https?://|www\.|doi:)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|\.html?\b|\.pdf\b", re.IGNORECASE)
_CUT_OFF = re.compile(r"[-–/=&,][>\])”\"]*\Z")


def zones(text: str, pieces: list[Piece], reading: Reading, skip: set[int]) -> dict[int, int]:
    """Piece index -> index of the note it belongs to, for every piece that belongs to one."""
    owner = {body.piece: at for at, body in enumerate(reading.bodies)}
    first_calls = _first_calls(reading)
    headed = headed_sections(text, pieces, reading)
    for at, body in enumerate(reading.bodies):
        stop = reading.bodies[at + 1].piece if at + 1 < len(reading.bodies) else len(pieces)
        limit = _limit(pieces, reading, at, first_calls)
        for piece in _continuations(text, pieces, body.piece, stop, limit, skip, body.section in headed):
            owner[piece] = at
    owner.update(_carried_over(text, pieces, owner, skip))
    return owner


def _first_calls(reading: Reading) -> dict[int, int]:
    first: dict[int, int] = {}
    for mark, call in zip(reading.marks, reading.calls, strict=True):
        if call is not None:
            first.setdefault(call, mark.span.start)
    return first


def _limit(pieces: list[Piece], reading: Reading, at: int, calls: dict[int, int]) -> int | None:
    """Where the body is sure to have resumed: the mark of the next note, if it stands after this note.

    None where the next note was called before this one opened: both stand on one page foot, and all between is note.
    """
    here = pieces[reading.bodies[at].piece].span.start
    following = next(
        (calls[later] for later in range(at + 1, min(at + 4, len(reading.bodies))) if later in calls), None
    )
    if following is None:
        return here
    return following if following > here else None


def headed_sections(text: str, pieces: list[Piece], reading: Reading) -> set[int]:
    """The runs of notes that open under a Notes heading."""
    firsts: dict[int, int] = {}
    for body in reading.bodies:
        firsts.setdefault(body.section, body.piece)
    return {
        section
        for section, first in firsts.items()
        if any(opens_notes(pieces[before].of(text)) for before in range(max(0, first - 2), first))
    }


def _continuations(
    text: str, pieces: list[Piece], first: int, stop: int, limit: int | None, skip: set[int], headed: bool
) -> Iterable[int]:
    note = pieces[first].of(text)
    for at in range(first + 1, stop):
        if at in skip:
            continue
        words = pieces[at].of(text)
        if opens_notes(words) or opens_bibliography(words):
            return
        if limit is not None and not headed and not _goes_on(note, words):
            return
        if ((headed and limit is not None) or stop == len(pieces)) and is_heading(words) and not _goes_on(note, words):
            return
        yield at
        note = words


def _goes_on(note: str, words: str) -> bool:
    """True where `words` finish a note that `note` left open: its address, or the rest of its sentence."""
    if _ADDRESS_FIRST.match(words):
        return True
    return bool(_CUT_OFF.search(note)) and bool(_ADDRESS.search(words[:200])) and not words[:1].isupper()


CARRY = 4  # paragraphs of body a page may hold before the foot where a note cut by the page break goes on


def _carried_over(text: str, pieces: list[Piece], owner: dict[int, int], skip: set[int]) -> dict[int, int]:
    """Pieces at a later page foot that finish a note whose address or sentence the page break cut off.

    Sandwiched between two halves of a body sentence, they would otherwise read as body.
    """
    carried: dict[int, int] = {}
    notes = sorted(owner)
    for place, at in enumerate(notes):
        nxt = notes[place + 1] if place + 1 < len(notes) else len(pieces)
        if not _CUT_OFF.search(pieces[at].of(text)) or nxt == at + 1:
            continue
        for later in range(at + 2, min(at + 2 + CARRY, nxt)):
            if later not in skip and _is_carried(text, pieces, later):
                carried[later] = owner[at]
                break
    return carried


def _is_carried(text: str, pieces: list[Piece], at: int) -> bool:
    words = pieces[at].of(text)
    if words[:1].isupper() or not _ADDRESS.search(words):
        return False
    after = pieces[at + 1].of(text) if at + 1 < len(pieces) else ""
    return not ended(pieces[at - 1].of(text)) and starts_lower(after)
