"""Dates, amounts and names written by another custom, and numbers that a sign or a point makes others."""

from __future__ import annotations

import pytest

from verifier.records.text import SourceText
from verifier.records.verdict import Cause
from verifier.verdicts import compare
from verifier.verdicts.amounts import amount, date, initials, other_number

FRAME = "In that year the harbour board said of it: {}, and the clerk wrote the words down in his large book."


def judged(quoted: str, stands: str, *, noisy: bool = False) -> tuple[str, str, set[str]]:
    """Verdict, level and causes for a sentence of the board that has `stands` where the manuscript has `quoted`."""
    text = FRAME.format(f"we count upon {stands} for the new mole by the light")
    found = compare(f"we count upon {quoted} for the new mole by the light", SourceText.from_text(text, noisy=noisy))
    causes = {edit.cause.value for edit in found.edits if edit.cause}
    return found.verdict.value, found.level.value, causes


@pytest.mark.parametrize(
    ("quoted", "stands"),
    [
        pytest.param("March 12, 1991", "12 March 1991", id="a date in another order"),
        pytest.param("the 12th of March", "March 12", id="a day as an ordinal"),
        pytest.param("250,000 dollars", "$250,000", id="a sign of money as a word"),
        pytest.param("$250,000", "US$250,000", id="a sign of money with its country"),
        pytest.param("12 percent", "12%", id="per cent as a sign"),
        pytest.param("3.5 million", "3,500,000", id="a million in figures"),
        pytest.param("two hundred and fifty", "250", id="a number of several words in figures"),
        pytest.param("No. 2", "number two", id="a number in a row"),
        pytest.param("Harbour War II", "Harbour War Two", id="a Roman figure as a word"),
        pytest.param("two and a half", "2½", id="a fraction in words"),
        pytest.param("the United States", "the U.S.", id="initials written out"),
        pytest.param("the FRG", "the Federal Republic of Germany", id="a name put in initials"),
        pytest.param("the winter of 91", "the winter of 1991", id="a year cut short"),
    ],
)
def test_the_same_by_another_custom_is_a_spelling(quoted: str, stands: str) -> None:
    verdict, level, causes = judged(quoted, stands)
    assert (verdict, level) == ("altered", "review")
    assert causes == {Cause.SPELLING.value}


@pytest.mark.parametrize(
    ("quoted", "stands"),
    [
        pytest.param("£5", "$5", id="another money"),
        pytest.param("5", "$5", id="a sign of money left out"),
        pytest.param("5%", "5", id="a per cent put in"),
        pytest.param("35", "3.5", id="a point left out"),
        pytest.param("3.5", "35", id="a point put in"),
        pytest.param("12", "1/2", id="a fraction for a number"),
        pytest.param("March 13, 1991", "12 March 1991", id="another day in another order"),
        pytest.param("3.6 million", "3,500,000", id="another million"),
        pytest.param("the United States", "the U.K.", id="other initials"),
    ],
)
def test_another_number_or_name_fails(quoted: str, stands: str) -> None:
    assert judged(quoted, stands)[:2] == ("altered", "fail")


@pytest.mark.parametrize(
    ("quoted", "stands"),
    [
        pytest.param("1,500", "1500", id="a thousand's mark"),
        pytest.param("3,5", "3.5", id="a comma for a point"),
        pytest.param("5:30", "5.30", id="an hour"),
        pytest.param("17:30", "1730", id="a soldier's hour"),
        pytest.param("3/12/91", "3.12.91", id="a date with strokes or points"),
        pytest.param("2½", "2 1/2", id="a fraction as one sign"),
        pytest.param("the 1920's", "the 1920s", id="an apostrophe in a decade"),
        pytest.param("20s", "20S", id="capitals"),
    ],
)
def test_what_only_the_setting_tells_apart_passes(quoted: str, stands: str) -> None:
    assert judged(quoted, stands)[1] == "pass"


@pytest.mark.parametrize(
    ("quoted", "stands", "level"),
    [
        pytest.param("$5", "5", "pass", id="a sign lost in a scan proves nothing"),
        pytest.param("5%", "5", "pass", id="nor does a lost per cent"),
        pytest.param("£5", "$5", "review", id="one money for another is for somebody to look at"),
        pytest.param("3.5", "35", "review", id="so is a point"),
    ],
)
def test_in_a_scan_signs_are_weighed(quoted: str, stands: str, level: str) -> None:
    assert judged(quoted, stands, noisy=True)[1] == level


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("two thousand three hundred and four", 2304),
        ("half a million", 500_000),
        ("twenty-five", 25),
        ("one hundred twenty", 120),
        ("2 1/2", 2.5),
        ("1990 91", None),
        ("fifty-fifty", None),
        ("no two", None),
        ("and two", None),
        ("March", None),
        ("", None),
    ],
)
def test_what_an_amount_says(said: str, value: float | None) -> None:
    found = amount(said)
    assert (found and float(found.value)) == value


@pytest.mark.parametrize("said", ["March 1991", "12 13", "12 March 1991 noon", "44 March", "June July"])
def test_what_is_no_date(said: str) -> None:
    assert date(said) is None


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        (["U", "S"], ["United", "States"], True),
        (["CIA"], ["Central", "Intelligence", "Agency"], True),
        (["CIA"], ["Central", "Office", "Agency"], False),
        (["US"], ["us", "some"], False),
        (["I"], ["Ireland"], False),
    ],
)
def test_initials(short: list[str], full: list[str], same: bool) -> None:
    assert initials(short, full) is same


def test_two_hours_are_one_and_two_numbers_two() -> None:
    assert not other_number("5:30", "530")
    assert other_number("5.30", "530")
