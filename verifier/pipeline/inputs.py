"""Inputs to claims: the rows of tables as they are, the quotations of manuscripts extracted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from verifier.claims import ClaimsFile, is_table
from verifier.errors import InputError
from verifier.pipeline.names import shown
from verifier.records.claim import Claim
from verifier.records.findings import Severity
from verifier.records.report import ManuscriptReport, ReportedFinding
from verifier.records.spool import Spool


class Table:
    """The claims of all inputs, with what reading them had to say."""

    def __init__(self, claims: list[Claim] | Spool[Claim] | None = None) -> None:
        self.claims: list[Claim] | Spool[Claim] = [] if claims is None else claims
        self.manuscripts: list[ManuscriptReport] = []
        self.problems: list[ReportedFinding] = []
        self.inputs: list[str] = []


def load(inputs: Iterable[Path], notes: Path | None = None, *, spool: Path | None = None) -> Table:
    """Read every input; one that cannot be read is a problem, and the rest goes on, unless it is the only one.

    With `spool`, a folder, the claims are kept in a file there until the process ends, and not in memory.
    """
    table, paths = Table(Spool(Claim, spool) if spool else None), list(inputs)
    for path in paths:
        table.inputs.append(path.name)
        try:
            _load_one(path, table, notes)
        except InputError as error:
            if len(paths) == 1:
                raise
            table.problems.append(ReportedFinding(code="M001", severity=Severity.FAIL, message=str(error)))
    return table


def _load_one(path: Path, table: Table, notes: Path | None) -> None:
    if is_table(path):
        rows = ClaimsFile(path)
        table.claims.extend(rows)
        table.problems.extend(
            problem.model_copy(update={"message": f"{shown(str(path))}: {problem.message}"})
            for problem in rows.problems
        )
        return
    from verifier.pipeline.extraction import extract_one  # here, since a table of claims needs none of its rooms

    extraction = extract_one(path, notes)
    table.claims.extend(extraction.claims)
    table.manuscripts.extend(extraction.manuscripts)
