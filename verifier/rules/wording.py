"""Q rules: what differs between the quotation and the source."""

from __future__ import annotations

from verifier.rules.base import Rule

RULES: tuple[Rule, ...] = ()
