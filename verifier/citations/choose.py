"""Of several citations in one note, the one a quotation is from: by the words that lead in, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.citations.authors import fold, surnames
from verifier.citations.dates import DATE, parsed
from verifier.citations.short_forms import Work, distinct, title_words
from verifier.records.citation import Citation, Position, Resolution
from verifier.records.quotation import Quotation

TITLE_SHARE = 0.6  # share of a title's words that the lead-in must hold to count as naming the work

_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'\-]+")
_ASIDE = re.compile(r"\b(?:also|too|auch|aussi|for|but|example|instance|e\.g|generally|passing)\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\s(\d{1,2})\b"
)


def choose(quotation: Quotation, found: Sequence[Resolution]) -> Resolution | None:
    """The citation meant: the only one, or the only one given outright, or the only one the lead-in names."""
    weights = [_weight(one) for one in found]
    principal = [one for one, weight in zip(found, weights, strict=True) if weight == min(weights)]
    if len(principal) == 1:
        return principal[0]
    if _one_source(principal):
        return principal[0]
    return _named(quotation, principal)


def _weight(one: Resolution) -> int:
    """How far a citation stands from the point: 0 given outright, 1 after `see` or `cf.`, 2 after `see also`."""
    signal = one.citation.signal if one.citation else ""
    return 0 if not signal else 2 if _ASIDE.search(signal) else 1


def _one_source(found: Sequence[Resolution]) -> bool:
    """Several citations of one work at one page."""
    works = [Work.of(one.source) for one in found if one.source is not None]
    places = {one.locator for one in found}
    return len(works) == len(found) and len(distinct(works)) == 1 and len(places) == 1


def _named(quotation: Quotation, found: Sequence[Resolution]) -> Resolution | None:
    """The one whose author, date or title the words around the quotation name; None when none or several are named."""
    around = f"{quotation.lead_in} {quotation.speaker or ''}"
    for test in (_by_date, _by_author, _by_title):
        fitting = [one for one in found if test(around, one.source or one.citation)]
        if len(fitting) == 1:
            return fitting[0]
        if len(fitting) > 1:
            found = fitting
    return None


def _by_date(around: str, citation: Citation | None) -> bool:
    if citation is None or not citation.date:
        return False
    dates = [parsed(found.group()) for found in DATE.finditer(around)]
    days = [(found.group(1)[:3], found.group(2)) for found in _DAY.finditer(around)]
    wanted = parsed(citation.date)
    named = any(fold(month) in fold(citation.date) and re.search(rf"\b{day}\b", citation.date) for month, day in days)
    return wanted is not None and (wanted in dates or named)


def _by_author(around: str, citation: Citation | None) -> bool:
    if citation is None or citation.position is Position.UNKNOWN:
        return False
    names = {fold(word) for word in _NAME.findall(re.sub(r"[’']s\b", "", around))}
    return bool(surnames(citation.author) & names)


def _by_title(around: str, citation: Citation | None) -> bool:
    words = set(title_words(citation.title or "")) if citation else set()
    told = set(title_words(around))
    return len(words) > 1 and len(words & told) / len(words) >= TITLE_SHARE
