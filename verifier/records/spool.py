"""Records kept on disk while a run lasts, in the order of their rows; one is decoded whenever it is asked for.

A run of a million claims holds some bytes for each in memory, not the claims: the file has no name, lies where the
caller says, and is gone when the process is.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Generic, TypeVar, overload

from pydantic import BaseModel

from verifier.errors import InputError

Record = TypeVar("Record", bound=BaseModel)


class Spool(Sequence[Record], Generic[Record]):
    """A sequence of records in a file. A row may be written again; only its last text counts."""

    def __init__(self, model: type[Record], folder: Path, rows: int = 0) -> None:
        self._model = model
        self._at = array("Q", bytes(8 * rows))
        self._size = array("L", bytes(array("L").itemsize * rows))
        self._end = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(prefix=".spool-", dir=folder, buffering=0)  # noqa: SIM115 - ours for good
        except OSError as error:
            raise InputError(f"the cache cannot be used: {error.strerror}", path=str(folder)) from None

    def append(self, record: Record) -> None:
        """One more row."""
        self._at.append(0)
        self._size.append(0)
        self.put(len(self._at) - 1, record.model_dump_json())

    def extend(self, records: Iterable[Record]) -> None:
        """More rows."""
        for record in records:
            self.append(record)

    def put(self, row: int, text: str | bytes) -> None:
        """Write one row, as the JSON of its record."""
        data = text.encode() if isinstance(text, str) else text
        self._at[row], self._size[row] = self._write(data), len(data)

    def fill(self, parts: Iterable[bytes], sizes: Sequence[int]) -> None:
        """Rows of these sizes (bytes) at once, into an empty spool: their JSON without a gap, cut anywhere."""
        for part in parts:
            self._write(part)
        self._size = array("L", sizes)
        self._at = array("Q", accumulate(sizes[:-1], initial=0)) if sizes else array("Q")

    def _write(self, data: bytes) -> int:
        """Where in the file it stands now."""
        self._file.seek(self._end)
        try:
            self._file.write(data)
        except OSError as error:
            raise InputError(f"no room for the results: {error.strerror}") from error
        self._end += len(data)
        return self._end - len(data)

    def text(self, row: int) -> bytes:
        """The JSON of one row; empty for a row that was never written."""
        if hasattr(os, "pread"):  # one call of the system instead of two, which is most of what a row costs
            return os.pread(self._file.fileno(), self._size[row], self._at[row])
        self._file.seek(self._at[row])
        return self._file.read(self._size[row])

    def texts(self) -> Iterator[bytes]:
        """The JSON of every row, in order."""
        return map(self.text, range(len(self)))

    def missing(self) -> Iterator[int]:
        """The rows that were never written."""
        return (row for row, size in enumerate(self._size) if not size)

    def rewrite(self, change: Callable[[Record], Record], rows: Iterable[int] | None = None) -> None:
        """Every row (or these) as `change` gives it; one that it gives back as it was is left alone."""
        for row in range(len(self)) if rows is None else rows:
            old = self[row]
            new = change(old)
            if new is not old:
                self.put(row, new.model_dump_json())

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[Record]:
        for row in range(len(self)):
            yield self[row]

    @overload
    def __getitem__(self, row: int) -> Record: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[Record, ...]: ...

    def __getitem__(self, row: int | slice) -> Record | tuple[Record, ...]:
        if isinstance(row, slice):
            return tuple(self[at] for at in range(*row.indices(len(self))))
        return self._model.model_validate_json(self.text(row))


def rewritten(
    records: Sequence[Record], change: Callable[[Record], Record], rows: Iterable[int] | None = None
) -> Sequence[Record]:
    """The records as `change` gives them: a spool is rewritten in place, any other sequence becomes a new one.

    `rows` are those that `change` can change at all, where that is known: others of a spool are not even decoded.
    """
    if isinstance(records, Spool):
        records.rewrite(change, rows)
        return records
    return tuple(change(record) for record in records)
