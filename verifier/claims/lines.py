"""CSV text cut into records with line numbers; a record that swallowed its neighbours is given up after one line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = ",;\t"
FIELD_LIMIT = 10_000_000  # code points of one cell: a quotation is far shorter, a broken file may not be


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells, the 1-based line it begins on, and what is wrong with its form ('' when nothing is)."""

    cells: tuple[str, ...]
    line: int
    fault: str = ""


def records(text: str) -> tuple[list[str], list[Record]]:
    """The header's names and the records below it. Blank lines are no records."""
    csv.field_size_limit(FIELD_LIMIT)
    lines = _lines(text)
    if not lines:
        return [], []
    delimiter = _delimiter(lines[0])
    header, at = _next(lines, 0, delimiter)
    names = [name.strip() for name in header.cells]
    return names, list(_body(lines, at, delimiter, len(names)))


def _lines(text: str) -> list[str]:
    """The file's lines with their ends. Only line feeds end a line: a quotation may hold any other separator."""
    if "\n" not in text:
        text = text.replace("\r", "\n")  # files of old Macintosh programs
    body = text.replace("\x00", "\ufffd").removesuffix("\n")
    return [line + "\n" for line in body.split("\n")] if body.strip() else []


def _delimiter(header: str) -> str:
    """The separator that cuts the header into most names; a comma when there is only one."""
    return max(DELIMITERS, key=lambda mark: (header.count(mark), mark == ","))


def _body(lines: list[str], at: int, delimiter: str, width: int) -> Iterator[Record]:
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        record, end = _next(lines, at, delimiter)
        if end - at > 1 and (record.fault or len(record.cells) != width):
            yield Record((lines[at].strip(),), at + 1, "a quotation mark is opened and never closed, or the row is cut")
            at += 1
            continue
        yield record if record.cells else Record((lines[at].strip(),), at + 1, record.fault)
        at = end


def _next(lines: list[str], at: int, delimiter: str) -> tuple[Record, int]:
    reader = csv.reader(lines[at:] if at == 0 else _from(lines, at), delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error as error:
        return Record((), at + 1, str(error)), at + max(reader.line_num, 1)
    except StopIteration:
        return Record((), at + 1), len(lines)
    return Record(tuple(cells), at + 1), at + reader.line_num


def _from(lines: list[str], at: int) -> Iterator[str]:
    for number in range(at, len(lines)):
        yield lines[number]
