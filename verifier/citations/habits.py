"""Whether a manuscript sets its notes at each quotation or at the end of the paragraph, read from its own practice."""

from __future__ import annotations

import re
from collections.abc import Iterable

NEAR_SENTENCES = 3  # sentences after a quotation within which its note still stands, where notes follow quotations
CLOSE_SHARE = 0.8  # share of quotations with the note in their own sentence that makes a manuscript of the first kind
ENOUGH = 8  # quotations from which such a share says anything

_SENTENCE_END = re.compile(r"[.!?…][”\"’'»)\]]*\s+(?=[“\"‘'«(\[]?[A-ZÀ-ÖØ-Þ])")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Dr|Gen|Col|Sen|Gov|St|Jr|Sr|No|Vol|pp|p|ed|cf|vs)|\b[A-Z])$")


def sentences_between(words: str) -> int:
    """How many sentences end within `words`, the stretch from a quotation's last word to a note mark."""
    ends = _SENTENCE_END.finditer(words)
    return sum(not _ABBREVIATED.search(words[: end.start()]) for end in ends)


def notes_stay_close(distances: Iterable[int]) -> bool:
    """True where nearly all quotations have their note in the same sentence, so that a far one is another's note."""
    counted = list(distances)
    return len(counted) >= ENOUGH and sum(distance == 0 for distance in counted) / len(counted) >= CLOSE_SHARE
