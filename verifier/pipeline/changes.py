"""Only what is new since a git commit: claims that stood in no input then. Lines may move; words and sources count."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from verifier.errors import InputError
from verifier.pipeline.inputs import Table, load
from verifier.records.claim import Claim
from verifier.suppressions.since import as_of


def keep_new(table: Table, inputs: Iterable[Path], ref: str, notes: Path | None = None) -> int:
    """Leave only the new claims in `table`; how many were left out. Raises InputError when git knows no such commit."""
    known = {key for path in inputs for key in _keys_then(path, ref, notes)}
    new = [claim for claim in table.claims if _key(claim) not in known]
    left_out = len(table.claims) - len(new)
    table.claims = new
    return left_out


def _keys_then(path: Path, ref: str, notes: Path | None) -> set[tuple[str, ...]]:
    with as_of(path, ref) as old:
        if old is None:
            return set()
        try:
            return {_key(claim) for claim in load([old], notes).claims}
        except InputError:
            return set()  # it could not be read then; all of it is new


def _key(claim: Claim) -> tuple[str, ...]:
    """What makes a claim the same claim: its words, where they are said to stand, and on which page."""
    return " ".join(claim.quote.split()), claim.url, claim.page, claim.kind.value
