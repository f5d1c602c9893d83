"""What people decided: `reviews.csv`, which only grows, and how its decisions meet the run at hand."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from verifier.errors import InputError
from verifier.records.report import ClaimResult, Review, Run
from verifier.records.spool import rewritten
from verifier.reporting.table import guard, unguard

REVIEWS_FILE = "reviews.csv"
DECISIONS = ("accept", "dispute", "note")
NAME_CAP = 80  # characters of a checker's name
REASON_CAP = 500  # characters of a reason; what needs more belongs in the manuscript's file


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of reviews.csv. The two digests (SHA-256, hex) and the verdict are those the checker had before her.

    `source_sha256` is the digest of the capture the claim was held against, '' where there was none. `date` is UTC,
    ISO 8601. A decision stands while quotation, source and verdict are the same; after that it is kept and reopened.
    """

    claim: str
    quote_sha256: str
    source_sha256: str
    verdict: str
    decision: str
    name: str
    date: str
    reason: str = ""


COLUMNS = tuple(field.name for field in fields(Decision))


def basis(run: Run, result: ClaimResult) -> tuple[str, str, str]:
    """What a decision on this claim rests on: digest of the quotation, digest of the source's bytes, verdict."""
    capture = next((held for held in run.captures if held.id == result.source.capture), None)
    quote = hashlib.sha256(result.quote.encode()).hexdigest()
    return quote, capture.sha256 if capture else "", str(result.verdict)


def decide(run: Run, claim: str, decision: str, name: str, date: str, reason: str = "") -> Decision:
    """A decision on a claim as the run holds it now. Raises InputError for an unknown claim or word, or no name."""
    result = next((held for held in run.claims if held.id == claim), None)
    if result is None:
        raise InputError(f"the report holds no claim {claim!r}")
    if decision not in DECISIONS:
        raise InputError(f"{decision!r} is no decision; there are: {', '.join(DECISIONS)}")
    if not name.strip():
        raise InputError("a decision needs the name of the person who makes it")
    quote, source, verdict = basis(run, result)
    said = " ".join(reason.split())[:REASON_CAP]
    return Decision(claim, quote, source, verdict, decision, " ".join(name.split())[:NAME_CAP], date, said)


def read_reviews(path: Path) -> list[Decision]:
    """Every decision in the file, in its order; none where there is no file. Raises InputError, naming a bad line."""
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as reviews: {error}", path=str(path)) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"lacks the column {missing[0]!r}", path=str(path), line=1)
    try:
        return [_decision(row, path, reader.line_num) for row in reader]
    except csv.Error as error:
        raise InputError(f"is not CSV: {error}", path=str(path), line=reader.line_num) from error


def _decision(row: dict[str, str | None], path: Path, line: int) -> Decision:
    values = {name: unguard(row.get(name) or "") for name in COLUMNS}
    if values["decision"] not in DECISIONS or not values["name"] or not values["claim"]:
        raise InputError("is not a decision with a claim, a name and a known word", path=str(path), line=line)
    return Decision(**values)


def append_review(path: Path, decision: Decision) -> None:
    """Add one row at the end, in one write that is on disk when this returns; nothing before it is touched."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\n")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="") as file:
            if file.tell() == 0:
                writer.writeheader()
            writer.writerow({name: guard(value) for name, value in asdict(decision).items()})
            file.write(out.getvalue())  # one write at the end of the file: two desks never mix their rows
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError(f"the decision cannot be saved: {error.strerror}", path=str(path)) from error


def apply_reviews(run: Run, decisions: Iterable[Decision], *, two_person: bool = False) -> Run:
    """The run with each claim's decisions, oldest first, stale where what they rest on has changed.

    With `two_person`, an acceptance is pending until another person accepts the same claim on the same basis.
    The machine's verdict and level stay as they are.
    """
    by_claim: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_claim.setdefault(decision.claim, []).append(decision)

    def decided(result: ClaimResult) -> ClaimResult:
        if result.id not in by_claim:
            return result
        made = _reviews(basis(run, result), by_claim[result.id], two_person)
        return result.model_copy(update={"reviews": made})

    return run.model_copy(update={"claims": rewritten(run.claims, decided)})


def _reviews(now: tuple[str, str, str], decisions: Sequence[Decision], two_person: bool) -> tuple[Review, ...]:
    made: list[Review] = []
    agreeing: list[str] = []  # who accepted since the last dispute, on what holds now
    for held in decisions:
        stale = (held.quote_sha256, held.source_sha256, held.verdict) != now
        second = ""
        if not stale and held.decision == "dispute":
            agreeing.clear()
        if not stale and held.decision == "accept":
            second = next((name for name in reversed(agreeing) if _person(name) != _person(held.name)), "")
            agreeing.append(held.name)
        pending = two_person and held.decision == "accept" and not stale and not second
        made.append(
            Review(
                decision=held.decision,
                name=held.name,
                date=held.date,
                reason=held.reason,
                second=second,
                stale=stale,
                pending=pending,
            )
        )
    return tuple(made)


def _person(name: str) -> str:
    return " ".join(name.split()).casefold()


def orphans(run: Run, decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions on claims that the run no longer holds: kept in the file, and said, never dropped."""
    known = {result.id for result in run.claims}
    return [decision for decision in decisions if decision.claim not in known]
