"""Where a sentence begins and ends around a place of a block, well enough to read a lead-in."""

from __future__ import annotations

import re
from bisect import bisect_right

_END = re.compile(r"[.!?…][”\"’'»)\]*_]*\s+(?=[“\"‘'«(\[*_]*[A-ZÀ-ÖØ-Þ0-9])|\n\s*\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Maj|Capt|Adm|Sen|Rep|Gov|Amb|St|Jr|Sr|No|Nos|Vol|vol|no|pp|p|ed|eds|"
    r"cf|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Co|Corp|Inc|Ltd|al)|\b[A-Z])\.$"
)


def sentence_starts(text: str) -> list[int]:
    """Offsets at which the sentences of a block begin, 0 first."""
    ends = (
        end for end in _END.finditer(text) if not _ABBREVIATED.search(text[max(end.start() - 8, 0) : end.start() + 1])
    )
    return [0, *(end.end() for end in ends)]


def sentence_around(starts: list[int], length: int, at: int) -> tuple[int, int]:
    """The sentence that holds `at`, as [start, end)."""
    number = bisect_right(starts, at) - 1
    return starts[number], starts[number + 1] if number + 1 < len(starts) else length
