"""Quotations of words that something covers on the page."""

from __future__ import annotations

import pytest

from verifier.records.spans import Span
from verifier.records.text import Box, Obscured, Page, SourceText, Word
from verifier.records.verdict import Level, Verdict
from verifier.verdicts import compare
from verifier.verdicts.hidden import under_stamp

TEXT = "The Minister said that the line would be built in  and paid for by the bank before the winter of that year."
GAP = TEXT.index("  ") + 1
QUOTE = "the line would be built in the northern province and paid for by the bank"


def page(*obscured: Obscured, boxes: bool = False) -> SourceText:
    words, at = [], 0
    for number, word in enumerate(TEXT.split()):
        start = TEXT.index(word, at)
        at = start + len(word)
        left = 0.04 * number + (0.15 if start > GAP else 0.0)
        words.append(Word(start, at, Box(left, 0.1, left + 0.035, 0.12) if boxes else None))
    return SourceText(pages=(Page(0, TEXT, words=tuple(words), obscured=obscured),), engine="tesseract", noisy=True)


@pytest.mark.parametrize("kind", ["redaction", "stamp", "low_confidence"])
def test_words_under_a_cover_accuse_nobody(kind: str) -> None:
    found = compare(QUOTE, page(Obscured(kind, Box(0.42, 0.1, 0.55, 0.12), GAP)))
    assert (found.verdict, found.level) == (Verdict.INDETERMINATE, Level.REVIEW)
    assert "Q505" in {finding.code for finding in found.findings}


def test_a_cover_is_found_by_its_place_on_the_paper_too() -> None:
    found = compare(QUOTE, page(Obscured("redaction", Box(0.42, 0.1, 0.55, 0.12)), boxes=True))
    assert "Q505" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("offset", [None, 5], ids=["none", "elsewhere on the page"])
def test_words_that_nothing_covers_are_not_said_to_be_hidden(offset: int | None) -> None:
    places = () if offset is None else (Obscured("redaction", Box(0.1, 0.5, 0.2, 0.52), offset),)
    assert "Q505" not in {finding.code for finding in compare(QUOTE, page(*places)).findings}


def test_an_absent_quotation_of_a_page_with_withheld_places_says_so() -> None:
    source = page(Obscured("redaction", Box(0.1, 0.5, 0.9, 0.7), GAP))
    found = compare("the treaty of alliance was signed by both monarchs at the summer palace", source, page="1")
    assert found.verdict is Verdict.ABSENT
    assert "Q505" in {finding.code for finding in found.findings}


WORN = "The board agreed to the terms of the HEOWARD contract and asked the bank for a loan in May of that year."


def worn(*obscured: Obscured) -> SourceText:
    """One line of words 0.03 wide and 0.01 apart; HEOWARD is the ninth, from 0.32 to 0.35."""
    words, at = [], 0
    for number, word in enumerate(WORN.split()):
        start = WORN.index(word, at)
        at = start + len(word)
        words.append(Word(start, at, Box(0.04 * number, 0.1, 0.04 * number + 0.03, 0.12)))
    return SourceText(pages=(Page(0, WORN, words=tuple(words), obscured=obscured),), engine="tesseract", noisy=True)


LONE = (Obscured("stamp", Box(0.34, 0.09, 0.36, 0.13), 0),)
OVER = (*LONE, Obscured("stamp", Box(0.33, 0.15, 0.36, 0.18), 0))
PAST = (Obscured("stamp", Box(0.33, 0.05, 0.36, 0.08), 0), Obscured("stamp", Box(0.33, 0.15, 0.36, 0.18), 0))
ASIDE = (Obscured("stamp", Box(0.7, 0.09, 0.72, 0.13), 0),)
ABOVE = PAST[:1]


@pytest.mark.parametrize(
    ("stamps", "covered"),
    [(OVER, True), (PAST, True), (LONE, False), (ASIDE, False), (ABOVE, False), ((), False)],
    ids=["over the word", "past it above and below", "a lone dot", "beside it", "above it alone", "none"],
)
def test_a_word_under_a_stamp_may_be_misread_past_recognition(stamps: tuple[Obscured, ...], covered: bool) -> None:
    source, place = worn(*stamps), WORN.index("HEOWARD")
    assert under_stamp(source, Span(place, place + len("HEOWARD"))) is covered
    said = compare("agreed to the terms of the forward contract and asked the bank for a loan", source).edits
    bare = compare("agreed to the terms of the forward contract and asked the bank for a loan", worn()).edits
    odds, before = (next(edit.probability for edit in edits if "forward" in edit.quote) for edits in (said, bare))
    assert (odds != before) is covered
