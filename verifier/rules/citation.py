"""C rules: what the notes say and what they can mean."""

from __future__ import annotations

from verifier.rules.base import Rule

RULES: tuple[Rule, ...] = ()
