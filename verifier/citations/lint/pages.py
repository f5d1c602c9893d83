"""Pages that cannot be, that are the work's own, or that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.citations.lint.facts import Facts
from verifier.citations.numerals import page_range
from verifier.records.citation import Citation, Locator, Resolution
from verifier.records.findings import Finding
from verifier.rules import rule

LONG_WORK = 8  # pages from which a work without a pinpoint sends the reader searching

_PUBLISHER = re.compile(
    r"\([^()]*\b[A-Z][\w. ]*:\s[^()]*,\s*(?:1[5-9]|20)\d{2}\)"
    r"|\b(?:Press|Publishers?|Books|Verlag),\s+(?:1[5-9]|20)\d{2}\b"
)
_TOTAL = re.compile(r"\b(\d{2,4})\s?(?:pp?\.|pages)(?!\s?\d)")


def outside_work(facts: Facts) -> Iterator[Finding]:
    """C103: a pinpoint outside the pages the work fills."""
    for resolution in facts.in_notes():
        pinpoint, whole = _ranges(resolution)
        if pinpoint is None or whole is None or resolution.citation is None or resolution.citation.locator is None:
            continue
        if pinpoint[1] < whole[0] or pinpoint[0] > whole[1]:
            label = facts.label(resolution.citation.note)
            page, pages = resolution.citation.locator.value, resolution.source.extent if resolution.source else ""
            yield rule("C103").finding(
                f"note {label}: page {page} lies outside {pages}, the work's own pages", span=resolution.citation.span
            )


def of_the_work(facts: Facts) -> Iterator[Finding]:
    """C104: the pinpoint of a quotation is the work's first page, its range or its page count."""
    for one in facts.claims():
        resolution = one.resolution
        if resolution is None or resolution.citation is None or resolution.source is None:
            continue
        what = _works_own(resolution, resolution.locator)
        if what and one.note is not None:
            yield rule("C104").finding(f"note {one.note.label}: {what}", span=one.quotation.span)


def _works_own(resolution: Resolution, locator: Locator | None) -> str | None:
    pinpoint, whole = _ranges(resolution)
    total = _TOTAL.search(resolution.citation.raw) if resolution.citation else None
    if total and (locator is None or locator.value == total.group(1)):
        return f"{total.group()} counts the work's pages"
    if pinpoint is None or whole is None or locator is None or whole[0] == whole[1]:
        return None
    if pinpoint == whole:
        return f"{locator.value} are the pages of the whole work"
    return f"{locator.value} is the work's first page" if pinpoint == (whole[0], whole[0]) else None


def _ranges(resolution: Resolution) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    locator = resolution.locator
    pinpoint = page_range(locator.value) if locator is not None and locator.label == "page" else None
    whole = page_range(resolution.source.extent) if resolution.source and resolution.source.extent else None
    return pinpoint, whole


def missing(facts: Facts) -> Iterator[Finding]:
    """C105: a quotation from a book or a long article without a pinpoint."""
    for one in facts.claims():
        resolution = one.resolution
        if resolution is None or resolution.source is None or resolution.locator is not None or one.note is None:
            continue
        if _is_long(resolution.source):
            yield rule("C105").finding(f"note {one.note.label} names no page of a long work", span=one.quotation.span)


def _is_long(source: Citation) -> bool:
    whole = page_range(source.extent) if source.extent else None
    return bool(_PUBLISHER.search(source.raw)) or (whole is not None and whole[1] - whole[0] >= LONG_WORK)
