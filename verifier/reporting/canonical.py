"""report.json: the one canonical record, its schema, and the way back from file to Run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError, from_json
from pydantic_core import to_json as to_json_bytes

from verifier.errors import InputError
from verifier.records.report import SCHEMA_VERSION, ClaimResult, Run, RunHeader
from verifier.records.spool import Spool

CLAIMS = '\n  "claims": [],'  # the one line at this depth that holds no claims yet
OPENED, CLOSED = CLAIMS[:-2], "\n  ],"  # around the claims, where there are any
PLAINLY = (1e-4, 1e16)  # numbers of this size are written without an exponent, alike by every writer of JSON
SCHEMA_ID = f"urn:verifier:report:{SCHEMA_VERSION}"


class Seal:
    """The digest of a record without its header block, taken while the record is written."""

    def __init__(self) -> None:
        self._held = hashlib.sha256()

    def add(self, text: str | bytes) -> None:
        """More of the record."""
        self._held.update(text.encode() if isinstance(text, str) else text)

    def digest(self) -> str:
        """SHA-256 (hex) of all that was added."""
        return self._held.hexdigest()


def to_json(run: Run) -> str:
    """The run as canonical JSON: fields in the schema's order, free mappings sorted, two-space indent, one line end."""
    return "".join(json_parts(run))


def json_parts(run: Run, seal: Seal | None = None) -> Iterator[str]:
    """The canonical JSON, claim by claim; `seal`, when all is taken, holds the record's digest."""
    frame = frame_of(run)
    yield frame.before
    if seal is not None:
        seal.add(frame.bare)
    for part in _body(run, frame.after):
        if seal is not None:
            seal.add(part)
        yield part


def _body(run: Run, after: str) -> Iterator[str]:
    opened = False
    for result in _written(run.claims):
        yield ("," if opened else OPENED) + "\n    " + result.replace("\n", "\n    ")
        opened = True
    yield (CLOSED if opened else CLAIMS) + after


def _written(claims: Sequence[ClaimResult]) -> Iterator[str]:
    """Each claim as indented JSON; one that lies on disk is set out anew without becoming a record in between."""
    if not isinstance(claims, Spool):
        yield from (result.model_dump_json(indent=2) for result in claims)
        return
    for text in claims.texts():
        yield to_json_bytes(from_json(text), indent=2).decode()


@dataclass(frozen=True)
class Frame:
    """What stands before the claims in report.json, the same with an empty header block, and what stands after."""

    before: str
    bare: str
    after: str


def frame_of(run: Run) -> Frame:
    """The frame of a run. Nothing in a string can look like the mark of the claims: it has a line feed."""
    record = _plain(run.model_copy(update={"claims": ()}))
    before, _, after = (_set_out(record) + "\n").partition(CLAIMS)
    bare = {**record, "run": RunHeader().model_dump(mode="json"), "captures": []}
    return Frame(before, _set_out(bare).partition(CLAIMS)[0], after)


def _set_out(record: dict[str, Any]) -> str:
    """As JSON with an indent of two: by the quick writer where it writes every number as the standard one does."""
    numbers = (value for capture in record["captures"] for value in capture.values() if isinstance(value, float))
    if all(not number or PLAINLY[0] <= abs(number) < PLAINLY[1] for number in numbers):
        with suppress(PydanticSerializationError):  # a file's name that is no UTF-8
            return to_json_bytes(record, indent=2).decode()
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)


def _plain(run: Run) -> dict[str, Any]:
    record: dict[str, Any] = run.model_dump(mode="json")
    for capture in record["captures"]:
        capture["headers"] = dict(sorted(capture["headers"].items()))
    for name in ("verdicts", "levels"):
        record["summary"][name] = dict(sorted(record["summary"][name].items()))
    return record


def record_digest(run: Run) -> str:
    """SHA-256 (hex) of the canonical record without its header block: equal for equal input, cache and version."""
    seal = Seal()
    for _ in json_parts(run, seal):
        pass
    return seal.digest()


def to_lines(run: Run) -> Iterator[str]:
    """The claims as JSON lines: one result a line, as report.json holds it."""
    if isinstance(run.claims, Spool):
        return (text.decode() + "\n" for text in run.claims.texts())
    return (result.model_dump_json() + "\n" for result in run.claims)


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
    except OSError as error:
        raise InputError(f"cannot be read as a report: {error.strerror}", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("cannot be read as a report: it is not UTF-8", path=str(path)) from error
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
