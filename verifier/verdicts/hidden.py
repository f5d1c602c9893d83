"""Places of a page where words may be hidden: under a black or white box, a stamp, a blot that nobody could read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verifier.records.spans import Span
from verifier.records.text import Box, Obscured, SourceText

COURSE = 0.1  # of a page's height between two parts of one stamp: its letters over blank paper hide nothing
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


def under_stamp(source: SourceText, span: Span) -> bool:
    """True where a stamp lies over the words of text[span], or runs past above and below within a letter's width.

    A part of a stamp has others above or below it; a lone one is rather a blot or a heavy letter.
    """
    first, last = source.page_at(span.start), source.page_at(max(span.end - 1, span.start))
    if not any(place.kind == "stamp" for page in source.pages[first : last + 1] for place in page.obscured):
        return False
    found = [(page, word.box) for page, word in source.words_in(span.start, span.end) if word.box]
    return any(_stamped(box, [place.box for place in page.obscured if place.kind == "stamp"]) for page, box in found)


def _stamped(word: Box, stamps: Sequence[Box]) -> bool:
    slack = (word.y1 - word.y0) / 2  # about a letter's width
    column = [stamp for stamp in stamps if stamp.x0 < word.x1 + slack and word.x0 - slack < stamp.x1]
    over = any(_overlap(stamp, word) for stamp in column)
    above = any(0 <= word.y0 - stamp.y1 < COURSE for stamp in column)
    below = any(0 <= stamp.y0 - word.y1 < COURSE for stamp in column)
    return over + above + below > 1


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


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
