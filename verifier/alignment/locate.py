"""Every place in one source where a quotation may stand, fragment by fragment, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from verifier.alignment.chain import MAX_GAP, Chain, chains
from verifier.alignment.extend import Placed, every_place, place_chain, place_within
from verifier.alignment.leaps import LEAP_WORTH
from verifier.alignment.prepare import Prepared
from verifier.alignment.seeds import Block, blocks

OMISSION_GAP = 6000  # letters (some three pages) an ellipsis may skip before its two sides are two places
MAX_ERRORS = 0.45  # share of a quotation's letters that may differ at a place worth showing
REACHES = (
    120,
    900,
    OMISSION_GAP,
)  # letters from its neighbour in which a fragment without seeds is looked for, in turn
NEAR_ERRORS = 0.25  # share of its letters that may differ while there is still further to look
TRIED = 6  # chains aligned letter by letter for one quotation; the best is nearly always the first
SHORT = 16  # letters; a shorter quotation has too few seeds and is searched for in full
FEW_SEEDS = 100  # letters; a shorter quotation may have no seed left at its own place, and some at another
WORN = 0.8  # share of such a quotation's letters that agree at its best place while there may be a better one
BETTER = 0.8  # of that place's errors that one found without seeds may have
MAX_FULL_SEARCH = 4000  # letters of a quotation searched for in full: bounds the bit-parallel fallback
MAX_SAME = 200  # equal places listed for a short quotation


@dataclass(frozen=True, slots=True)
class Place:
    """Where each fragment stands (None: nowhere near), the letters spanned, the share of letters that agree."""

    fragments: tuple[Placed | None, ...]
    s0: int
    s1: int
    similarity: float

    @property
    def rank(self) -> float:
        """Similarity, less something for every stretch passed over inside a fragment: words together come first."""
        letters = sum(len(placed.at) for placed in self.fragments if placed)
        toll = sum(placed.toll for placed in self.fragments if placed)
        return self.similarity - toll / max(letters, 1)


def places(fragments: Sequence[bytes], prepared: Prepared, *, limit: int = TRIED) -> list[Place]:
    """Places of a quotation cut at its ellipses into `fragments` of folded letters; [] where nothing is like it."""
    whole = b"".join(fragments)
    if not whole or not prepared.letters:
        return []
    found = []
    if len(whole) >= SHORT:
        asked, hits = prepared.hits(whole)
        gap = MAX_GAP if len(fragments) == 1 else OMISSION_GAP
        joints = list(accumulate(map(len, fragments[:-1])))
        found = chains(blocks(asked, hits, joints), len(whole), gap=gap, limit=limit)
    made = [_along(fragments, prepared.letters, chain) for chain in found]
    best = max((place.similarity for place in made), default=0.0)
    if best < WORN and (not made or len(whole) <= FEW_SEEDS):
        errors = min(MAX_ERRORS, BETTER * (1.0 - best))
        made += _searched(fragments, prepared.letters, errors, limit if len(whole) >= SHORT else MAX_SAME)
    cut = len(fragments) > 1  # of places that are equally like it, the one that leaves out least
    return _distinct(sorted(made, key=lambda place: (-place.rank, cut * (place.s1 - place.s0), place.s0)))


def _along(fragments: Sequence[bytes], source: bytes, chain: Chain) -> Place:
    """Align every fragment along its own part of the chain, then those without seeds between their neighbours."""
    placed: list[Placed | None] = []
    offset = 0
    for fragment in fragments:
        part = _clipped(chain, offset, offset + len(fragment))
        placed.append(place_chain(fragment, source, part) if part else None)
        offset += len(fragment)
    for number, fragment in enumerate(fragments):
        own = placed[number]
        if own is None:
            placed[number] = _beside(fragment, source, placed, number)
        elif number:
            placed[number] = _nearer(fragment, source, placed[number - 1], own)
    for number in range(len(fragments) - 1, 0, -1):
        placed[number - 1] = _nearer_before(fragments[number - 1], source, placed[number - 1], placed[number])
    return _place(fragments, placed)


def _nearer(fragment: bytes, source: bytes, before: Placed | None, own: Placed) -> Placed:
    """A fragment that stands far off, badly, or was gathered over a leap, taken from beside the one before if it is

    there as well.
    """
    far = before is not None and own.s0 - before.s1 > MAX_GAP
    if before is None or not (far or own.cost):
        return own
    limit = max(own.cost if own.toll or far else own.cost - 1, _worth(fragment, own) if far else 0)
    high = min(len(source), before.s1 + len(fragment) + MAX_GAP)
    return place_within(fragment, source, before.s1, high, limit) or own


def _nearer_before(fragment: bytes, source: bytes, own: Placed | None, after: Placed | None) -> Placed | None:
    """The same backwards: the far one of two fragments is the one before as often as the one after."""
    if own is None or after is None or after.s0 - own.s1 <= MAX_GAP:
        return own
    low = max(0, after.s0 - len(fragment) - MAX_GAP)
    return place_within(fragment, source, low, after.s0, max(own.cost, _worth(fragment, own))) or own


def _worth(fragment: bytes, own: Placed) -> int:
    """Letters that may differ at a place near by before one far off is taken instead."""
    return min(own.cost + LEAP_WORTH, int(NEAR_ERRORS * len(fragment)))


def _clipped(chain: Chain, start: int, end: int) -> Chain | None:
    """The part of a chain that lies within letters start..end of the quotation, counted from start."""
    own: list[Block] = []
    for block in chain.blocks:
        low, high = max(block.q0, start), min(block.q1, end)
        if high - low >= min(8, end - start):
            ahead, behind = low - block.q0, block.q1 - high
            own.append(Block(low - start, high - start, block.s0 + ahead, block.s1 - behind, block.votes))
    return Chain(tuple(own), sum(block.votes for block in own)) if own else None


def _beside(fragment: bytes, source: bytes, placed: Sequence[Placed | None], number: int) -> Placed | None:
    """A fragment too short or too worn for seeds, looked for where its neighbours leave room."""
    before = next((place for place in reversed(placed[:number]) if place), None)
    after = next((place for place in placed[number + 1 :] if place), None)
    for reach in REACHES:
        errors = NEAR_ERRORS if reach < OMISSION_GAP else MAX_ERRORS
        low = before.s1 if before else max(0, (after.s0 if after else 0) - reach - len(fragment))
        high = min(low + reach + len(fragment), len(source)) if before else (after.s0 if after else len(source))
        found = place_within(fragment, source, low, min(high, after.s0) if after else high, int(errors * len(fragment)))
        if found:
            return found
    return None


def _searched(fragments: Sequence[bytes], source: bytes, errors: float, limit: int) -> list[Place]:
    """Full bit-parallel search by the longest fragment, for what seeds cannot find; `errors` is a share of letters."""
    longest = max(range(len(fragments)), key=lambda n: len(fragments[n]))
    wanted = fragments[longest][:MAX_FULL_SEARCH]
    made: list[Place] = []
    for low, high in every_place(wanted, source, int(errors * len(wanted)))[:limit]:
        slack = len(fragments[longest]) - len(wanted)
        first = place_within(fragments[longest], source, low, high + slack, len(fragments[longest]))
        placed: list[Placed | None] = [None] * len(fragments)
        placed[longest] = first
        for number in [*range(longest + 1, len(fragments)), *range(longest - 1, -1, -1)]:
            placed[number] = _beside(fragments[number], source, placed, number)
        made.append(_place(fragments, placed))
    return made


def _place(fragments: Sequence[bytes], placed: Sequence[Placed | None]) -> Place:
    total = sum(map(len, fragments))
    same = sum(at.same for at in placed if at)
    real = [at for at in placed if at and at.s1 > at.s0]
    low = min((at.s0 for at in real), default=0)
    high = max((at.s1 for at in real), default=0)
    return Place(tuple(placed), low, high, same / max(total, 1))


def _distinct(ordered: list[Place]) -> list[Place]:
    """Drop a place that lies on a better one."""
    kept: list[Place] = []
    for place in ordered:
        if all(place.s1 <= other.s0 or other.s1 <= place.s0 for other in kept):
            kept.append(place)
    return kept
