"""What must hold for any quotation."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import RECORD, record, scanned

from verifier.records.text import SourceText
from verifier.records.verdict import Comparison, EditOp, Level
from verifier.verdicts import Library, compare

WORDS = " ".join(RECORD).split()
SCORES = {Level.PASS: 1, Level.REVIEW: 0, Level.FAIL: -1}


def score(found: Comparison) -> float:
    """Probability of faithfulness, as the levels give it."""
    if found.level is Level.PASS:
        return found.confidence
    return 1.0 - found.confidence if found.level is Level.FAIL else 0.5


@st.composite
def quotations(draw: st.DrawFn) -> str:
    """A passage of the record with words dropped, doubled, replaced or marked."""
    start = draw(st.integers(0, len(WORDS) - 12))
    words = WORDS[start : start + draw(st.integers(3, 40))]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(words) - 1))
        words[at : at + 1] = draw(
            st.sampled_from([[], ["..."], ["[the", "clerk]"], ["zebra"], ["[sic]"], [words[at]] * 2, ["“" + words[at]]])
        )
        if not words:
            words = ["word"]
    return " ".join(words)


@settings(max_examples=120, deadline=None)
@given(quotations())
def test_the_edits_rebuild_the_quotation(quote: str) -> None:
    source = record()
    found = compare(quote, source)
    if found.edits:
        assert "".join(edit.quote for edit in found.edits) == quote
    for edit in found.edits:
        assert edit.quote == edit.quote_span.of(quote)
        assert edit.source == edit.source_span.of(source.text)
        assert (edit.op is EditOp.EQUAL) == (edit.cause is None)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gets_a_verdict(quote: str) -> None:
    found = compare(quote, record())
    assert 0.0 <= found.confidence <= 1.0
    assert found.chance >= 0.0


PASSAGE = "his government had never accepted the boundary and was not prepared to discuss it before the elections"


@pytest.mark.parametrize("seed", range(6))
def test_one_more_misread_letter_never_raises_the_score(seed: int) -> None:
    """The letters put in make no other word: a reading that is a word is evidence of its own."""
    rng = random.Random(seed)
    read = PASSAGE
    last = score(compare(PASSAGE, scanned(read)))
    for _ in range(12):
        at = rng.choice([n for n, mark in enumerate(read) if mark.isalpha()])
        read = f"{read[:at]}{rng.choice('qxzkv')}{read[at + 1 :]}"
        now = score(compare(PASSAGE, scanned(read)))
        assert now <= last + 1e-6
        last = now


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("noisy", [False, True], ids=["on clean text", "on a scan"])
def test_one_more_altered_word_never_improves_the_verdict(seed: int, noisy: bool) -> None:
    rng = random.Random(seed)
    words = PASSAGE.split()
    source = scanned(PASSAGE) if noisy else record()
    last = SCORES[compare(" ".join(words), source).level]
    for at in rng.sample(range(2, len(words) - 1), 5):
        words[at] = rng.choice(["elephant", "mountain", "singing", "yellow", "quarterly"])
        now = SCORES[compare(" ".join(words), source).level]
        assert now <= last
        last = now


def test_the_order_of_sources_never_changes_what_is_found() -> None:
    sources = [record(), SourceText.from_text("Nothing of the kind was said."), scanned(PASSAGE)]
    forward = Library(sources).find(PASSAGE)
    backward = Library(sources[::-1]).find(PASSAGE)
    assert {(m.similarity, m.exact, m.source) for m in forward} == {
        (m.similarity, m.exact, len(sources) - 1 - m.source) for m in backward
    }


def test_the_same_question_has_the_same_answer() -> None:
    source = scanned(PASSAGE, 0.05)
    first = compare(PASSAGE, source)
    compare("the railway concession", source)
    assert compare(PASSAGE, source) == first
    assert compare(PASSAGE, scanned(PASSAGE, 0.05)) == first
