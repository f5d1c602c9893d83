"""Words that a scan joined or split and misread as well: paired anew, unless that would hide a word that matters."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import filler, scanned

from verifier.alignment import prepare
from verifier.records.text import SourceText
from verifier.records.verdict import Level, Verdict
from verifier.verdicts import Library, compare, garbles, regroup
from verifier.verdicts.habits import habits_of

RATE = 0.06
TOGETHER = [
    ("a short word's letters gone to its neighbour", "were able to leave at once", "were ableo leave at once"),
    ("four words run into one", "specific as to what has to be withheld", "specific ar tonhatqhaseto be withheld"),
    (
        "a word broken at a line's end and misread on both halves",
        "the plan to placate them",
        "the plan to pl-\nucato them",
    ),
    ("the first word broken by a speck", "Franklin stressed that the survey", "Tran-klin stressed that the survey"),
    (
        "two words run into one before one of which a letter is left",
        "at the present stage, my impression is that",
        "at the presentstage, g impress1on is that",
    ),
    ("two words run into one and half misread", "which was given to the men", "which was glvcnfc the men"),
    ("the first word run into the one before", "All the rest of her life", "Goddardsal the rest of her life"),
]


@pytest.mark.parametrize(("quote", "read"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER])
def test_what_a_scan_joined_or_split_passes(quote: str, read: str) -> None:
    found = compare(quote, scanned(f"Mr. {read}, he said.", rate=RATE))
    assert (found.level, found.through_noise) == (Level.PASS, True)


APART = [
    ("a denial", "it was agreeable to them", "it wasnot agroeable to them"),
    ("a modal", "they would leave at once", "they cculdleave at once"),
    ("another word", "the pallid light which came", "the yellowlight whlch came"),
    ("a figure", "were 15 ships at anchor", "were 75ships at anchor"),
]


@pytest.mark.parametrize(("quote", "read"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_a_word_that_matters_is_not_hidden_in_its_neighbour(quote: str, read: str) -> None:
    assert compare(quote, scanned(f"He said that {read}, and so on.", rate=RATE)).level is not Level.PASS


def test_what_moves_when_joined_words_must_be_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    quote, read = next(row[1:] for row in TOGETHER if "half misread" in row[0])
    monkeypatch.setattr(regroup, "LIKE", 0.0)
    kept = compare(quote, scanned(f"Mr. {read}, he said.", rate=RATE))
    assert any(not edit.source and edit.cause for edit in kept.edits)


def test_what_moves_when_no_scan_is_worn(monkeypatch: pytest.MonkeyPatch) -> None:
    quote, source = "a number of agencies agreed", scanned("a number of aqrijes agreed", rate=0.12)
    before = compare(quote, source).level
    monkeypatch.setattr(garbles, "WORN", 1.0)
    assert (before, compare(quote, source).level) == (Level.PASS, Level.REVIEW)


def spoilt(letters: str, seed: int = 4) -> SourceText:
    """Long text of which one letter in ten is read as one of `letters`, or as its look-alike where there are none."""
    rng = random.Random(seed)
    alike = {"e": "c", "o": "c", "n": "u", "h": "b", "t": "f", "c": "e", "a": "o", "i": "l", "r": "n", "l": "i"}
    text = filler(2500)
    return SourceText.from_text(
        "".join(
            mark if mark == " " or rng.random() > 0.1 else rng.choice(letters) if letters else alike.get(mark, mark)
            for mark in text
        )
    )


def test_a_source_tells_whether_its_letters_are_taken_for_such_that_look_alike() -> None:
    assert habits_of(prepare(spoilt(""))).channel.alike > 0.9
    assert habits_of(prepare(spoilt("abcdefghijklmnopqrstuvwxyz"))).channel.alike < 0.4


def test_one_letter_for_another_is_never_verbatim_where_no_scan_is_known() -> None:
    found = compare("a " * 300 + "b", SourceText.from_text("a " * 2000))
    assert found.verdict is not Verdict.VERBATIM


def test_a_batch_finds_a_short_worn_quotation_without_a_seed() -> None:
    quote = "the harbour dues were never paid in full"
    worn = "tho harb0ur duos wero nevor pa1d in fnll"
    sources = [
        SourceText.from_text(f"{filler(200, n)} {worn if n == 2 else ''} {filler(200, n + 9)}") for n in range(4)
    ]
    assert [match.source for match in Library(sources).find_all([quote])[0]][:1] == [2]


RUN_IN = [
    (
        "a name that lost the space behind it",
        "President Halver proposed this",
        "President Halvieproposed this",
        "pass",
        "",
    ),
    ("another modal", "they could be heard there", "they wouldbe heard there", "review", "modal_or_quantifier"),
    ("another number", "of two boats in the yard", "of threeboats in the yard", "fail", "number"),
]


@pytest.mark.parametrize(
    ("quote", "read", "level", "cause"), [row[1:] for row in RUN_IN], ids=[row[0] for row in RUN_IN]
)
def test_of_words_run_together_those_that_stand_letter_by_letter_say_nothing(
    quote: str, read: str, level: str, cause: str
) -> None:
    found = compare(quote, scanned(f"He said that {read}, and so on.", rate=0.015))
    assert found.level.value == level
    assert not cause or cause in {edit.cause.value for edit in found.edits if edit.cause}
