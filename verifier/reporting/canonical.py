"""report.json: the one canonical record, its schema, and the way back from file to Run."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from verifier.errors import InputError
from verifier.records.report import SCHEMA_VERSION, Run, RunHeader

SCHEMA_ID = f"urn:verifier:report:{SCHEMA_VERSION}"


def to_json(run: Run) -> str:
    """The run as canonical JSON: fields in the schema's order, free mappings sorted, two-space indent, one line end."""
    return json.dumps(_plain(run), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(run: Run) -> dict[str, Any]:
    record: dict[str, Any] = run.model_dump(mode="json")
    for capture in record["captures"]:
        capture["headers"] = dict(sorted(capture["headers"].items()))
    for name in ("verdicts", "levels"):
        record["summary"][name] = dict(sorted(record["summary"][name].items()))
    return record


def record_digest(run: Run) -> str:
    """SHA-256 (hex) of the canonical record without its header block: equal for equal input, cache and version."""
    bare = run.model_copy(update={"run": RunHeader()})
    return hashlib.sha256(to_json(bare).encode()).hexdigest()


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of report.json, generated from the record itself."""
    made = Run.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **made,
        "title": "verifier report",
    }


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def read_run(path: str | Path) -> Run:
    """The Run that a report.json holds. Raises InputError, saying where, when it is not one we can read."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as a report: {error}", path=str(path)) from error
    return parse_run(text, path=str(path))


def parse_run(text: str, *, path: str = "report") -> Run:
    """The Run in this JSON; `path` is what errors call it."""
    try:
        record = json.loads(text)
    except ValueError as error:
        raise InputError(f"is not JSON: {error}", path=path) from error
    if not isinstance(record, dict):
        raise InputError("is not a report: its top level is no object", path=path)
    version = str(record.get("schema_version", ""))
    if version.split(".", maxsplit=1)[0] != SCHEMA_VERSION.split(".", maxsplit=1)[0]:
        raise InputError(f"has schema version {version or 'none'!r}; this program reads {SCHEMA_VERSION}", path=path)
    try:
        return Run.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(f"is not a valid report at {place}: {first['msg']}", path=path) from error
