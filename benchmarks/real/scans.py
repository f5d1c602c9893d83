"""Hand-labelled quotations of real scans through the whole pipeline: `python -m benchmarks.real.scans FOLDER_OF_SCANS`.

The labels are in tests/gold/scans: `passages` is the set the rules were developed with, `heldout` the one that was
typed before a rule was looked at, and `--set` chooses. The scans themselves are not shipped. Each scan is registered by
hand for an address of its own, then every quotation is checked offline, as a user would: fetch, text layer, OCR where
called for, judge.
Prints how many of each kind pass, are for review, fail or are blocked; `--list` shows the ones that went wrong.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from verifier.captures import Store
from verifier.pipeline.run import check_claims
from verifier.records.claim import Claim
from verifier.records.report import ClaimResult
from verifier.settings import Settings

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold" / "scans"
SETS = {"passages": ("passages",), "heldout": ("heldout",), "both": ("passages", "heldout")}
ADDRESS = "https://scans.example.org/{name}"
LEVELS = ("pass", "review", "fail", "blocked")


def rows(chosen: str = "passages", named: Sequence[Path] = ()) -> list[dict[str, str]]:
    """The labelled quotations of one of SETS, or of the files `named` instead, in the order of the files."""
    labels: list[dict[str, str]] = []
    for path in named or [GOLD / f"{name}.csv" for name in SETS[chosen]]:
        with path.open(encoding="utf-8", newline="") as file:
            labels.extend(csv.DictReader(file))
    return labels


def run(
    scans: Path, cache: Path, only: str = "", ocr: str = "auto", chosen: str = "passages", named: Sequence[Path] = ()
) -> list[tuple[dict[str, str], ClaimResult]]:
    """Every label of a set with the result of its claim; `only` limits to documents or ids that contain it."""
    labels = [row for row in rows(chosen, named) if only in row["document"] or only in row["id"]]
    store = Store(cache)
    for name in sorted({row["document"] for row in labels}):
        if store.latest(ADDRESS.format(name=name)) is None:
            store.add_manual(ADDRESS.format(name=name), scans / name)
    claims = [
        Claim(id=row["id"], quote=row["quote"], url=ADDRESS.format(name=row["document"]), page=row["cited_page"])
        for row in labels
    ]
    report = check_claims(claims, Settings(cache=cache, offline=True, ocr=ocr))
    return list(zip(labels, report.claims, strict=True))


def table(judged: Iterable[tuple[dict[str, str], ClaimResult]], key: str) -> dict[str, Counter[str]]:
    """Counts of levels by the label's `key`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for label, result in judged:
        counts[label[key] or "none"][result.level.value] += 1
    return counts


def show(counts: dict[str, Counter[str]]) -> None:
    """Print a table of levels."""
    print(f"{'':<28}" + "".join(f"{level:>9}" for level in LEVELS) + f"{'passed':>9}")
    for name, levels in sorted(counts.items()):
        total = sum(levels.values())
        print(f"{name:<28}" + "".join(f"{levels[level]:>9}" for level in LEVELS) + f"{levels['pass'] / total:>9.3f}")


def wrong(label: dict[str, str], result: ClaimResult) -> bool:
    """True where the level is not what the label asks for (a review is wrong for a faithful quotation only)."""
    if label["expected"] == "pass":
        return result.level.value != "pass"
    return result.level.value == "pass"


def describe(label: dict[str, str], result: ClaimResult) -> str:
    """One case, with the words that differ."""
    edits = [f"{e.source!r}>{e.quote!r} {e.cause}" for e in result.edits if e.op.value != "equal" and e.cause]
    shown = "; ".join(edit for edit in edits if "typography" not in edit)[:300]
    return (
        f"{label['id']:<10} {label['alteration']:<22} {result.verdict.value:<13} {result.confidence:.2f} "
        f"noise={result.through_noise} engine={result.reading.engine}\n      {label['quote'][:150]}\n      {shown}"
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scans", type=Path)
    parser.add_argument("--cache", type=Path, help="keep captures and derived text here between runs")
    parser.add_argument("--only", default="", help="documents or ids that contain this")
    parser.add_argument("--set", dest="chosen", default="passages", choices=list(SETS), help="which labels")
    parser.add_argument("--labels", type=Path, action="append", default=[], help="label files to use instead of --set")
    parser.add_argument("--ocr", default="auto", choices=["auto", "never", "always", "thorough"])
    parser.add_argument("--list", action="store_true", help="show the cases that went wrong")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        judged = run(told.scans, told.cache or Path(scratch), told.only, told.ocr, told.chosen, told.labels)
    show(table(judged, "expected"))
    print()
    show(table([pair for pair in judged if pair[0]["expected"] == "pass"], "document"))
    print()
    show(table([pair for pair in judged if pair[0]["expected"] != "pass"], "alteration"))
    if told.list:
        print("\n".join(describe(*pair) for pair in judged if wrong(*pair)))


if __name__ == "__main__":
    main()
