"""Marks paired by a typed stack, so that a lost mark costs one quotation and never a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from verifier.quotations.marks import Family, Mark, Role, read_marks

LOOK_AHEAD = 40  # marks looked at to settle a doubtful one: more than a paragraph holds, and the work stays linear

_ENDS = re.compile(r"[.!?][”\"’'»)]*\s+[“\"‘«(]?[A-ZÀ-ÖØ-Þ]")


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening and the closing mark that ends what it began. `depth` counts the pairs around it."""

    opening: Mark
    closing: Mark
    depth: int = 0

    @property
    def start(self) -> int:
        """Just past the opening mark."""
        return self.opening.end

    @property
    def end(self) -> int:
        """Where the closing mark stands."""
        return self.closing.at


@dataclass
class Pairing:
    """What the marks of one block come to: the pairs, and the marks left without a partner."""

    pairs: list[Pair] = field(default_factory=list)
    lost_openings: list[Mark] = field(default_factory=list)
    lost_closings: list[Mark] = field(default_factory=list)


def pair_marks(text: str, *, single: bool = False) -> Pairing:
    """Pair the quotation marks of one block. Pairs come in the order of their opening marks.

    `single` says that the manuscript quotes in single marks (as British books do), so that they may hold sentences.
    """
    marks = read_marks(text)
    result, stack = Pairing(), list[Mark]()
    for number, mark in enumerate(marks):
        if _opens(mark, stack):
            if not (mark.doubtful and not _closed_later(marks, number)):
                stack.append(mark)
        elif not _is_apostrophe_or_prime(text, marks, number, stack, single):
            _close(mark, stack, result)
    result.lost_openings.extend(mark for mark in stack if not mark.doubtful)
    result.lost_openings.sort(key=lambda mark: mark.at)
    result.pairs = with_depth(result.pairs)
    return result


def _opens(mark: Mark, stack: list[Mark]) -> bool:
    if mark.role is Role.EITHER:
        return not any(other.family is mark.family for other in stack)
    return mark.role is Role.OPEN


def _closed_later(marks: list[Mark], number: int) -> bool:
    """A doubtful opening single mark needs a closing one further on, or it is an apostrophe."""
    family = marks[number].family
    return any(
        mark.family is family and mark.role is Role.CLOSE for mark in marks[number + 1 : number + 1 + LOOK_AHEAD]
    )


def _is_apostrophe_or_prime(text: str, marks: list[Mark], number: int, stack: list[Mark], single: bool) -> bool:
    mark = marks[number]
    if mark.family is Family.SINGLE and not (stack and stack[-1].family is Family.SINGLE):
        return True
    if not mark.doubtful:
        return False
    if mark.family is Family.DOUBLE and not any(other.family is Family.DOUBLE for other in stack):
        return True
    closing = _sure_closing(marks, number)
    return closing is not None and (
        single or mark.family is Family.DOUBLE or not _ENDS.search(text, mark.at, closing.at)
    )


def _sure_closing(marks: list[Mark], number: int) -> Mark | None:
    """The next mark of the family, if it surely closes; doubtful ones (`workers’ and peasants’ state’`) are passed."""
    family = marks[number].family
    for mark in marks[number + 1 : number + 1 + LOOK_AHEAD]:
        if mark.family is family and not (mark.role is Role.CLOSE and mark.doubtful):
            return mark if mark.role is Role.CLOSE else None
    return None


def _close(mark: Mark, stack: list[Mark], result: Pairing) -> None:
    depth = next((i for i in reversed(range(len(stack))) if stack[i].family is mark.family), None)
    if depth is None:
        result.lost_closings.append(mark)
        return
    lost = [other for other in stack[depth + 1 :] if not other.doubtful]
    result.lost_openings.extend(lost)
    result.pairs.append(Pair(stack[depth], mark))
    del stack[depth:]


def with_depth(pairs: list[Pair]) -> list[Pair]:
    """The pairs in order of their opening marks, each with the number of pairs around it."""
    ends: list[int] = []
    placed = []
    for pair in sorted(pairs, key=lambda pair: (pair.opening.at, -pair.closing.at)):
        while ends and ends[-1] <= pair.opening.at:
            ends.pop()
        placed.append(Pair(pair.opening, pair.closing, len(ends)))
        ends.append(pair.closing.at)
    return placed
