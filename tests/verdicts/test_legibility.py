"""What a hardly legible page does not show is not called absent: somebody has to look at the page."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.verdicts.source_texts import RECORD, filler
from verifier.records.source import Layer
from verifier.records.text import SourceText
from verifier.records.verdict import Level, Verdict
from verifier.verdicts import compare, judge_layers, legibility

QUOTE = "the harbour master wrote down every ship that came in before the ice"
SMEARED = "".join(
    mark if not mark.isalpha() or random.Random(n).random() > 0.3 else "xqzvkj"[n % 6]
    for n, mark in enumerate(filler(160, 5))
)


def scan(*pages: str) -> SourceText:
    return SourceText.from_pages(pages, noisy=True)


CASES = [
    ("the cited page is smeared", scan(SMEARED, *RECORD), "1", Verdict.INDETERMINATE),
    ("another page is smeared", scan(SMEARED, *RECORD), "2", Verdict.ABSENT),
    ("most pages are smeared and none is cited", scan(SMEARED, SMEARED, RECORD[0]), None, Verdict.INDETERMINATE),
    ("one page of three is smeared and none is cited", scan(SMEARED, *RECORD), None, Verdict.ABSENT),
    ("text of unknown origin, which may be another language", SourceText.from_pages([SMEARED]), "1", Verdict.ABSENT),
    ("a cover sheet of names", scan("Halvorsen Ostravski Brzezinck", *RECORD), "1", Verdict.ABSENT),
]


@pytest.mark.parametrize(("source", "page", "verdict"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_what_is_not_found(source: SourceText, page: str | None, verdict: Verdict) -> None:
    found = compare(QUOTE, source, page)
    assert found.verdict is verdict
    assert found.level is (Level.REVIEW if verdict is Verdict.INDETERMINATE else Level.FAIL)
    assert ("Q507" in {finding.code for finding in found.findings}) is (verdict is Verdict.INDETERMINATE)


def test_one_legible_reading_of_the_page_is_enough_to_say_so() -> None:
    layer = replace(scan(SMEARED), url="u")
    drawn = replace(scan(filler(160, 5)), url="u", layer=Layer.OCR)
    found, _ = judge_layers(QUOTE, [layer, drawn], "1")
    assert found.verdict is Verdict.ABSENT


@pytest.mark.parametrize(("constant", "value"), [("SPOILT", 0.99), ("ENOUGH", 1000)])
def test_what_moves_when_a_page_counts_as_legible(constant: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legibility, constant, value)
    assert compare(QUOTE, scan(SMEARED, *RECORD), "1").verdict is Verdict.ABSENT
