"""Every rule under one roof, looked up by its code."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from verifier.errors import InputError
from verifier.rules import citation, manuscript, place, settled, source, wording
from verifier.rules.base import Rule

_TYPED_FOR = str.maketrans("OIL", "011")  # letters that are typed, and read, for figures


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    rules = [*wording.RULES, *place.RULES, *citation.RULES, *source.RULES, *manuscript.RULES, *settled.RULES]
    return {entry.code: entry for entry in sorted(rules, key=lambda entry: entry.code)}


def rule(code: str) -> Rule:
    """The rule with this code (any case). Raises InputError, naming the nearest codes, when there is none."""
    found = catalogue().get(code.strip().upper())
    if found is None:
        near = ", ".join(_nearest(code.strip().upper())) or "see `verifier rules`"
        raise InputError(f"no rule has the code {code!r}; nearest: {near}")
    return found


def _nearest(code: str) -> list[str]:
    """Up to three codes that may have been meant, the likeliest first."""
    as_figures = code[:1] + code[1:].translate(_TYPED_FOR)
    return get_close_matches(as_figures, catalogue(), n=3, cutoff=0.3)
