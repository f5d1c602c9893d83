"""In which order a desk reads: the gravest first; and which claims need a person at all."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from verifier.records.report import ClaimResult, Review, Run
from verifier.records.results import Glance, glances
from verifier.records.verdict import Grade, Level, Verdict
from verifier.reporting.labels import LEVELS, VERDICTS

LEVEL_RANK = {level: rank for rank, level in enumerate(LEVELS)}
VERDICT_RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
DECISIVE = frozenset({"accept", "dispute"})  # a note explains and decides nothing
GRADE_RANK = {Grade.MAJOR: 0, None: 1, Grade.MINOR: 2}


def severity_key(result: ClaimResult | Glance) -> tuple[int, int, int]:
    """Sorts the gravest first: level, then grade of the alteration, then verdict. Stable, so ties keep their order."""
    return LEVEL_RANK[result.level], GRADE_RANK[result.grade], VERDICT_RANK[result.verdict]


class Picked(Sequence[ClaimResult]):
    """Some claims of a run, by their rows. Of a run on disk, each is read when it is asked for."""

    def __init__(self, claims: Sequence[ClaimResult], rows: Iterable[int]) -> None:
        self._claims = claims
        self.rows = array("L", rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ClaimResult]:
        return (self._claims[row] for row in self.rows)

    @overload
    def __getitem__(self, at: int) -> ClaimResult: ...

    @overload
    def __getitem__(self, at: slice) -> Picked: ...

    def __getitem__(self, at: int | slice) -> ClaimResult | Picked:
        return Picked(self._claims, self.rows[at]) if isinstance(at, slice) else self._claims[self.rows[at]]


def checked(run: Run) -> Picked:
    """The claims of a kind to verify, in the order of the run."""
    return Picked(run.claims, (row for row, seen in enumerate(glances(run.claims)) if seen.checked))


def picked(run: Run, wanted: Callable[[ClaimResult], bool]) -> Picked:
    """The checked claims that are wanted, in the order of the run."""
    return Picked(run.claims, (row for row, result in enumerate(run.claims) if result.checked and wanted(result)))


def gravest(run: Run, wanted: Callable[[ClaimResult], bool]) -> Picked:
    """The checked claims that are wanted, gravest first, ties in the order of the run."""
    found = enumerate(run.claims)
    keys = sorted((severity_key(result), row) for row, result in found if result.checked and wanted(result))
    return Picked(run.claims, (row for _, row in keys))


def worst_first(results: Iterable[ClaimResult]) -> list[ClaimResult]:
    """All of them, gravest first, ties in the order given."""
    return sorted(results, key=severity_key)


def standing_review(result: ClaimResult) -> Review | None:
    """The last human decision that stands: not reopened, not waiting for a second person, no mere note; or None."""
    standing = [r for r in result.reviews if not r.stale and not r.pending and r.decision in DECISIVE]
    return standing[-1] if standing else None


def needs_human(result: ClaimResult) -> bool:
    """True where the verdict fails or wants a reader, and nobody has accepted it, and no baseline ignores it."""
    if not may_need_human(result):
        return False
    review = standing_review(result)
    return review is None or review.decision != "accept"


def may_need_human(seen: ClaimResult | Glance) -> bool:
    """True where the verdict fails or wants a reader and no baseline ignores it, whatever people have decided."""
    return seen.level in (Level.FAIL, Level.REVIEW) and not seen.ignored


def could_not_check(result: ClaimResult) -> bool:
    """True where nothing could be compared: no citation, no capture or no readable text."""
    return result.level is Level.BLOCKED


def count_by_verdict(results: Iterable[ClaimResult]) -> dict[Verdict, int]:
    """How many claims have each verdict, every verdict named, gravest first."""
    counts = dict.fromkeys(VERDICTS, 0)
    for result in results:
        counts[result.verdict] += 1
    return counts


def count_by_level(results: Iterable[ClaimResult]) -> dict[Level, int]:
    """How many claims stand at each level, every level named, gravest first."""
    counts = dict.fromkeys(LEVELS, 0)
    for result in results:
        counts[result.level] += 1
    return counts
