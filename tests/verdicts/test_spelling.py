"""Letters that make a word, and letters that make none."""

from __future__ import annotations

import pytest

from verifier.verdicts.lexicon import known
from verifier.verdicts.noise import plausible
from verifier.verdicts.spelling import legible, letter_odds, neighbours


@pytest.mark.parametrize("word", ["council", "hannelore", "watanabe", "dobrynin", "izetbegovic"])
def test_a_name_no_list_has_reads_as_a_word(word: str) -> None:
    assert legible(word)


@pytest.mark.parametrize("word", ["mgnjcl", "aqiisi", "tfl", "zh", "7g79"])
def test_a_garble_does_not(word: str) -> None:
    assert not legible(word)


def test_an_english_like_word_is_likelier_than_its_letters_shuffled() -> None:
    assert letter_odds("marnston") > letter_odds("nrtsmnoa")


@pytest.mark.parametrize(("read", "word"), [("oceurs", "occurs"), ("modem", "modern"), ("counci", "council")])
def test_the_word_one_misreading_away_is_found(read: str, word: str) -> None:
    assert word in dict(neighbours(read))


@pytest.mark.parametrize(
    "word", ["cannot", "labor", "theater", "traveled", "analyze", "skeptical", "maneuver", "canceled"]
)
def test_american_spellings_and_words_written_together_are_known(word: str) -> None:
    assert known(word)


@pytest.mark.parametrize(
    "word", ["memcon", "rapprochement", "declassified", "demarche", "memoranda", "icbms", "nonproliferation"]
)
def test_words_of_the_record_are_plausible(word: str) -> None:
    assert plausible(word)
