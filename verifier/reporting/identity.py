"""What a run's files are made from, as digests that cost no rendering: equal digests, equal files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verifier.records.report import ClaimResult, Run
from verifier.records.spool import Spool
from verifier.reporting.canonical import Frame


@dataclass(frozen=True)
class Identity:
    """SHA-256 (hex) of the claims of each stretch, of all claims, and of the whole record but its header block."""

    stretches: tuple[str, ...]
    claims: str
    record: str


def identity_of(run: Run, frame: Frame, stretch: int) -> Identity:
    """The identity of a run that is cut into stretches of so many claims; `frame` is what stands around them."""
    parts = tuple(_digest(claim_texts(run.claims, first, first + stretch)) for first in _firsts(run, stretch))
    claims = _digest(part.encode() for part in parts)
    rest = (text.encode("utf-8", "surrogatepass") for text in (claims, frame.bare, frame.after))
    return Identity(parts, claims, _digest(rest))


def claim_texts(claims: Sequence[ClaimResult], first: int, last: int) -> Iterator[bytes]:
    """The claims of these rows as JSON, one a line; of a run on disk they are handed on as they lie there."""
    rows = range(first, min(last, len(claims)))
    if isinstance(claims, Spool):
        return map(claims.text, rows)
    return (claims[row].model_dump_json().encode() for row in rows)


def _firsts(run: Run, stretch: int) -> range:
    return range(0, len(run.claims), stretch)


def _digest(parts: Iterable[bytes]) -> str:
    held = hashlib.sha256()
    for part in parts:
        held.update(part)
        held.update(b"\n")  # no claim's JSON holds one, so no two runs of claims look alike
    return held.hexdigest()
