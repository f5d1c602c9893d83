"""One listed word read for another by more than a letter: the scan may have done it, but nobody passes it unseen."""

from __future__ import annotations

from collections import Counter

import pytest

from verifier.alignment import Group, Token
from verifier.verdicts import explain, garbles
from verifier.verdicts.author import garbled
from verifier.verdicts.explain import explain_pair
from verifier.verdicts.explained import CHANGED
from verifier.verdicts.figures import OPEN
from verifier.verdicts.habits import Habits
from verifier.verdicts.marks import read_marks
from verifier.verdicts.noise import Noise
from verifier.verdicts.outcome import FAIL_ODDS

WORN = Noise(1.0, 0.093, declared=True)


def author_of(quote: str, read: str, noise: Noise = WORN) -> float:
    """The posterior that the author changed one word."""
    words = read_marks(quote).words
    placed = [Token(0, len(read), read.lower(), read)]
    return explain_pair(Group(0, len(words), 0, 1, equal=False), words, placed, noise).author


@pytest.mark.parametrize(
    ("quoted", "read"),
    [("I'm", "met"), ("years", "gear")],
    ids=["what may as well be a denial", "what the channel thinks a misreading"],
)
def test_a_common_word_read_by_more_than_a_letter_is_looked_at(quoted: str, read: str) -> None:
    assert author_of(quoted, read) >= OPEN


@pytest.mark.parametrize(
    ("quoted", "read"),
    [("that", "at"), ("than", "then"), ("years", "yeare")],
    ids=["of which two letters are left", "one letter off", "no word of any list"],
)
def test_a_bit_a_letter_and_no_word_are_still_misreadings(quoted: str, read: str) -> None:
    assert author_of(quoted, read) < CHANGED


def test_what_moves_when_such_a_word_is_looked_at_only_in_great_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "DOUBTED", 0.9)
    assert author_of("I'm", "met") < CHANGED


def test_what_moves_when_bits_of_words_count_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "TELLING", 2)
    assert author_of("that", "at") >= OPEN


def test_a_name_read_all_along_by_a_letter_of_the_same_shape_accuses_nobody() -> None:
    habits = Habits(words=Counter({"qzal": 7}), total=900)
    told, given = Noise(1.0, 0.004, habits, declared=True), Noise(1.0, 0.004, habits)
    assert OPEN <= author_of("Ozal", "Qzal", told) < FAIL_ODDS <= author_of("Ozal", "Qzal", given)


def test_a_name_read_all_along_by_a_letter_of_another_shape_is_another_name() -> None:
    habits = Habits(words=Counter({"halvdon": 7}), total=900)
    assert author_of("Halvton", "Halvdon", Noise(1.0, 0.004, habits, declared=True)) >= FAIL_ODDS


def test_a_garble_in_which_nothing_of_a_long_word_is_left_speaks_for_none() -> None:
    given = Noise(1.0, 0.1)
    assert author_of("selling", "majhfsir", given) >= OPEN
    assert author_of("selling", "sclhfng", given) < CHANGED


def test_what_moves_when_a_garble_speaks_for_any_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbles, "NOTHING", 1.1)
    assert author_of("selling", "majhfsir", Noise(1.0, 0.1)) < CHANGED


def test_a_word_of_the_source_is_the_likelier_original_of_a_garble() -> None:
    habits = Habits(words=Counter({"selfish": 30}), total=2000)
    assert garbled("selfih", Noise(1.0, 0.03, habits)) > 20 * garbled("selfih", Noise(1.0, 0.03))
