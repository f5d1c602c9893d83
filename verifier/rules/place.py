"""P rules: where the words stand, against where the note says."""

from __future__ import annotations

from verifier.rules.base import Rule

RULES: tuple[Rule, ...] = ()
