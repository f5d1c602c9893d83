"""The table of adapters, for people: which archive, which addresses, what to know."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.sources.base import Adapter
from verifier.sources.registry import adapters


def as_markdown(listed: Iterable[Adapter] | None = None) -> str:
    """One row per form of address, adapters in the order of their names, the generic one last."""
    chosen = list(listed) if listed is not None else list(adapters())
    rows = ["| adapter | archive | address | note |", "|---|---|---|---|"]
    for adapter in sorted(chosen, key=lambda one: (one.name == "web", one.name)):
        for place, form in enumerate(adapter.forms):
            first = (f"`{adapter.name}`", adapter.title) if place == 0 else ("", "")
            rows.append(f"| {first[0]} | {first[1]} | `{form.pattern}` | {form.note} |")
    return "\n".join(rows) + "\n"
