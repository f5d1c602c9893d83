"""M rules: what the manuscript itself holds."""

from __future__ import annotations

from verifier.rules.base import Rule

RULES: tuple[Rule, ...] = ()
