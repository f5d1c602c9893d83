"""The claims table on disk: read row by row, whatever is wrong with single rows, and written as it was read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.claims.guard import guarded
from verifier.claims.lines import Record, records
from verifier.claims.validate import claim_of
from verifier.errors import ClaimsError
from verifier.records.claim import CLAIM_COLUMNS, Claim
from verifier.records.report import ReportedFinding

if TYPE_CHECKING:
    import pandas as pd

REQUIRED = "quote"


@dataclass(frozen=True)
class ClaimsTable:
    """A claims table: one claim per row, in order; what was wrong, by line; the columns as they stood in the file."""

    claims: tuple[Claim, ...]
    problems: tuple[ReportedFinding, ...] = ()
    columns: tuple[str, ...] = CLAIM_COLUMNS


def read_claims(path: str | Path) -> ClaimsTable:
    """Read a claims table (UTF-8, comma, semicolon or tab). Rows in = rows out.

    A row that cannot be understood stays as a claim without source, and a problem names its line. Raises
    ClaimsError when the file cannot be read or has no `quote` column.
    """
    path = Path(path)
    header, rows = _tokens(path)
    frame = _frame(header, rows)
    problems: list[ReportedFinding] = []
    claims: list[Claim] = []
    seen: set[str] = set()
    for values, record in zip(frame.to_dict("records"), rows, strict=True):
        cells = {str(column): str(value) for column, value in values.items()}
        claims.append(claim_of(cells, record, len(header), seen, problems))
    return ClaimsTable(tuple(claims), tuple(problems), tuple(header))


def write_claims(path: str | Path, claims: Iterable[Claim], columns: Sequence[str] = ()) -> None:
    """Write claims as CSV: the contract's columns (or `columns`, in that order), then whatever else the claims carry.

    A file is replaced in one step, so that a run cut short leaves the old table whole.
    """
    rows = list(claims)
    frame = _to_frame(rows, _columns(rows, columns))
    path = Path(path)
    if path.exists() and not path.is_file():
        _write(frame, path)
        return
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(frame, part)
    part.replace(path)


def _tokens(path: Path) -> tuple[list[str], list[Record]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ClaimsError(f"cannot be read: {error.strerror or error}", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise ClaimsError("is not UTF-8; save the table as CSV UTF-8", path=str(path)) from error
    header, rows = records(text)
    if REQUIRED not in header:
        found = ", ".join(header[:8]) or "nothing"
        raise ClaimsError(f"no column named `quote` (found: {found})", path=str(path), line=1)
    return header, rows


def _frame(header: Sequence[str], rows: Sequence[Record]) -> pd.DataFrame:
    """The rows as text columns; short rows are filled up, long ones cut (both are reported by row)."""
    import pandas as pd

    width = len(header)
    cells = [[*record.cells[:width], *[""] * (width - len(record.cells))] for record in rows]
    return pd.DataFrame(cells, columns=pd.Index(_unique(header)), dtype=object)


def _unique(header: Sequence[str]) -> list[str]:
    names: list[str] = []
    for name in header:
        names.append(
            name if name not in names else f"{name}.{names.count(name) + sum(n.startswith(name + '.') for n in names)}"
        )
    return names


def _columns(rows: Sequence[Claim], columns: Sequence[str]) -> list[str]:
    wanted = list(columns or CLAIM_COLUMNS)
    wanted.extend(name for name in CLAIM_COLUMNS if name not in wanted and _used(rows, name))
    wanted.extend(name for name in dict.fromkeys(key for row in rows for key in row.extra) if name not in wanted)
    return wanted


def _used(rows: Sequence[Claim], name: str) -> bool:
    default = Claim.model_fields[name].default
    return any(getattr(row, name) not in (default, "", None) for row in rows)


def _to_frame(rows: Sequence[Claim], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    cells = [[guarded(_cell(row, name)) for name in columns] for row in rows]
    return pd.DataFrame(cells, columns=pd.Index(list(columns)), dtype=object)


def _cell(row: Claim, name: str) -> str:
    value = getattr(row, name) if name in CLAIM_COLUMNS else row.extra.get(name, "")
    return "" if value is None else str(value)


def _write(frame: pd.DataFrame, path: Path) -> None:
    """Cells are set in marks where they must be; all of them where one holds a carriage return, which csv overlooks."""
    returns = frame.map(lambda cell: "\r" in cell).to_numpy().any()
    with path.open("w", encoding="utf-8", newline="") as file:
        frame.to_csv(file, index=False, lineterminator="\n", quoting=csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL)
