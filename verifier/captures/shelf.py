"""Capture records on disk: one JSON file each, sealed by its own name, listed in a ledger, never rewritten.

A record's file is named `<UTC stamp>-<head of the SHA-256 of its bytes>.json`, so a changed record no longer fits
its name. The ledger (`captures.sha256`, lines as `sha256sum -c` reads them) says which records there are, so a
deleted one is missed. The ledger is written after the record: a run cut off between the two leaves a record that
is whole and only not listed yet.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from verifier.captures.addresses import REMEMBERED, host_slug, short_hash
from verifier.captures.clock import file_stamp
from verifier.captures.disk import Disk, publish
from verifier.errors import CaptureDamaged, StoreError
from verifier.records.capture import Capture

SEAL_DIGITS = 16  # hex digits of a record's digest in its name
LEDGER = "captures.sha256"
LEDGER_LINE = re.compile(rb"([0-9a-f]{64})  (captures/[a-z0-9.-]+/[0-9a-f]+/[0-9TZ.]+-[0-9a-f]+\.json)$")


@lru_cache(maxsize=REMEMBERED)
def place_of(url: str) -> str:
    """`<host>/<hash>`, the folder of a page under `captures`."""
    return f"{host_slug(url)}/{short_hash(url)}"


def seal(record: Mapping[str, Any]) -> tuple[bytes, str]:
    """A record's bytes (sorted keys, one a line, so that a diff shows what differs) and its id."""
    lines = [f" {_json(name)}: {_json(record[name])}" for name in sorted(record)]
    written = ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "surrogatepass")
    return written, _name(str(record["retrieved_at"]), written)


def seal_of(written: bytes) -> str:
    """The id of a record's bytes. Raises CaptureDamaged when they are no record."""
    try:
        moment = str(json.loads(written)["retrieved_at"])
    except (ValueError, KeyError, TypeError) as error:
        raise CaptureDamaged(f"no capture record ({str(error)[:80]})") from error
    return _name(moment, written)


def unseal(written: bytes, name: str) -> Capture:
    """The capture in a record's bytes; `name` is its file's name without `.json`. Raises CaptureDamaged."""
    if hashlib.sha256(written).hexdigest()[:SEAL_DIGITS] != name.rpartition("-")[2]:
        raise CaptureDamaged("the record was changed since it was written")
    try:
        return Capture(id=name, **json.loads(written))
    except (ValueError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise CaptureDamaged(f"the record is whole, but this version cannot read it ({reason})") from error


def _name(moment: str, written: bytes) -> str:
    return f"{file_stamp(moment)}-{hashlib.sha256(written).hexdigest()[:SEAL_DIGITS]}"


_json = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


class Shelf:
    """The records under `root/captures` and the ledger beside them."""

    def __init__(self, root: Path, scratch: Path, disk: Disk) -> None:
        self.root = root
        self.records = root / "captures"
        self.ledger = root / LEDGER
        self._scratch = scratch
        self._disk = disk

    def folder(self, url: str) -> Path:
        """Where the captures of one page stand."""
        return Path(f"{self.records}/{place_of(url)}")

    def put(self, record: Mapping[str, Any]) -> str:
        """Write one record and list it; its id. Raises StoreError; then it is not kept."""
        written, name = seal(record)
        path = Path(f"{self.records}/{place_of(str(record['url']))}/{name}.json")
        publish(self._disk, self._scratch, path, written)
        self.enlist(path, written)
        return name

    def begin(self) -> None:
        """Begin the ledger before the first record is put: records without any ledger say that it was deleted."""
        if not (self.ledger.exists() or self.records.exists()):
            self._append(b"", durably=True)

    def enlist(self, path: Path, written: bytes) -> None:
        """Add a record's line to the ledger."""
        place = path.relative_to(self.root).as_posix()
        self._append(f"{hashlib.sha256(written).hexdigest()}  {place}\n".encode())

    def _append(self, line: bytes, *, durably: bool = False) -> None:
        try:
            self._disk.append(self.ledger, line)
            if durably:
                self._disk.sync_folder(self.root)
        except OSError as error:
            raise StoreError(f"{self.ledger}: could not be written ({error.strerror or error})") from error

    def rewrite_ledger(self, entries: Mapping[str, str]) -> None:
        """Write the ledger anew (digest by path). Raises StoreError."""
        lines = "".join(f"{digest}  {place}\n" for place, digest in sorted(entries.items()))
        publish(self._disk, self._scratch, self.ledger, lines.encode())

    def get(self, path: Path) -> Capture:
        """The capture in one record file, proved against its name and its place. Raises CaptureDamaged."""
        try:
            capture = unseal(path.read_bytes(), path.stem)
        except CaptureDamaged as damage:
            raise CaptureDamaged(f"{path}: {damage}") from damage
        except OSError as error:
            raise CaptureDamaged(f"{path}: the record cannot be read ({error.strerror or error})") from error
        if self.folder(capture.url) != path.parent:
            raise CaptureDamaged(f"{path}: the record of {capture.url} does not belong in this folder")
        return capture

    def names(self, folder: Path) -> list[Path]:
        """The record files in one folder, sorted by their stamps; none when there is no folder."""
        try:
            names = sorted(name for name in os.listdir(folder) if name.endswith(".json"))
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [folder / name for name in names]

    def walk(self) -> Iterator[Path]:
        """Every file under `captures`, sorted, whatever its name."""
        return iter(sorted(path for path in self.records.rglob("*") if path.is_file()))

    def listed(self) -> tuple[dict[str, str], list[int]]:
        """The ledger: digest by path, and the 1-based numbers of lines that cannot be read whole."""
        try:
            lines = self.ledger.read_bytes().splitlines()
        except FileNotFoundError:
            return {}, []
        entries: dict[str, str] = {}
        torn: list[int] = []
        for number, line in enumerate(lines, start=1):
            found = LEDGER_LINE.search(line)
            if found is not None:
                entries[found[2].decode()] = found[1].decode()
            if line and (found is None or found.start() != 0):
                torn.append(number)
        return entries, torn
