"""Columns of print are read one after the other, though a stamp or a headline crosses the white between them."""

from __future__ import annotations

import random

import pytest

from verifier.records.text import Box
from verifier.texts.columns import columns_of
from verifier.texts.layout import by_place
from verifier.texts.merge import fuller, merged
from verifier.texts.rows import Piece

HEIGHT, STEP = 0.01, 0.015  # of the page: a line, and from one to the next
STOCK = ["harbour", "lamp", "keeper", "winter", "letter", "clerk", "timber", "the", "of", "and", "in", "a", "was"]


def column(left: float, right: float, lines: int, seed: int, top: float = 0.1) -> list[list[Piece]]:
    """Ragged lines of print between two edges of the page."""
    dice = random.Random(seed)
    made: list[list[Piece]] = []
    for row in range(lines):
        line: list[Piece] = []
        at = left + dice.random() * 0.003
        while True:
            word = f"{dice.choice(STOCK)}{seed}"
            end = at + 0.009 * len(word)
            if end > right:
                break
            y = top + row * STEP + dice.random() * 0.002
            line.append(Piece(word, Box(at, y, end, y + HEIGHT), 0.9))
            at = end + 0.009
        made.append(line)
    return made


def flat(*lines: list[list[Piece]]) -> list[Piece]:
    return [piece for some in lines for line in some for piece in line]


def seeds(part: list[Piece]) -> str:
    """Which columns the words of a part are from."""
    return "".join(sorted({piece.text[-1] for piece in part}))


THREE = flat(column(0.1, 0.36, 40, 1), column(0.375, 0.63, 40, 2), column(0.645, 0.9, 38, 3))
STAMP = [Piece("DECLASSIFIED9", Box(0.3, y, 0.5, y + HEIGHT), 0.5) for y in (0.12, 0.135, 0.15)]
HEADLINE = [
    Piece(word, Box(0.1 + 0.08 * at, 0.08, 0.17 + 0.08 * at, 0.09), 0.9)
    for at, word in enumerate(["Lamp8", "is8", "lit8", "in8", "the8", "harbour8", "tonight8", "again8", "too8"])
]
PAGES = [
    ("three columns a narrow strip apart", THREE, ["1", "2", "3"]),
    ("two columns", flat(column(0.1, 0.48, 30, 1), column(0.5, 0.9, 30, 2)), ["1", "2"]),
    ("columns of unequal length", flat(column(0.1, 0.48, 40, 1), column(0.5, 0.9, 20, 2)), ["1", "2"]),
    ("a headline across the columns", [*THREE, *HEADLINE], ["8", "1", "2", "3"]),
    ("one column", flat(column(0.1, 0.9, 40, 1)), ["1"]),
    ("a note beside the text", flat(column(0.1, 0.6, 40, 1), column(0.75, 0.9, 4, 2)), ["12"]),
    ("a form stamped beside the text", flat(column(0.1, 0.6, 40, 1), column(0.62, 0.9, 8, 2)), ["12"]),
    ("figures beside names", flat(column(0.1, 0.3, 30, 1), column(0.6, 0.7, 30, 2)), ["12"]),
]


@pytest.mark.parametrize(("pieces", "parts"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_columns_are_kept_apart_and_what_is_none_is_not_cut(pieces: list[Piece], parts: list[str]) -> None:
    assert [seeds(part) for part in columns_of(pieces)] == parts


def test_a_stamp_across_the_white_between_columns_does_not_join_them() -> None:
    parts = columns_of([*THREE, *STAMP])
    assert [seeds([piece for piece in part if piece not in STAMP]) for part in parts] == ["1", "2", "3"]


@pytest.mark.parametrize("seed", range(4))
def test_no_word_is_lost_or_doubled(seed: int) -> None:
    pieces = [*THREE, *STAMP, *HEADLINE]
    random.Random(seed).shuffle(pieces)
    parts = columns_of(pieces)
    assert sorted(id(piece) for part in parts for piece in part) == sorted(map(id, pieces))


def test_the_last_column_is_no_margin_of_the_first() -> None:
    lines, margin = by_place(THREE)
    assert not margin
    assert all(len({piece.text[-1] for piece in line}) == 1 for line in lines)
    order = [line[0].text[-1] for line in lines]
    assert order == sorted(order)


def test_a_second_reading_of_one_column_says_nothing_of_the_next() -> None:
    first, _ = by_place(THREE)
    second = [[Piece(piece.text, piece.box, 0.99) for piece in line] for line in first]
    del second[3]
    made = merged(first, second)
    assert [[piece.text for piece in line] for line in made] == [[piece.text for piece in line] for line in first]


def test_a_line_read_alone_is_put_in_its_own_column() -> None:
    first, _ = by_place(THREE)
    at = next(at for at, line in enumerate(first) if line[0].text[-1] == "2")
    longer = [*first[at], Piece("harbour2", Box(0.6, first[at][0].box.y0, 0.628, first[at][0].box.y1), 0.99)]
    made = fuller(first, [longer])
    assert made[at] is longer
    assert [*made[:at], *made[at + 1 :]] == [*first[:at], *first[at + 1 :]]
