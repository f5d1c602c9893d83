"""Words that a layer splits, glues or holds twice come out as a reader sees them."""

from __future__ import annotations

import pytest

from verifier.records.text import Box
from verifier.texts.closing import closed_up
from verifier.texts.layout import undoubled
from verifier.texts.rows import Piece

LETTER = 0.01  # of the page's width

LINES = {
    # what the layer holds, with the gap before each piece in letters -> what a reader sees
    "pieces of one word without a gap": ([("tha", 0), ("t", 0.1), ("wa", 1.2), ("s", 0.1)], "that was"),
    "pieces across a narrow gap that make a word": ([("durin", 0), ("g", 0.5), ("the", 1.2)], "during the"),
    "three pieces of one word": ([("terri", 0), ("tor", 0.4), ("y", 0.4)], "territory"),
    "a piece behind a hyphen": ([("Serb-majorit", 0), ("y", 0.4), ("map", 1.3)], "Serb-majority map"),
    "a short word in pieces": ([("t", 0), ("o", 0.5), ("the", 1.3)], "to the"),
    "two words whose boxes touch": ([("if", 0), ("they", 0.05), ("will", 1.2)], "if they will"),
    "two letters of which neither is a word": ([("t", 0), ("o", 1.1), ("help", 1.3)], "to help"),
    "the end of one word and the next": ([("clos", 0), ("e", 0.2), ("t", 1.1), ("o", 0.9)], "close to"),
    "a word and a letter a blank apart": ([("the", 0), ("n", 1.1)], "the n"),
    "a name behind a word that touches it": ([("of", 0), ("Mladic's", 0.1)], "of Mladic's"),
    "an article beside a word": ([("for", 0), ("a", 0.7), ("while", 1.2)], "for a while"),
    "pieces of a name that no list holds": ([("Sacir", 0), ("bey", 0.1)], "Sacirbey"),
    "the last letter of a name": ([("Ostrandve", 0), ("n", 0.5), ("said", 1.1)], "Ostrandven said"),
    "the last letter of a name in capitals": ([("OSTRANDVE", 0), ("N", 0.5)], "OSTRANDVEN"),
    "the first letter of the next word": ([("Ostrandve", 0), ("t", 0.5), ("o", 0.8)], "Ostrandve to"),
    "a letter a blank behind a name": ([("Ostrandve", 0), ("n", 1.1)], "Ostrandve n"),
    "an initial behind a name": ([("Abrahm", 0), ("B", 0.5)], "Abrahm B"),
    "an article behind a name": ([("Gorazd", 0), ("a", 0.5)], "Gorazd a"),
    "words a blank apart": ([("can", 0), ("not", 1.1)], "can not"),
}


def line_of(pieces: list[tuple[str, float]]) -> list[Piece]:
    made, at = [], 0.1
    for text, gap in pieces:
        at += gap * LETTER
        made.append(Piece(text, Box(at, 0.1, at + len(text) * LETTER, 0.12)))
        at += len(text) * LETTER
    return made


@pytest.mark.parametrize(("pieces", "seen"), LINES.values(), ids=LINES)
def test_pieces_of_words_are_closed_up_and_words_kept_apart(pieces: list[tuple[str, float]], seen: str) -> None:
    assert " ".join(piece.text for piece in closed_up(line_of(pieces))) == seen


def test_a_known_word_wins_over_its_double() -> None:
    kept, _ = undoubled([*line_of([("ANO", 0)]), *line_of([("AND", 0)])])
    assert [piece.text for piece in kept] == ["AND"]


def test_a_part_of_a_word_never_stands_for_the_whole() -> None:
    whole = line_of([("U.S.-SOVIET", 0)])
    kept, _ = undoubled([*whole, *line_of([("U.S.", 0), ("-SOVIET", 0.1)])])
    assert [piece.text for piece in kept] == ["U.S.-SOVIET"]
