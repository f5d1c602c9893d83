"""What was judged before: a claim whose words, source bytes, settings and version are unchanged is not judged again.

The ledger is derived data, one SQLite file in the cache; it may be deleted at any time and is never the evidence.
Results are kept as JSON (never pickles), so that a cache restored from anywhere can hold data only.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from pydantic import ValidationError

import verifier
from verifier.errors import InputError
from verifier.pipeline.gathering import Gathered
from verifier.records.claim import Claim
from verifier.records.report import ClaimResult
from verifier.settings import Settings

FILE = "verdicts.sqlite"
LOCK_S = 10.0  # seconds one process waits for another that is writing; a batch of results takes milliseconds
BATCH = 500  # keys a query: below SQLite's least limit on variables

JUDGING_ROOMS = ("alignment", "captures", "pipeline", "records", "rules", "shelves", "sources", "texts", "verdicts")
CODE = frozenset({".py", ".txt", ".json"})  # code, and the tables of words and letters that it reads

_SCHEMA = "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, captures TEXT NOT NULL, result TEXT NOT NULL)"


class Ledger:
    """Results by key. Two processes may use one ledger; a damaged file is set aside and begun anew."""

    def __init__(self, derived: Path) -> None:
        self._path = derived / FILE
        try:
            derived.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"the cache cannot be used: {error.strerror}", path=str(derived.parent)) from None
        try:
            self._base = self._open()
        except sqlite3.DatabaseError:
            self._path.replace(self._path.with_suffix(".damaged"))
            self._base = self._open()

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, timeout=LOCK_S)
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=NORMAL")  # derived data: a power cut may cost the last batch, never the file
        base.execute(_SCHEMA)
        return base

    def known(self, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
        """(capture ids, result), both JSON, for each of the keys that is known."""
        found: dict[str, tuple[str, str]] = {}
        for start in range(0, len(keys), BATCH):
            part = keys[start : start + BATCH]
            marks = ",".join("?" * len(part))
            rows = self._base.execute(f"SELECT key, captures, result FROM results WHERE key IN ({marks})", part)  # noqa: S608 - marks only
            found.update((key, (captures, result)) for key, captures, result in rows)
        return found

    def keep(self, results: Iterable[tuple[str, str]], gathered: Gathered | None = None) -> None:
        """Keep results (JSON) under their keys; what is kept here survives a kill of this process."""
        captures = json.dumps(_ids(gathered) if gathered else [])
        rows = [(key, captures, result) for key, result in results]
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def key_of(claim: Claim, gathered: Gathered, settings: str) -> str:
    """The digest of all that a verdict depends on: the claim's words and pinpoint, the bytes, settings and version."""
    bytes_read = [
        (wanted.role, capture.state.value, capture.sha256, capture.reason) for wanted, capture in gathered.asked
    ]
    said = [claim.quote, claim.kind.value, claim.url, claim.page, claim.speaker, claim.before, claim.after]
    parts = [code_digest(), settings, *said, *bytes_read]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def code_digest() -> str:
    """The digest of the code that reads and judges: a version number alone stays while one is at work on it."""
    home = Path(verifier.__file__).parent
    files = sorted(path for room in JUDGING_ROOMS for path in (home / room).rglob("*") if path.suffix in CODE)
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()


def keys_of(claims: Sequence[Claim], gathered: Gathered, settings: Settings) -> list[str]:
    """One key per claim of a group."""
    digest = settings.digest()
    return [key_of(claim, gathered, digest) for claim in claims]


def reuse(known: Mapping[str, tuple[str, str]], key: str, claim: Claim, gathered: Gathered) -> str | None:
    """The result kept under this key, as JSON, for this claim and these captures; None when there is none that reads.

    The same bytes may have been captured again since: the new captures' ids take the place of the old ones. A claim
    that is the very same row has the very same result, which is then not even decoded.
    """
    if key not in known:
        return None
    captures, text = known[key]
    for old, new in zip(json.loads(captures), _ids(gathered), strict=False):
        text = text if old == new else text.replace(json.dumps(old), json.dumps(new))
    if text.startswith(f'{{"id":{_json(claim.id)},') and f',"claim":{claim.model_dump_json()},' in text:
        return text
    try:
        kept = ClaimResult.model_validate_json(text)
    except ValidationError:
        return None
    return kept.model_copy(update={"id": claim.id, "claim": claim}).model_dump_json()


def _ids(gathered: Gathered) -> list[str]:
    return [capture.id for capture in gathered.captures if capture.id]


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
