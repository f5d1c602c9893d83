"""One group of words that differ, explained: its cause, its weight, and the odds that an author made it."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.alignment import Group
from verifier.records.verdict import Cause, Grade

CHANGED = 0.5  # posterior from which a difference is the author's rather than the scan's


@dataclass(frozen=True, slots=True)
class Difference:
    """One group of words explained. `author` (0..1) is the posterior that they were changed without a mark.

    `cause` is the likelier cause; `suspect` the one it would have if the author made it. `elsewhere` are words that
    only another reading of the page has here; `stitched` says that the words stand in another part of the source,
    `hidden` what covers the page where they are missing, `testimony` what the page's picture shows where it was asked.
    """

    group: Group
    cause: Cause
    suspect: Cause
    author: float
    grade: Grade | None = None
    elsewhere: str = ""
    stitched: bool = False
    hidden: str = ""
    testimony: str = ""

    @property
    def grave(self) -> bool:
        """True for a change that would alter the sense."""
        return self.grade is Grade.MAJOR


def benign(group: Group, cause: Cause) -> Difference:
    """A difference nobody needs to answer for."""
    return Difference(group, cause, cause, 0.0)


def weighed(group: Group, suspect: Cause, grade: Grade, author: float) -> Difference:
    """The difference with its likelier cause named."""
    return Difference(group, suspect if author >= CHANGED else Cause.SCAN_MISREADING, suspect, author, grade)
