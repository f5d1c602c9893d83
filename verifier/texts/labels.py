"""Printed page numbers: read off the page, believed when they run on, so that "p. 6" means what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.records.spans import Span
from verifier.records.text import Page

RUN_MIN = 2  # pages whose numbers must follow each other before a bare number is believed
REACH = 3  # pages to either side that are asked whether a number runs on
GAP_MAX = 8  # pages over which missing or misread numbers are filled in between two that fit

_FORMS = (
    re.compile(
        r"^\W*p(?:age|\.)?\s*(?:no\.?)?\W*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE
    ),  # Page 3 of 5
    re.compile(r"^[\s\-–—_.·•*(\[]*(\d{1,4})[\s\-–—_.·•*)\]]*$"),  # - 2 -
    re.compile(r"^[\s\-–—(\[]*([ivxl]{1,7})[\s\-–—)\]]*$"),  # iv
    re.compile(r"^(\d{1,4})\s*/\s*\d{1,4}$"),  # 3/7
)
_SURE = (0,)  # forms that name themselves a page number and need no neighbours to be believed
_ENDS = re.compile(
    r"(?:^\W*(\d{1,4})\s+\S|\S\s+[-–—]?\s*(\d{1,4})\W{0,3}$)"
)  # a number at either end of a running head
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A number that may be the page's: as printed, its value, where it stands, and whether it says it is one."""

    label: str
    value: int
    span: Span
    sure: bool = False
    roman: bool = False


def number_in(text: str, span: Span, *, whole: bool) -> list[PageNumber]:
    """The page numbers a margin line may hold; `span` is the line's. `whole` marks the whole line when it is one."""
    for kind, form in enumerate(_FORMS):
        if found := form.match(text.strip()):
            label = found.group(1)
            roman = label.isalpha()
            value = _roman(label) if roman else int(label)
            if 0 < value < 5000:
                return [PageNumber(label, value, span if whole else Span(span.start, span.start), kind in _SURE, roman)]
    found = _ENDS.search(text.strip())
    if found and len(text) < 60:
        label = found.group(1) or found.group(2)
        return [PageNumber(label, int(label), Span(span.start, span.start))] if int(label) > 0 else []
    return []


def labelled(given: Sequence[str | None], numbers: Sequence[list[PageNumber]]) -> list[str | None]:
    """The label of each page: as given, else the printed number that runs on with its neighbours', else None.

    A number missing inside a run is filled in, and so is the first page before a run that begins with 2: first
    pages commonly carry none.
    """
    values = _running(numbers)
    labels = list(given)
    for place, value in enumerate(values):
        if labels[place] is None and value is not None:
            labels[place] = next((n.label for n in numbers[place] if n.value == value), str(value))
    return labels


def _running(numbers: Sequence[list[PageNumber]]) -> list[int | None]:
    chosen: list[int | None] = [None] * len(numbers)
    for place, found in enumerate(numbers):
        best = max(found, key=lambda number: (_support(number, place, numbers), number.sure), default=None)
        if best is not None and (best.sure or _support(best, place, numbers) >= RUN_MIN - 1):
            chosen[place] = best.value
    return _filled(chosen)


def _support(number: PageNumber, place: int, numbers: Sequence[list[PageNumber]]) -> int:
    """How many pages close by carry the number this one foretells for them."""
    count = 0
    for other in range(max(place - REACH, 0), min(place + REACH + 1, len(numbers))):
        wanted = number.value + other - place
        count += other != place and any(n.value == wanted and n.roman == number.roman for n in numbers[other])
    return count


def _filled(chosen: list[int | None]) -> list[int | None]:
    made = list(chosen)
    for place, value in enumerate(chosen):
        if value is not None:
            continue
        before = next((at for at in range(place - 1, max(place - 1 - GAP_MAX, -1), -1) if chosen[at] is not None), None)
        after = next(
            (at for at in range(place + 1, min(place + 1 + GAP_MAX, len(chosen))) if chosen[at] is not None), None
        )
        if after is None:
            continue
        foretold = (chosen[after] or 0) - (after - place)
        if before is not None and (chosen[before] or 0) + (place - before) == foretold:
            made[place] = foretold
        elif foretold == 1 and after == place + 1:  # the page before the one numbered 2
            made[place] = 1
    return made


def _roman(label: str) -> int:
    total, last = 0, 0
    for letter in reversed(label.lower()):
        value = _ROMAN.get(letter, 0)
        total += value if value >= last else -value
        last = max(last, value)
    return total


def shared(first: Sequence[Page], second: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    """Two readings of the same pages, each with the labels the other could read where it has none."""
    pairs = list(zip(first, second, strict=True))
    return (
        tuple(replace(one, label=other.label) if one.label is None and other.label else one for one, other in pairs),
        tuple(replace(other, label=one.label) if other.label is None and one.label else other for one, other in pairs),
    )
