"""Papers in several citation styles with known answers: every citation found, and never a wrong source."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.citations.building import build
from tests.citations.styles import STYLES, paper
from verifier.citations import parse_notes, resolve

LENGTH = 30  # notes of one paper: enough for chains of Ibid. and for works recalled from afar


@pytest.mark.parametrize("name", sorted(STYLES))
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_citation_comes_to_its_work_and_page(name: str, seed: int) -> None:
    notes, answers = paper(Random(seed), STYLES[name], LENGTH)
    manuscript = build(["Text."], notes)

    found = resolve(parse_notes(manuscript), manuscript)

    for ordinal, expected in enumerate(answers):
        here = [one for one in found if one.citation and one.citation.note == ordinal]
        told = [(one.source.note if one.source else None, one.locator.value if one.locator else "") for one in here]
        assert told == [
            (answer.note, answer.page if answer.note is not None else told[number][1])
            for number, answer in enumerate(expected)
        ], notes[ordinal]
