from __future__ import annotations

import pytest

from tests.reporting.payloads import MARKUP
from tests.reporting.sample import claims, sample_run
from verifier.reporting import text_summary
from verifier.reporting.phrases import plain


def test_the_summary_opens_with_the_counts_in_one_sentence() -> None:
    first = text_summary(sample_run()).splitlines()[0]
    assert first.startswith("4 of 13 quotations stand; 3 fail; 3 want a reader; 3 unchecked.")


def test_the_gravest_claim_comes_first_and_an_accepted_one_is_not_asked_for_again() -> None:
    summary = text_summary(sample_run())
    assert summary.index("c002") < summary.index("c004") < summary.index("c012")
    assert "c005" not in summary


def test_every_claim_that_could_not_be_checked_is_named_with_its_reason() -> None:
    summary = text_summary(sample_run())
    for entry in claims():
        if entry.level == "blocked":
            assert f"{entry.id}  {entry.verdict}: {entry.reason}" in summary


def test_an_empty_run_says_so() -> None:
    assert text_summary(sample_run([])).startswith("No quotation to check.")


@pytest.mark.parametrize("text", ["a\x1b[31mred", "bell\x07", "back\x08space", "\u202eright to left", *MARKUP[:3]])
def test_no_control_character_of_a_source_reaches_the_terminal(text: str) -> None:
    assert plain(text).isprintable()
