"""Proving the store sound, and mending what can be mended without touching evidence."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.captures.index import INDEX, rebuild
from verifier.captures.shelf import LEDGER
from verifier.errors import CaptureDamaged, StoreError
from verifier.records.capture import Capture
from verifier.records.findings import Severity

if TYPE_CHECKING:
    from verifier.captures.store import Store

SETTLED_AFTER = timedelta(hours=1)  # a body without record, or a temporary file, may belong to a run under way
_TEMPORARY = re.compile(r"(\d+)-[0-9a-f]{16}\.tmp")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at `path` (relative to the cache). FAIL: evidence is damaged; NOTE: untidy, `doctor` mends it."""

    kind: str
    path: str
    message: str
    severity: Severity = Severity.FAIL

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


@dataclass(frozen=True, slots=True)
class Cure:
    """What `doctor` did, and to which path."""

    kind: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def verify(store: Store) -> list[Problem]:
    """Read everything and name every damage, in the order of the paths."""
    listed, torn = store.shelf.listed()
    problems = [
        Problem("ledger_torn", LEDGER, f"line {number} cannot be read (a run was cut off)", Severity.NOTE)
        for number in torn
    ]
    named: dict[str, str] = {}
    seen: set[str] = set()
    for path in store.shelf.walk():
        place = _place(store, path)
        seen.add(place)
        problems.extend(_check_record(store, path, place, listed, named))
    problems.extend(
        Problem("record_missing", place, "the ledger lists this record and it is gone")
        for place in sorted(listed.keys() - seen)
    )
    if seen and not store.shelf.ledger.exists():
        message = "the ledger is gone, so a deleted record is not missed; `doctor` starts it anew"
        problems.append(Problem("ledger", LEDGER, message))
    problems.extend(_check_objects(store, named))
    problems.extend(_check_scratch(store))
    return sorted(problems, key=lambda problem: (problem.path, problem.kind))


def doctor(store: Store) -> list[Cure]:
    """Sweep what interrupted runs left, complete the ledger, rebuild the index. Damaged evidence is left as it is."""
    cures = [_swept(store, path) for path in _stale_scratch(store)]
    cures += _mended_ledger(store)
    if store.root.is_dir() and store.shelf.records.is_dir():
        rebuild(store)
        cures.append(Cure("index", INDEX, "rebuilt from the records"))
    return cures


def prune(store: Store, *, older_than: datetime | None = None, apply: bool = True) -> list[Path]:
    """Remove bodies that no record names and that are older than `older_than` (default: an hour ago).

    Without `apply` they are only told. Raises CaptureDamaged while a record is damaged: it may name one of them.
    """
    limit = older_than or store.clock.now() - SETTLED_AFTER
    damaged = [problem for problem in verify(store) if problem.kind.startswith("record")]
    if damaged:
        raise CaptureDamaged(f"{damaged[0].path}: {damaged[0].message}; nothing is pruned while a record is damaged")
    named = {capture.sha256 for capture in store.captures()}
    gone = [path for path in store.objects.walk() if path.name not in named and _written(path) < limit]
    for path in gone if apply else ():
        path.unlink()
    return gone


def _check_record(
    store: Store, path: Path, place: str, listed: dict[str, str], named: dict[str, str]
) -> Iterator[Problem]:
    if path.suffix != ".json":
        yield Problem("stranger", place, "this file does not belong in a cache")
        return
    try:
        capture = store.shelf.get(path)
    except CaptureDamaged as damage:
        yield Problem("record_damaged", place, str(damage))
        return
    if capture.sha256:
        named[capture.sha256] = place
        yield from _check_body(store, capture, place)
    if place not in listed:
        yield Problem("unlisted", place, "whole, but not in the ledger (a run was cut off)", Severity.NOTE)
    elif listed[place] != hashlib.sha256(path.read_bytes()).hexdigest():
        yield Problem("ledger", place, "the ledger holds another digest for this record")


def _check_body(store: Store, capture: Capture, place: str) -> Iterator[Problem]:
    if store.objects.path(capture.sha256).exists():
        return  # proved with all the others
    try:
        store.objects.get(capture.sha256)  # a working copy of an object store takes it from there, proved
    except CaptureDamaged:
        yield Problem("object_missing", place, f"its body {capture.sha256[:12]}... is gone; fetch {capture.url} again")


def _check_objects(store: Store, named: dict[str, str]) -> Iterator[Problem]:
    for path in store.objects.walk():
        place = _place(store, path)
        try:
            if store.objects.path(path.name) != path:
                raise CaptureDamaged("this body stands in the wrong folder")
            store.objects.get(path.name)
        except CaptureDamaged as damage:
            user = f"; {named[path.name]} rests on it" if path.name in named else ""
            yield Problem("object_damaged", place, f"{damage}{user}")
            continue
        if path.name not in named:
            yield Problem("orphan", place, "a body that no record names; `prune` removes it", Severity.NOTE)


def _check_scratch(store: Store) -> Iterator[Problem]:
    for path in _stale_scratch(store):
        yield Problem("temporary", _place(store, path), "left by a run that was cut off", Severity.NOTE)


def _stale_scratch(store: Store) -> list[Path]:
    if not store.scratch.is_dir():
        return []
    return [path for path in sorted(store.scratch.iterdir()) if not _in_use(store, path)]


def _in_use(store: Store, path: Path) -> bool:
    """True while the process that a temporary file is named for may still be writing it."""
    found = _TEMPORARY.fullmatch(path.name)
    if found is None or store.clock.now() - _written(path) > SETTLED_AFTER:
        return False
    return _alive(int(found[1]))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _swept(store: Store, path: Path) -> Cure:
    path.unlink(missing_ok=True)
    return Cure("temporary", _place(store, path), "removed; it was never acknowledged")


def _mended_ledger(store: Store) -> list[Cure]:
    """List what is whole and not listed; drop lines that cannot be read. Lines of records that are gone stay."""
    listed, torn = store.shelf.listed()
    whole = dict(_whole_records(store))
    if not torn and all(listed.get(place) == digest for place, digest in whole.items()):
        return []
    missing = {place for place, digest in whole.items() if listed.get(place) != digest}
    if torn or missing & listed.keys():
        store.shelf.rewrite_ledger(listed | whole)
    else:
        for place in sorted(missing):
            store.shelf.enlist(store.root / place, (store.root / place).read_bytes())
    cures = [Cure("unlisted", place, "entered in the ledger") for place in sorted(missing)]
    return [*cures, *(Cure("ledger_torn", LEDGER, f"line {number} dropped") for number in torn)]


def _whole_records(store: Store) -> Iterator[tuple[str, str]]:
    for path in store.shelf.walk():
        with contextlib.suppress(CaptureDamaged):
            store.shelf.get(path)
            yield _place(store, path), hashlib.sha256(path.read_bytes()).hexdigest()


def _place(store: Store, path: Path) -> str:
    return path.relative_to(store.root).as_posix()


def _written(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise StoreError(f"{path}: cannot be looked at ({error.strerror or error})") from error
