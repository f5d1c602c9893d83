"""The claims table: read row by row, whatever is wrong with single rows, and written as it was read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.claims.files import NO_PARQUET, open_rows
from verifier.claims.guard import guarded
from verifier.claims.validate import claim_of
from verifier.errors import ClaimsError, ConfigError
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


class ClaimsFile:
    """A claims table on disk (.csv, .tsv, .jsonl, .ndjson, .parquet): its claims one after another, never all at once.

    `problems` grows while the claims are read; `columns` are those of the file. Rows in = rows out: a row that cannot
    be understood stays as a claim without source. Raises ClaimsError when the file cannot be read or has no `quote`
    column.
    """

    def __init__(self, path: str | Path) -> None:
        self._rows = open_rows(Path(path))
        self.columns = self._rows.columns
        self.problems: list[ReportedFinding] = []
        if REQUIRED not in self.columns:
            found = ", ".join(self.columns[:8]) or "nothing"
            raise ClaimsError(f"no column named `quote` (found: {found})", path=str(path), line=1)

    def __iter__(self) -> Iterator[Claim]:
        seen: set[str] = set()
        for cells, record in self._rows.rows:
            width = len(record.cells) if self._rows.named else len(self.columns)
            yield claim_of(cells, record, width, seen, self.problems)


def read_claims(path: str | Path) -> ClaimsTable:
    """Read a claims table whole (UTF-8; CSV with comma, semicolon or tab, JSON lines, Parquet). Rows in = rows out.

    A row that cannot be understood stays as a claim without source, and a problem names its line. Raises
    ClaimsError when the file cannot be read or has no `quote` column.
    """
    file = ClaimsFile(path)
    claims = tuple(file)
    return ClaimsTable(claims, tuple(file.problems), file.columns)


def write_claims(path: str | Path, claims: Iterable[Claim], columns: Sequence[str] = ()) -> None:
    """Write claims: the contract's columns (or `columns`, in that order), then whatever else the claims carry.

    The format is the one the name ends in (.jsonl, .ndjson, .parquet), CSV otherwise. A file is replaced in one step,
    so that a run cut short leaves the old table whole.
    """
    rows, path = list(claims), Path(path)
    wanted = _columns(rows, columns)
    if path.exists() and not path.is_file():
        _write(rows, wanted, path, path.suffix)
        return
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(rows, wanted, part, path.suffix)
    part.replace(path)


def _write(rows: Sequence[Claim], columns: Sequence[str], path: Path, suffix: str) -> None:
    if suffix.lower() in (".jsonl", ".ndjson"):
        lines = (json.dumps({name: _cell(row, name) for name in columns}, ensure_ascii=False) + "\n" for row in rows)
        path.write_text("".join(lines), encoding="utf-8")
    elif suffix.lower() == ".parquet":
        _write_parquet(rows, columns, path)
    else:
        _write_csv(_to_frame(rows, columns), path)


def _write_parquet(rows: Sequence[Claim], columns: Sequence[str], path: Path) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ConfigError(NO_PARQUET) from None
    made = {name: pa.array([_cell(row, name) for row in rows], pa.string()) for name in columns}
    pq.write_table(pa.table(made), path)


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


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Cells are set in marks where they must be; all of them where one holds a carriage return, which csv overlooks."""
    returns = frame.map(lambda cell: "\r" in cell).to_numpy().any()
    with path.open("w", encoding="utf-8", newline="") as file:
        frame.to_csv(file, index=False, lineterminator="\n", quoting=csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL)
