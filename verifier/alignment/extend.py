"""Letter-exact alignment of a quotation at one place: banded between seeds, free to skip source where a gap opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import edlib
import numpy as np

from verifier.alignment.chain import Chain
from verifier.alignment.seeds import Block

SLACK = 12  # letters of source offered beyond an end's own length, plus a quarter: misread letters come and go
SLACK_SHARE = 0.25
LEAP = 420  # letters beyond an end's own length in which it is looked for: a telegram's section head is 400 long
LEAP_FROM = 2  # letters that may differ, and a share of all, before an end is looked for beyond a page head
POOR = 0.25
LEAP_GAIN = 3  # letters that leaping must save: a short end is soon found by chance
LEAP_WORTH = 6  # letters a leap between two seeds must save: one word changed is no reason to look further
LEAP_LEAST = 4  # letters beyond the gap; fewer would be found anywhere
LEAP_ERRORS = 0.2  # share of these that may differ; in four hundred letters worse matches are everywhere
LEAP_TRIES = 24  # places tried for the gap
STEP = 8  # letters passed over within a fragment that count as a leap: more than a lost word
NARROW = 24  # a source gap that is longer than the quotation's by no more than this is aligned whole
MAX_SPLIT = 400  # letters of quotation between seeds that are split exactly; longer ones are cut in the middle
UNPLACED = -1

_CIGAR = re.compile(rb"(\d+)([=XID])")


@dataclass(frozen=True, slots=True)
class Placed:
    """`at[i]` is the source letter that quotation letter i stands at, or UNPLACED; [s0, s1) is the range they span.

    `leaps` counts where the alignment passes over more than STEP letters of the source.
    """

    at: list[int]
    s0: int
    s1: int
    distance: int
    leaps: int = 0


def place_chain(quote: bytes, source: bytes, chain: Chain) -> Placed:
    """Align all of `quote` along the seeds of `chain`."""
    straight = _along(quote, source, chain.blocks)
    ends = [blocks for blocks in _without_leaps(chain.blocks) if blocks]
    others = [_along(quote, source, blocks) for blocks in ends]
    if straight.leaps:
        low, high = max(straight.s0 - SLACK, 0), min(straight.s1 + SLACK, len(source))
        whole = place_within(quote, source, low, high, straight.distance + LEAP_WORTH * straight.leaps)
        others.extend([whole] if whole else [])
    return min([straight, *others], key=lambda placed: placed.distance + LEAP_WORTH * placed.leaps)


def _without_leaps(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The chain without a first or last block that lies a leap away: its letters may stand next to the rest as well."""
    if len(blocks) > 1:
        if _leap(blocks[-2], blocks[-1]) > STEP:
            yield blocks[:-1]
        if _leap(blocks[0], blocks[1]) > STEP:
            yield blocks[1:]


def _leap(left: Block, right: Block) -> int:
    return abs((right.s0 - left.s1) - (right.q0 - left.q1))


def _along(quote: bytes, source: bytes, blocks: Sequence[Block]) -> Placed:
    at = [UNPLACED] * len(quote)
    spent = 0
    q_done, s_done = -1, -1
    for block in blocks:
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
    if not real:
        return Placed(at, 0, 0, spent)
    low, high = real[0], real[-1] + 1  # an alignment never goes back
    leaps = sum(b - a > STEP for a, b in pairwise(real)) if high - low > len(real) + STEP else 0
    return Placed(at, low, high, spent, leaps)


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
    """Place the letters before the first seed, by way of the mirror: a head is a tail read backwards."""
    if not q0:
        return 0
    low = max(0, s0 - q0 - LEAP)
    mirrored, spent = _outward(quote[:q0][::-1], source[low:s0][::-1])
    for i, place in enumerate(mirrored):
        if place != UNPLACED:
            at[q0 - 1 - i] = s0 - 1 - place
    return spent


def _tail(quote: bytes, source: bytes, q1: int, s1: int, at: list[int]) -> int:
    if q1 >= len(quote):
        return 0
    wanted = quote[q1:]
    placed, spent = _outward(wanted, source[s1 : s1 + len(wanted) + LEAP])
    for i, place in enumerate(placed):
        if place != UNPLACED:
            at[q1 + i] = s1 + place
    return spent


def _outward(wanted: bytes, offered: bytes) -> tuple[list[int], int]:
    """Places of `wanted` from the start of `offered` on, leaping once over a page head if that pays."""
    at = [UNPLACED] * len(wanted)
    if not offered:
        return at, len(wanted)
    near = offered[: len(wanted) + SLACK + int(len(wanted) * SLACK_SHARE)]
    found = edlib.align(wanted, near, mode="SHW", task="path")
    spent = int(found["editDistance"])
    if spent > LEAP_FROM + POOR * len(wanted):
        leapt = _leapt(wanted, offered, spent - LEAP_GAIN)
        if leapt is not None:
            return leapt
    _walk(found["cigar"], 0, 0, at)
    return at, spent


def _leapt(wanted: bytes, offered: bytes, limit: int) -> tuple[list[int], int] | None:
    """The same with one gap: a first part at the start, the rest as a whole further on; None if it costs more."""
    heads = _prefix_costs(wanted[:MAX_SPLIT], offered)
    best: tuple[int, int] | None = None
    step = max(1, len(wanted) // LEAP_TRIES)
    for cut in range(0, min(len(wanted) - LEAP_LEAST, len(heads) - 1) + 1, step):
        left = min(limit - heads[cut][0], int(LEAP_ERRORS * (len(wanted) - cut)))
        if left < 0 or heads[cut][1] >= len(offered):
            continue
        rest = edlib.align(wanted[cut:], offered[heads[cut][1] :], mode="HW", k=left)["editDistance"]
        if rest >= 0 and (best is None or heads[cut][0] + rest < best[0]):
            best = (heads[cut][0] + rest, cut)
    if best is None:
        return None
    spent, cut = best
    at = [UNPLACED] * len(wanted)
    _whole(wanted, offered, (0, cut), (0, heads[cut][1]), at)
    found = edlib.align(wanted[cut:], offered[heads[cut][1] :], mode="HW", task="path")
    _walk(found["cigar"], cut, heads[cut][1] + (found["locations"][0][0] or 0), at)
    return at, spent
