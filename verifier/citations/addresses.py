"""The addresses in a note: those printed, and those behind words that are hyperlinks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from verifier.citations.urls import FoundUrl, find_urls
from verifier.records.manuscript import Link
from verifier.records.spans import Stream


def addresses(stream: Stream, links: Sequence[Link]) -> list[FoundUrl]:
    """URLs printed in the note and words that are hyperlinks, in order; an address that is also a link counts once."""
    found = list(find_urls(stream.text))
    for link, start, end in _links_in(stream, links):
        if not any(other.start < end and start < other.end for other in found):
            found.append(FoundUrl(link.url, start, end))
    return sorted(found, key=lambda one: one.start)


def _links_in(stream: Stream, links: Sequence[Link]) -> Iterator[tuple[Link, int, int]]:
    """The links whose words stand in the stream, with their place in it."""
    at = 0
    for span in stream.spans:
        first = bisect_left(links, span.start, key=lambda link: link.span.start)
        for link in links[first:]:
            if link.span.start >= span.end:
                break
            start = at + link.span.start - span.start
            if link.url.lower().startswith(("http://", "https://")):
                yield link, start, min(start + len(link.span), len(stream.text))
        at += len(span) + len(stream.joint)


def printed(words: str) -> bool:
    """True for words that are an address themselves, rather than words that hide one."""
    return words.lstrip("<([ ").lower().startswith(("http", "www.", "doi"))
