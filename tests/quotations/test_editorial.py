"""Editorial marks told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.quotations import segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("assure[d] him", ["alteration:assure[d]", "literal: him"], id="letters added to a word"),
        pytest.param("[T]he end", ["alteration:[T]he", "literal: end"], id="a capital changed"),
        pytest.param("t[his]", ["alteration:t[his]"], id="the rest of a word changed"),
        pytest.param("to [include] new", ["literal:to ", "insertion:[include]", "literal: new"], id="a word put in"),
        pytest.param("a … b", ["literal:a ", "omission:…", "literal: b"], id="an ellipsis character"),
        pytest.param("a ... b", ["literal:a ", "omission:...", "literal: b"], id="three full stops"),
        pytest.param("a . . . . b", ["literal:a ", "omission:. . . .", "literal: b"], id="four spaced full stops"),
        pytest.param("a .. b", ["literal:a ", "omission:..", "literal: b"], id="two full stops between blanks"),
        pytest.param("e.g.. b", ["literal:e.g.. b"], id="two full stops behind a word are none"),
        pytest.param("relate[ ] to", ["alteration:relate[ ]", "literal: to"], id="an ending left out"),
        pytest.param("a [ ] b", ["literal:a ", "omission:[ ]", "literal: b"], id="words left out between brackets"),
        pytest.param("a (…) b", ["literal:a ", "omission:(…)", "literal: b"], id="an ellipsis in round brackets"),
        pytest.param("a [...] b", ["literal:a ", "omission:[...]", "literal: b"], id="an ellipsis in square brackets"),
        pytest.param("the Rusian [sic] plan", ["literal:the Rusian ", "sic:[sic]", "literal: plan"], id="sic"),
        pytest.param("NATO (13 of 16) agree", ["literal:NATO (13 of 16) agree"], id="round brackets are the source's"),
        pytest.param("the end. B", ["literal:the end. B"], id="one full stop is no omission"),
    ],
)
def test_segments(text: str, expected: list[str]) -> None:
    assert [f"{segment.kind.value}:{segment.text}" for segment in segments(text)] == expected


@given(st.text(alphabet="ab T.…[]()sic’ -", max_size=60))
def test_segments_rebuild_the_quotation_exactly(text: str) -> None:
    found = segments(text)

    assert "".join(segment.text for segment in found) == text
    assert all(segment.span.of(text) == segment.text for segment in found)
