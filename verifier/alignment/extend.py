"""Letter-exact alignment of a quotation at one place: banded between seeds, free to skip source where a gap opens."""

from __future__ import annotations

import re
from dataclasses import dataclass

import edlib
import numpy as np

from verifier.alignment.chain import Chain

SLACK = 12  # letters of source offered beyond an end's own length, plus a quarter: misread letters come and go
SLACK_SHARE = 0.25
NARROW = 24  # a source gap that is longer than the quotation's by no more than this is aligned whole
MAX_SPLIT = 400  # letters of quotation between seeds that are split exactly; longer ones are cut in the middle
UNPLACED = -1

_CIGAR = re.compile(rb"(\d+)([=XID])")


@dataclass(frozen=True, slots=True)
class Placed:
    """`at[i]` is the source letter that quotation letter i stands at, or UNPLACED; [s0, s1) is the range they span."""

    at: list[int]
    s0: int
    s1: int
    distance: int


def place_chain(quote: bytes, source: bytes, chain: Chain) -> Placed:
    """Align all of `quote` along the seeds of `chain`."""
    at = [UNPLACED] * len(quote)
    spent = 0
    q_done, s_done = -1, -1
    for block in chain.blocks:
        q0, s0, q1, s1 = block.q0, block.s0, block.q1, block.s1
        if q_done < 0:
            spent += _head(quote, source, q0, s0, at)
        else:
            shift = max(q_done - q0, s_done - s0, 0)
            q0, s0 = min(q0 + shift, q1), min(s0 + shift, s1)
            spent += _between(quote, source, (q_done, q0), (s_done, s0), at)
        spent += _whole(quote, source, (q0, q1), (s0, s1), at)
        q_done, s_done = q1, s1
    spent += _tail(quote, source, q_done, s_done, at)
    return _placed(at, spent)


def place_within(quote: bytes, source: bytes, low: int, high: int, limit: int) -> Placed | None:
    """The best place of `quote` anywhere in source[low:high] with at most `limit` differing letters."""
    if not quote or high <= low:
        return None
    found = edlib.align(quote, source[low:high], mode="HW", task="path", k=limit)
    if found["editDistance"] < 0:
        return None
    at = [UNPLACED] * len(quote)
    start, _ = found["locations"][0]
    _walk(found["cigar"], 0, low + (start or 0), at)
    return _placed(at, found["editDistance"])


def every_place(quote: bytes, source: bytes, limit: int) -> list[tuple[int, int]]:
    """All equally good places of `quote` in the source, as letter ranges, by full bit-parallel search."""
    found = edlib.align(quote, source, mode="HW", task="locations", k=limit)
    if found["editDistance"] < 0:
        return []
    seen: dict[int, tuple[int, int]] = {}
    for start, end in found["locations"]:
        if start is not None:
            seen.setdefault(start, (start, end + 1))
    return list(seen.values())


def _placed(at: list[int], spent: int) -> Placed:
    real = [place for place in at if place != UNPLACED]
    return Placed(at, min(real), max(real) + 1, spent) if real else Placed(at, 0, 0, spent)


def _walk(cigar: str, q: int, s: int, at: list[int]) -> None:
    """Write an alignment's pairs into `at`; letters only the source has are passed over."""
    for count, kind in _CIGAR.findall(cigar.encode() if isinstance(cigar, str) else cigar):
        run = int(count)
        if kind in b"=X":
            at[q : q + run] = range(s, s + run)
            q, s = q + run, s + run
        elif kind == b"I":
            q += run
        else:
            s += run


def _whole(quote: bytes, source: bytes, q: tuple[int, int], s: tuple[int, int], at: list[int]) -> int:
    wanted, offered = quote[q[0] : q[1]], source[s[0] : s[1]]
    if wanted == offered:
        at[q[0] : q[1]] = range(s[0], s[1])
        return 0
    if not wanted or not offered:
        return len(wanted)
    found = edlib.align(wanted, offered, mode="NW", task="path")
    _walk(found["cigar"], q[0], s[0], at)
    return int(found["editDistance"])


def _between(quote: bytes, source: bytes, q: tuple[int, int], s: tuple[int, int], at: list[int]) -> int:
    quoted, placed = q[1] - q[0], s[1] - s[0]
    if quoted <= 0:
        return 0
    if placed <= quoted + NARROW:
        return _whole(quote, source, q, s, at)
    cut, left, right = _split(quote[q[0] : q[1]], source[s[0] : s[1]])
    spent = _whole(quote, source, (q[0], q[0] + cut), (s[0], s[0] + left), at)
    return spent + _whole(quote, source, (q[0] + cut, q[1]), (s[1] - right, s[1]), at)


def _split(wanted: bytes, offered: bytes) -> tuple[int, int, int]:
    """Where to cut `wanted` so that its head fits the start of `offered` and its tail the end, with a gap between.

    Returns (letters in the head, source letters the head takes, source letters the tail takes).
    """
    if len(wanted) > MAX_SPLIT:
        half = len(wanted) // 2
        return half, half, len(wanted) - half
    heads = _prefix_costs(wanted, offered)
    tails = _prefix_costs(wanted[::-1], offered[::-1])
    total = [heads[i][0] + tails[len(wanted) - i][0] for i in range(len(wanted) + 1)]
    cut = min(range(len(total)), key=total.__getitem__)
    return cut, heads[cut][1], tails[len(wanted) - cut][1]


def _prefix_costs(wanted: bytes, offered: bytes) -> list[tuple[int, int]]:
    """For every head of `wanted`: its least cost against any head of `offered`, and how long that head is."""
    width = min(len(offered), int(len(wanted) * (1 + SLACK_SHARE)) + SLACK)
    target = np.frombuffer(offered[:width], dtype=np.uint8)
    steps = np.arange(width + 1)
    row = steps.copy()
    costs = [(0, 0)]
    for letter in wanted:
        fresh = np.empty_like(row)
        fresh[0] = row[0] + 1
        fresh[1:] = np.minimum(row[1:] + 1, row[:-1] + (target != letter))
        row = np.minimum.accumulate(fresh - steps) + steps
        best = int(row.argmin())
        costs.append((int(row[best]), best))
    return costs


def _head(quote: bytes, source: bytes, q0: int, s0: int, at: list[int]) -> int:
    if not q0:
        return 0
    low = max(0, s0 - q0 - SLACK - int(q0 * SLACK_SHARE))
    wanted, offered = quote[:q0][::-1], source[low:s0][::-1]
    if not offered:
        return q0
    found = edlib.align(wanted, offered, mode="SHW", task="path")
    mirrored = [UNPLACED] * q0
    _walk(found["cigar"], 0, 0, mirrored)
    for i, place in enumerate(mirrored):
        if place != UNPLACED:
            at[q0 - 1 - i] = s0 - 1 - place
    return int(found["editDistance"])


def _tail(quote: bytes, source: bytes, q1: int, s1: int, at: list[int]) -> int:
    left = len(quote) - q1
    if left <= 0:
        return 0
    offered = source[s1 : s1 + left + SLACK + int(left * SLACK_SHARE)]
    if not offered:
        return left
    found = edlib.align(quote[q1:], offered, mode="SHW", task="path")
    _walk(found["cigar"], q1, s1, at)
    return int(found["editDistance"])
