"""Quotations of words that something covers on the page."""

from __future__ import annotations

import pytest

from verifier.records.text import Box, Obscured, Page, SourceText, Word
from verifier.records.verdict import Level, Verdict
from verifier.verdicts import compare

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
