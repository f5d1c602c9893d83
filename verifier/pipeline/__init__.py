"""The only room that knows the order of the rooms: manuscripts to claims, claims to captures, captures to verdicts."""

from __future__ import annotations

from verifier.pipeline.extraction import Extraction, extract, extract_all
from verifier.pipeline.run import check, check_claims

__all__ = ["Extraction", "check", "check_claims", "extract", "extract_all"]
