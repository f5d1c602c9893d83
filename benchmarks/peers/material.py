"""The same questions for every tool: generated cases at three levels, and hand-labelled real scans."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching.__main__ import draw, sources
from benchmarks.peers.base import Document
from verifier.texts import Reader

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold" / "scans" / "passages.csv"
LEVELS = ("clean", "3%", "10%")
SCANS = "scans"
DIGITAL = "digital"
LABELS = ("faithful", "altered", "absent")


@dataclass(frozen=True, slots=True)
class Question:
    """A quotation whose truth is known; `document` is its key among the set's documents."""

    document: str
    quote: str
    label: str


@dataclass(frozen=True)
class Trial:
    """One column group of the table: documents, and questions in an order from which any first n are a fair sample."""

    level: str
    documents: dict[str, Document]
    questions: tuple[Question, ...]


def generated(texts: Sequence[str], count: int, seed: int, model: str) -> Iterator[Trial]:
    """The heart's own generator, one trial per level; the cases are the same on every level."""
    documents = list(texts)
    cases = draw(documents, seed, count)
    asked = tuple(Question(str(case.document), case.quote, case.label) for case in cases)
    for level in LEVELS:
        made = sources(documents, cases, level, model, seed)
        yield Trial(level, {str(n): Document((source,)) for n, (source, _) in enumerate(made)}, asked)


def labelled(folder: Path, cache: Path | None, seed: int) -> Iterator[Trial]:
    """The labelled documents as the verifier's reader reads them, scans and born-digital ones apart.

    A scan is read as its text layer, and by OCR where that layer is poor or missing. Rows that test the cited page
    are left out: no other tool takes a page.
    """
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in LABELS]
    asked = [Question(row["document"], row["quote"], row["kind"]) for row in rows]
    random.Random(seed).shuffle(asked)
    reader = Reader(cache=cache)
    names = sorted({question.document for question in asked})
    documents = {name: Document(reader.pdf((folder / name).read_bytes(), url=name)) for name in names}
    for level, noisy in ((SCANS, True), (DIGITAL, False)):
        own = {name: one for name, one in documents.items() if one.noisy is noisy}
        yield Trial(level, own, tuple(question for question in asked if question.document in own))
