"""Measure finding and judging on generated cases:

    python -m benchmarks.matching [--texts DIR ...] [--seed N] [--cases N] [--model alike|uniform] [--show N]

Prints, for every noise level: strict span recall and precision, faithful accepted, altered accepted, absent accepted;
then ROC-AUC pooled, of one-word changes and by kind, and the calibration error.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

from benchmarks.matching import noise, pages, texts
from benchmarks.matching.cases import ALTERED, FAITHFUL, Case, Maker
from benchmarks.matching.score import Row, table
from verifier.records.text import SourceText
from verifier.verdicts import compare

LEVELS = {"clean": 0.0, "layout": 0.0, "1%": 0.01, "3%": 0.03, "5%": 0.05, "10%": 0.10}
LENGTHS = (40, 150, 150, 500)


def draw(documents: list[str], seed: int, count: int) -> list[Case]:
    """Half faithful, two fifths altered, a tenth absent."""
    maker = Maker(documents, seed)
    rng = random.Random(seed + 1)
    made: list[Case] = []
    kinds = [*FAITHFUL * 3, *ALTERED * 2, *["absent"] * 4]
    while len(made) < count:
        case = maker.case(rng.choice(kinds), rng.choice(LENGTHS))
        if case:
            made.append(case)
    return made


def sources(documents: list[str], cases: list[Case], level: str, model: str, seed: int):
    """Every document as the reader would get it at this level, and where the cases' passages went."""
    rate = LEVELS[level]
    spoiler = None if not rate else (noise.alike if model == "alike" else noise.uniform)
    for number, text in enumerate(documents):
        rng = random.Random(f"{seed} {level} {number}")
        offsets = [at for case in cases if case.document == number for at in (case.start, case.end - 1)]
        if level == "clean":
            yield SourceText.from_text(text), {at: at for at in offsets}
            continue
        laid = pages.laid_out(text, rng, head=f"Memorandum of the council, file {number}")
        spoilt = pages.spoil(laid, offsets, spoiler, rate, rng)
        yield SourceText.from_pages(spoilt.pages), spoilt.places


def run(documents: list[str], seed: int, count: int, model: str, levels: list[str], show: int) -> list[Row]:
    cases = draw(documents, seed, count)
    rows: list[Row] = []
    shown: Counter[str] = Counter()
    for level in levels:
        made = list(sources(documents, cases, level, model, seed))
        for case in cases:
            source, places = made[case.document]
            started = time.process_time()
            found = compare(case.quote, source)
            row = Row(
                level,
                case,
                found,
                places.get(case.start, 0),
                places.get(case.end - 1, 0) + 1,
                time.process_time() - started,
            )
            rows.append(row)
            if show and (row.wrong or row.misplaced) and shown[level] < show:
                shown[level] += 1
                print(row.story(source.text))
    return rows


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--texts", type=Path, action="append", default=[])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--cases", type=int, default=300)
    asked.add_argument("--model", choices=["alike", "uniform"], default="alike")
    asked.add_argument("--levels", default=",".join(LEVELS))
    asked.add_argument("--show", type=int, default=0, help="mistakes shown per level")
    given = asked.parse_args()
    documents = [text for folder in given.texts for text in texts.from_folder(folder)] or texts.invented(6, given.seed)
    rows = run(documents, given.seed, given.cases, given.model, given.levels.split(","), given.show)
    print(table(rows))


if __name__ == "__main__":
    main()
