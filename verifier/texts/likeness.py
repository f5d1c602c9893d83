"""Are two lines the same but for some misread signs?"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

KEPT = 8192  # lines, and pairs of lines, whose answers are remembered: the margins of some hundred pages


def alike(a: str, b: str, least: float) -> bool:
    """True where all but a share of 1 - `least` (0..1) of the longer one's signs may stay to make one of the other."""
    return _alike(a, b, least) if a <= b else _alike(b, a, least)  # each page asks what its neighbours ask again


@lru_cache(KEPT)
def _alike(a: str, b: str, least: float) -> bool:
    longer, shorter = max(len(a), len(b), 1), min(len(a), len(b))
    most = int(longer * (1 - least) + 1e-9)
    if longer - shorter > most or len(_pairs(a) - _pairs(b)) > 2 * most:
        return False
    import edlib

    return int(edlib.align(a, b, k=most)["editDistance"]) >= 0


@lru_cache(KEPT)
def _pairs(text: str) -> frozenset[str]:
    """Its neighbouring signs, two by two: a changed sign changes two of them at most."""
    return frozenset(map("".join, pairwise(text)))
