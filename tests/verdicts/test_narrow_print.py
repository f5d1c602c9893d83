"""Print of narrow columns: bits of the next one, titles, money, and a changed word beside a misread one."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.alignment import Token, fold_word, prepare
from verifier.records.text import SourceText
from verifier.records.verdict import Level
from verifier.verdicts import channel, compare, noise, strays
from verifier.verdicts.channel import Channel
from verifier.verdicts.noise import Noise, noise_of
from verifier.verdicts.strays import dropped_odds, left_out, surely_debris

STORY = (
    "the clerk said that the letter had been left upon the table in the office and that nobody had seen who took it "
    "until the porter came back from the station with the evening papers and asked for the key of the garden door "
)
SCAN = Noise(1.0, 0.02)


def column(between: str, *, bits: int = 12, wrong: int = 6, seed: int = 4) -> SourceText:
    """A column of news, read by OCR: some letters misread, `bits` of the next column among the words."""
    rng = random.Random(seed)
    words = (STORY * 3).split()
    for at in rng.sample(range(len(words)), wrong):
        words[at] = words[at].replace("e", "c").replace("o", "c")
    for at in rng.sample(range(len(words)), bits):
        words[at] += rng.choice([" t", " rc", " hi", " sl", " c", " n", " fe"])
    half = len(words) // 2
    return SourceText.from_text(" ".join([*words[:half], between, *words[half:]]), noisy=True)


def run(text: str) -> list[Token]:
    return [Token(0, len(word), fold_word(word), word) for word in text.split()]


def debris(source: SourceText) -> float:
    return noise_of(source, prepare(source), 0, 1).debris


def test_bits_of_the_next_column_are_counted() -> None:
    assert debris(column("", bits=14)) > debris(column("", bits=6)) > debris(column("", bits=0)) == 0.0


def test_small_words_misread_are_no_bits() -> None:
    text = " ".join(f"{word} lo the river ot that village" for word in STORY.split())
    assert debris(SourceText.from_text(text)) > 0.0
    assert noise._debris(noise.Tally(), noise.Tally(100, 30, 500, 50, 10), 0.15) == 0.0


@pytest.mark.parametrize("bit", ["t", "rc", "is", "or", "to", "I"])
def test_a_bit_is_nobodys_omission_where_the_source_is_full_of_them(bit: str) -> None:
    quote = "he came with his brother to the house and asked for his money"
    assert compare(quote, column(quote.replace("house and", f"house {bit} and"))).level is Level.PASS


@pytest.mark.parametrize("word", ["not", "no", "river", "letter"])
def test_a_word_dropped_there_is_an_omission_nonetheless(word: str) -> None:
    quote = "he came with his brother to the house and asked for his money"
    assert compare(quote, column(quote.replace("house and", f"house {word} and"))).level is not Level.PASS


def test_what_moves_when_no_bit_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = replace(SCAN, debris=0.05)
    held = dropped_odds(run("is"), scan)
    monkeypatch.setattr(strays, "BIT", 0)
    assert dropped_odds(run("is"), scan) > held


@pytest.mark.parametrize(
    ("word", "sure"), [("or", True), ("to", True), ("nt", False), ("n ot", False), ("no", False), ("not", False)]
)
def test_a_stray_is_held_against_the_denials_it_may_be(word: str, sure: bool) -> None:
    assert surely_debris(run(word), replace(SCAN, debris=0.05)) is sure
    assert not surely_debris(run(word), SCAN)  # no debris seen elsewhere: nothing is passed over


@given(st.floats(0.0, 0.08), st.floats(0.0, 0.08))
def test_more_debris_never_makes_an_omission_likelier(one: float, other: float) -> None:
    low, high = sorted((one, other))
    odds = [left_out(run("is"), replace(SCAN, debris=rate)) for rate in (low, high)]
    assert odds[1][0] / sum(odds[1]) <= odds[0][0] / sum(odds[0]) + 1e-12


@pytest.mark.parametrize(
    ("quote", "read"),
    [
        ("that Mr. Lawrence had paid him", "that Mir. Lawrence had paid him"),
        ("and The clerk then went home", "and Tho clerk then went home"),
        ("he was fined 30l. and costs", "he was fined 301. and costs"),
        ("a parcel which weighed 20lb. in all", "a parcel which weighed 201b. in all"),
        ("he was seen at Martindale on Friday", "he was seen at Alartindale on Friday"),
        ("in the Westminster police court on Friday", "in the Westminster polijcecourt on Friday"),
    ],
    ids=[
        "a title",
        "a capital that begins",
        "pounds",
        "pounds of weight",
        "a capital M in pieces",
        "words run together",
    ],
)
def test_what_print_does_to_a_word_passes(quote: str, read: str) -> None:
    assert compare(quote, column(read)).level is Level.PASS


@pytest.mark.parametrize(
    ("quote", "read"),
    [
        ("that Mrs. Lawrence had paid him", "that Mr. Lawrence had paid him"),
        ("he was fined 40l. and costs", "he was fined 301. and costs"),
        ("he then takes some money from it", "he then take saore money from it"),
        ("it was believed that he had gone", "it is helieved that he had gone"),
        ("in opening with the case he said", "in openlingl the the case he said"),
        ("nobody remembers World War I there", "nobody remembers World War I I there"),
        ("there were 5 men upon the bridge", "there were 1 5 men upon the bridge"),
    ],
    ids=[
        "another title", "other pounds", "a number beside a garble", "a tense beside a garble",
        "a small word beside one",
        "a numeral in two pieces", "a figure in two pieces",
    ],
)  # fmt: skip
def test_a_changed_word_is_not_hidden_by_the_garble_beside_it(quote: str, read: str) -> None:
    assert compare(quote, column(read)).level is not Level.PASS


def test_a_stroke_comes_of_nothing_more_readily_than_a_broad_letter() -> None:
    found = Channel()
    assert found.misreading("his", "hiis").probability(0.02) > found.misreading("his", "hwis").probability(0.02)


def test_a_wide_letter_comes_apart_more_readily_than_a_narrow_one() -> None:
    wide, narrow = Channel().misreading("named", "natled"), Channel().misreading("nailed", "natsled")
    assert wide.probability(0.02) > narrow.probability(0.02)


def test_what_moves_when_misreadings_do_not_crowd_in_worn_words(monkeypatch: pytest.MonkeyPatch) -> None:
    once, twice = (Channel().misreading("commons", read) for read in ("comnons", "coninons"))
    crowded = once.probability(0.02), twice.probability(0.02)
    monkeypatch.setattr(channel, "WORN_WORDS", 0.0)
    assert twice.probability(0.02) < crowded[1]
    assert twice.probability(0.02) / once.probability(0.02) < crowded[1] / crowded[0]
