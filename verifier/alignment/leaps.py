"""Where the letters beyond the seeds stand: next to them, or past a gap that a page head or an omission opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import edlib
import numpy as np

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
MAX_SPLIT = 400  # letters of quotation between seeds that are split exactly; longer ones are cut in the middle


@dataclass(frozen=True, slots=True)
class Way:
    """How letters go outward: the first `cut` take `head` letters of the source, the rest go as `found` from `start`.

    `found` is an alignment's CIGAR string, "" where there is no source left; `spent` the letters that differ.
    """

    spent: int
    found: str = ""
    start: int = 0
    cut: int = 0
    head: int = 0


def outward(wanted: bytes, offered: bytes) -> Way:
    """The way of `wanted` from the start of `offered` on, leaping once over a page head if that pays."""
    if not offered:
        return Way(len(wanted))
    near = offered[: _width(len(wanted))]
    found = edlib.align(wanted, near, mode="SHW", task="path")
    spent = int(found["editDistance"])
    if spent > LEAP_FROM + POOR * len(wanted):
        leapt = _leapt(wanted, offered, spent - LEAP_GAIN)
        if leapt is not None:
            return leapt
    return Way(spent, found["cigar"])


def _leapt(wanted: bytes, offered: bytes, limit: int) -> Way | None:
    """The same with one gap: a first part at the start, the rest as a whole further on; None if it costs more.

    The rest grows from cut to cut, and with it the letters that differ: where it fits nowhere, no longer one does.
    """
    best: tuple[int, int, int] | None = None
    step = max(1, len(wanted) // LEAP_TRIES)
    most = min(limit, int(LEAP_ERRORS * len(wanted)))
    for cut in reversed(range(0, min(len(wanted) - LEAP_LEAST, MAX_SPLIT) + 1, step)):
        if edlib.align(wanted[cut:], offered, mode="HW", k=most)["editDistance"] < 0:
            break
        cost, head = _head_cost(wanted[:cut], offered)
        left = min(limit - cost, int(LEAP_ERRORS * (len(wanted) - cut)))
        if left < 0 or head >= len(offered):
            continue
        rest = edlib.align(wanted[cut:], offered[head:], mode="HW", k=left)["editDistance"]
        if rest >= 0 and (best is None or cost + rest <= best[0]):
            best = (cost + rest, cut, head)
    if best is None:
        return None
    spent, cut, head = best
    found: dict[str, Any] = edlib.align(wanted[cut:], offered[head:], mode="HW", task="path")
    return Way(spent, found["cigar"], head + (found["locations"][0][0] or 0), cut, head)


def _head_cost(head: bytes, offered: bytes) -> tuple[int, int]:
    """The least cost of `head` against any head of `offered`, and how long the shortest such one is."""
    if not head:
        return 0, 0
    found = edlib.align(head, offered[: _width(len(head))], mode="SHW")
    cost = int(found["editDistance"])
    return cost, 0 if cost >= len(head) else found["locations"][0][1] + 1


def _width(letters: int) -> int:
    """Letters of the source offered to this many of the quotation."""
    return int(letters * (1 + SLACK_SHARE)) + SLACK


def split(wanted: bytes, offered: bytes) -> tuple[int, int, int]:
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
    width = min(len(offered), _width(len(wanted)))
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
