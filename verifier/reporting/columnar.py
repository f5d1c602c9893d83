"""The table as Parquet: the columns of report.csv, for tools that read a part of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

from verifier.errors import ConfigError
from verifier.records.report import Run
from verifier.reporting.table import columns, rows

BATCH = 5_000  # rows a row group: some megabytes, so that memory stays flat and a reader can pass over the rest
NUMBERS = frozenset({"confidence", "chance"})  # columns of numbers; every other is text


def to_parquet(run: Run) -> Iterator[bytes]:
    """The file, row group by row group. Raises ConfigError where pyarrow is absent."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ConfigError("the parquet format needs pyarrow: pip install 'verifier[parquet]'") from None
    names = columns(run)
    schema = pa.schema([(name, pa.float64() if name in NUMBERS else pa.string()) for name in names])
    held = _Drain()
    left = rows(run)
    with pq.ParquetWriter(pa.PythonFile(held, mode="w"), schema) as writer:
        while batch := list(islice(left, BATCH)):
            made = [[_value(name, row.get(name, "")) for row in batch] for name in names]
            writer.write_table(pa.table(made, schema=schema))
            yield held.taken()
    yield held.taken()


def _value(name: str, cell: str) -> str | float:
    return float(cell) if name in NUMBERS else cell


class _Drain(io.RawIOBase):
    """A file that gives away what was written to it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def write(self, data: object) -> int:
        """Hold some bytes."""
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        self._written += len(part)
        return len(part)

    def tell(self) -> int:
        """How many bytes were written in all."""
        return self._written

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
