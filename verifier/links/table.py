"""Links in a claims table: the `url` of each row with its place, the quotation it vouches for, and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verifier.errors import ClaimsError
from verifier.links.lines import Lines
from verifier.links.records import Mention, Place

KINDS_VERIFIED = frozenset({"", "quote", "block"})  # the kinds that claim to be a source's words
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SEPARATOR = re.compile(r"[,\r\n]")
_ACCESSED = re.compile(
    r"(?:accessed|retrieved|consulted|last visited|abgerufen am|consulté le)[:\s]+(?:on\s+)?"
    r"(?:(?P<d1>\d{1,2})\.?\s+(?P<m1>[A-Za-z]+)\.?,?\s+(?P<y1>\d{4})|(?P<m2>[A-Za-z]+)\.?\s+(?P<d2>\d{1,2}),?\s+(?P<y2>\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a table: its value, and the offset of its first character in the file (inside the quotes)."""

    value: str
    start: int


def scan_table(text: str, file: str) -> Iterator[Mention]:
    """The link of every row that has one. Raises ClaimsError for a table without a `url` column."""
    rows = read_rows(text)
    head = [cell.value.strip().lower() for cell in next(rows, [])]
    if "url" not in head:
        raise ClaimsError(f"has no column 'url' (it has: {', '.join(head) or 'nothing'})", path=file, line=1)
    lines = Lines(file, text)
    for row in rows:
        cells = dict(zip(head, row, strict=False))
        url = cells.get("url")
        if url is not None and url.value.strip():
            yield _mention(cells, url, lines)


def _mention(cells: dict[str, Cell], url: Cell, lines: Lines) -> Mention:
    address = url.value.strip()
    start = url.start + url.value.index(address)
    verified = _value(cells, "kind").lower() in KINDS_VERIFIED
    return Mention(
        address,
        lines.place(start),
        raw=address,
        quote=_value(cells, "quote") if verified else "",
        quote_place=_quote_place(cells, lines),
        accessed=_value(cells, "accessed") or accessed_in(_value(cells, "citation")),
    )


def _value(cells: dict[str, Cell], name: str) -> str:
    return cells[name].value.strip() if name in cells else ""


def _quote_place(cells: dict[str, Cell], lines: Lines) -> Place | None:
    manuscript, line = _value(cells, "manuscript"), _value(cells, "line")
    if manuscript and line.isdigit():
        return Place(manuscript, int(line), 1)
    return lines.place(cells["quote"].start) if "quote" in cells else None


def accessed_in(citation: str) -> str:
    """The day on which a citation says its page was read, as an ISO date; '' when it says none."""
    found = _ACCESSED.search(citation)
    if found is None:
        return ""
    if found["iso"]:
        return found["iso"]
    name = (found["m1"] or found["m2"]).lower()
    month = next((n for n, full in enumerate(_MONTHS, start=1) if len(name) >= 3 and full.startswith(name)), 0)
    day, year = int(found["d1"] or found["d2"]), found["y1"] or found["y2"]
    return f"{year}-{month:02}-{day:02}" if month and 1 <= day <= 31 else ""


def read_rows(text: str) -> Iterator[list[Cell]]:
    """The rows of a comma-separated text, each field with its offset; quotes as RFC 4180 has them."""
    at, row = 0, list[Cell]()
    while at < len(text):
        cell, at = _cell(text, at)
        row.append(cell)
        if at < len(text) and text[at] == ",":
            at += 1
            if at == len(text):
                row.append(Cell("", at))
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        if len(row) > 1 or row[0].value:
            yield row
        row = []
    if row:
        yield row


def _cell(text: str, at: int) -> tuple[Cell, int]:
    if text.startswith('"', at):
        return _quoted(text, at)
    end = _end_of_cell(text, at)
    return Cell(text[at:end], at), end


def _quoted(text: str, at: int) -> tuple[Cell, int]:
    start = end = at + 1
    while (end := text.find('"', end)) >= 0 and text.startswith('""', end):
        end += 2
    end = len(text) if end < 0 else end
    value = text[start:end].replace('""', '"')
    return Cell(value, start), _end_of_cell(text, min(end + 1, len(text)))


def _end_of_cell(text: str, at: int) -> int:
    found = _SEPARATOR.search(text, at)
    return found.start() if found else len(text)
