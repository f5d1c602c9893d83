"""The figures behind a verdict: what moves when a constant or a letter moves."""

from __future__ import annotations

import sys
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import filler, record, scanned

from verifier.alignment import prepare
from verifier.alignment.words import distance
from verifier.records.text import SourceText
from verifier.records.verdict import Level
from verifier.verdicts import compare, figures, noise, outcome
from verifier.verdicts.calibrate import confidence
from verifier.verdicts.chance import expected_matches
from verifier.verdicts.channel import Channel
from verifier.verdicts.confusions import OTHER
from verifier.verdicts.conventions import contracted, one_number, same_spelling
from verifier.verdicts.habits import habits_of
from verifier.verdicts.lexicon import forms, same_stem
from verifier.verdicts.marks import read_marks
from verifier.verdicts.noise import noise_of


def test_a_look_alike_is_likelier_than_any_other_letter() -> None:
    channel = Channel()
    assert channel.misreading("the", "tbe").probability(0.02) > channel.misreading("the", "txe").probability(0.02)


def test_a_joined_pair_costs_one_misreading() -> None:
    assert Channel().misreading("modern", "modem").errors == 1


@pytest.mark.parametrize(
    ("true", "read"),
    [("power", "wct"), ("saying", "sajr9"), ("must", "nna"), ("cities", "itjo5")],
    ids=["most of a word gone", "its end made of other letters", "hardly a stem left", "all but its vowels"],
)
def test_what_little_a_smudge_leaves_of_a_word_is_weighed_letter_by_letter(true: str, read: str) -> None:
    made = Channel().misreading(true, read)
    assert made.log_shape > made.errors * log(OTHER)
    assert made.probability(0.03) > Channel().misreading("x" * len(true), read).probability(0.03)


def test_words_run_into_one_endless_one_are_not_weighed_in_every_way() -> None:
    true, read = "abcdefgh" * 100, "ijklmnop" * 100
    assert Channel().misreading(true, read).log_shape == pytest.approx(distance(true, read) * log(OTHER))


def test_more_noise_makes_a_misreading_likelier() -> None:
    found = Channel().misreading("council", "couneil")
    assert found.probability(0.05) > found.probability(0.005)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.booleans())
def test_better_odds_never_lower_the_confidence(one: float, other: float, passed: bool) -> None:
    low, high = sorted((one, other))
    assert confidence(low, passed=passed) <= confidence(high, passed=passed)


def rate(source: SourceText) -> noise.Noise:
    return noise_of(source, prepare(source), 0, 10)


def test_clean_prose_is_not_taken_for_a_scan() -> None:
    assert rate(record()).weight < 0.1


def test_an_undeclared_scan_is_recognised_by_its_words() -> None:
    text = scanned(" ", rate=0.06).text
    assert rate(SourceText.from_text(text)).weight > 0.9


def test_worse_scans_have_a_higher_rate() -> None:
    assert rate(scanned(" ", rate=0.08)).rate > rate(scanned(" ", rate=0.01)).rate


def test_the_passage_itself_does_not_count_as_noise() -> None:
    passage = "tbe quotatiou itsclf wbich tbey bave sbown aud wbat tbat meaus"
    text = f"{filler(60)} {passage} {filler(60, 2)}"
    source = SourceText.from_text(text, noisy=True)
    start = text.index(passage)
    inside = noise_of(source, prepare(source), start, start + len(passage))
    outside = noise_of(source, prepare(source), 0, 5)
    assert inside.rate < outside.rate


def test_a_source_that_reads_every_d_as_o_is_known_for_it() -> None:
    text = " ".join(f"{filler(12, n)} the worlo hao founo a gooo roao ano helo it" for n in range(6))
    source = SourceText.from_text(text, noisy=True)
    assert habits_of(prepare(source)).channel.habits["do"] > 0.3


STEMS = [("debate", "debates"), ("policy", "policies"), ("is", "was"), ("agreed", "agree"), ("build", "built")]


@pytest.mark.parametrize(("one", "other"), STEMS, ids=[" and ".join(pair) for pair in STEMS])
def test_forms_of_one_word(one: str, other: str) -> None:
    assert same_stem(one, other)
    assert other in forms(one) or same_stem(other, one)


@pytest.mark.parametrize(("one", "other"), [("honour", "honor"), ("organise", "organize"), ("centre", "center")])
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert same_spelling(one, other)
    assert not same_spelling(one, "other")


@pytest.mark.parametrize(
    ("one", "other"), [("didnt", "didnot"), ("weve", "wehave"), ("wont", "willnot"), ("hes", "heis"), ("ill", "iwill")]
)
def test_a_contraction_is_the_words_it_contracts(one: str, other: str) -> None:
    assert contracted(one, other)
    assert contracted(other, one)
    assert not contracted(one, "didso")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1st", "first", True),
        ("21", "twentyone", True),
        ("2d", "2nd", True),
        ("first", "one", False),
        ("12", "13", False),
    ],
)
def test_one_number_may_be_written_two_ways(one: str, other: str, same: bool) -> None:
    assert one_number(one, other) is same


def test_chance_grows_with_the_text_and_falls_with_the_words() -> None:
    short, long = SourceText.from_text(filler(100)), SourceText.from_text(filler(3000))
    one, two = read_marks("paper"), read_marks("paper village engine")
    assert expected_matches(one, prepare(short)) < expected_matches(one, prepare(long))
    assert expected_matches(two, prepare(long)) < expected_matches(one, prepare(long))


def test_what_moves_when_the_pass_mark_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    quote, source = "the survey party was asked to wait", scanned("the survey party was asked to wail, he said")
    before = compare(quote, source).level
    monkeypatch.setattr(outcome, "PASS_ODDS", 0.9999999)
    assert compare(quote, source).level is not Level.PASS or before is not Level.PASS


def test_what_moves_when_a_doubtful_digit_is_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    quote, source = "the boundary of 1926 was drawn", scanned("the boundary of 1928 was drawn")
    assert compare(quote, source).level is Level.REVIEW
    monkeypatch.setattr(figures, "OPEN", 0.1)
    monkeypatch.setattr(figures, "OPEN_HIGH", 0.2)
    assert compare(quote, source).level is Level.PASS


def test_what_moves_when_a_common_word_is_allowed_to_prove_something(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compare("that", record()).level is Level.REVIEW
    monkeypatch.setattr(outcome, "MAX_CHANCE", 1e9)
    assert compare("that", record()).level is Level.PASS
