"""Where a match stands, and whether that is where the note says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verifier.alignment import Folded
from verifier.alignment.locate import Place
from verifier.records.findings import Finding
from verifier.records.spans import Span
from verifier.records.text import Box, SourceText
from verifier.records.verdict import Match
from verifier.rules import rule

CONTEXT = 48  # code points of prefix and suffix kept with a match: enough to tell twins apart (W3C TextQuote)
MAX_RANGE = 400  # pages one cited range may hold; a longer one is two numbers run together

_RANGE = re.compile(r"([ivxlcdm]+|\d+)\s*(?:[-–—]\s*([ivxlcdm]+|\d+))?", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a match stands to the cited page: `right`, or the finding that says why not."""

    right: bool
    findings: tuple[Finding, ...] = ()


def match_of(
    place: Place, source: SourceText, folded: Folded, number: int = 0, *, span: Span | None = None, link: str = ""
) -> Match:
    """A place as the contract reports it; `number` is the source's index in its library, `span` the exact words."""
    span = span or folded.span_of(place.s0, place.s1)
    page = source.pages[source.page_at(span.start)]
    before, after = source.text[max(0, span.start - CONTEXT) : span.start], source.text[span.end : span.end + CONTEXT]
    return Match(
        source.layer, page.index, page.label, span.start, span.end, span.of(source.text), before, after,
        boxes_of(source, span), link, round(place.similarity, 4), number,
    )  # fmt: skip


def with_marks(quote: str, text: str, span: Span) -> Span:
    """The span grown over the marks that open and close the quotation, where the source has the same ones."""
    head = quote[: next((n for n, mark in enumerate(quote) if mark.isalnum()), 0)]
    tail = quote[next((n for n in range(len(quote), 0, -1) if quote[n - 1].isalnum()), len(quote)) :]
    start, end = span.start, span.end
    while head and start and text[start - 1] == head[-1]:
        start, head = start - 1, head[:-1]
    while tail and end < len(text) and text[end] == tail[0]:
        end, tail = end + 1, tail[1:]
    return Span(start, end)


def boxes_of(source: SourceText, span: Span) -> tuple[tuple[int, Box], ...]:
    """The words' boxes with their page's index, in reading order."""
    return tuple((page.index, word.box) for page, word in source.words_in(span.start, span.end) if word.box)


def standing(match: Match, cited: str | None, source: SourceText) -> Standing:
    """Hold the match's pages against the cited ones; a source of one page and no label has nothing to say."""
    wanted = set(cited_pages(cited or ""))
    if not wanted or (len(source.pages) == 1 and source.pages[0].label is None):
        return Standing(right=True)
    first, last = source.page_at(match.start), source.page_at(max(match.end - 1, match.start))
    held = range(first, last + 1)
    labels = {value for n in held for value in cited_pages(source.pages[n].label or "")}
    counts = {n + 1 for n in held} | {source.pages[n].index + 1 for n in held}
    if wanted & labels:
        return Standing(right=True)
    if wanted & counts:
        return Standing(right=True, findings=_other_count(cited or "", labels))
    return Standing(right=False, findings=(_misplaced(match, cited or "", wanted, labels, counts, source),))


def _other_count(cited: str, labels: set[int]) -> tuple[Finding, ...]:
    if not labels:
        return ()
    printed = ", ".join(map(str, sorted(labels)))
    return (rule("P103").finding(f"cited page {cited} is right by the file's count; the page prints {printed}"),)


def _misplaced(
    match: Match, cited: str, wanted: set[int], labels: set[int], counts: set[int], source: SourceText
) -> Finding:
    where = f"page {match.page_index + 1} of the file"
    if match.page_label:
        where += f", printed {match.page_label}"
    if any(abs(number - one) == 1 for number in labels or counts for one in wanted):
        return rule("P102").finding(f"cited page {cited}; found one page off, on {where}")
    printed = {value for page in source.pages for value in cited_pages(page.label or "")}
    if min(wanted) > max({len(source.pages), *printed}):
        return rule("P104").finding(f"cited page {cited}; the source has {len(source.pages)} pages; found on {where}")
    return rule("P101").finding(f"cited page {cited}; found on {where}")


def cited_pages(cited: str) -> Iterator[int]:
    """Every page number a locator names: `3`, `793-794`, `pp. 12, 15-17`, `vii`, `793-4`."""
    for found in _RANGE.finditer(re.sub(r"\b(?:pages?|pp?|pg)\b\.?", " ", cited, flags=re.IGNORECASE)):
        low, high = _number(found[1]), _number(found[2] or found[1])
        if low is None or high is None:
            continue
        if high < low and found[2] and found[2].isdigit():
            high = int(found[1][: -len(found[2])] + found[2]) if len(found[2]) < len(found[1]) else low
        yield from range(low, min(high, low + MAX_RANGE) + 1)


def cited_positions(cited: str | None, source: SourceText) -> Iterator[int]:
    """Positions in `source.pages` of the cited pages, by printed label or by count."""
    wanted = set(cited_pages(cited or ""))
    for position, page in enumerate(source.pages):
        if wanted & {page.index + 1, *cited_pages(page.label or "")}:
            yield position


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    values = [_ROMAN[mark] for mark in text.lower()]
    return sum(-one if one < nxt else one for one, nxt in zip(values, [*values[1:], 0], strict=True))
