"""S rules: how the source and its link answered."""

from __future__ import annotations

from verifier.rules.base import Rule

RULES: tuple[Rule, ...] = ()
