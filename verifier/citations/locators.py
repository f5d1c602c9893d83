"""Pinpoints: before or after the URL, in prose, roman, ranges, and those a URL carries itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from verifier.citations.numerals import roman_value
from verifier.records.citation import Locator

FIRST_YEAR, LAST_YEAR = 1500, 2099  # bare numbers between these are years unless `p.` says otherwise

_ARABIC = r"[A-Z]?\d{1,4}(?:n\d{1,3}|\s?ff?\b\.?)?"
_ROMAN = r"(?:[ivxlc]+)"
_ONE = rf"(?:{_ARABIC}|{_ROMAN})(?:\s?[-–—‐]\s?(?:{_ARABIC}|{_ROMAN}))?"
_LIST = rf"{_ONE}(?:(?:,\s?(?:and\s)?|\s(?:and|&)\s){_ONE})*"
_SIGN = r"(?:pp?\.|pp?(?=\s?\d)|pages?|pgs?\.?|págs?\.|S\.|s\.|at)"
_AFTER_URL = re.compile(
    rf"^[\s>)\]]*[,;:.]?\s*(?:{_SIGN}\s*)?(?P<value>{_LIST})\s*(?:[./,;)\]]|\s)*(?:$|(?=[\[(]|[A-Z]))"
)
_TRAILING = re.compile(rf"(?:^|[,.:;”\"’')\]?!]|\s(?={_SIGN}))\s*(?:{_SIGN}\s*)?(?P<value>{_LIST})[\s./,;:>)\]]*$")
_SIGNED = re.compile(rf"\b(?:pp?\.|pages?|pgs?\.?|págs?\.|S\.)\s*(?P<value>{_LIST})(?![\w])", re.IGNORECASE)
_QUOTED_FROM = re.compile(
    rf"\b(?:quot(?:e|ed|ation|ations|es)|here|esp\.?|especially|at)\s[^.;]{{0,30}}?{_SIGN}\s*(?P<value>{_LIST})",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\b(?:no|nos|vol|vols|box|folder|file|files|fond|opis|delo|reel|rg|record group|lot|case|series|item|number|"
    r"order|d|doc|docs|document|documents|tab|roll|part|pt|entry|ser|ed|edition|resolution|act|e\.o|issue|bd|nr|"
    r"chapter|ch|chap)"
    r"\.?|[A-Za-z]\d*|/|\$|#|№)\s*$",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATED = re.compile(rf"{_MONTH}\s*$|\b{_MONTH}\s\d{{1,2}},?\s*$|\b\d{{1,2}}\s{_MONTH},?\s*$", re.IGNORECASE)
_OTHER = (
    (
        "document",
        re.compile(
            r"\b(?:docs?\.|documents?|Dok\.)\s*(?:nos?\.\s*)?(?P<value>\d{1,4}(?:[-–]\d{1,4})?)(?!\w)", re.IGNORECASE
        ),
    ),
    ("paragraph", re.compile(r"(?:¶+|\bparas?\.|\bparagraphs?)\s*(?P<value>\d{1,4}(?:[-–]\d{1,4})?)", re.IGNORECASE)),
    ("frame", re.compile(r"\b(?:frames?|fr\.)\s*(?P<value>\d{1,5}(?:[-–]\d{1,5})?)", re.IGNORECASE)),
    ("chapter", re.compile(r"\b(?:chapters?|chap\.|ch\.)\s*(?P<value>\d{1,3}|[ivxl]+)\b", re.IGNORECASE)),
)
_FRAGMENT = re.compile(r"#(?:page=|document/p|p(?:age)?[-_]?)(?P<value>\d{1,4})\b", re.IGNORECASE)
_EXTENT = re.compile(r"(?:\)|\d):\s*(?:pp?\.\s*)?(?P<value>\d{1,4}\s?[-–—]\s?\d{1,4})")


@dataclass(frozen=True, slots=True)
class Located:
    """The pinpoint, and the pages the whole work fills (as printed)."""

    locator: Locator | None
    extent: str | None = None


def locate(before: str, after: str, url: str = "") -> Located:
    """The pinpoint of one citation. `before` and `after` are its words on either side of the URL, title left out.

    Order of trust: what follows the URL, what says that the quotation stands there, what ends the words before
    the URL, a signed page anywhere, another kind of locator, and last what the URL itself points at.
    """
    before, after = " ".join(before.split()), " ".join(after.split())
    extent = _EXTENT.search(before)
    pages = extent.group("value") if extent else None
    value = (
        _accepted(after, _AFTER_URL.match(after))
        or _value(_QUOTED_FROM.search(after) or _QUOTED_FROM.search(before))
        or _accepted(before, _TRAILING.search(before))
        or _value(_SIGNED.search(after) or _SIGNED.search(before))
    )
    if value:
        return Located(Locator("page", _pinpoint(value)), pages)
    return Located(_other(f"{before} {after}") or _in_url(url), pages)


def _value(found: re.Match[str] | None) -> str | None:
    return found.group("value") if found else None


def _accepted(words: str, found: re.Match[str] | None) -> str | None:
    """The number found, unless it is a year, a day, or counts something other than pages."""
    if found is None:
        return None
    value, start = found.group("value"), found.start("value")
    if re.search(rf"{_SIGN}\s?$", words[found.start() : start]):
        return value
    if not value[0].isdigit() and roman_value(re.split(r"[-–—]", value)[0]) is None and not value[1:2].isdigit():
        return None
    pages = _without_year(value)
    if pages is None:
        return None
    lead = words[:start].rstrip(" ,.;:")
    dated = pages == value and _DATED.search(words[:start]) and not lead[-1:].isdigit()
    return None if dated or _COUNTED.search(words[:start]) else pages


def _without_year(value: str) -> str | None:
    """The numbers without a year at their head (`1961, 9400–9401`); None when a year is all there is."""
    first, _, rest = value.partition(",")
    years = re.fullmatch(r"(\d{4})(?:\s?[-–—]\s?(\d{2}|\d{4}))?", first.strip())
    if years and FIRST_YEAR <= int(years.group(1)) <= LAST_YEAR:
        return rest.strip() or None
    return value


def _pinpoint(value: str) -> str:
    """Of `3-10, 4` (a work's pages, then the page meant) the last; of a rising list all of it."""
    parts = [part.strip() for part in re.split(r",\s?(?:and\s)?|\s(?:and|&)\s", value)]
    firsts = [int(number.group()) for part in parts if (number := re.match(r"\d+", part))]
    rising = all(left <= right for left, right in pairwise(firsts))
    first = re.match(r"(\d+)\s?[-–—]\s?(\d+)", parts[0])
    inside = (
        first is not None
        and len(firsts) > 1
        and firsts[1] <= int(first.group(2))
        and len(first.group(2)) >= len(first.group(1))
    )
    return value if rising and not inside else parts[-1]


def _other(words: str) -> Locator | None:
    for label, finder in _OTHER:
        found = finder.search(words)
        if found:
            return Locator(label, found.group("value"))
    return None


def _in_url(url: str) -> Locator | None:
    found = _FRAGMENT.search(url)
    return Locator("page", found.group("value")) if found else None
