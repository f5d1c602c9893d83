"""CSV cut into records with line numbers; a record that swallowed its neighbours is given up after one line.

The file is read as it is needed: what is held is the record at hand, and the lines that a broken one reached over.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DELIMITERS = ",;\t"
FIELD_LIMIT = 10_000_000  # code points of one cell: a quotation is far shorter, a broken file may not be


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells, the 1-based line it begins on, and what is wrong with its form ('' when nothing is)."""

    cells: tuple[str, ...]
    line: int
    fault: str = ""


def records(file: Iterable[str]) -> tuple[list[str], Iterator[Record]]:
    """The header's names and the records below it, from a file's lines. Blank lines are no records."""
    csv.field_size_limit(FIELD_LIMIT)
    lines = _Ahead(_ended(file))
    while (first := lines.peek(0)) is not None and not first.strip():
        lines.drop(1)
    if first is None:
        return [], iter(())
    delimiter = _delimiter(first)
    header, count = _next(lines, delimiter)
    lines.drop(count)
    names = [name.strip() for name in header.cells]
    return names, _body(lines, delimiter, len(names))


class _Ahead:
    """Lines that can be looked at before they are taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._held: deque[str] = deque()
        self.number = 1  # of the next line

    def peek(self, ahead: int) -> str | None:
        """The line so many after the next; None behind the last."""
        while len(self._held) <= ahead:
            line = next(self._lines, None)
            if line is None:
                return None
            self._held.append(line)
        return self._held[ahead]

    def drop(self, count: int) -> None:
        """Take so many lines."""
        for _ in range(min(count, len(self._held))):
            self._held.popleft()
            self.number += 1

    def following(self) -> Iterator[str]:
        """The lines from the next on, none of them taken."""
        ahead = 0
        while (line := self.peek(ahead)) is not None:
            yield line
            ahead += 1


def _ended(file: Iterable[str]) -> Iterator[str]:
    """The file's lines with their ends. Only line feeds end a line: a quotation may hold any other separator."""
    for number, line in enumerate(file):
        clean = line.replace("\x00", "\ufffd")
        if number == 0 and not clean.endswith("\n"):  # one line in all: a file of old Macintosh programs, perhaps
            yield from (part + "\n" for part in clean.removesuffix("\r").split("\r"))
        else:
            yield clean if clean.endswith("\n") else clean + "\n"


def _delimiter(header: str) -> str:
    """The separator that cuts the header into most names; a comma when there is only one."""
    return max(DELIMITERS, key=lambda mark: (header.count(mark), mark == ","))


def _body(lines: _Ahead, delimiter: str, width: int) -> Iterator[Record]:
    while (line := lines.peek(0)) is not None:
        if not line.strip():
            lines.drop(1)
            continue
        record, count = _next(lines, delimiter)
        if count > 1 and (record.fault or len(record.cells) != width):
            fault = "a quotation mark is opened and never closed, or the row is cut"
            record, count = Record((line.strip(),), lines.number, fault), 1
        elif not record.cells:
            record = Record((line.strip(),), lines.number, record.fault)
        lines.drop(count)
        yield record


def _next(lines: _Ahead, delimiter: str) -> tuple[Record, int]:
    """The record that begins on the next line, and how many lines it takes."""
    reader = csv.reader(lines.following(), delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error as error:
        return Record((), lines.number, str(error)), max(reader.line_num, 1)
    except StopIteration:
        return Record((), lines.number), 1
    return Record(tuple(cells), lines.number), reader.line_num
