"""What is known for a worn scan accuses nobody by letters that may be no word of the page: the page is looked at."""

from __future__ import annotations

import pytest

from verifier.alignment import Group, Token
from verifier.records.verdict import Cause
from verifier.verdicts import explain, garbles
from verifier.verdicts.explain import explain_added, explain_missing, explain_pair
from verifier.verdicts.figures import OPEN_HIGH
from verifier.verdicts.marks import read_marks
from verifier.verdicts.noise import Noise
from verifier.verdicts.outcome import FAIL_ODDS
from verifier.verdicts.pictured import _a_word

WORN = Noise(1.0, 0.1, declared=True)
FRESH = Noise(1.0, 0.01, declared=True)
TEXT = Noise(1.0, 0.1)


def placed(*words: str) -> list[Token]:
    """Words of a source, as they are read."""
    return [Token(10 * n, 10 * n + len(word), word.lower(), word) for n, word in enumerate(words)]


def read_as(quote: str, read: str, noise: Noise = WORN) -> float:
    """The posterior that the author changed one word."""
    return explain_pair(Group(0, 1, 0, 1, equal=False), read_marks(quote).words, placed(read), noise).author


GARBLES = [
    ("no word of any list", "effectively", "p8fee"),
    ("a listed word as engines make them", "aircraft", "miro"),
    ("a rare name", "Union", "Janice"),
    ("the bit that is left of a word", "naval", "in"),
    ("figures where a word stands", "been", "227"),
]


@pytest.mark.parametrize(("quote", "read"), [row[1:] for row in GARBLES], ids=[row[0] for row in GARBLES])
def test_on_a_worn_scan_a_garble_is_looked_at(quote: str, read: str) -> None:
    assert read_as(quote, read) <= OPEN_HIGH < FAIL_ODDS <= read_as(quote, read, TEXT)


@pytest.mark.parametrize(
    ("quote", "read"),
    [("country", "government"), ("country", "govcrnment"), ("many", "25"), ("friends", "people")],
    ids=["a long word", "a long word misread", "a count", "a common word"],
)
def test_a_word_that_is_hardly_there_by_luck_still_accuses(quote: str, read: str) -> None:
    assert read_as(quote, read) >= FAIL_ODDS


@pytest.mark.parametrize(
    ("quote", "fails"),
    [("every", False), ("should be personal", False), ("that should be personal", True)],
    ids=["one word", "three words", "more than an engine passes over"],
)
def test_words_that_a_worn_page_does_not_show_are_looked_for(quote: str, fails: bool) -> None:
    words = read_marks(quote).words
    group = Group(0, len(words), 0, 0, equal=False)
    assert (explain_added(group, words, WORN).author >= FAIL_ODDS) is fails
    assert explain_added(group, words, FRESH).author >= FAIL_ODDS


def test_strays_that_are_no_words_are_no_omission() -> None:
    group = Group(0, 0, 0, 3, equal=False)
    assert explain_missing(group, placed("Hegea", "thaemye", "eer"), WORN).author <= OPEN_HIGH
    assert explain_missing(group, placed("of", "the", "government"), WORN).author >= FAIL_ODDS


@pytest.mark.parametrize(
    ("constant", "value", "quote", "read"),
    [("LUCKY", 3, "aircraft", "miro"), ("RARE", 1e-7, "aircraft", "miro"), ("BIT", 1, "naval", "in")],
    ids=["fewer letters are made by luck", "rare words are believed", "two letters are a word"],
)
def test_what_moves_when_a_word_is_believed_sooner(
    constant: str, value: float, quote: str, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbles, constant, value)
    assert read_as(quote, read) >= FAIL_ODDS


def test_what_moves_when_an_engine_loses_one_word_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "LOST", 1)
    words = read_marks("should be personal").words
    assert explain_added(Group(0, 3, 0, 0, equal=False), words, WORN).author >= FAIL_ODDS


def test_letters_that_look_like_a_figures_are_no_other_figure() -> None:
    assert not _a_word(Cause.NUMBER, "11th", placed("Ilth"), WORN)
    assert _a_word(Cause.NUMBER, "11th", placed("31th"), WORN)
