"""The rows of a claims table, in whichever format it lies: CSV, JSON lines or Parquet, some thousand rows at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from verifier.claims.guard import unguarded
from verifier.claims.lines import Record, records
from verifier.errors import ClaimsError, ConfigError

BATCH = 2_000  # rows read at a time: a megabyte or two, whatever the length of the table
NO_PARQUET = "Parquet needs the extra: pip install 'verifier[parquet]'"

Cells = dict[str, str]


@dataclass(frozen=True)
class Rows:
    """A table's columns, and its rows: the cells by column, and the row as it stood, with its line.

    `named` says that each row names its own columns, so that none can have too many cells.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Cells, Record]]
    named: bool = False


def open_rows(path: Path) -> Rows:
    """The rows of the table at `path`, read as they are asked for.

    Raises ClaimsError (at once, or while reading) where the file cannot be read.
    """
    return _READERS.get(path.suffix.lower(), _csv)(path)


def is_table(path: Path) -> bool:
    """True for a file that is a claims table by its name."""
    return path.suffix.lower() in _READERS


def _csv(path: Path) -> Rows:
    header, found = records(_lines(path, newline="\n"))
    return Rows(tuple(header), _csv_rows(header, found))


def _lines(path: Path, newline: str | None = None) -> Iterator[str]:
    """The lines of a UTF-8 file. Raises ClaimsError."""
    try:
        with path.open(encoding="utf-8-sig", newline=newline) as file:
            yield from file
    except OSError as error:
        raise ClaimsError(f"cannot be read: {error.strerror or error}", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise ClaimsError("is not UTF-8; save the table as CSV UTF-8", path=str(path)) from error


def _csv_rows(header: list[str], found: Iterator[Record]) -> Iterator[tuple[Cells, Record]]:
    """The rows as text columns; short rows are filled up, long ones cut (both are reported by row)."""
    names = _unique(header)
    for record in found:
        # cell by cell into one mapping: a frame of texts would be built to be taken apart, after a second of loading
        cells = dict(zip_longest(names, record.cells[: len(names)], fillvalue=""))
        yield {name: unguarded(value) if value else value for name, value in cells.items()}, record


def _unique(header: list[str]) -> list[str]:
    names: list[str] = []
    for name in header:
        names.append(
            name if name not in names else f"{name}.{names.count(name) + sum(n.startswith(name + '.') for n in names)}"
        )
    return names


def _json_lines(path: Path) -> Rows:
    """Each line an object; the columns are those of the first that can be read."""
    lines = _lines(path)
    rows = (_json_row(line, number) for number, line in enumerate(lines, start=1) if line.strip())
    held = []
    for cells, record in rows:
        held.append((cells, record))
        if not record.fault:
            break
    columns = tuple(held[-1][0]) if held else ()

    def everything() -> Iterator[tuple[Cells, Record]]:
        yield from held
        yield from rows

    return Rows(columns, everything(), named=True)


def _json_row(line: str, number: int) -> tuple[Cells, Record]:
    try:
        found = json.loads(line)
    except ValueError as error:
        return {}, Record((line.strip(),), number, f"is not JSON ({error})")
    if not isinstance(found, dict):
        return {}, Record((line.strip(),), number, "is no JSON object")
    cells = {str(name): _cell(value) for name, value in found.items()}
    return cells, Record(tuple(cells.values()), number)


def _parquet(path: Path) -> Rows:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ConfigError(NO_PARQUET) from None
    try:
        table = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise ClaimsError(f"cannot be read as Parquet: {str(error).splitlines()[0]}", path=str(path)) from error

    def rows() -> Iterator[tuple[Cells, Record]]:
        number = 0
        for batch in table.iter_batches(batch_size=BATCH):
            for row in batch.to_pylist():
                number += 1
                cells = {str(name): _cell(value) for name, value in row.items()}
                yield cells, Record(tuple(cells.values()), number)

    return Rows(tuple(table.schema_arrow.names), rows(), named=True)


def _cell(value: Any) -> str:
    """A value as the cell of a text table holds it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


_READERS: dict[str, Callable[[Path], Rows]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
}
