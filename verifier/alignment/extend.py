"""Letter-exact alignment of a quotation at one place: banded between seeds, free to skip source where a gap opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import edlib

from verifier.alignment.chain import Chain
from verifier.alignment.leaps import LEAP, LEAP_WORTH, outward, split
from verifier.alignment.seeds import Block

SLACK = 12  # letters of source offered beyond both ends when a place with a gap is aligned anew as a whole
STEP = 8  # letters passed over within a fragment that cost something: more than a scan adds
LOST_WORD = 14  # letters of a word or two that an author may have left out
LOST_WORD_WORTH = 3  # letters that passing over them must save
NOTE = 40  # letters of an editor's note within a passage ("[illegible]", "[two words torn]")
NARROW = 24  # a source gap that is longer than the quotation's by no more than this is aligned whole
MANY = 64  # equally good places looked at: a text with more repeats itself and none of them says more
UNPLACED = -1

_CIGAR = re.compile(r"(\d+)([=XID])")


def steps(cigar: str) -> Iterator[tuple[int, str]]:
    """The runs of an alignment as edlib writes them: how many letters, and `=`, `X`, `I` or `D`."""
    return ((int(count), kind) for count, kind in _CIGAR.findall(cigar))


@dataclass(frozen=True, slots=True)
class Placed:
    """`at[i]` is the source letter that quotation letter i stands at, or UNPLACED; [s0, s1) is the range they span.

    `same` counts the letters that are the source's own; `toll` is what passing over stretches of the source costs.
    """

    at: list[int]
    s0: int
    s1: int
    distance: int
    toll: int = 0
    same: int = 0

    @property
    def cost(self) -> int:
        """Letters that differ, and the toll."""
        return self.distance + self.toll


def place_chain(quote: bytes, source: bytes, chain: Chain) -> Placed:
    """Align all of `quote` along the seeds of `chain`."""
    straight = _Laying(quote, source).along(chain.blocks)
    if straight.same == len(quote) and straight.s1 - straight.s0 <= len(quote) + NOTE:
        return (
            straight  # every letter stands there, about a note: a short end would else be bent into the note's letters
        )
    ends = [blocks for blocks in _without_leaps(chain.blocks) if blocks]
    others = [_Laying(quote, source).along(blocks) for blocks in ends]
    if straight.toll:
        low, high = max(straight.s0 - SLACK, 0), min(straight.s1 + SLACK, len(source))
        whole = place_within(quote, source, low, high, straight.cost)
        others.extend([whole] if whole else [])
    return min([straight, *others], key=lambda placed: placed.cost)


def _without_leaps(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The chain without a first or last block that lies a leap away: its letters may stand next to the rest as well."""
    if len(blocks) > 1:
        if _leap(blocks[-2], blocks[-1]) > STEP:
            yield blocks[:-1]
        if _leap(blocks[0], blocks[1]) > STEP:
            yield blocks[1:]


def _leap(left: Block, right: Block) -> int:
    return abs((right.s0 - left.s1) - (right.q0 - left.q1))


def place_within(quote: bytes, source: bytes, low: int, high: int, limit: int) -> Placed | None:
    """The best place of `quote` anywhere in source[low:high] with at most `limit` differing letters."""
    if not quote or high <= low:
        return None
    found = edlib.align(quote, source[low:high], mode="HW", task="path", k=limit)
    if found["editDistance"] < 0:
        return None
    laying = _Laying(quote, source)
    start, _ = found["locations"][0]
    laying.walk(found["cigar"], 0, low + (start or 0))
    return laying.placed(found["editDistance"])


def every_place(quote: bytes, source: bytes, limit: int) -> list[tuple[int, int]]:
    """All equally good places of `quote` in the source (the first MANY), as letter ranges, by full bit-parallel search.

    Where each begins is asked place by place: asked of all at once, a text that repeats itself takes a minute.
    """
    found = edlib.align(quote, source, mode="HW", task="distance", k=limit)
    odd = found["editDistance"]
    if odd < 0:
        return []
    seen: dict[int, tuple[int, int]] = {}
    backwards = quote[::-1]
    for _, last in found["locations"][:MANY]:
        end = last + 1
        window = source[max(end - len(quote) - odd, 0) : end][::-1]
        begun = edlib.align(backwards, window, mode="SHW", task="distance", k=odd)["locations"]
        start = end - 1 - max((place for _, place in begun), default=len(quote) - 1)
        seen.setdefault(max(start, 0), (max(start, 0), end))
    return list(seen.values())


def _toll(step: int) -> int:
    """What it costs to go on this many letters further in the source."""
    if step <= STEP:
        return 0
    return LEAP_WORTH if step > LOST_WORD else LOST_WORD_WORTH


class _Laying:
    """A quotation being laid on a source, stretch by stretch. Every stretch returns the letters it spent."""

    def __init__(self, quote: bytes, source: bytes) -> None:
        self.quote = quote
        self.source = source
        self.at = [UNPLACED] * len(quote)
        self.same = 0

    def along(self, blocks: Sequence[Block]) -> Placed:
        """Lay the whole quotation along blocks of seeds."""
        first, spent = blocks[0], 0
        q_done, s_done = first.q0, first.s0
        spent += self._head(first.q0, first.s0)
        for block in blocks:
            shift = max(q_done - block.q0, s_done - block.s0, 0)
            q0, s0 = min(block.q0 + shift, block.q1), min(block.s0 + shift, block.s1)
            spent += self._between((q_done, q0), (s_done, s0))
            spent += self._whole((q0, block.q1), (s0, block.s1))
            q_done, s_done = block.q1, block.s1
        return self.placed(spent + self._tail(q_done, s_done))

    def placed(self, spent: int) -> Placed:
        """What has been laid."""
        count = len(self.at) - self.at.count(UNPLACED)
        if not count:
            return Placed(self.at, 0, 0, spent)
        low = next(place for place in self.at if place != UNPLACED)
        high = next(place for place in reversed(self.at) if place != UNPLACED) + 1  # an alignment never goes back
        toll = 0
        if high - low > count + STEP:
            toll = sum(_toll(b - a) for a, b in pairwise(place for place in self.at if place != UNPLACED))
        return Placed(self.at, low, high, spent, toll, self.same)

    def walk(self, cigar: str, q: int, s: int) -> None:
        """Write down an alignment's pairs; letters only the source has are passed over."""
        for run, kind in steps(cigar):
            if kind == "I":
                q += run
            elif kind == "D":
                s += run
            else:
                self.at[q : q + run] = range(s, s + run)
                self.same += run if kind == "=" else 0
                q, s = q + run, s + run

    def _whole(self, q: tuple[int, int], s: tuple[int, int]) -> int:
        wanted, offered = self.quote[q[0] : q[1]], self.source[s[0] : s[1]]
        if wanted == offered:
            self.at[q[0] : q[1]] = range(s[0], s[1])
            self.same += len(wanted)
            return 0
        if not wanted or not offered:
            return len(wanted)
        found = edlib.align(wanted, offered, mode="NW", task="path")
        self.walk(found["cigar"], q[0], s[0])
        return int(found["editDistance"])

    def _between(self, q: tuple[int, int], s: tuple[int, int]) -> int:
        quoted, placed = q[1] - q[0], s[1] - s[0]
        if quoted <= 0:
            return 0
        if placed <= quoted + NARROW:
            return self._whole(q, s)
        cut, left, right = split(self.quote[q[0] : q[1]], self.source[s[0] : s[1]])
        spent = self._whole((q[0], q[0] + cut), (s[0], s[0] + left))
        return spent + self._whole((q[0] + cut, q[1]), (s[1] - right, s[1]))

    def _head(self, q0: int, s0: int) -> int:
        """Lay the letters before the first seed, by way of the mirror: a head is a tail read backwards."""
        if not q0:
            return 0
        offered = self.source[max(0, s0 - q0 - LEAP) : s0][::-1]
        mirror = _Laying(self.quote[:q0][::-1], offered)
        spent = mirror._outward(0, 0)
        for i, place in enumerate(mirror.at):
            if place != UNPLACED:
                self.at[q0 - 1 - i] = s0 - 1 - place
        self.same += mirror.same
        return spent

    def _tail(self, q1: int, s1: int) -> int:
        return self._outward(q1, s1) if q1 < len(self.quote) else 0

    def _outward(self, q: int, s: int) -> int:
        """Lay what is left of the quotation from `s` on, leaping once over a page head if that pays."""
        wanted = self.quote[q:]
        way = outward(wanted, self.source[s : s + len(wanted) + LEAP])
        if way.found:
            self.walk(way.found, q + way.cut, s + way.start)
        if way.cut:
            self._whole((q, q + way.cut), (s, s + way.head))
        return way.spent
