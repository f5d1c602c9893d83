"""How many places a quotation this short would match by accident in a text this long."""

from __future__ import annotations

from verifier.alignment import Prepared
from verifier.verdicts.lexicon import share
from verifier.verdicts.marks import Marked

LETTERS_A_WORD = 4.8  # of running English
FIT = 8.0  # a word's odds rise this much where the word before it already agrees


def expected_matches(marked: Marked, prepared: Prepared) -> float:
    """Places in the source times the odds of each word, the later ones raised by the company they keep."""
    expected = len(prepared.letters) / LETTERS_A_WORD
    for number, word in enumerate(marked.words):
        odds = share(word.token.letters)
        expected *= min(odds * (FIT if number else 1.0), 0.3)
        if expected < 1e-12:
            return 0.0
    return expected
