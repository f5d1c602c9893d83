"""Runs over time: one line a run in `history.jsonl`, and what changed from one to the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from verifier.errors import InputError
from verifier.records.report import Run
from verifier.records.verdict import Level, Verdict
from verifier.reporting.canonical import record_digest
from verifier.reporting.files import write_whole
from verifier.reporting.labels import LEVELS, VERDICTS
from verifier.reporting.order import checked
from verifier.reporting.phrases import shortened

HISTORY_FILE = "history.jsonl"
MOST_LISTED = 5_000  # claims of a run kept one by one: some books; larger runs would make each later one slower
QUOTE_WIDTH = 120  # characters of a quotation kept in the history, enough to know it again


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PastClaim(_Kept):
    """A claim as one run judged it: the head of its quotation, the digest of the whole, the verdict."""

    id: str
    quote: str
    quote_sha256: str
    verdict: Verdict
    level: Level


class PastRun(_Kept):
    """One line of the history. `record` is the digest of the run's record; times are UTC, ISO 8601.

    `listed` is False for a run too large to keep claim by claim: of that the counts are kept.
    """

    finished: str
    version: str
    settings: str
    record: str
    verdicts: dict[Verdict, int]
    levels: dict[Level, int]
    claims: tuple[PastClaim, ...]
    listed: bool = True


class Change(_Kept):
    """What became of one claim between two runs. `kind`: verdict | quotation | new | gone."""

    kind: str
    claim: PastClaim
    before: PastClaim | None = None


def past(run: Run, record: str = "") -> PastRun:
    """The run as a line of the history; `record` is its digest, where that is known."""
    listed = run.summary.checked <= MOST_LISTED
    return PastRun(
        finished=run.run.finished,
        version=run.run.version,
        settings=run.run.settings,
        record=record or record_digest(run),
        verdicts={verdict: run.summary.verdicts.get(verdict.value, 0) for verdict in VERDICTS},
        levels={level: run.summary.levels.get(level.value, 0) for level in LEVELS},
        claims=tuple(
            PastClaim(
                id=result.id,
                quote=shortened(result.quote, QUOTE_WIDTH),
                quote_sha256=hashlib.sha256(result.quote.encode()).hexdigest(),
                verdict=result.verdict,
                level=result.level,
            )
            for result in (checked(run) if listed else ())
        ),
        listed=listed,
    )


def read_history(path: Path) -> list[PastRun]:
    """The runs kept in the file, oldest first; none where there is no file. Raises InputError, naming a bad line."""
    if not path.is_file():
        return []
    runs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                runs.append(PastRun.model_validate_json(line))
            except ValidationError as error:
                raise InputError("is not a line of a history", path=str(path), line=number) from error
    return runs


def append_history(path: Path, run: Run, record: str = "") -> list[PastRun]:
    """The history with this run at its end, written back whole; the same run twice is kept once."""
    runs = read_history(path)
    entry = past(run, record)
    if not runs or runs[-1] != entry:
        runs.append(entry)
        write_whole(path, "".join(_line(held) for held in runs))
    return runs


def _line(entry: PastRun) -> str:
    return json.dumps(entry.model_dump(mode="json"), ensure_ascii=False) + "\n"


def changes(before: PastRun, after: PastRun) -> list[Change]:
    """What changed from one run to the next, claim by claim; claims are the same where their ids are."""
    if not before.listed or not after.listed:
        return []
    old = {claim.id: claim for claim in before.claims}
    found = []
    for claim in after.claims:
        was = old.pop(claim.id, None)
        if was is None:
            found.append(Change(kind="new", claim=claim))
        elif was.quote_sha256 != claim.quote_sha256:
            found.append(Change(kind="quotation", claim=claim, before=was))
        elif was.verdict != claim.verdict:
            found.append(Change(kind="verdict", claim=claim, before=was))
    return found + [Change(kind="gone", claim=claim) for claim in old.values()]


def history_html(runs: Sequence[PastRun]) -> str:
    """The dashboard: a bar for each run, and what changed at the last one. One page, no script, nothing loaded."""
    from verifier.reporting.html import render_page

    latest = changes(runs[-2], runs[-1]) if len(runs) > 1 else []
    return render_page("history.html.j2", runs=list(runs), changes=latest)
