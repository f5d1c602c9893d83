"""Where a quotation stands: in each reading of the source its best place, explained, and the best reading of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.alignment import Prepared, prepare, tokens
from verifier.alignment.furniture import MAX_HEAD
from verifier.alignment.locate import Place, places
from verifier.records.quotation import Segment, SegmentKind
from verifier.records.text import SourceText
from verifier.records.verdict import Match
from verifier.verdicts.brackets import brackets_lacking, brackets_standing, own_brackets
from verifier.verdicts.explained import CHANGED
from verifier.verdicts.marks import Marked, unbracketed
from verifier.verdicts.outcome import HELD, PASS_ODDS, held
from verifier.verdicts.place import match_of, standing
from verifier.verdicts.readings import Reading, read
from verifier.verdicts.weighing import weigh

TRIED = 4  # places of one reading that are explained word by word; the first is nearly always the best
CLOSE = 0.12  # rank by which a place may fall behind the first and still be the better one word by word
WITNESS = 0.65  # share of the quotation a reading must hold to be heard: else it has the passage on no page


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading of the source has of the quotation: every place, and the best one explained."""

    source: SourceText
    prepared: Prepared
    places: list[Place]
    reading: Reading | None

    @classmethod
    def of(cls, marked: Marked, source: SourceText, prepared: Prepared, page: str | None, around: str) -> Found:
        """Every place of `source` that may have the quotation; `page` and `around` rank those that are equal."""
        found = places(marked.letters, prepared)
        if page is not None and len(found) > TRIED:  # of equal places those on the cited page are tried first
            found.sort(key=lambda place: (-place.rank, not _right(place, prepared, source, page)))
        best: Reading | None = None
        rank = (-1.0, False, 0, 0.0)
        for place in found[:TRIED]:
            if place.rank < found[0].rank - CLOSE:
                break
            reading = read(marked, place, prepared, source)
            match = match_of(place, source, prepared.folded)
            right = standing(match, page, source).right
            mine = (round(_fit(marked, reading), 3), right, _shared(around, match), place.rank)
            if best is None or mine > rank:
                best, rank = reading, mine
            if best is reading and not reading.all and right:
                break
        return cls(source, prepared, found, best)


def looked_for(
    author: Marked, readable: Sequence[SourceText], page: str | None, around: str
) -> tuple[Marked, list[Found], Found]:
    """The quotation with its brackets settled, what each reading has of it, and the best of them.

    Brackets are the author's until the source is seen to have their words in place. What no reading has may be a
    running head or a stamp, which are set aside and can be quoted all the same: they are looked through last.
    """
    looked = _looked_for(author, [(one, prepare(one)) for one in readable], page, around)
    if _stands(looked) or sum(map(len, author.letters)) > MAX_HEAD:
        return looked
    bare = [(one, Prepared(one, furnished=False)) for one in readable if prepare(one).furniture]
    again = _looked_for(author, bare, page, around) if bare else looked
    return again if _stands(again) else looked


def _stands(looked: tuple[Marked, list[Found], Found]) -> bool:
    marked, _, best = looked
    return best.reading is not None and held(marked, best.reading) >= HELD


def _looked_for(
    author: Marked, readable: Sequence[tuple[SourceText, Prepared]], page: str | None, around: str
) -> tuple[Marked, list[Found], Found]:
    marked = own_brackets(author, [one for one, _ in readable])
    found = [Found.of(marked, *one, page, around) for one in readable]
    best = _together(marked, found)
    if best.reading is None:
        return marked, found, best
    lacking = brackets_lacking(marked, author, best.reading)
    own = brackets_standing(marked, best.reading)
    if own or lacking:
        kept = [part for part in author.segments if part in own or (_is_own(part, marked) and part not in lacking)]
        marked = unbracketed(author, kept)
        found = [Found.of(marked, *one, page, around) for one in readable]
        best = _together(marked, found)
    return marked, found, best


def _is_own(part: Segment, marked: Marked) -> bool:
    """True where the brackets are read as the source's own."""
    return part.kind is SegmentKind.INSERTION and part not in marked.segments


def _fit(marked: Marked, reading: Reading) -> float:
    """How well the quotation stands at a place; where it stands altered, how much of it, however sure that is."""
    share = held(marked, reading)
    return reading.faithful * share if reading.faithful >= PASS_ODDS else share - 1.0


def _right(place: Place, prepared: Prepared, source: SourceText, page: str) -> bool:
    """True for a place on the cited page."""
    return standing(match_of(place, source, prepared.folded), page, source).right


def _shared(around: str, match: Match) -> int:
    """Words that the manuscript's sentence and the passage's surroundings have in common: they rank twins."""
    return len(
        {word.letters for word in tokens(around)} & {word.letters for word in tokens(match.prefix + match.suffix)}
    )


def _together(marked: Marked, found: list[Found]) -> Found:
    """The reading to report, weighed with the other one where there is one."""
    real = [one for one in found if one.reading is not None]
    heard = [(one, one.reading) for one in real if one.reading is not None and held(marked, one.reading) >= WITNESS]
    if len(heard) < 2:
        return heard[0][0] if heard else (real or found)[0]
    (one, mine), (two, theirs) = heard[:2]
    first, second = weigh(mine, theirs), weigh(theirs, mine)
    if second.faithful > first.faithful:
        doubted = sum(difference.author >= CHANGED for difference in mine.all)
        return replace(two, reading=replace(second, settled=second.settled + doubted))
    return replace(one, reading=first)
