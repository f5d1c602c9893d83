"""A primary-source claim verifier: every quotation of a manuscript against the source its note cites."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verifier.errors import VerifierError
    from verifier.pipeline import check, extract
    from verifier.records.claim import Claim
    from verifier.records.report import ClaimResult, Run
    from verifier.records.text import SourceText
    from verifier.records.verdict import Comparison, Level, Verdict
    from verifier.settings import Settings
    from verifier.verdicts import Library, compare

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "ClaimResult",
    "Comparison",
    "Level",
    "Library",
    "Run",
    "Settings",
    "SourceText",
    "Verdict",
    "VerifierError",
    "check",
    "compare",
    "extract",
]

_HOMES = {
    "Claim": "verifier.records.claim",
    "ClaimResult": "verifier.records.report",
    "Comparison": "verifier.records.verdict",
    "Level": "verifier.records.verdict",
    "Library": "verifier.verdicts",
    "Run": "verifier.records.report",
    "Settings": "verifier.settings",
    "SourceText": "verifier.records.text",
    "Verdict": "verifier.records.verdict",
    "VerifierError": "verifier.errors",
    "check": "verifier.pipeline",
    "compare": "verifier.verdicts",
    "extract": "verifier.pipeline",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that `import verifier` stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'verifier' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
