"""Two readings of one page weighed together: what both have is the page's, what one has alone may be its own fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.alignment import Group
from verifier.records.text import PAGE_JOINT
from verifier.records.verdict import Cause
from verifier.verdicts.confusions import alike
from verifier.verdicts.differences import Laid
from verifier.verdicts.explained import CHANGED, Difference, weighed
from verifier.verdicts.figures import OPEN
from verifier.verdicts.noise import Noise
from verifier.verdicts.odds import scan_odds
from verifier.verdicts.readings import Reading, spelled
from verifier.verdicts.whereabouts import astray

CHANGE = 0.004  # chance that an author changed one given word: what both readings' odds have in common
AGREES = 1e-8  # least chance that another reading has the quotation's word where the page has quite another
MAX_ODDS = 1e6  # no single reading is believed beyond this: it may have gone wrong as a whole
LOSES = 5e-3  # chance that another reading loses a word the source has
LOSES_RUN = 2e-3  # or a few
REPEATS = 0.1  # chance that a second engine makes the first one's misreading again
REPEATS_ALIKE = 0.5  # the same where it took letters for others of their shape: the page fools both
STAMP_WORDS = 8  # words that a stamp or a margin runs into a line


def weigh(first: Reading, second: Reading) -> Reading:
    """`first` with every difference weighed in the light of `second`, another reading of the same page."""
    weighed_parts: list[tuple[Difference, ...]] = []
    settled = 0
    for laid, other, mine, theirs in zip(first.laid, second.laid, first.differences, second.differences, strict=True):
        if laid is None or other is None:
            weighed_parts.append(mine)
            continue
        made = [_reweighed(laid, other, difference, theirs, second.noise) for difference in mine]
        settled += sum(new.author < CHANGED <= old.author for new, old in zip(made, mine, strict=True))
        weighed_parts.append((*made, *_only_there(first, laid, other, mine, theirs, second.source.text)))
    return replace(first, differences=tuple(weighed_parts), settled=settled)


def _odds(difference: Difference) -> float:
    return min(difference.author / max(1.0 - difference.author, 1e-12), MAX_ODDS)


def _loses(group: Group) -> float:
    """Chance that a reading has nothing where the page has these words: long runs are not lost, they are misplaced."""
    words = group.s1 - group.s0
    return LOSES if words == 1 else LOSES_RUN if words <= STAMP_WORDS else 1.0


def _agrees(laid: Laid, group: Group, noise: Noise) -> float:
    """Chance that the second reading misreads what the first has as the very words of the quotation."""
    return max(scan_odds(laid.placed_letters(group), laid.quoted_letters(group), noise), AGREES)


def _reweighed(laid: Laid, other: Laid, mine: Difference, theirs: Sequence[Difference], noise: Noise) -> Difference:
    if not mine.author or mine.grade is None:
        return mine
    same = [difference for difference in theirs if _touch(mine.group, difference.group)]
    odds, read = _odds(mine), laid.placed_letters(mine.group)
    empty = mine.group.q0 == mine.group.q1
    if not same:
        odds *= _loses(mine.group) if empty else _agrees(laid, mine.group, noise)
    elif any(read == other.placed_letters(twin.group) for twin in same):
        odds /= REPEATS_ALIKE if alike(laid.quoted_letters(mine.group), read) else REPEATS
    elif said := [_odds(twin) for twin in same if _another_word(laid, mine.group, other, twin.group, noise)]:
        odds = max(odds, *said) / REPEATS
    else:
        least = max(twin.author for twin in same)
        odds *= min(least / max(1.0 - least, 1e-12) / CHANGE, 1.0)
    return weighed(mine.group, mine.suspect, mine.grade, _settled(mine, odds))


def _another_word(laid: Laid, mine: Group, other: Laid, theirs: Group, noise: Noise) -> bool:
    """True where both readings have one real word here that the quotation has not, whatever each misreads beside it.

    A misreading that takes in its neighbours ("for nconomic", quoted as "to economic") cannot explain that word away.
    A part of a quoted word ("pro rets" for "progress") is no other.
    """
    whole, quoted = laid.quoted_letters(mine), {token.letters for token in laid.quoted[mine.q0 : mine.q1]}
    ours = {token.letters for token in laid.placed[mine.s0 : mine.s1]}
    both = ours.intersection(token.letters for token in other.placed[theirs.s0 : theirs.s1]) - quoted
    return any(len(word) > 1 and noise.habits.real(word) and word not in whole for word in both)


def _settled(difference: Difference, odds: float) -> float:
    """The posterior once both readings are heard; a denial that one of them has is never passed over unseen."""
    author = odds / (1.0 + odds)
    dropped = difference.group.q0 == difference.group.q1 and difference.suspect is Cause.NEGATION
    return max(author, min(difference.author, OPEN)) if dropped else author


def _only_there(
    reading: Reading, laid: Laid, other: Laid, mine: Sequence[Difference], theirs: Sequence[Difference], text: str
) -> list[Difference]:
    """A word or a few that only the second reading has between two quoted words: the first may have lost them.

    A long run that only one reading has is its own page head or column gone astray, not a loss of the other; so are
    words at the turn of a page, where heads, feet and stamps stand.
    """
    made: list[Difference] = []
    for difference in theirs:
        group = difference.group
        if difference.grade is None or not _few_left_out(difference) or any(_touch(group, own.group) for own in mine):
            continue
        if _at_a_turn(other, group, text) or astray(other.placed[group.s0 : group.s1], laid, reading.prepared):
            continue
        odds = _odds(difference) * _loses(group)
        at = next((own.s0 for own in laid.groups if own.q0 >= group.q0), len(laid.placed))
        here = Group(group.q0, group.q0, at, at, equal=False)
        found = weighed(here, difference.suspect, difference.grade, _settled(difference, odds))
        made.append(replace(found, elsewhere=spelled(other.placed[group.s0 : group.s1])))
    return made


def _few_left_out(difference: Difference) -> bool:
    """True for a word or a few of the source that the quotation seems to have dropped."""
    group = difference.group
    few = group.q0 == group.q1 and group.s1 - group.s0 <= STAMP_WORDS
    return few and difference.author >= CHANGED


def _at_a_turn(laid: Laid, group: Group, text: str) -> bool:
    """True where a page of `text` ends among a group's words, or beside them."""
    after = min(group.s1, len(laid.placed) - 1)
    return PAGE_JOINT in text[laid.placed[group.s0 - 1].end : laid.placed[after].start]


def _touch(one: Group, other: Group) -> bool:
    """True where two groups hold a common word of the quotation, or the same gap between two words."""
    if one.q0 == one.q1 or other.q0 == other.q1:
        return one.q0 <= other.q1 and other.q0 <= one.q1
    return one.q0 < other.q1 and other.q0 < one.q1
