"""Places of a page where words may be hidden: under a black or white box, a stamp, a blot that nobody could read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.records.spans import Span
from verifier.records.text import Box, Obscured, SourceText

NEAR = 3  # code points by which a place's offset may miss the gap between two words: the space and a stop
SAID = {
    "redaction": "a withheld place", "stamp": "a stamp", "low_confidence": "a place that could not be read",
}  # fmt: skip


_UNREAD = re.compile(
    r"\[[^\[\]]{0,40}\b(?:illegible|unreadable|indecipherable|unclear|torn|stain(?:ed)?)\b[^\[\]]{0,40}\]",
    re.IGNORECASE,
)


def unread(between: str) -> str:
    """What hides a word where a transcriber could read none, from the text between two words; '' where nothing does."""
    return "low_confidence" if _UNREAD.search(between) else ""


def hidden_between(source: SourceText, gap: Span) -> Obscured | None:
    """A place that may hold words between two words of the source; `gap` are the code points between them."""
    first, last = source.page_at(gap.start), source.page_at(max(gap.end - 1, gap.start))
    if not any(page.obscured for page in source.pages[first : last + 1]):
        return None
    before, after = _box_before(source, gap.start), _box_after(source, gap.end)
    for number in range(first, last + 1):
        page, shift = source.pages[number], source.page_starts[number]
        for place in page.obscured:
            if place.offset is not None:
                if gap.start - NEAR <= place.offset + shift <= gap.end + NEAR:
                    return place
            elif first == last and before and after and _lies_between(place.box, before, after):
                return place
    return None


def withheld_on(source: SourceText, numbers: Iterator[int]) -> int:
    """How many places are withheld on these pages (zero-based positions in `pages`)."""
    pages = (source.pages[number] for number in numbers)
    return sum(place.kind == "redaction" for page in pages for place in page.obscured)


def _box_before(source: SourceText, at: int) -> Box | None:
    return next((word.box for _, word in reversed(source.words_in(max(at - 2, 0), at))), None)


def _box_after(source: SourceText, at: int) -> Box | None:
    return next((word.box for _, word in source.words_in(at, at + 2)), None)


def _lies_between(place: Box, before: Box, after: Box) -> bool:
    """True where the place begins on the line of the word before, right of it, or below, and ends before the next."""
    middle = (place.y0 + place.y1) / 2
    if before.y0 <= middle <= before.y1 and after.y0 <= middle <= after.y1:
        return before.x1 <= (place.x0 + place.x1) / 2 <= after.x0
    if before.y0 <= middle <= before.y1:
        return place.x1 > before.x1
    if after.y0 <= middle <= after.y1:
        return place.x0 < after.x0
    return before.y1 < middle < after.y0
