"""Dates of the cited work; dates of access are not dates of the source."""

from __future__ import annotations

import re

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s?{MONTH},?\s\d{{4}}"
    rf"|{MONTH}\s\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?,?\s\d{{4}}"
    rf"|(?:(?:Spring|Summer|Autumn|Fall|Winter)|{MONTH})\s\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}}))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d–-])(1[5-9]\d{2}|20\d{2})(?![\d–-])")
_AT_END = re.compile(r"\(([^()]*\d{4})\)$")
_ACCESS = re.compile(
    r"\b(?:accessed|retrieved|last (?:accessed|visited|modified)|viewed|consulted|abgerufen|consult[ée]e?)\b"
    r"[^;]{0,25}$",
    re.IGNORECASE,
)
_ACCESSED = re.compile(
    rf"\b(?:accessed|retrieved|last (?:accessed|visited|modified)|viewed|consulted)(?:\s+on)?:?\s+{DATE.pattern}",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?P<day>\d{1,2})?\s?(?P<month>[A-Za-z]{3,9})\.?\s?(?P<day2>\d{1,2})?,?\s(?P<year>\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date_of(words: str, title: str = "") -> str | None:
    """The date of the work as printed: one in brackets at the title's end, else after the title, else in it.

    A web page that reprints a treaty bears the treaty's date in its title and its own behind it. A day of access is
    never the date, nor is a year that the title merely speaks of (`The Crisis of 1936`).
    """
    bracketed = _AT_END.search(title)
    own = bracketed.group(1) if bracketed else ""
    if own and _YEAR.fullmatch(own):
        return own
    for text in (own, words, title):
        for found in DATE.finditer(text):
            if not _ACCESS.search(text[: found.start()]):
                return re.sub(r"(?<=\d)(?=[A-Z])", " ", found.group())
    year = _YEAR.search(without_access(words))
    return year.group() if year else None


def without_access(words: str) -> str:
    """The words without statements of access."""
    return _ACCESSED.sub("", words)


def parsed(date: str) -> tuple[int, int | None, int | None] | None:
    """(year, month or None, day or None) of a date as printed, or None when it is not understood."""
    found = _PARTS.search(date)
    if found and found.group("month")[:3].lower() in _MONTHS:
        day = found.group("day") or found.group("day2")
        return int(found.group("year")), _MONTHS.index(found.group("month")[:3].lower()) + 1, int(day) if day else None
    year = _YEAR.search(date)
    return (int(year.group()), None, None) if year else None
