"""Chain blocks of seeds into places: one place is a run of blocks in the same order in quotation and source."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from verifier.alignment.seeds import Block, K

MIN_VOTES = 3  # seeds that must agree before a diagonal is worth aligning; one or two meet by chance in a megabyte
MIN_SHARE = 0.03  # of the quotation's seeds; at 10 % misread letters 0.43 survive, in the worst line a tenth of that
MAX_GAP = 900  # letters (a page third) that may stand between two blocks of one place
WEAK = 0.3  # of the best chain's score; a place with fewer seeds in common is no rival to it
JUMP_COST = 2.0  # votes a change of diagonal costs, so that a stray seed does not lengthen a chain
LEAP_COST = 6.0  # votes more for a leap of the whole gap: words that stand together beat words gathered from a page
MAX_BLOCKS = 60  # blocks chained at once: the strongest; bounds the quadratic step


@dataclass(frozen=True, slots=True)
class Chain:
    """Blocks of one place, in order. `score` is votes less the cost of jumps."""

    blocks: tuple[Block, ...]
    score: float

    @property
    def s0(self) -> int:
        """First letter of the source that a seed touches."""
        return self.blocks[0].s0

    @property
    def s1(self) -> int:
        """End of the last seed in the source."""
        return self.blocks[-1].s1

    @property
    def covered(self) -> int:
        """Letters of the quotation between the first and last seed of each block."""
        return sum(block.q1 - block.q0 for block in self.blocks)


def chains(found: list[Block], length: int, *, gap: int = MAX_GAP, limit: int = 6) -> list[Chain]:
    """At most `limit` places worth aligning, best first. `length` is the quotation's, in letters.

    Chains grow around the strongest blocks, so that a source full of stray seeds costs no more than its best places.
    """
    need = max(MIN_VOTES, MIN_SHARE * length)
    ordered = sorted(found, key=lambda block: (block.s0, block.q0))
    starts = [block.s0 for block in ordered]
    used: set[int] = set()
    made: list[Chain] = []
    for seed in sorted(found, key=_strength)[: 4 * limit]:
        if len(made) == limit or (made and seed.votes < MIN_VOTES):
            break
        if id(seed) in used:
            continue
        low = bisect_left(starts, seed.s0 - seed.q0 - gap)
        high = bisect_left(starts, seed.s1 + length - seed.q1 + gap)
        near = [block for block in ordered[low:high] if id(block) not in used]
        best = _best_chain(sorted(near, key=_strength)[:MAX_BLOCKS], gap)
        used.update(map(id, best.blocks))
        if best.score < need or (made and best.score < WEAK * made[0].score):
            break
        made.append(best)
    return sorted(made, key=lambda chain: (-chain.score, chain.s0))


def _strength(block: Block) -> tuple[int, int, int]:
    return -block.votes, block.s0, block.q0


def _best_chain(near: list[Block], gap: int) -> Chain:
    ordered = sorted(near, key=lambda block: (block.s0, block.q0))
    scores = [float(block.votes) for block in ordered]
    back = [-1] * len(ordered)
    for j, block in enumerate(ordered):
        for i in range(j):
            joined = scores[i] - _joint_cost(ordered[i], block, gap) + block.votes
            if joined > scores[j]:
                scores[j], back[j] = joined, i
    at = max(range(len(ordered)), key=lambda k: (scores[k], -k))
    score, path = scores[at], [at]
    while back[path[-1]] >= 0:
        path.append(back[path[-1]])
    return Chain(tuple(ordered[k] for k in reversed(path)), score)


def _joint_cost(left: Block, right: Block, gap: int) -> float:
    """Votes it costs to go on from `left` to `right`; infinite where order or distance forbid it."""
    quoted, placed = right.q0 - left.q1, right.s0 - left.s1
    overlap = -min(quoted, placed, 0)
    if right.q1 - left.q1 < K or right.s1 - left.s1 < K or overlap >= right.q1 - right.q0:
        return float("inf")
    jump = abs(placed - quoted)
    if jump > gap:
        return float("inf")
    return JUMP_COST + LEAP_COST * jump / gap + overlap
