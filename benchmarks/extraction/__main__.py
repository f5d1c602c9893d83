"""Measure reading and extracting on generated manuscripts:

    python -m benchmarks.extraction [--notes N] [--seeds N] [--only FORMAT] [--by style|position|editorial]

Prints, for every format: paragraphs, notes and marks read exactly; then quotations found with exact ends and,
of those, the share with the right kind, governing note, resolved note, address and page.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from dataclasses import fields
from itertools import product
from pathlib import Path

from benchmarks.extraction.compose import EDITORIAL, POSITIONS, STYLES, compose
from benchmarks.extraction.model import Sample
from benchmarks.extraction.renders import RENDERS
from benchmarks.extraction.score import Score, claim_scores, read_score
from verifier.manuscripts import read_manuscript
from verifier.pipeline import extract


def measure(sample: Sample, name: str, folder: Path) -> Score:
    """Render one manuscript in one format, read it back, score it."""
    suffix, render = RENDERS[name]
    path = folder / f"sample{suffix}"
    path.write_bytes(render(sample))
    paragraphs, notes, marks = read_score(read_manuscript(path), sample)
    return Score(paragraphs, notes, marks, **claim_scores(extract(path), sample.truths))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--notes", type=int, default=24)
    arguments.add_argument("--seeds", type=int, default=1)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--by", choices=("format", "style", "position", "editorial"), default="format")
    arguments.add_argument("--write", type=Path, help="keep the last rendering of each format here")
    options = arguments.parse_args()
    rows: dict[str, list[Score]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        where = options.write or Path(folder)
        where.mkdir(parents=True, exist_ok=True)
        for number, (style, position, editorial) in enumerate(product(STYLES, POSITIONS, EDITORIAL)):
            for seed in range(options.seeds):
                sample = compose(1000 * seed + number, style, position, editorial, options.notes)
                for name in RENDERS:
                    if options.only in name:
                        row = {"format": name, "style": style, "position": position, "editorial": editorial}[options.by]
                        rows[row].append(measure(sample, name, where))
    _print(options.by, rows)


def _print(head: str, rows: dict[str, list[Score]]) -> None:
    names = [field.name for field in fields(Score)]
    print(f"| {head} | manuscripts | {' | '.join(names)} |")
    print("|---|---:|" + "---:|" * len(names))
    for row, scores in rows.items():
        mean = Score.mean(scores)
        print(f"| {row} | {len(scores)} | {' | '.join(f'{getattr(mean, name):.3f}' for name in names)} |")


if __name__ == "__main__":
    main()
