"""Numbers read off a scan: what was read as another digit, what is only blotted, what was lost."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import scanned

from verifier.records.verdict import Level
from verifier.verdicts import compare, figures
from verifier.verdicts.channel import Channel
from verifier.verdicts.figures import number_odds
from verifier.verdicts.habits import Habits
from verifier.verdicts.noise import Noise

WORN = Noise(1.0, 0.05)
NUMBERS = [
    ("every digit as it is, a letter run into it", "1868", "1l868", 0.0, 0.05),
    ("a nought read as the letter", "1920", "192o", 0.0, 0.05),
    ("a six read as a b", "86", "8b", 0.0, 0.05),
    ("a digit blotted out", "152", "1e2", 0.0, 0.1),
    ("one digit of two blotted out", "98", "9v", 0.1, 0.5),
    ("a digit read as another like it", "1926", "1928", 0.6, 0.8),
    ("a digit read as a letter like another digit", "1926", "192o", 0.6, 0.8),
    ("a digit read as one of quite another shape", "1981", "1921", 0.8, 1.0),
    ("a digit more", "48", "148", 0.6, 0.8),
    ("nothing of the number read", "6", "x", 0.6, 0.8),
    ("another word beside the number", "april28", "may28", 0.9, 1.0),
]


@pytest.mark.parametrize(
    ("quoted", "read", "least", "most"), [row[1:] for row in NUMBERS], ids=[row[0] for row in NUMBERS]
)
def test_how_much_of_a_number_was_read(quoted: str, read: str, least: float, most: float) -> None:
    assert least <= number_odds(0.95, quoted, read, WORN) <= most


def test_on_a_clean_page_a_digit_for_a_digit_is_the_authors() -> None:
    assert number_odds(0.95, "1926", "1928", Noise(0.9, figures.CLEAN_NEAR)) == 0.95


def test_where_any_letter_stands_for_any_one_like_a_digit_tells_nothing() -> None:
    assert number_odds(0.95, "1926", "192o", Noise(1.0, 0.05, Habits(channel=Channel(alike=0.0)))) < 0.1


@pytest.mark.parametrize("read", ["1928", "1921"], ids=["one like it", "one unlike it"])
def test_on_what_is_known_for_a_scan_a_digit_for_a_digit_stays_open(read: str) -> None:
    assert number_odds(0.99, "1926", read, Noise(1.0, 0.004, declared=True)) == figures.OPEN_HIGH


@pytest.mark.parametrize("declared", [True, False], ids=["known for a scan", "of unknown origin"])
@pytest.mark.parametrize(
    ("quoted", "read"),
    [("22", "2"), ("1978", "197"), ("600", "00")],
    ids=["one of two", "the last of a year", "the first of a round number"],
)
def test_a_number_of_which_a_digit_is_lost_stays_open(quoted: str, read: str, declared: bool) -> None:
    assert number_odds(0.1, quoted, read, Noise(0.9, 0.05, declared=declared)) == figures.OPEN


def test_a_lost_digit_is_vouched_for_by_the_same_number_elsewhere_in_a_text() -> None:
    habits = Habits(words=Counter({"1978": 2, "197": 1}), total=500)
    assert number_odds(0.9, "1978", "197", Noise(0.9, 0.05, habits)) == figures.UNVOUCHED
    assert number_odds(0.9, "1978", "197", Noise(0.9, 0.05, habits, declared=True)) == figures.OPEN_HIGH


def test_where_any_letter_stands_for_any_one_like_a_digit_vouches_for_none() -> None:
    any_letter = Habits(channel=Channel(alike=0.0))
    assert number_odds(0.9, "14", "ia", Noise(0.9, 0.05, any_letter)) > number_odds(0.9, "14", "ia", Noise(0.9, 0.05))


def test_on_what_is_known_for_a_scan_one_digit_does_not_vouch_for_a_blotted_one() -> None:
    assert number_odds(0.1, "85", "bc", Noise(1.0, 0.05, declared=True)) == figures.OPEN


def test_a_digit_read_as_another_is_not_passed_for_the_garble_beside_it() -> None:
    assert number_odds(0.2, "1853or", "1850lvor", WORN) == figures.OPEN


def test_what_moves_when_scans_are_thought_cleaner(monkeypatch: pytest.MonkeyPatch) -> None:
    quote, source = "the boundary of 1926 was drawn", scanned("the boundary of 1928 was drawn")
    assert compare(quote, source).level is Level.REVIEW
    monkeypatch.setattr(figures, "CLEAN_NEAR", 0.1)
    assert number_odds(0.95, "1926", "1928", WORN) == 0.95
