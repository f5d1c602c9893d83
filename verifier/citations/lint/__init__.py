"""What the manuscript alone can tell: findings about its notes, before any source is opened."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.records.citation import Resolution
from verifier.records.findings import Finding
from verifier.records.governed import Governed
from verifier.records.manuscript import Manuscript


def lint(governed: Sequence[Governed], manuscript: Manuscript, resolutions: Sequence[Resolution]) -> list[Finding]:
    """All findings of the C family and of M2xx that need notes and quotations together, in order of place."""
    del governed, manuscript, resolutions
    return []
