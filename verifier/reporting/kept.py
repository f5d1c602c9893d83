"""Files that would come out as they are: what they were made from is remembered, and they are left alone."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from verifier.errors import InputError
from verifier.reporting.files import Content, write_whole
from verifier.reporting.manifest import file_digest

ASSETS_FOLDER = "report_files"  # beside the report: pictures and pages that it loads, and what we remember of both
MADE = "made.json"


class Made:
    """What the files of a report folder were made from, and the digests they had when they were written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ASSETS_FOLDER / MADE
        self._before = read_object(self._path)
        self._now: dict[str, Any] = {}

    def stands(self, path: Path, record: str) -> dict[str, Any] | None:
        """What is known of `path`, when it holds just what the same code made from the same record; else None."""
        made = self._before.get(path.name)
        return made if isinstance(made, dict) and unchanged(path, made, _source(record)) else None

    def note(self, path: Path, record: str, sha256: str, **more: Any) -> None:
        """Remember what a file was made from, and its digest (hex)."""
        self._now[path.name] = {"from": _source(record), "sha256": sha256, **more}

    def write(self, path: Path, record: str, content: Content) -> Path:
        """Write `content`, unless `path` holds just what was made from the same record by the same code."""
        standing = self.stands(path, record)
        if standing is None:
            write_whole(path, content)
        self.note(path, record, standing["sha256"] if standing else file_digest(path))
        return path

    def save(self) -> None:
        """Remember for the next run."""
        if self._now:
            write_whole(self._path, json.dumps(self._now, indent=1) + "\n")


def _source(record: str) -> str:
    return f"{record} {code_digest()}"


def unchanged(path: Path, made: Any, source: str) -> bool:
    """True when `made` says that the file was made from `source`, and the file is still what was written then."""
    try:
        return bool(made["from"] == source and file_digest(path) == made["sha256"])
    except (KeyError, TypeError, InputError):  # not kept, not by us, or its file is gone
        return False


def read_object(path: Path) -> dict[str, Any]:
    """The JSON object in a file of ours; an empty one when there is none that reads."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def code_digest() -> str:
    """The digest of this room and of the rules it explains."""
    home = Path(__file__).parent
    files = sorted(path for room in (home, home.parent / "rules") for path in room.rglob("*") if path.is_file())
    code = (path for path in files if path.suffix in (".py", ".j2", ".css", ".js"))
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in code)).hexdigest()
