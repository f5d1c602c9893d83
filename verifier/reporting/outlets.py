"""The files that are written stretch by stretch, side by side: the record and the table.

A record whose claims are what they were is not set out anew: the claims are copied out of the file that holds them,
once its digest has proved that it is the file that was written, and only what stands around them is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from verifier.errors import InputError
from verifier.records.report import Run
from verifier.reporting.canonical import CLAIMS, CLOSED, OPENED, Frame, Seal
from verifier.reporting.files import WholeFile
from verifier.reporting.identity import Identity
from verifier.reporting.kept import Made
from verifier.reporting.table import columns, table_head

COPIED = 1 << 20  # bytes copied at a time


class RecordFile:
    """report.json while it is written. `wanted` says whether the claims have to be set out at all."""

    def __init__(self, run: Run, frame: Frame, path: Path, made: Made, identity: Identity) -> None:
        self._made = made
        self._identity = identity.claims
        self._frame = frame
        self._seal = Seal()
        self._file = WholeFile(path)
        standing = made.stands(path, self._identity)
        self._old: tuple[int, int] | None = tuple(standing["claims"]) if standing else None  # where its claims lie
        self.wanted = bool(len(run.claims)) and self._old is None
        self._opened = False

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        self._stack.enter_context(self._file)
        self._file.write(self._frame.before)
        self._seal.add(self._frame.bare)
        self._begin = self._file.length
        if self._old is not None:
            for part in self._copied(*self._old):
                self._add(part)
        return self

    def add(self, claims: str) -> None:
        """Some claims, indented, with commas between them."""
        self._add(("," if self._opened else OPENED) + claims)
        self._opened = True

    def digest(self) -> str:
        """The record's digest (SHA-256, hex), once the file is written."""
        return self._seal.digest()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            if self._old is None:
                self._add(CLOSED if self._opened else CLAIMS)
            span = [self._begin, self._file.length]
            self._add(self._frame.after)
            self._made.note(self._file.path, self._identity, self._file.digest(), claims=span)
        self._stack.__exit__(kind, error, at)

    def _add(self, part: str | bytes) -> None:
        self._file.write(part)
        self._seal.add(part)

    def _copied(self, first: int, last: int) -> Iterator[bytes]:
        """The claims out of the file as it lies there, which are these of its bytes."""
        try:
            with self._file.path.open("rb") as old:
                old.seek(first)
                while first < last and (part := old.read(min(COPIED, last - first))):
                    first += len(part)
                    yield part
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=str(self._file.path)) from error


class TableFile:
    """report.csv while it is written; where the same record made the file that lies there, that is left alone."""

    def __init__(self, run: Run, path: Path, made: Made, identity: Identity) -> None:
        self._made = made
        self._identity = identity.record
        self._file = WholeFile(path)
        self._old = made.stands(path, self._identity)
        self.columns = () if self._old else tuple(columns(run))

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        if self._old is None:
            self._stack.enter_context(self._file)
            self._file.write(table_head(self.columns))
        return self

    def add(self, lines: str) -> None:
        """The lines of some claims."""
        self._file.write(lines)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            digest = self._old["sha256"] if self._old else self._file.digest()
            self._made.note(self._file.path, self._identity, digest)
        self._stack.__exit__(kind, error, at)
