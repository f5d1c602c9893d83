"""Pinpoints told from years, volumes, boxes and the pages a work fills."""

from __future__ import annotations

import pytest

from verifier.citations.locators import FIRST_YEAR, LAST_YEAR, locate
from verifier.citations.numerals import page_range, roman_value


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(", 18.", "", "18", id="a number that ends the note"),
        pytest.param(" (2009), 402.", "", "402", id="after the year in brackets"),
        pytest.param(", vii.", "", "vii", id="roman"),
        pytest.param(", xii–xiv.", "", "xii–xiv", id="a roman range"),
        pytest.param(", 402-403.", "", "402-403", id="a range"),
        pytest.param(", 12, 15–17.", "", "12, 15–17", id="a list"),
        pytest.param(": pp. 3-10, 4.", "", "4", id="the pages of the work, then the page meant"),
        pytest.param(": pp. 43-67, ", ", 43.", "43", id="the page after the URL beats the work's pages"),
        pytest.param(" (May 1, 2017): 141.", "", "141", id="a single page after a colon"),
        pytest.param(". Available via: ", ", 3.", "3", id="after the URL"),
        pytest.param(" pp. 793-794. Via: ", ", 794/", "794", id="after the URL, with a slash typed for a full stop"),
        pytest.param(", Washington, D.C., 9. ", "", "9", id="before the URL"),
        pytest.param(", Washington. See page 3 ", "", "3", id="in prose"),
        pytest.param(" (1981), pp. 274-281. Quote from p. 280.", "", "280", id="where the quotation is said to stand"),
        pytest.param(" pg 71-76, Council Records, 13 October 1994, ", ".", "71-76", id="in the middle, with its sign"),
        pytest.param(", 15n3.", "", "15n3", id="a note on a page"),
        pytest.param(", 46ff.", "", "46ff.", id="and the following"),
    ],
)
def test_pages(before: str, after: str, expected: str) -> None:
    locator = locate(before, after).locator

    assert locator is not None
    assert (locator.label, locator.value) == ("page", expected)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(", 7 July 1999, ", id="a date"),
        pytest.param(". Princeton University Press, 2014.", id="a year of publication"),
        pytest.param(" 57, no. 3 (2020).", id="volume, number and year"),
        pytest.param(", Box 91126", id="a box"),
        pytest.param(", Lot File 04 D 114, Washington, DC", id="a lot file"),
        pytest.param(", May 4, 1990. Fond 1, Opis 1. ", id="fond and opis"),
        pytest.param(", RG 59", id="a record group"),
    ],
)
def test_numbers_that_are_no_pages(before: str) -> None:
    assert locate(before, "").locator is None


@pytest.mark.parametrize(
    ("before", "label", "value"),
    [(", doc. 83.", "document", "83"), (", ¶ 12.", "paragraph", "12"), (", frames 12-14.", "frame", "12-14")],
)
def test_other_locators(before: str, label: str, value: str) -> None:
    locator = locate(before, "").locator

    assert locator is not None
    assert (locator.label, locator.value) == (label, value)


@pytest.mark.parametrize(("url", "page"), [("https://x.org/a.pdf#page=6", "6"), ("https://x.org/d#document/p4", "4")])
def test_a_page_that_the_url_carries(url: str, page: str) -> None:
    locator = locate("", "", url).locator

    assert locator is not None
    assert locator.value == page
    assert locate("", ", 9.", url).locator.value == "9"  # type: ignore[union-attr]


def test_what_moves_when_the_years_move() -> None:
    assert locate(f", {FIRST_YEAR - 1}.", "").locator is not None
    assert locate(f", {FIRST_YEAR}.", "").locator is None
    assert locate(f", {LAST_YEAR}.", "").locator is None
    assert locate(f", p. {FIRST_YEAR}.", "").locator is not None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("i", 1), ("iv", 4), ("vii", 7), ("xlii", 42), ("cxi", 111), ("iiii", None), ("vx", None), ("mix", None)],
)
def test_roman(numeral: str, value: int | None) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize(
    ("printed", "pages"),
    [("43", (43, 43)), ("43-67", (43, 67)), ("793-4", (793, 794)), ("1215–18", (1215, 1218)), ("vii", None)],
)
def test_page_ranges(printed: str, pages: tuple[int, int] | None) -> None:
    assert page_range(printed) == pages
