"""What a row of results is worth, and the table of all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.matching.cases import Case
from verifier.records.verdict import Comparison, Level

STRICT = 0.05  # share of the passage's length by which start and end together may be off
ONE_WORD = {"not_dropped", "not_added", "digit", "year", "name", "modal", "word", "omitted"}
BINS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One case at one level, what was found, where the passage truly is (code points), seconds taken."""

    level: str
    case: Case
    found: Comparison
    start: int
    end: int
    seconds: float

    @property
    def passed(self) -> bool:
        return self.found.level is Level.PASS

    @property
    def score(self) -> float:
        """Probability of faithfulness as the contract gives it."""
        if self.passed:
            return self.found.confidence
        return 1.0 - self.found.confidence if self.found.level is Level.FAIL else 0.5

    @property
    def wrong(self) -> bool:
        return self.passed != (self.case.label == "faithful")

    @property
    def placed(self) -> bool | None:
        """True where the best match has both ends right; None where none is reported."""
        if not self.found.matches:
            return None
        best = self.found.matches[0]
        off = abs(best.start - self.start) + abs(best.end - self.end)
        return off <= max(STRICT * (self.end - self.start), 2)

    @property
    def misplaced(self) -> bool:
        return self.placed is not True and self.case.kind not in {"stitch", "order", "absent"}

    def story(self, text: str) -> str:
        parts = [
            f"{e.quote!r}<{e.source!r} {e.cause} {e.probability:.3f}"
            for e in self.found.edits
            if e.cause and e.probability < 0.97
        ]
        places = [(m.start - self.start, m.end - self.end, m.similarity, m.exact[:60]) for m in self.found.matches[:2]]
        return (
            f"[{self.level}] {self.case.kind} -> {self.found.verdict} {self.found.level} {self.found.confidence:.3f}\n"
            f"    Q {self.case.quote[:150]!r}\n    S {text[self.start : self.end][:220]!r}\n    {parts[:14]}\n"
            f"    {places}"
        )


def share(rows: Sequence[Row]) -> str:
    return f"{sum(row.passed for row in rows) / len(rows):.3f}" if rows else "  -  "


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    """Chance that a faithful quotation scores above an altered one, ties half."""
    if not good or not bad:
        return float("nan")
    wins = sum((a > b) + 0.5 * (a == b) for a in good for b in bad)
    return wins / (len(good) * len(bad))


def calibration(rows: Iterable[Row]) -> float:
    """Expected calibration error of the score over equal bins, faithful against altered."""
    bins: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        bins[min(int(row.score * BINS), BINS - 1)].append(row)
    total = sum(map(len, bins.values()))
    gaps = (abs(sum(r.score for r in held) - sum(r.case.label == "faithful" for r in held)) for held in bins.values())
    return sum(gaps) / max(total, 1)


def table(rows: Sequence[Row]) -> str:
    lines = ["level    n    recall precis  faithful altered one-word absent   AUC    review  ms"]
    levels = list(dict.fromkeys(row.level for row in rows))
    for level in [*levels, "all"]:
        own = [row for row in rows if level in {row.level, "all"}]
        lines.append(_line(level, own))
    good = [row.score for row in rows if row.case.label == "faithful"]
    by_kind: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if row.case.label == "altered":
            by_kind[row.case.kind].append(row.score)
    one = [score for kind, scores in by_kind.items() if kind in ONE_WORD for score in scores]
    judged = [row for row in rows if row.case.label != "absent"]
    lines.append(f"pooled AUC, one-word {auc(good, one):.4f}; calibration error {calibration(judged):.4f}")
    lines.append("by kind: " + ", ".join(f"{kind} {auc(good, s):.4f}" for kind, s in sorted(by_kind.items())))
    return "\n".join(lines)


def _line(level: str, rows: Sequence[Row]) -> str:
    kinds = {label: [row for row in rows if row.case.label == label] for label in ("faithful", "altered", "absent")}
    whole = [row for row in kinds["faithful"] + kinds["altered"] if row.case.kind not in {"stitch", "order"}]
    placed = [row.placed for row in whole]
    shown = [row.placed for row in [*whole, *kinds["absent"]] if row.placed is not None]
    one = [row for row in kinds["altered"] if row.case.kind in ONE_WORD]
    held = [row.score for row in kinds["faithful"]]
    held_bad = [row.score for row in kinds["altered"]]
    reviews = sum(row.found.level is Level.REVIEW for row in kinds["faithful"]) / max(len(kinds["faithful"]), 1)
    return (
        f"{level:7s} {len(rows):5d} {sum(p is True for p in placed) / max(len(placed), 1):6.3f} "
        f"{sum(p is True for p in shown) / max(len(shown), 1):6.3f}  {share(kinds['faithful']):>7s} "
        f"{share(kinds['altered']):>7s} {share(one):>7s} {share(kinds['absent']):>7s} {auc(held, held_bad):7.4f} "
        f"{reviews:6.3f} {1000 * sum(row.seconds for row in rows) / max(len(rows), 1):6.1f}"
    )
