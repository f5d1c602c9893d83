"""Runs of words that stand elsewhere in a source than where they are looked for."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.alignment import Prepared, Token
from verifier.alignment.seeds import Block, K, blocks
from verifier.verdicts.differences import Laid

RUN_WORDS = 3  # words of a run worth looking for elsewhere in the source
RUN_LETTERS = 14
RUN_SHARE = 0.4  # of the run's seeds that must stand together there
PAGE_LETTERS = 4000  # letters from a gap within which a run is of the same page


def stands_of(words: Sequence[Token], prepared: Prepared) -> list[Block]:
    """Where a run of words stands in a source, misread letters aside; [] for one too short to be told from chance."""
    letters = "".join(word.letters for word in words).encode("latin-1")
    if len(words) < RUN_WORDS or len(letters) < RUN_LETTERS:
        return []
    least = RUN_SHARE * (len(letters) - K + 1)
    return [block for block in blocks(*prepared.hits(letters)) if block.votes >= least]


def astray(words: Sequence[Token], laid: Laid, prepared: Prepared) -> bool:
    """True where words that another reading of the page has inside the passage stand beside it in this one.

    This reading did not lose them, then: the other ran two columns, or a margin and the text, into one line.
    """
    low, high = (prepared.folded.index_of(at) for at in laid.span)
    return any(low - PAGE_LETTERS < block.s0 < high + PAGE_LETTERS for block in stands_of(words, prepared))
