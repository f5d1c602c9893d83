"""The best judge of the generated quotations knows the noise exactly, and judges plain cases as anybody would."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product
from math import exp

import pytest

from benchmarks.matching import noise
from benchmarks.matching.best import Judge, claimed, set_words
from benchmarks.matching.cases import Case
from benchmarks.matching.lattice import Lattice, outcomes
from benchmarks.matching.pages import laid_out
from benchmarks.matching.texts import invented

RATE = 0.1
DRAWS = 20_000
OFF = 0.01  # by which a share of so many draws may miss its odds


@pytest.mark.parametrize("model", ["alike", "uniform"])
@pytest.mark.parametrize("mark", ["a", "M", "q", "7", ".", " ", "\n", "-"])
def test_the_odds_of_a_mark_are_those_the_noise_has(model: str, mark: str) -> None:
    odds = outcomes(mark, model, RATE, smudged=False)
    rng = random.Random(5)
    drawn = Counter(getattr(noise, model)(mark, RATE, rng) for _ in range(DRAWS))
    assert sum(odds.values()) == pytest.approx(1.0)
    assert all(abs(drawn[read] / DRAWS - odds.get(read, 0.0)) < OFF for read in {*drawn, *odds})


@pytest.mark.parametrize("read", ["to", "t", "xto", "io"])
def test_a_reading_sums_every_way_to_come_by_it(read: str) -> None:
    lattice = Lattice(read, "uniform", RATE)
    ways = product(*(outcomes(mark, "uniform", RATE, smudged=False).items() for mark in "to"))
    summed = sum(one * other for (a, one), (b, other) in ways if a + b == read)
    column = lattice.first()
    for mark in "to":
        column = lattice.forward(mark, column)
    assert column.odds[0, -1] * exp(column.log) == pytest.approx(summed)


def test_forward_and_backward_meet_anywhere() -> None:
    text, lattice = "no peace", Lattice("nc pcacc", "alike", RATE)
    ahead, behind = [lattice.first()], [lattice.last()]
    for mark in text:
        ahead.append(lattice.forward(mark, ahead[-1]))
    for mark in reversed(text):
        behind.append(lattice.backward(mark, behind[-1]))
    whole = [lattice.through("", one, other) for one, other in zip(ahead, reversed(behind), strict=True)]
    assert whole == pytest.approx([whole[0]] * len(whole))


@pytest.mark.parametrize(
    ("kind", "old", "new", "altered"),
    [
        pytest.param("exact", "", "", False, id="as it stands"),
        pytest.param("word", " that ", " vessels ", True, id="another word"),
        pytest.param("omitted", " had never", " never", True, id="a word left out"),
    ],
)
def test_plain_cases(kind: str, old: str, new: str, altered: bool) -> None:
    documents = invented(2, 3)
    text = documents[0]
    start = text.index(" had never accepted that") - 24
    start = text.index(" ", start) + 1
    end = text.index(" ", start + 80)
    passage = " ".join(text[start:end].split())
    case = Case(0, kind, passage.replace(old, new, 1) if old else passage, start, end)
    laid = laid_out(text, random.Random(1), head="Head")
    words, gaps = set_words(laid, case, text)
    read = "".join(gap + word.laid for gap, word in zip(gaps, words, strict=True))
    odds, _, turned = Judge(documents, "uniform").odds(claimed(case, words, gaps), read, 0.03, len(passage))
    assert (odds > 0) is altered
    assert not turned
