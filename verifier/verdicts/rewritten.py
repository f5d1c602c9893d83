"""The same said by another custom over several words: a date in another order, an amount with its sign or in words.

`12 March 1991` and `March 12, 1991`, `$250,000` and `250,000 dollars`, `3.5 million` and `3,500,000`, `U.S.` and
`United States`: no pairing of word with word sees that nothing but the writing differs. A sign that does differ
(£5 for $5, 5% for 5) makes another number, though its digits are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from unicodedata import normalize

from verifier.alignment import Group
from verifier.alignment.numerals import other_value
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.amounts import amount, date, initials, typed
from verifier.verdicts.differences import Laid
from verifier.verdicts.explained import CHANGED, Difference, benign, weighed
from verifier.verdicts.figures import OPEN
from verifier.verdicts.noise import Noise

MOST = 8  # words of one side that say an amount or a date, or that initials stand for
REACH = 3  # equal words on either side of a difference that may belong to it: the year of a date, the number of a sum


def rewritten(laid: Laid, made: Sequence[Difference], texts: tuple[str, str]) -> tuple[Laid, list[Difference]]:
    """The fragment and its differences, those joined that are one amount, date or name written in two ways.

    `texts` are the quotation's and the source's.
    """
    groups, found = list(laid.groups), {difference.group: difference for difference in made}
    at = 0
    while at < len(groups):
        odd = groups[at] in found and _unexplained(found[groups[at]])
        spans = _around(groups, at) if odd else ()
        for span in spans:
            whole = _whole(groups[slice(*span)])
            if _same(laid, whole, texts):
                for group in groups[slice(*span)]:
                    found.pop(group, None)
                groups[slice(*span)], at = [whole], span[0]
                found[whole] = _custom(laid, whole, texts)
                break
        at += 1
    return replace(laid, groups=tuple(groups)), [found[group] for group in groups if group in found]


def _unexplained(difference: Difference) -> bool:
    """True for a difference that a misreading does not explain already: `a3225` of a scan is 3225 and a speck."""
    return difference.grade is not None and difference.author >= CHANGED


def _around(groups: Sequence[Group], at: int) -> Iterator[tuple[int, int]]:
    """Ranges of groups that hold number `at`, the fewest first, none with too many words on one side."""
    for width in range(1, 2 * REACH + 2):
        for low in range(max(0, at - width + 1), min(at, len(groups) - width) + 1):
            whole = _whole(groups[low : low + width])
            if max(whole.q1 - whole.q0, whole.s1 - whole.s0) <= MOST:
                yield low, low + width


def _whole(groups: Sequence[Group]) -> Group:
    return Group(groups[0].q0, groups[-1].q1, groups[0].s0, groups[-1].s1, equal=False)


def _custom(laid: Laid, whole: Group, texts: tuple[str, str]) -> Difference:
    """The same in other words; a fraction set as one sign or as three (2½, 2 1/2) is but typography."""
    sides = typed(laid.quoted[whole.q0 : whole.q1], texts[0]), typed(laid.placed[whole.s0 : whole.s1], texts[1])
    quoted, read = (normalize("NFKC", side).replace("\u2044", "/").replace(" ", "") for side in sides)
    if quoted == read:
        return benign(whole, Cause.TYPOGRAPHY)
    return weighed(whole, Cause.SPELLING, Grade.MINOR, 1.0)


def _same(laid: Laid, whole: Group, texts: tuple[str, str]) -> bool:
    """True where both sides say one thing in two ways."""
    ours, theirs = laid.quoted[whole.q0 : whole.q1], laid.placed[whole.s0 : whole.s1]
    quoted, read = typed(ours, texts[0]), typed(theirs, texts[1])
    for says in (amount, date):
        said = says(quoted)
        if said is not None and said == says(read):
            return True
    short, full = [token.raw for token in ours], [token.raw for token in theirs]
    return initials(short, full) or initials(full, short)


def renumbered(group: Group, laid: Laid, texts: tuple[str, str], noise: Noise) -> Difference:
    """Two numbers of the same digits that a sign or a point makes others: £5 for $5, 3.5 for 35.

    A scan loses signs and points, and makes points of specks: there only one sign of money for another, or a point
    more or less, is for somebody to look at.
    """
    if not noise.scanned:
        return weighed(group, Cause.NUMBER, Grade.MAJOR, 1.0)
    one, other = laid.quoted[group.q0 : group.q1], laid.placed[group.s0 : group.s1]
    units = {said.unit for said in (amount(typed(one, texts[0])), amount(typed(other, texts[1]))) if said}
    lost = "" in units and not other_value(one[0].raw, other[0].raw)
    return weighed(group, Cause.NUMBER, Grade.MAJOR, 0.0 if lost else OPEN)
