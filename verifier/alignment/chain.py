"""Chain blocks of seeds into places: one place is a run of blocks in the same order in quotation and source."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.alignment.seeds import Block, Blocks, K

MIN_VOTES = 3  # seeds that must agree before a diagonal is worth aligning; one or two meet by chance in a megabyte
MIN_SHARE = 0.03  # of the quotation's seeds; at 10 % misread letters 0.43 survive, in the worst line a tenth of that
MAX_GAP = 900  # letters (a page third) that may stand between two blocks of one place
TWIN = 0.9  # of the best chain's score, from which a place is another occurrence and is listed beyond the limit
MAX_TWINS = 200  # occurrences listed: a phrase that recurs more often proves nothing
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


def chains(found: Blocks, length: int, *, gap: int = MAX_GAP, limit: int = 6) -> list[Chain]:
    """The best `limit` places worth aligning, best first, and all that are as good as the best; `length` in letters.

    Chains grow around the strongest blocks, so that a source full of stray seeds costs no more than its best places.
    """
    need = max(MIN_VOTES, MIN_SHARE * length)
    used: set[int] = set()
    made: list[Chain] = []
    for number in found.strongest(4 * max(limit, MAX_TWINS)):
        seed = found[number]
        if made and seed.votes < (MIN_VOTES if len(made) < limit else TWIN * made[0].score):
            break
        if number in used:
            continue
        near = found.between(seed.s0 - seed.q0 - gap, seed.s1 + length - seed.q1 + gap)
        best, numbers = _best_chain(found, [n for n in near if n not in used], gap)
        used.update(numbers)
        if best.score < need or (made and best.score < WEAK * made[0].score):
            break
        made.append(best)
        if len(made) == MAX_TWINS:
            break
    return sorted(made, key=lambda chain: (-chain.score, chain.s0))


def _best_chain(found: Blocks, near: list[int], gap: int) -> tuple[Chain, list[int]]:
    """The best chain of blocks `near`, and their numbers."""
    if len(near) > MAX_BLOCKS:
        near = sorted(sorted(near, key=lambda n: (-found.votes[n], n))[:MAX_BLOCKS])
    ordered = [found[n] for n in near]
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
    path.reverse()
    return Chain(tuple(ordered[k] for k in path), score), [near[k] for k in path]


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
