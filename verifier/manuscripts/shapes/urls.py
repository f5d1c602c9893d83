"""Addresses in running text, whole even where a line end breaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.records.spans import Span

_URL = re.compile(r"(?:https?://|www\.|doi\.org/)[^\s<>“”\"»]+", re.IGNORECASE)
_BROKEN = re.compile(r"[-/_=?&.%]\Z")
_REST = re.compile(r"[ \t]*\r?\n[ \t]*([^\s<>“”\"»]*[-/_.=&%#][^\s<>“”\"»]*)")
_TRAILING = ".,;:!?)]}'’”\""


def find_urls(text: str, region: Span) -> Iterator[Span]:
    """Each address in `region`, joined over line ends where it visibly goes on, without trailing punctuation."""
    at = region.start
    while found := _URL.search(text, at, region.end):
        end = _over_lines(text, found.end(), region.end)
        yield Span(found.start(), _trimmed_end(text, found.start(), end))
        at = max(end, found.end())


def _over_lines(text: str, end: int, limit: int) -> int:
    while _BROKEN.search(text, max(0, end - 1), end):
        rest = _REST.match(text, end, limit)
        if rest is None or rest[1].startswith(("http", "www.")):
            break
        end = rest.end()
    return end


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAILING and not _closes_own(text[start:end]):
        end -= 1
    return end


def _closes_own(url: str) -> bool:
    """True where a final bracket belongs to the address (`..._(film)`)."""
    return url.endswith(")") and url.count("(") >= url.count(")")
