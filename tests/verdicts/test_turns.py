"""Small words that turn a sentence, words too alone to judge, and a source that brings its own second reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.records.source import Layer
from verifier.records.text import SourceText
from verifier.verdicts import compare

TEXT = "They went home before the vote was taken, with or without the keeper, and nobody there asked in 1990 why."


@pytest.mark.parametrize(
    ("quote", "grade"),
    [
        pytest.param("They went home after the vote was taken", "major", id="after for before turns the sense"),
        pytest.param("with and without the keeper", "major", id="and for or turns the sense"),
        pytest.param("They went home before a vote was taken", "minor", id="a for the does not"),
    ],
)
def test_how_grave_a_small_word_is(quote: str, grade: str) -> None:
    found = compare(quote, SourceText.from_text(TEXT))
    assert (found.verdict.value, found.grade and found.grade.value) == ("altered", grade)


def test_one_word_alone_is_never_called_altered() -> None:
    assert compare("1991", SourceText.from_text(TEXT)).verdict.value != "altered"


def test_a_source_with_another_reading_is_judged_by_both_and_places_count_in_the_first() -> None:
    worn = SourceText.from_pages([TEXT.replace("keeper", "kccpcr").replace("nobody", "n0b0dy")], noisy=True)
    read = replace(SourceText.from_pages([TEXT], noisy=True), layer=Layer.OCR)
    found = compare("without the keeper, and nobody there asked", replace(worn, other=read))
    assert found.level.value == "pass"
    place = found.matches[0]
    assert worn.text[place.start : place.end] == place.exact


def test_a_sentence_quoted_to_its_own_stop_is_not_cut_before_the_next_one() -> None:
    source = SourceText.from_text("The lamp will be moved in the spring of that year. But the keeper stays, he said.")
    found = compare("The lamp will be moved in the spring of that year.", source)
    assert not {finding.code for finding in found.findings} & {"Q401", "Q402"}
