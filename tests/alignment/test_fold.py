"""Folding: bare letters, one byte each, with the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.alignment import fold, fold_word
from verifier.records.spans import Span

CASES = [
    ("case and spacing go", "The  President", b"thepresident"),
    ("a hyphen at a line end goes", "consul-\ntation", b"consultation"),
    ("curly marks and dashes go", "“re-review”—so", b"rereviewso"),
    ("accents go", "Élysée Škoda", b"elyseeskoda"),
    ("a ligature gives its letters", "ﬁnal oﬃce", b"finaloffice"),
    ("a superscript is a note mark, not a digit", "release³ 30", b"release30"),
    ("digits stay", "E.O. 12,065", b"eo12065"),
]


@pytest.mark.parametrize(("text", "letters"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_folding_keeps(text: str, letters: bytes) -> None:
    assert fold(text).letters == letters


@given(st.text(max_size=200))
def test_every_folded_letter_leads_back_to_the_code_point_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.origin) == len(folded.letters)
    for letter, origin in zip(folded.letters, folded.origin.tolist(), strict=True):
        assert letter in fold(text[origin]).letters
    assert folded.origin.tolist() == sorted(folded.origin.tolist())


@given(st.text(max_size=120))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    word = fold_word(text)
    plain = "".join(mark for mark in word if mark.isascii())
    assert fold_word(plain) == plain


def test_a_span_left_out_leaves_no_letters() -> None:
    folded = fold("before HEAD after", [Span(7, 11)])
    assert folded.letters == b"beforeafter"
    assert folded.span_of(0, len(folded)) == Span(0, 17)


def test_letters_beyond_latin_stay_distinct_enough_to_find() -> None:
    assert len(fold("Хельсинки").letters) == 9
    assert fold("Хельсинки").letters == fold("ХЕЛЬСИНКИ").letters
