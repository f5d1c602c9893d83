"""The store: what was captured, kept for good, proved whenever it is read.

    archive_cache/
      objects/sha256/ab/<digest>                       bodies, as the servers' bytes (content-coding undone)
      captures/<host>/<hash>/<UTC stamp>-<seal>.json   one record a capture, sorted keys, never rewritten
      captures.sha256                                  the ledger: which records there are (`sha256sum -c` reads it)
      index.cdxj                                       derived, may be deleted
      tmp/                                             what is being written

A capture is acknowledged when `keep` returns: body, then record, then their folders have been synced by then.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier import __version__
from verifier.captures.addresses import lookup_key, mask
from verifier.captures.clock import Clock, file_stamp, stamp
from verifier.captures.disk import Disk, publish
from verifier.captures.objects import Objects
from verifier.captures.remote import disk_for
from verifier.captures.shelf import Shelf
from verifier.errors import CaptureDamaged, InputError
from verifier.records.capture import Capture, CaptureMethod

if TYPE_CHECKING:
    from verifier.captures.doctor import Cure, Problem

OnDamage = Callable[[CaptureDamaged], object]
KEPT_HEADERS = frozenset({
    "date", "last-modified", "etag", "content-type", "content-encoding", "content-length", "content-language",
    "content-disposition", "link", "memento-datetime", "retry-after", "location", "server", "x-archive-orig-date",
})  # fmt: skip
HEADER_LIMIT = 2_000  # characters of one kept header; longer ones are cut, they are no evidence
GIT_ATTRIBUTES = b"# bytes are evidence: no line-end conversion\n* -text\ncaptures.sha256 -text merge=union\n"
GIT_IGNORE = b"tmp/\nindex.cdxj\nderived/\n"


class Store:
    """A cache folder. Nothing is created before the first capture is kept, so a reader never writes.

    Raises InputError when `root` is something else than a folder.
    """

    def __init__(self, root: Path | str, *, disk: Disk | None = None, clock: Clock | None = None) -> None:
        self.root = Path(root)
        if self.root.exists() and not self.root.is_dir():
            raise InputError("not a folder, so no cache", path=str(root))
        self.disk = disk or disk_for(self.root)
        self.clock = clock or Clock()
        self.scratch = self.root / "tmp"
        self.objects = Objects(self.root / "objects" / "sha256", self.scratch, self.disk)
        self.shelf = Shelf(self.root, self.scratch, self.disk)
        self.run = secrets.token_hex(6)
        self._aliases: dict[str, list[tuple[str, str]]] | None = None
        self._aliases_lock = threading.Lock()
        self._prepared = False

    def keep(self, capture_fields: Mapping[str, Any] | Capture, body: bytes = b"") -> Capture:
        """Keep one capture and its body, durably; the capture as recorded.

        `capture_fields` are a Capture's fields; digest, length, sequence, run, time and id are filled in here,
        addresses are masked, headers outside the allow-list dropped. Raises StoreError when the disk will not
        have it, and then nothing was kept.
        """
        fields = dict(capture_fields) if isinstance(capture_fields, Mapping) else capture_fields.model_dump()
        fields = _without_secrets(fields)
        fields.setdefault("retrieved_at", stamp(self.clock.now()))
        fields |= {"id": "-", "tool_version": __version__, "run": self.run, "length": len(body)}
        self._prepare()
        fields["sha256"] = self.objects.put(body) if body else ""
        fields["sequence"] = self._next_sequence(str(fields["url"]))
        capture = Capture(**fields)
        record = capture.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
        name = self.shelf.put({"schema_version": capture.schema_version, **record})
        kept = capture.model_copy(update={"id": name})
        with self._aliases_lock:
            if self._aliases is not None:
                note_alias(self._aliases, kept)
        return kept

    def latest(self, url: str, *, usable: bool = True, method: CaptureMethod | None = None) -> Capture | None:
        """The newest capture of this page, or None. Live and hand-saved ones go before archived copies.

        `usable` passes over captures without bytes; `method` looks at one road only. Raises CaptureDamaged when
        a record newer than the one it would give cannot be read.
        """
        good, bad = self._shelved(url)
        chosen = _newest(good, usable=usable, method=method)
        passed_over = [path for path in bad if chosen is None or path.stem > file_stamp(chosen.retrieved_at)]
        if passed_over:
            self.shelf.get(passed_over[-1])
        return chosen

    def find(self, url: str) -> Capture | None:
        """As `latest`, and where nothing was asked under this address, what once answered *as* this address."""
        direct = self.latest(url)
        return direct if direct is not None else self.by_alias(url)

    def history(self, url: str, *, damaged: OnDamage | None = None) -> list[Capture]:
        """Every readable capture of this page, oldest first by sequence, whatever the clock did.

        `damaged` is told of each record that cannot be read.
        """
        good, bad = self._shelved(url)
        for path in bad if damaged is not None else ():
            self._read(path, damaged)
        return good

    def body(self, capture: Capture) -> bytes:
        """The bytes of a capture, proved against its digest. Raises CaptureDamaged."""
        return self.objects.get(capture.sha256) if capture.sha256 else b""

    def captures(self, *, damaged: OnDamage | None = None) -> Iterator[Capture]:
        """Every readable capture, by host and page; `damaged` is told of each record that cannot be read."""
        for path in self.shelf.walk():
            capture = self._read(path, damaged)
            if capture is not None:
                yield capture

    def get(self, capture_id: str, url: str) -> Capture:
        """The capture of `url` with this id. Raises CaptureDamaged when it is missing or changed."""
        return self.shelf.get(self.shelf.folder(mask(url)) / f"{capture_id}.json")

    def add_manual(self, url: str, path: Path | str, *, note: str = "") -> Capture:
        """Register a hand-saved file as the capture of `url` (method `manual`). Raises InputError, StoreError."""
        from verifier.captures.manual import add_manual

        return add_manual(self, url, Path(path), note=note)

    def verify(self) -> list[Problem]:
        """Every damage there is, each with its path and what it means; empty for a sound store."""
        from verifier.captures.doctor import verify

        return verify(self)

    def doctor(self) -> list[Cure]:
        """Mend what can be mended without touching evidence, and say what was done."""
        from verifier.captures.doctor import doctor

        return doctor(self)

    def prune(self, *, older_than: datetime | None = None, apply: bool = True) -> list[Path]:
        """Remove (or without `apply` only tell) bodies that no record names. Records are never removed."""
        from verifier.captures.doctor import prune

        return prune(self, older_than=older_than, apply=apply)

    def by_alias(self, url: str) -> Capture | None:
        """The newest usable capture that ended at `url` though another address was asked; None when there is none.

        Read once from the index and kept up by this process; what others add meanwhile is found by the next.
        """
        from verifier.captures.index import final_addresses

        with self._aliases_lock:
            if self._aliases is None:
                self._aliases = final_addresses(self) if self.shelf.ledger.exists() else {}
            candidates = list(self._aliases.get(lookup_key(url), ()))
        found = []
        for capture_id, asked in candidates:
            with contextlib.suppress(CaptureDamaged):
                found.append(self.get(capture_id, asked))
        return max((c for c in found if c.usable), key=lambda c: c.retrieved_at, default=None)

    def _prepare(self) -> None:
        """Tell git what a cache is made of, and begin its ledger, before the first capture goes into it."""
        if self._prepared:
            return
        for name, text in ((".gitattributes", GIT_ATTRIBUTES), (".gitignore", GIT_IGNORE)):
            if not (self.root / name).exists():
                publish(self.disk, self.scratch, self.root / name, text)
        self.shelf.begin()
        self._prepared = True

    def _next_sequence(self, url: str) -> int:
        return 1 + max((capture.sequence for capture in self._shelved(url)[0]), default=0)

    def _read(self, path: Path, damaged: OnDamage | None) -> Capture | None:
        try:
            return self.shelf.get(path)
        except CaptureDamaged as damage:
            if damaged is not None:
                damaged(damage)
            return None

    def _shelved(self, url: str) -> tuple[list[Capture], list[Path]]:
        good: list[Capture] = []
        bad: list[Path] = []
        for path in self.shelf.names(self.shelf.folder(mask(url))):
            try:
                good.append(self.shelf.get(path))
            except CaptureDamaged:
                bad.append(path)
        return sorted(good, key=_order), bad


def _order(capture: Capture) -> tuple[int, str, str]:
    return (capture.sequence, capture.retrieved_at, capture.id)


def _newest(captures: Iterable[Capture], *, usable: bool, method: CaptureMethod | None) -> Capture | None:
    wanted = [
        capture
        for capture in captures
        if (not usable or capture.usable) and (method is None or capture.method is method)
    ]
    own = [capture for capture in wanted if capture.method is not CaptureMethod.WAYBACK]
    return (own or wanted or [None])[-1]  # type: ignore[list-item]


def _without_secrets(fields: dict[str, Any]) -> dict[str, Any]:
    clean = dict(fields)
    for name in ("url", "final_url", "memento_url", "reason", "note", "mirror"):
        if clean.get(name):
            clean[name] = mask(str(clean[name]))
    clean["hops"] = [_masked_hop(hop) for hop in clean.get("hops", ())]
    headers = {str(name).lower(): str(value) for name, value in (clean.get("headers") or {}).items()}
    clean["headers"] = {name: mask(headers[name])[:HEADER_LIMIT] for name in sorted(KEPT_HEADERS & headers.keys())}
    return clean


def _masked_hop(hop: Any) -> dict[str, Any]:
    plain = hop if isinstance(hop, dict) else hop.model_dump()
    return {**plain, "url": mask(plain["url"]), "location": mask(plain.get("location", ""))}


def note_alias(aliases: dict[str, list[tuple[str, str]]], capture: Capture) -> None:
    """Enter (id, asked address) of a usable capture under the page it ended at, when that is another page."""
    ended = lookup_key(capture.final_url) if capture.usable and capture.final_url else ""
    if ended and ended != lookup_key(capture.url):
        aliases.setdefault(ended, []).append((capture.id, capture.url))
