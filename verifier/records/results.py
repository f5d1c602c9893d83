"""Results of a run on disk, with what counting needs of each held in memory: none is decoded to be counted.

Of most runs there are some dozen different glances, however many claims, so that a claim costs its number.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from verifier.records.quotation import QuotationKind
from verifier.records.report import ClaimResult
from verifier.records.spool import Spool
from verifier.records.verdict import Grade, Level, Verdict


class Glance(NamedTuple):
    """What is counted, ranked and filtered by. `extra` names the columns the claim brought beside the known ones."""

    verdict: Verdict
    level: Level
    grade: Grade | None
    checked: bool
    kind: QuotationKind
    ignored: bool
    reviewed: bool
    manuscript: str
    extra: tuple[str, ...]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _ClaimPart(_Part):
    kind: QuotationKind = QuotationKind.QUOTE
    manuscript: str = ""
    extra: dict[str, str] = {}


class _ResultPart(_Part):
    """The members of a result that a glance takes; the others are passed over, which is a third of decoding it."""

    verdict: Verdict
    level: Level
    grade: Grade | None = None
    checked: bool = True
    ignored: str = ""
    reviews: list[Any] = []
    claim: _ClaimPart


def glance_of(result: ClaimResult | _ResultPart) -> Glance:
    """What is seen of a result at a glance."""
    return Glance(
        result.verdict,
        result.level,
        result.grade,
        result.checked,
        result.claim.kind,
        bool(result.ignored),
        bool(result.reviews),
        result.claim.manuscript,
        tuple(result.claim.extra),
    )


class Index(BaseModel):
    """Where each result ends that stands in a row of them, and its glance: `seen` are numbers of `kinds`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sizes: list[int]
    seen: list[int]
    kinds: list[Glance]


class Results(Spool[ClaimResult]):
    """The results of a run, in the order of its claims, each with its glance."""

    def __init__(self, folder: Path, rows: int = 0) -> None:
        super().__init__(ClaimResult, folder, rows)
        self._kinds: dict[Glance, int] = {}
        self._seen = array("L", bytes(array("L").itemsize * rows))

    @classmethod
    def taken(cls, folder: Path, parts: Iterable[bytes], index: Index) -> Results:
        """Results that were kept: their JSON, one after another, cut anywhere into parts, with the index of it."""
        results = cls(folder)
        results.fill(parts, index.sizes)
        results._kinds = {Glance(*kind): number for number, kind in enumerate(index.kinds)}
        results._seen = array("L", index.seen)
        return results

    def indexed(self) -> Index:
        """The index of the results as `texts` gives them."""
        return Index(sizes=list(self._size), seen=list(self._seen), kinds=list(self._kinds))

    def put(self, row: int, text: str | bytes) -> None:
        """Write one row, as the JSON of its result."""
        super().put(row, text)
        seen = glance_of(_ResultPart.model_validate_json(text))
        number = self._kinds.setdefault(seen, len(self._kinds))
        if row < len(self._seen):
            self._seen[row] = number
        else:
            self._seen.append(number)

    def glances(self) -> Iterator[Glance]:
        """One for each row, in order; every row has been written."""
        known = list(self._kinds)
        return (known[number] for number in self._seen)


def glances(claims: Sequence[ClaimResult]) -> Iterator[Glance]:
    """One for each result, in order."""
    return claims.glances() if isinstance(claims, Results) else map(glance_of, claims)
