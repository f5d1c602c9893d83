"""One number in two spellings."""

from __future__ import annotations

import pytest

from verifier.alignment.numerals import number_value, roman_value, same_ordinal
from verifier.alignment.pairing import pair_words
from verifier.alignment.words import tokens


@pytest.mark.parametrize(
    ("word", "value"),
    [
        pytest.param("25", 25, id="figures"),
        pytest.param("twentyfive", 25, id="words"),
        pytest.param("twentieth", 20, id="an ordinal"),
        pytest.param("twentyfirst", 21, id="an ordinal of two words"),
        pytest.param("20th", 20, id="an ordinal in figures"),
        pytest.param("twentytenth", None, id="no number at all"),
        pytest.param("harbour", None, id="a word"),
    ],
)
def test_value(word: str, value: int | None) -> None:
    assert number_value(word) == value


@pytest.mark.parametrize(
    ("word", "value"), [("iii", 3), ("xiv", 14), ("14", 14), ("i", None), ("iix", None), ("mild", None)]
)
def test_roman_figures_of_two_letters_or_more(word: str, value: int | None) -> None:
    assert roman_value(word) == value


@pytest.mark.parametrize(
    ("one", "other", "same"), [("2d", "2nd", True), ("3rd", "3d", True), ("2d", "3d", False), ("2d", "20", False)]
)
def test_an_ordinal_in_figures_is_written_two_ways(one: str, other: str, same: bool) -> None:
    assert same_ordinal(one, other) is same


@pytest.mark.parametrize(
    ("quoted", "placed", "equal"),
    [
        pytest.param("the USSR agreed", "the U.S.S.R. agreed", True, id="a name in initials"),
        pytest.param("the U.S.S.R. agreed", "the USSR agreed", True, id="the other way round"),
        pytest.param("the USSR agreed", "the U.S.A.R. agreed", False, id="one initial differs"),
    ],
)
def test_initials_are_one_word(quoted: str, placed: str, equal: bool) -> None:
    assert all(group.equal for group in pair_words(tokens(quoted), tokens(placed), [])) is equal
