"""The sample archive that ships: invented papers, served on loopback in the shapes real archives use."""

from __future__ import annotations

from pathlib import Path

from verifier.demo.archive import serve

MANUSCRIPT = Path(__file__).parent / "essay.md"
EXPECTED = Path(__file__).parent / "expected.csv"

__all__ = ["EXPECTED", "MANUSCRIPT", "serve"]
