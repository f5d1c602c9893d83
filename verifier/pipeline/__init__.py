"""The only room that knows the order of the rooms: manuscripts to claims, claims to captures, captures to verdicts."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verifier.pipeline.extraction import Extraction, extract, extract_all
    from verifier.pipeline.run import check, check_claims

__all__ = ["Extraction", "check", "check_claims", "extract", "extract_all"]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used: a claims table needs no reader of manuscripts."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "run" if name.startswith("check") else "extraction"
    return getattr(import_module(f"{__name__}.{home}"), name)
