"""Cuttings of newspapers with their transcription, and quotations drawn from them whose truth is known."""

from __future__ import annotations

import csv
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import edlib

from benchmarks.matching.cases import ALTERED, FAITHFUL, Case, Maker, bare
from verifier.records.text import SourceText

LEVELS = {"0-1%": 0.01, "1-3%": 0.03, "3-6%": 0.06, "6-12%": 0.12, "12-20%": 0.20}  # a passage's letters misread, below
MORE = ("inflection", "function")  # kinds of alteration beside those of the generator
KINDS = (*FAITHFUL * 4, *(*ALTERED, *MORE) * 2, *["absent"] * 5)  # half faithful, two fifths altered, a tenth absent
FEWEST, MOST = 8, 45  # words of a quotation
RUN = 3  # sentences that one quotation may touch
JOINED = 8  # samples in the text that an absent quotation is looked for in
DRAWS = 60  # passages drawn for every case asked: levels and kinds are not equally common
UNREADABLE = re.compile(r"[#^\[\]{}<>]")  # how the transcribers mark what they could not read, or raised letters


@dataclass(frozen=True)
class Sample:
    """One cutting: its sentences as a person read them and as the OCR did."""

    name: str
    true: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    @property
    def source(self) -> SourceText:
        return SourceText.from_text(" ".join(self.read))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one sample's transcription, and the share of its letters (0..1) that the OCR has wrong."""

    sample: int
    text: str
    errors: float


def samples(tables: Iterable[Path], half: str) -> list[Sample]:
    """The cuttings of the asked half, in the tables' order."""
    made: dict[str, Sample] = {}
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                sample = made.setdefault(row["Sample ID"], Sample(row["Sample ID"]))
                sample.true.append(" ".join(row["Ground Truth"].split()))
                sample.read.append(" ".join(row["OCR Text"].split()))
    return [sample for sample in made.values() if half == "all" or _even(sample.name) == (half == "even")]


def _even(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def misread(passage: str, read: str) -> float:
    """Share of the passage's letters that differ at its best place among the letters of `read`."""
    asked = bare(passage).encode("utf-8")
    found = edlib.align(asked, bare(read).encode("utf-8"), mode="HW", task="distance")
    return int(found["editDistance"]) / max(len(asked), 1)


def passages(cuttings: Sequence[Sample], count: int, rng: random.Random) -> Iterator[Passage]:
    """So many stretches drawn, those left out that the transcriber could not read or that stand twice."""
    letters = [bare(" ".join(cutting.true)) for cutting in cuttings]
    for _ in range(count):
        number = rng.randrange(len(cuttings))
        cutting = cuttings[number]
        first = rng.randrange(len(cutting.true))
        last = first + rng.choice([1, 1, 1, RUN - 1, RUN])
        text = _stretch(" ".join(cutting.true[first:last]).split(), rng)
        if not text or UNREADABLE.search(text) or letters[number].count(bare(text)) != 1:
            continue
        errors = misread(text, " ".join(cutting.read[first:last]))
        if errors < max(LEVELS.values()):
            yield Passage(number, text, errors)


def _stretch(words: list[str], rng: random.Random) -> str:
    """The words whole, where they are few enough and the die says so, or a part of them; '' for too few."""
    if len(words) < FEWEST:
        return ""
    if len(words) <= MOST and rng.random() < 0.4:
        return " ".join(words)
    length = rng.randint(FEWEST, min(MOST, len(words)))
    start = rng.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def level_of(errors: float) -> str:
    """The level that a share of misread letters (0..0.2) lies in."""
    return next(name for name, below in LEVELS.items() if errors < below)


def cases(cuttings: Sequence[Sample], each: int, seed: int) -> Iterator[tuple[str, Case]]:
    """So many cases of every level, where the cuttings have them; `document` is the passage's own cutting."""
    rng = random.Random(seed)
    maker = Maker([" ".join(cutting.true) for cutting in cuttings], seed + 1)
    drawn: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages(cuttings, each * DRAWS, rng):
        drawn[level_of(passage.errors)].append(passage)
    read = [bare(" ".join(cutting.read)) for cutting in cuttings]
    for level in LEVELS:
        left, made = drawn[level], 0
        while made < each and left:
            case = _made(rng.choice(KINDS), left, maker)
            if case and (case.label == "faithful" or bare(case.quote) not in read[case.document]):
                made += 1  # a change that the OCR happens to have as well is none that a text can show
                yield level, case


def _made(kind: str, left: list[Passage], maker: Maker) -> Case | None:
    """The first of the passages left whose words allow this kind, taken out of them."""
    for at, passage in enumerate(left):
        made = passage.text if kind == "absent" else maker.altered(kind, passage.text, passage.sample)
        if made and (made != passage.text or kind in {"exact", "closing", "curly", "absent"}):
            del left[at]
            return Case(passage.sample, kind, made, 0, 0)
    return None


def other_texts(cuttings: Sequence[Sample], number: int) -> SourceText:
    """Several cuttings joined, that with this number not among them."""
    others = [cuttings[(number + step) % len(cuttings)] for step in range(1, min(JOINED, len(cuttings) - 1) + 1)]
    return SourceText.from_pages([" ".join(other.read) for other in others])
