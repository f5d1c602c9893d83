"""How the second engine's answers are put together: the whole page, then lines it looked at closer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from verifier.records.text import Box
from verifier.texts import second_engine, tesseract
from verifier.texts.child import Limits, Outcome, Workplace
from verifier.texts.firsthand import Eye, Job, read_drawn
from verifier.texts.rows import Piece

DRAWN = {"index": 0, "file": "page-0.tif", "width": 100, "height": 100, "dpi": 300.0}
WHOLE = {
    "index": 0,
    "lines": [["the talks fa", 0.1, 0.20, 0.6, 0.22, 0.93], ["before noon", 0.1, 0.3, 0.6, 0.32, 0.99]],
}
CLOSE = {"index": 0, "close": [["the talks failed", 0.1, 0.2, 0.5, 0.22, 0.9], ["today", 0.55, 0.2, 0.7, 0.22, 0.9]]}


class Place(Workplace):
    """A workplace whose child has answered already."""

    def __init__(self, folder: Path, *answers: dict[str, Any]) -> None:
        self.path, self.limits, self.answers = folder, Limits(), answers

    def with_limits(self, limits: Limits) -> Workplace:
        return self

    def run(self, task: str, **job: Any) -> Outcome:
        return Outcome(self.answers if task == "second" else ())


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param((WHOLE,), "the talks fa / before noon", id="a page alone"),
        pytest.param((WHOLE, CLOSE), "the talks failed today / before noon", id="a line read closer, and more of it"),
        pytest.param((CLOSE,), "", id="no page, no lines of it"),
        pytest.param(({"index": 0, "error": "x"}, WHOLE), "the talks fa / before noon", id="an answer without lines"),
    ],
)
def test_the_second_engine_looks_closer(
    answers: tuple[dict[str, Any], ...], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verifier.texts.second_engine.available", lambda: "x")
    monkeypatch.setattr(tesseract, "read", lambda *_, **__: [Piece("the", Box(0.1, 0.2, 0.2, 0.22), 0.5)])
    engine = tesseract.Engine("tesseract", "", "5", frozenset({"eng"}))
    job = Job(("eng",), (0,), 1, twice=True)
    read = read_drawn(Place(tmp_path, *answers), [DRAWN], engine, job)[0]
    assert read.by == Eye(engine, ("eng",), 300.0)
    assert " / ".join(" ".join(piece.text for piece in line) for line in read.other) == expected


ORNAMENTS = [
    ("in English they are dropped, and a word keeps its letters", ("eng",), ["the", "talks"]),
    ("in Japanese they are the text", ("jpn",), ["the", "talks生", "申申申"]),
]


@pytest.mark.parametrize(("languages", "expected"), [row[1:] for row in ORNAMENTS], ids=[row[0] for row in ORNAMENTS])
def test_signs_that_the_page_cannot_have(languages: tuple[str, ...], expected: list[str]) -> None:
    pieces = second_engine.pieces_of([["the talks生 申申申", 0.1, 0.2, 0.5, 0.22, 0.9]])
    assert [piece.text for piece in second_engine.without_ideographs(pieces, languages)] == expected
