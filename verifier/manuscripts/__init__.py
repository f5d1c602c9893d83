"""The manuscripts room: a path to a Manuscript, one reader per family of formats."""

from __future__ import annotations

from verifier.manuscripts.registry import FORMATS, expand, read_manuscript

__all__ = ["FORMATS", "expand", "read_manuscript"]
