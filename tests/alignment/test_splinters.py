"""Debris between the halves of a word that a line's end broke, and lines whose spaces were lost."""

from __future__ import annotations

import pytest

from verifier.alignment import tokens
from verifier.alignment.pairing import pair_words
from verifier.alignment.splinters import splinters


def dropped(text: str, missing: str) -> list[str]:
    words = tokens(text)
    found = splinters(text, words, frozenset(), [missing] * len(words))
    return [words[n].letters for n in sorted(found)]


@pytest.mark.parametrize(
    ("text", "missing", "bits"),
    [
        ("through the win- wi dow of", "window", ["wi"]),
        ("of criminal negli- h genre then", "negligence", ["h"]),
        ("the mining engi-\np1: neer of", "engineer", ["p1"]),
        ("before the coro- hi t ner on", "coroner", ["hi", "t"]),
    ],
    ids=["a bit of the next column", "a bit, and a letter misread", "a bit at the line's end", "two bits"],
)
def test_what_stands_between_the_halves_of_a_word_is_debris(text: str, missing: str, bits: list[str]) -> None:
    assert dropped(text, missing) == bits


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("it would certai-\nnly not be right", "certainly"),
        ("a well- to do man", "wellto"),
        ("he had- not gone", "hadgone"),
        ("the win wi dow of", "window"),
        ("an up- to date list", "uptodate"),
    ],
    ids=["the rest of the word itself", "no longer word", "a denial", "no hyphen", "words that are quoted"],
)
def test_what_may_be_a_word_stays(text: str, missing: str) -> None:
    assert dropped(text, missing) == []


@pytest.mark.parametrize(
    ("quoted", "read"),
    [
        ("when the practice was to come home drunk", "when thepractioewastocomehome drunk"),
        ("the COMMITTEE met", "the C O M M I T T E E met"),
    ],
    ids=["a line whose spaces were lost", "a word in spaced letters"],
)
def test_a_run_of_many_words_is_one_group(quoted: str, read: str) -> None:
    groups = pair_words(tokens(quoted), tokens(read), [])
    assert max(max(g.q1 - g.q0, g.s1 - g.s0) for g in groups) > 3
    assert all(g.q1 > g.q0 and g.s1 > g.s0 for g in groups)
