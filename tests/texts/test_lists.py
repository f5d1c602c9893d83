"""Two lists set side by side are read one after the other; tables of labels, titles or figures are read across."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.records.text import Box
from verifier.texts.lists import read_down
from verifier.texts.rows import Line, Piece

LETTER = 0.012  # of the page's width
LEADING = 0.02  # of the page's height

OFFICES = """
Those present:
Chair:                          Treasury:
Ann Field                       Carl Orme
                                Dora Quill
Office of the Mayor:
Bert Lowe                       Harbour Board:
Edith Vale                      Frank Usher
                                Grace Wynn
Port:
Hugo Yates
"""
PLAIN_NAMES = """
Ann Field                       Carl Orme
Bert Lowe                       Dora Quill
Edith Vale                      Frank Usher
Hugo Yates                      Grace Wynn
"""
TITLES = """
Ann Field                       Chair of the Committee
Carl Orme                       Secretary of the Treasury
Dora Quill                      Deputy Secretary for Trade
                                and Navigation
Bert Lowe                       Mayor of the Town
"""
LABELS = """
FROM:      Ann Field
TO:        Bert Lowe
           Edith Vale
COPIES:
           Hugo Yates
SUBJECT:   The harbour
FILE:      None
"""
FIGURES = """
Grain landed:                   1,204
Coal landed:                    3,311
Timber:
sawn                            88
round                           120
                                9
"""
ACROSS = """
The board met at noon and heard the mayor, who spoke of
the harbour.                    The session then closed.
A second one was called for Monday, and it was agreed to
meet again.                     Nobody dissented from it.
"""
LETTERHEAD = """
Harbour Board                   14 March
Quay Street                     Room 3
                                By hand
Old Town
"""

READ = {
    "names by office": (OFFICES, [
        "Those present:", "Chair:", "Ann Field", "Office of the Mayor:", "Bert Lowe", "Edith Vale", "Port:",
        "Hugo Yates", "Treasury:", "Carl Orme", "Dora Quill", "Harbour Board:", "Frank Usher", "Grace Wynn",
    ]),
}  # fmt: skip
KEPT = {
    "names that stand in pairs throughout": PLAIN_NAMES,
    "names and titles": TITLES,
    "labels and what they label": LABELS,
    "figures beside what they count": FIGURES,
    "sentences with a wide gap": ACROSS,
    "a letterhead": LETTERHEAD,
}


def lines_of(page: str) -> list[Line]:
    """Lines of typescript as words with places; a blank line is a distance."""
    made: list[Line] = []
    for row, text in enumerate(page.split("\n")):
        line: Line = []
        at = 0
        for word in text.split():
            at = text.index(word, at)
            left, top = 0.1 + at * LETTER, 0.1 + row * LEADING
            line.append(Piece(word, Box(left, top, left + len(word) * LETTER, top + LEADING / 2)))
            at += len(word)
        if line:
            made.append(line)
    return made


def texts(lines: list[Line]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines]


@pytest.mark.parametrize(("page", "order"), READ.values(), ids=READ)
def test_a_list_set_in_two_is_read_down(page: str, order: list[str]) -> None:
    assert texts(read_down(lines_of(page))) == order


@pytest.mark.parametrize("page", KEPT.values(), ids=KEPT)
def test_what_is_read_across_stays_as_it_is(page: str) -> None:
    assert read_down(lines_of(page)) == lines_of(page)


def test_what_follows_a_list_after_a_wider_space_comes_after_both_halves() -> None:
    page = OFFICES.rstrip("\n") + "\n\n\n\nMinutes\n"
    assert texts(read_down(lines_of(page)))[-1] == "Minutes"


def test_a_blot_over_the_gap_makes_no_halves() -> None:
    (line,) = lines_of("Ann Field                       Carl Orme")
    blot = Piece("blot", Box(line[0].box.x0 + 0.001, line[0].box.y0, line[-1].box.x1, line[0].box.y1))
    assert read_down([[line[0], blot, *line[1:]]]) == [[line[0], blot, *line[1:]]]


WORDS = st.tuples(st.floats(0.0, 0.9), st.floats(0.0, 0.3), st.integers(0, 6))


@given(st.lists(WORDS, max_size=40))
def test_words_anywhere_on_a_page_are_kept(places: list[tuple[float, float, int]]) -> None:
    rows: dict[int, Line] = {}
    for left, wide, row in sorted(places):
        rows.setdefault(row, []).append(Piece("x", Box(left, 0.1 + row * LEADING, left + wide, 0.11 + row * LEADING)))
    lines = [rows[row] for row in sorted(rows)]
    kept = sorted(id(piece) for line in read_down(lines) for piece in line)
    assert kept == sorted(id(piece) for line in lines for piece in line)


@given(st.lists(st.tuples(st.sampled_from(["", "Ann", "Bert Lowe"]), st.sampled_from(["", "Carl", "Dora Quill"]))))
def test_no_word_is_lost_or_added(rows: list[tuple[str, str]]) -> None:
    lines = lines_of("\n".join(f"{left:<32}{right}" for left, right in rows))
    before = sorted(id(piece) for line in lines for piece in line)
    assert sorted(id(piece) for line in read_down(lines) for piece in line) == before


@given(
    st.lists(
        st.lists(st.tuples(st.floats(0.0, 0.9), st.floats(0.001, 0.9)), min_size=1, max_size=5), min_size=1, max_size=6
    )
)
def test_words_that_lie_over_each_other_are_read_all_the_same(page: list[list[tuple[float, float]]]) -> None:
    lines = [
        [Piece("word", Box(left, 0.02 * row, left + wide, 0.02 * row + 0.01)) for left, wide in sorted(line)]
        for row, line in enumerate(page)
    ]
    before = sorted(id(piece) for line in lines for piece in line)
    assert sorted(id(piece) for line in read_down(lines) for piece in line) == before
