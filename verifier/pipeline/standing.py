"""A run that stands: over the same tables, captures, settings and code it would come out as it did, result by result.

What proves it is read each time: the tables' bytes, the captures and their bytes (every source is gathered as it is
for any run), the settings, the code, and the shelf, where it was searched. If all of it is what it was, the results
are those that were kept, and no row is even read; if anything is not, the run goes its usual way, claim by claim.
Kept runs are derived data: two files below `derived/runs`, which may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

import verifier
from verifier.claims import is_table
from verifier.engines import Engine
from verifier.pipeline.gathering import Gathered
from verifier.pipeline.inputs import Table, load
from verifier.pipeline.ledger import CODE
from verifier.pipeline.run import Progress, compose, gather_groups, header, now, stream_claims
from verifier.pipeline.tasks import prepare
from verifier.records.report import ReportedFinding, Run
from verifier.records.results import Index, Results
from verifier.records.verdict import Verdict
from verifier.reporting.files import WholeFile, write_whole
from verifier.settings import Settings
from verifier.sources import recognise

FOLDER = "runs"
LEAST_BYTES = 100_000  # of tables, some three hundred claims: fewer are looked up while a second process starts
KEPT_RUNS = 8  # runs kept in one cache, the newest of each set of tables: one person's books in work
COPIED = 1 << 20  # bytes read at a time


class Kept(BaseModel):
    """What is kept of a run beside its results: `key` stands for tables, settings, code; `sha256` for the results."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    gathered: str
    shelf: str
    sources: tuple[str, ...]
    inputs: tuple[str, ...]
    problems: tuple[ReportedFinding, ...]
    index: Index
    sha256: str


class StandingRun:
    """The run over some tables: what is kept of it, and, once asked, what was gathered to see whether it stands."""

    def __init__(self, tables: Sequence[Path], settings: Settings) -> None:
        self._tables = tables
        self._settings = settings
        self._key = _key(tables, settings)
        names = b"\0".join(os.fsencode(path.resolve()) for path in tables)
        self._place = settings.derived / FOLDER / hashlib.sha256(names).hexdigest()[:16]
        self.gathered: Sequence[Gathered] = ()

    def recall(self, progress: Progress) -> Run | None:
        """The run as it was, with today's captures and times; None when there is none, or it may come out otherwise."""
        started, kept = now(), self._read()
        if kept is None:
            return None
        sources = [recognise(url)[1] for url in kept.sources]
        self.gathered = gather_groups(sources, self._settings, progress)
        if _identity(self.gathered) != kept.gathered or (kept.shelf and self._shelf() != kept.shelf):
            return None
        try:
            results = Results.taken(self._settings.derived, self._parts(kept), kept.index)
        except _Damaged:
            return None
        progress.judged(len(results), len(results))
        table = Table()
        table.inputs, table.problems = list(kept.inputs), list(kept.problems)
        reused = sum(seen.verdict is not Verdict.UNCITED for seen in results.glances())  # nobody ever judged those
        return compose(results, self.gathered, header(self._settings, started, reused), table)

    def keep(self, results: Results, gathered: Sequence[Gathered], shelf: str, table: Table) -> None:
        """Keep a run, unless its tables were changed while they were read."""
        if _key(self._tables, self._settings) != self._key:
            return
        with WholeFile(self._place.with_suffix(".results")) as file:
            for text in results.texts():
                file.write(text)
        kept = Kept(
            key=self._key,
            gathered=_identity(gathered),
            shelf=shelf,
            sources=tuple(got.source.cited_url or got.source.url for got in gathered),
            inputs=tuple(table.inputs),
            problems=tuple(table.problems),
            index=results.indexed(),
            sha256=file.digest(),
        )
        write_whole(self._place.with_suffix(".json"), json.dumps(kept.model_dump()))
        self._prune()

    def _read(self) -> Kept | None:
        try:
            kept = Kept.model_validate_json(self._place.with_suffix(".json").read_bytes())
        except (OSError, ValidationError):
            return None
        return kept if kept.key == self._key else None

    def _parts(self, kept: Kept) -> Iterator[bytes]:
        """The kept results. Raises _Damaged, once all were given, when they are not those that were kept."""
        held = hashlib.sha256()
        try:
            with self._place.with_suffix(".results").open("rb") as file:
                while part := file.read(COPIED):
                    held.update(part)
                    yield part
        except OSError as error:
            raise _Damaged from error
        if held.hexdigest() != kept.sha256:
            raise _Damaged

    def _shelf(self) -> str:
        from verifier.pipeline.shelving import shelve  # here, since most runs had nothing to look for

        return shelve(self.gathered, self._settings).identity()

    def _prune(self) -> None:
        """Leave the newest runs."""
        runs = sorted(self._place.parent.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in runs[KEPT_RUNS:]:
            path.unlink(missing_ok=True)
            path.with_suffix(".results").unlink(missing_ok=True)


class _Damaged(Exception):
    """The kept results are gone or are others."""


def check_tables(tables: Sequence[Path], settings: Settings, progress: Progress, engine: Engine) -> Run:
    """The run over claims tables, streamed; one that stands is not made again. Raises InputError as `load` does."""
    if sum(path.stat().st_size for path in tables if path.is_file()) < LEAST_BYTES:
        table = load(tables, spool=settings.derived)
        return stream_claims(table.claims, settings, table=table, progress=progress, engine=engine)
    standing = StandingRun(tables, settings)
    run = standing.recall(progress)
    if run is not None:
        return run
    engine.begin(prepare)
    table = load(tables, spool=settings.derived)
    return stream_claims(table.claims, settings, table=table, progress=progress, engine=engine, standing=standing)


def only_tables(paths: Sequence[Path]) -> bool:
    """True where every input is a claims table."""
    return all(map(is_table, paths))


def _key(tables: Sequence[Path], settings: Settings) -> str:
    """The digest of all that results depend on but the captures: the tables as they lie there, settings, code."""
    read = [(str(path), _digest(path)) for path in tables]
    return hashlib.sha256(json.dumps([_code_digest(), settings.digest(), read]).encode()).hexdigest()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return str(error)


@cache
def _code_digest() -> str:
    """The digest of all our code: tables are read by rooms that judge nothing."""
    home = Path(verifier.__file__).parent
    files = sorted(path for path in home.rglob("*") if path.suffix in CODE)
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()


def _identity(gathered: Sequence[Gathered]) -> str:
    """The digest of what was asked for every source, and of what answered."""
    asked = [
        (got.source.key, wanted.url, wanted.role, capture.id, capture.state.value, capture.sha256, capture.reason)
        for got in gathered
        for wanted, capture in got.asked
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()
