"""Findings known before. A baseline is keyed on quotation and address, never on a line, so edits keep it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verifier.errors import InputError

VERSION = 1
KEY_DIGITS = 24  # hex digits of a key: 96 bits, no twin among any number of findings


def finding_key(quote: str, url: str) -> str:
    """What two findings share when they are about the same words from the same address; white space is set aside."""
    words = " ".join(unicodedata.normalize("NFC", quote).split())
    return hashlib.sha256(f"{words}\n{url.strip()}".encode("utf-8", "surrogatepass")).hexdigest()[:KEY_DIGITS]


@dataclass(frozen=True)
class Baseline:
    """What was known: by key, the outcomes (verdicts or link states) that were accepted. `path` is for messages."""

    path: str = ""
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def holds(self, quote: str, url: str, outcome: str) -> bool:
        """True when this outcome was known for this quotation and address; a new outcome is news."""
        return outcome in self.known.get(finding_key(quote, url), ())


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file: one we wrote, or a report.json or links.json. Raises InputError."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"the baseline cannot be read ({getattr(error, 'strerror', None) or error})", path=str(path)
        ) from error
    except ValueError as error:
        raise InputError(f"the baseline is no JSON ({error})", path=str(path)) from error
    if not isinstance(record, dict) or not record.keys() & {"baseline", "claims", "links"}:
        raise InputError("is no baseline: it has neither 'baseline' nor 'claims' nor 'links'", path=str(path))
    known: dict[str, set[str]] = {}
    try:
        for key, outcome in _pairs(record):
            known.setdefault(key, set()).add(outcome)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"is no baseline that can be read (missing {error})", path=str(path)) from error
    return Baseline(str(path), {key: frozenset(outcomes) for key, outcomes in known.items()})


def _pairs(record: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for entry in record.get("baseline", ()):
        yield entry["key"], entry["outcome"]
    for result in record.get("claims", ()):
        yield finding_key(result["quote"], result["claim"]["url"]), result["verdict"]
    for link in record.get("links", ()):
        yield finding_key("", link["url"]), link["state"]


def write_baseline(path: Path, findings: Iterable[tuple[str, str, str]]) -> int:
    """Write (quotation, address, outcome) triples as a baseline, sorted; how many there are. Raises InputError."""
    entries = sorted(
        (
            {"key": finding_key(quote, url), "outcome": outcome, "url": url, "quote": quote[:80]}
            for quote, url, outcome in findings
        ),
        key=lambda entry: (entry["url"], entry["key"], entry["outcome"]),
    )
    text = json.dumps({"version": VERSION, "baseline": entries}, ensure_ascii=False, indent=1) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"the baseline cannot be written ({error.strerror or error})", path=str(path)) from error
    return len(entries)
