"""One row's cells to one claim, with a problem for whatever could not be understood."""

from __future__ import annotations

import csv
import io
from enum import StrEnum
from typing import TypeVar

from verifier.claims.ids import ClaimIds
from verifier.claims.lines import Record
from verifier.claims.rows import REMARK
from verifier.records.citation import CitationStatus
from verifier.records.claim import CLAIM_COLUMNS, Claim
from verifier.records.quotation import QuotationKind
from verifier.records.report import ReportedFinding
from verifier.rules import rule

_Member = TypeVar("_Member", bound=StrEnum)
_NUMBERS = ("line", "start", "end")
CELLS = "row_as_read"  # the extra column with the cells of a row that could not be used


def claim_of(
    values: dict[str, str], record: Record, width: int, seen: set[str], problems: list[ReportedFinding]
) -> Claim:
    """The claim of one row's cells, by column. `seen` are the ids used so far; problems are added by line."""
    told = _Told(record.line, problems)
    if _unusable(values, record, width, told):
        return _unchecked(values, record, seen)
    status = CitationStatus.FULL if values.get("url") else CitationStatus.NONE
    return Claim(
        id=_id(values, seen, told),
        kind=told.member(QuotationKind, "kind", values, QuotationKind.QUOTE),
        citation_status=told.member(CitationStatus, "citation_status", values, status),
        line=told.number("line", values),
        start=told.number("start", values),
        end=told.number("end", values),
        extra={name: value for name, value in values.items() if name not in CLAIM_COLUMNS},
        row=record.line,
        **_texts(values),
    )


def _texts(values: dict[str, str]) -> dict[str, str]:
    """The columns taken as they stand; addresses and pages lose the white space around them."""
    taken = {name: values[name] for name in CLAIM_COLUMNS if name in values and name not in _PARSED}
    return {
        name: value.strip() if name in ("url", "page", "note", "resolved_note") else value
        for name, value in taken.items()
    }


_PARSED = frozenset({"id", "kind", "citation_status", *_NUMBERS})


class _Told:
    """Collects what is wrong with one row."""

    def __init__(self, line: int, problems: list[ReportedFinding]) -> None:
        self._line = line
        self._problems = problems

    def add(self, code: str, message: str) -> None:
        """Report a problem of this row."""
        entry = rule(code)
        self._problems.append(ReportedFinding(code=code, severity=entry.severity, message=message, line=self._line))

    def member(self, kind: type[_Member], name: str, values: dict[str, str], default: _Member) -> _Member:
        """An enum's value from a cell; `default` when the cell is empty or not understood."""
        value = values.get(name, "").strip().lower()
        if not value:
            return default
        try:
            return kind(value)
        except ValueError:
            known = ", ".join(kind)
            self.add("M251", f"row {self._line}: `{name}` is {value!r}, which is none of {known}; taken as {default!s}")
            return default

    def number(self, name: str, values: dict[str, str]) -> int | None:
        """A whole number from a cell, None when it is empty or not one."""
        value = values.get(name, "").strip()
        if not value:
            return None
        digits = value.removesuffix(".0")
        if digits.isascii() and digits.isdigit():
            return int(digits)
        self.add("M251", f"row {self._line}: `{name}` is {value!r}, which is no whole number; left empty")
        return None


def _unusable(values: dict[str, str], record: Record, width: int, told: _Told) -> bool:
    count = len(record.cells)
    if record.fault:
        told.add("M250", f"row {record.line}: {record.fault}; the row was not checked")
    elif count > width:
        told.add("M250", f"row {record.line}: {count} cells under {width} columns; the row was not checked")
    elif not values.get("quote", "").strip():
        told.add("M250", f"row {record.line}: `quote` is empty; the row was not checked")
    else:
        return False
    return True


def _unchecked(values: dict[str, str], record: Record, seen: set[str]) -> Claim:
    """A claim that stands for a row nobody could use: its words as far as they are known, and no source.

    Every cell of the row is kept as it stood, so that the report shows what to mend.
    """
    raw = record.cells[0] if record.fault and record.cells else ""
    quote = "" if record.fault else values.get("quote", "")
    extra = {} if record.fault else {name: value for name, value in values.items() if name not in CLAIM_COLUMNS}
    remark = f"the row could not be read{': ' if raw else ''}{raw}"
    own = "" if record.fault else values.get("id", "").strip()
    if own and own not in seen:
        seen.add(own)
    else:
        own = _fresh(quote or f"row {record.line}", seen)
    return Claim(id=own, quote=quote, row=record.line, extra={**extra, REMARK: remark, CELLS: _as_it_stood(record)})


def _as_it_stood(record: Record) -> str:
    """The row as it stood in the file: its cells as CSV, or the line that could not be cut into cells."""
    if record.fault:
        return record.cells[0] if record.cells else ""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(record.cells)
    return out.getvalue()


def _id(values: dict[str, str], seen: set[str], told: _Told) -> str:
    name = values.get("id", "").strip()
    if not name:
        return _fresh(values["quote"], seen, values.get("manuscript", ""))
    if name in seen:
        fresh = _numbered(name, seen)
        told.add("M252", f"the id {name!r} stands in two rows; this one is called {fresh!r}")
        return fresh
    seen.add(name)
    return name


def _fresh(quote: str, seen: set[str], manuscript: str = "") -> str:
    name = ClaimIds(manuscript or "claim").next(quote)
    if name in seen:
        return _numbered(name, seen)
    seen.add(name)
    return name


def _numbered(name: str, seen: set[str]) -> str:
    number = 2
    while f"{name}-{number}" in seen:
        number += 1
    seen.add(f"{name}-{number}")
    return f"{name}-{number}"
