"""The list of works at the end: full entries for short forms that no note explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.citations.short_forms import Works
from verifier.records.citation import Citation


class Bibliography:
    """The entries of a bibliography, searched as earlier works are."""

    def __init__(self, entries: Sequence[Citation]) -> None:
        self._works = Works()
        for entry in entries:
            self._works.add(entry)

    def holds(self, citation: Citation) -> bool:
        """True when an entry names this work, by author and title, whatever its date."""
        bare = replace(citation, date=None, locator=None, urls=())
        return bool(self._works.matching(bare)) or self._works.named(bare)

    def matching(self, citation: Citation) -> list[Citation]:
        """The distinct entries that a citation can mean."""
        return [work.citation for work in self._works.matching(citation)]
