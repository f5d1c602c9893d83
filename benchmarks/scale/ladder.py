"""`python -m benchmarks.scale.ladder [--rows FILE] [--only NAME]`: how a run's cost grows, from a hundred claims up.

Two ladders of runs, each a process of its own: claims over the same documents, and documents under the same claims.
Printed: the rows, the exponents fitted over each ladder and its last step, what a claim and a document cost each, and
what that makes of far larger runs. Rows that FILE holds already are not measured again, so a long ladder can be
climbed in parts. Processor time, start-up included.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scale.__main__ import measure, prepare

PAGES = 15  # of a document of the corpus: 30,000 letters, 2,000 a page
CLAIMS = ((100, 100), (1_000, 100), (10_000, 100), (100_000, 100))
DOCUMENTS = ((10_000, 100), (10_000, 300), (10_000, 1_000), (10_000, 2_000))
SMALL = ((30, 10), (100, 10)), ((100, 10), (100, 30))
EVERYTHING = 1_000_000  # pages: all of the two archives
MANY = 10_000_000  # claims
KINDS = ("judging", "reports", "again", "peak")

Row = dict[str, Any]
Rung = tuple[int, int]


def climb(rung: Rung) -> Row:
    """One rung: a first run and the same again, with what they left on disk."""
    claims, documents = rung
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, claims, documents)
        first = measure(folder, "serial", "first", claims, documents)
        second = measure(folder, "serial", "second", claims, documents)
        left = {
            "record": (folder / "reports" / "report.json").stat().st_size,
            "ledger": sum(path.stat().st_size for path in (folder / "cache" / "derived").glob("verdicts.sqlite*")),
        }
    return {
        "claims": claims, "documents": documents, "again": second["cpu"], "reused": second["reused"], **left,
        **{kind: first[kind] for kind in ("judging", "reports", "peak", "cpu")},
    }  # fmt: skip


def exponent(rows: Sequence[Row], over: str, kind: str) -> float:
    """The slope of log cost over log size, by least squares."""
    sizes, costs = ([row[name] for row in rows] for name in (over, kind))
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def shares(rows: Sequence[Row], kind: str) -> tuple[float, float, float]:
    """(start, for a claim, for a document) that fit all the rows best in proportion to each."""
    cost = np.array([row[kind] for row in rows])
    terms = np.array([[1.0, row["claims"], row["documents"]] for row in rows]) / cost[:, None]
    start, claim, document = np.linalg.lstsq(terms, np.ones(len(rows)), rcond=None)[0]
    return float(start), float(claim), float(document)


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    head = [
        "| claims | documents | first run: judging | reports | in all | the same again | peak memory |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    return "\n".join(head + [
        f"| {row['claims']:,} | {row['documents']:,} | {row['judging']:.1f} s | {row['reports']:.1f} s "
        f"| {row['cpu']:.1f} s | {row['again']:.1f} s, 1/{row['cpu'] / row['again']:.0f} | {row['peak']:.0f} MB |"
        for row in rows
    ])  # fmt: skip


def exponents(ladders: dict[str, Sequence[Row]]) -> str:
    """The exponents as Markdown: over the whole ladder, and on its last step, where start-up weighs least."""
    lines = ["| grows with | " + " | ".join(KINDS) + " |", "|---|" + "--:|" * len(KINDS)]
    for over, rows in ladders.items():
        for said, some in ((f"{over}, {rows[0][over]:,} to {rows[-1][over]:,}", rows), ("its last step", rows[-2:])):
            lines.append(f"| {said} | " + " | ".join(f"{exponent(some, over, kind):.2f}" for kind in KINDS) + " |")
    return "\n".join(lines)


def far(rows: Sequence[Row]) -> str:
    """What a claim, a document and a page cost, and what far larger runs would, as Markdown."""
    smallest, largest = (end(rows, key=lambda row: row["claims"]) for end in (min, max))
    memory = (largest["peak"] - smallest["peak"]) * 2**20 / (largest["claims"] - smallest["claims"])
    lines = [
        "| | a claim | a document | a page | all pages | all claims |",
        "|---|--:|--:|--:|--:|--:|",
        _spent("judging, first time", shares(rows, "judging")),
        _spent("reports", shares(rows, "reports")),
        _spent("the same again", shares(rows, "again")),
        _held("memory", memory),
        _held("`report.json`", largest["record"] / largest["claims"]),
        _held("ledger", largest["ledger"] / largest["claims"]),
    ]
    said = f"All pages: {EVERYTHING:,} (all of NSArchive and Wilson), {PAGES} a document, with text: OCR is not in it. "
    return "\n".join([*lines, "", f"{said}All claims: {MANY:,}. Hours of one core."])


def _spent(what: str, fitted: tuple[float, float, float]) -> str:
    """A row of time: milliseconds for one, hours for all."""
    _, claim, document = (max(value, 0.0) for value in fitted)
    page = document / PAGES
    each = f"{1000 * claim:.2f} ms | {1000 * document:.1f} ms | {1000 * page:.2f} ms"
    return f"| {what} | {each} | {page * EVERYTHING / 3600:.1f} h | {claim * MANY / 3600:.1f} h |"


def _held(what: str, size: float) -> str:
    """A row of bytes, which grow with claims alone."""
    return f"| {what} | {size / 1000:.2f} kB | | | | {size * MANY / 2**30:.0f} GB |"


def main() -> int:
    """Climb and print; 1 when a second run did not reuse everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, help="JSON file of rows: what it holds is not measured again")
    parser.add_argument("--small", action="store_true", help="two short ladders")
    parser.add_argument("--most", type=int, default=10**9, metavar="CLAIMS", help="leave out larger runs")
    told = parser.parse_args()
    known = json.loads(told.rows.read_text()) if told.rows and told.rows.exists() else []
    rows = {(row["claims"], row["documents"]): row for row in known}
    by_claims, by_documents = SMALL if told.small else (CLAIMS, DOCUMENTS)
    rungs = [rung for rung in dict.fromkeys((*by_claims, *by_documents)) if rung[0] <= told.most]
    for rung in rungs:
        if rung not in rows:
            rows[rung] = climb(rung)
            if told.rows:
                told.rows.write_text(json.dumps(list(rows.values()), indent=1))
    ladders = {
        "claims": [rows[rung] for rung in by_claims if rung in rungs],
        "documents": [rows[rung] for rung in by_documents if rung in rungs],
    }
    shown = [rows[rung] for rung in rungs]
    print(f"\n{table(shown)}\n\n{exponents(ladders)}\n\n{far(shown)}")
    return 1 if any(row["reused"] != row["claims"] for row in shown) else 0


if __name__ == "__main__":
    sys.exit(main())
