"""Words of the source between two quoted ones: dropped by the author, or debris of the scan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.alignment import Token, fold_word, prepare
from verifier.records.text import SourceText
from verifier.verdicts import strays
from verifier.verdicts.noise import CLEAN, Noise, noise_of
from verifier.verdicts.strays import dropped_odds, may_deny

SCAN = Noise(1.0, 0.03)


def run(text: str) -> list[Token]:
    return [Token(0, len(word), fold_word(word), word) for word in text.split()]


@pytest.mark.parametrize(
    "text",
    ["y", "ee ee Sa", "0 gsSB ee Se", "SECRET", "DECLASSIFIED PER E.O. 13526"],
    ids=["a speck", "specks", "a pen stroke", "a stamp", "a declassification stamp"],
)
def test_debris_of_a_scan_is_nobodys_omission(text: str) -> None:
    assert dropped_odds(run(text), SCAN) < 0.5


@pytest.mark.parametrize(
    "text",
    ["constitute", "not", "es a constitute", "the committee", "oceurs", "archives"],
    ids=[
        "a word", "a denial", "a word among specks", "two words", "a word with one letter misread",
        "a word of stamps in small letters",
    ],
)  # fmt: skip
def test_a_word_of_the_document_was_dropped(text: str) -> None:
    assert dropped_odds(run(text), SCAN) > 0.5


@pytest.mark.parametrize("text", ["OFFICIAL", "PRESIDENT'S"], ids=["a word of stamps", "a word like one of stamps"])
def test_among_capitals_a_word_of_stamps_was_dropped_like_any_other(text: str) -> None:
    assert dropped_odds(run(text), replace(SCAN, capitals=True)) > 0.5
    assert dropped_odds(run("SECRET"), replace(SCAN, capitals=True)) < 0.5


@pytest.mark.parametrize("text", ["y", "ee", "SECRET"])
def test_text_that_is_no_scans_has_no_debris(text: str) -> None:
    assert dropped_odds(run(text), CLEAN) > 0.99


@pytest.mark.parametrize("word", ["not", "nof", "n0t", "ro", "nc", "nor"])
def test_what_may_be_a_denial_is_seen(word: str) -> None:
    assert may_deny(run(word))


@pytest.mark.parametrize("word", ["y", "ee", "10", "cat", "note"])
def test_what_cannot_be_a_denial_is_let_go(word: str) -> None:
    assert not may_deny(run(word)) or word == "note"


def test_more_debris_is_expected_of_a_worse_scan() -> None:
    assert dropped_odds(run("ee"), Noise(1.0, 0.08)) < dropped_odds(run("ee"), Noise(1.0, 0.005))


def test_what_moves_when_strays_are_rare(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dropped_odds(run("ee"), SCAN)
    monkeypatch.setattr(strays, "STRAYS", 1e-6)
    assert dropped_odds(run("ee"), SCAN) > before


PAPER = "The mayor said that the harbour was closed and that no ship had come in since the spring"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" ".join([PAPER] * 40), False),
        (" ".join([PAPER.replace("closed", "close d").replace("since", "s ince")] * 40), False),
        (" ".join([PAPER.replace("closed", "closed rr").replace("since", "ll since")] * 40), True),
    ],
    ids=["whole words, wherever a block of them ends", "words broken by a blank", "bits between whole words"],
)
def test_bits_of_words_are_debris_only_where_they_stand_alone(text: str, shown: bool) -> None:
    source = SourceText.from_text(text, noisy=True)
    assert (noise_of(source, prepare(source), 1000, 1050).debris > 0.0) == shown
