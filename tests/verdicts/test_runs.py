"""Runs of misread words, words run together at a quotation's ends, and one word changed among such."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import scanned

from verifier.alignment import Token
from verifier.records.verdict import Level
from verifier.verdicts import brackets, compare, realigned
from verifier.verdicts.apart import filled
from verifier.verdicts.channel import Channel
from verifier.verdicts.habits import Habits
from verifier.verdicts.marks import read_marks
from verifier.verdicts.noise import Noise

RATE = 0.06
ANY_LETTER = Noise(1.0, 0.05, Habits(channel=Channel(alike=0.0)))
TITLE = "as he pleased in his own home. [The Rise of the Guilds in Northern Towns, p. 17] This matters"
TITLE_READ = "as he pleased in his own home. [The Rise of ihe G vilds in Northern Towns, p. 17] This mafters"
FAITHFUL = [
    ("three short words misread at the end", "drawn for the men from a list of", "drawn for the men from o l1st cf"),
    ("the source's own bracket, its end misread", TITLE, TITLE_READ),
    (
        "a bracketed ending over a misread word",
        "the papers they attached[s] were sent to us",
        "the papers they attaehed were sent to us",
    ),
    (
        "the first words run together with the word before",
        "framework to protect the men on board",
        "necessaryframeworkto protect the men on board",
    ),
    ("the first word after another and misread", "to the men who came by sea", "regardstk the men who came by sea"),
    ("a figure after a word", "1501 orders were sent to the men", "Section1501 orders were sent to the men"),
    ("a denial whose n came out as two letters", "they could not come to us", "they could riot come to us"),
    ("a modal misread as itself", "they would come to us at once", "they vvoutd come to us at once"),
]
ALTERED = [
    ("a word left out and run into the next", "to save their from the men", "to save theirpower from the men"),
    ("a word left out before another, misread", "at the level of the men", "at the hignerlevel of the men"),
    ("a name beside a misread word", "to United Linus cryptologic systems", "to Uuited Statos crypdologic systems"),
    (
        "a word before a short misread one",
        "of, say, generic or the like of them",
        "of, say, mjners cr the like of them",
    ),
    ("a name run together with the next word", "that the Davey of the reviews", "that the Officeof the reviews"),
]


@pytest.mark.parametrize(("quote", "read"), [row[1:] for row in FAITHFUL], ids=[row[0] for row in FAITHFUL])
def test_what_a_scan_did_passes(quote: str, read: str) -> None:
    found = compare(quote, scanned(f"Mr. Hill said: {read} again, he said.", rate=RATE))
    assert found.level is Level.PASS


@pytest.mark.parametrize(("quote", "read"), [row[1:] for row in ALTERED], ids=[row[0] for row in ALTERED])
def test_what_an_author_did_does_not(quote: str, read: str) -> None:
    assert compare(quote, scanned(f"He said that {read}, and so on.", rate=RATE)).level is not Level.PASS


def test_what_moves_when_runs_are_not_paired_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(realigned, "MOST", 0)
    quote, read = FAITHFUL[0][1:]
    assert compare(quote, scanned(f"Mr. Hill said: {read} again, he said.", rate=RATE)).level is not Level.PASS


def test_what_moves_when_brackets_must_stand_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brackets, "RESEMBLES", 1.0)
    assert compare(TITLE, scanned(f"Mr. Hill said: {TITLE_READ} again.", rate=RATE)).level is not Level.PASS


def test_a_number_that_recurs_vouches_for_itself_and_a_year_does_not() -> None:
    quote, read = "under Order {} of the council", "under Order {} of the council"
    source = scanned(f"Order 12065 came. {read.format('12665')}, and in 1957. {read.format('1951')} too.", rate=RATE)
    assert compare(quote.format("12065"), source).level is Level.PASS
    assert compare(quote.format("1957"), source).level is not Level.PASS


def test_a_figure_lost_beside_a_mark_more_is_a_figure_for_another() -> None:
    source = scanned("He read out h10 orders to the men, he said.", rate=RATE)
    assert compare("read out 120 orders to the men", source).level is not Level.PASS


def test_a_letter_between_two_words_is_their_space_where_any_mark_is_read_as_any() -> None:
    words, read = read_marks("need for").words, [Token(0, 8, "needsfor", "needsfor")]
    on_paper = Noise(1.0, ANY_LETTER.rate)
    assert filled(words, read, ANY_LETTER) > 5 * filled(words, read, on_paper) > 0.0


def test_what_a_source_was_seen_to_misread_is_likelier_than_what_the_common_table_says() -> None:
    counted = Channel(counted={"ec": 30, "eo": 10})
    assert counted.shape("e", "c") > 3 * Channel().shape("e", "c")
    assert counted.shape("e", "k") < Channel().shape("e", "k")
    assert counted.shape("t", "l") == Channel().shape("t", "l")
