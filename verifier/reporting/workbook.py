"""The table as an Excel workbook in which every cell is text: nothing in it can be computed."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

from verifier.errors import ConfigError
from verifier.records.report import Run
from verifier.reporting.canonical import record_digest
from verifier.reporting.phrases import headline
from verifier.reporting.table import columns, guard, rows

CELL_CAP = 32_767  # characters a cell may hold, by the format
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # one fixed time, so that equal runs are equal bytes
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_workbook(run: Run) -> bytes:
    """The run as .xlsx: a sheet of claims, a sheet about the run. Raises ConfigError where openpyxl is absent."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise ConfigError("the xlsx format needs openpyxl: pip install 'verifier[xlsx]'") from error
    book = Workbook()
    book.properties.creator = "verifier"
    book.properties.created = book.properties.modified = _EPOCH
    _claims(book.active, run)
    _about(book.create_sheet("Run"), run)
    held = io.BytesIO()
    book.save(held)
    return _settled(held.getvalue())


def _claims(sheet: Any, run: Run) -> None:
    sheet.title = "Claims"
    header = columns(run)
    _write(sheet, 1, header)
    for number, row in enumerate(rows(run), start=2):
        _write(sheet, number, [row.get(name, "") for name in header])
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions


def _about(sheet: Any, run: Run) -> None:
    facts = {
        "summary": headline(run), "program": f"{run.run.tool} {run.run.version}", "settings": run.run.settings,
        "started": run.run.started, "finished": run.run.finished, "inputs": ", ".join(run.run.inputs),
        "record, SHA-256": record_digest(run),
    }  # fmt: skip
    for number, (name, value) in enumerate(facts.items(), start=1):
        _write(sheet, number, [name, value])


def _write(sheet: Any, row: int, values: list[str]) -> None:
    """One row of text cells; `quotePrefix` keeps one that looks like a formula text when somebody edits it."""
    for column, value in enumerate(values, start=1):
        if value:
            text = _NOT_XML.sub("\ufffd", value)
            cell = sheet.cell(row=row, column=column)
            cell.value = text if len(text) <= CELL_CAP else text[: CELL_CAP - 1] + "…"
            cell.data_type = "s"
            if guard(text) != text:
                cell.quotePrefix = True


def _settled(data: bytes) -> bytes:
    """The same workbook with one time on every part, so that writing it twice gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
