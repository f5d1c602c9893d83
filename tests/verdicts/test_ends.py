"""Ends of a quotation are held against their own words, though the source has others in between."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import RECORD

from verifier import SourceText, compare
from verifier.records.verdict import EditOp

SOURCE = SourceText.from_pages(
    [*RECORD, "We do not want to lose the line. They came in June, as the papers had it, and left."]
)

DRAWN_OUT = [
    ("two words after the first", "We want to lose the line", "do not", "Q101"),
    ("a clause before the last two", "They came in June and left", "as the papers had it", "Q107"),
    (
        "three words after the first two",
        "The Minister had never accepted the boundary",
        "said that his government",
        "Q107",
    ),
]


@pytest.mark.parametrize(
    ("quote", "missing", "code"), [row[1:] for row in DRAWN_OUT], ids=[row[0] for row in DRAWN_OUT]
)
def test_what_stands_between_an_end_and_the_rest_is_left_out(quote: str, missing: str, code: str) -> None:
    found = compare(quote, SOURCE)
    changed = [edit for edit in found.edits if edit.op is not EditOp.EQUAL]
    assert [(edit.op, edit.source.strip(" ,")) for edit in changed] == [(EditOp.DELETE, missing)]
    assert code in {finding.code for finding in found.findings}


def test_one_word_beyond_a_comma_is_not_the_one_that_was_changed() -> None:
    source = SourceText.from_pages(
        [*RECORD, "Rates rose by forty percent, and that sixty ships a day passed is known."]
    )
    (changed,) = [edit for edit in compare("forty ships a day passed", source).edits if edit.cause]
    assert (changed.op, changed.source.strip()) == (EditOp.REPLACE, "sixty")


def test_an_end_that_stands_nowhere_near_is_a_word_changed() -> None:
    (changed,) = [edit for edit in compare("Nobody had been raised twice since the war", SOURCE).edits if edit.cause]
    assert (changed.op, changed.quote.strip()) == (EditOp.REPLACE, "Nobody")


OTHER_SENTENCES = [
    (
        "the first word",
        "I respect the desire for quiet",
        "They spoke of their meetings.\n\nrespect the desire for quiet",
    ),
    (
        "the last word",
        "he respects their desire today",
        "he respects their desire\n\nGovernments spoke of the meetings",
    ),
]


@pytest.mark.parametrize(
    ("quote", "text"), [row[1:] for row in OTHER_SENTENCES], ids=[row[0] for row in OTHER_SENTENCES]
)
def test_a_lost_word_at_an_end_does_not_lie_on_the_sentence_beyond(quote: str, text: str) -> None:
    (changed,) = [edit for edit in compare(quote, SourceText.from_pages([*RECORD, text])).edits if edit.cause]
    assert (changed.op, changed.source) == (EditOp.INSERT, "")


def test_within_a_sentence_an_unlike_first_word_is_one_changed() -> None:
    source = SourceText.from_pages([*RECORD, "They spoke of it. Governments respect the desire for quiet."])
    (changed,) = [edit for edit in compare("I respect the desire for quiet", source).edits if edit.cause]
    assert (changed.op, changed.source.strip()) == (EditOp.REPLACE, "Governments")
