"""The addresses in a note: those printed, and those behind words that are hyperlinks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from verifier.citations.urls import FoundUrl, find_urls
from verifier.records.manuscript import Link, Manuscript
from verifier.records.spans import Stream

SHARED_FOLDERS = 2  # folders a path must share with a whole address before that address's host is taken for its own


def addresses(stream: Stream, links: Sequence[Link], host: str = "") -> list[FoundUrl]:
    """URLs printed in the note and words that are hyperlinks, in order; an address that is also a link counts once.

    `host` completes links that give only a path.
    """
    found = list(find_urls(stream.text))
    for link, start, end in _links_in(stream, links):
        url = completed(link.url, host)
        if _is_web(url) and not any(other.start < end and start < other.end for other in found):
            found.append(FoundUrl(url, start, end))
    return sorted(found, key=lambda one: one.start)


def _links_in(stream: Stream, links: Sequence[Link]) -> Iterator[tuple[Link, int, int]]:
    """The links whose words stand in the stream, with their place in it."""
    at = 0
    for span in stream.spans:
        first = bisect_left(links, span.start, key=lambda link: link.span.start)
        last = bisect_left(links, span.end, key=lambda link: link.span.start)
        for number in range(first, last):
            link = links[number]
            start = at + link.span.start - span.start
            yield link, start, min(start + len(link.span), len(stream.text))
        at += len(span) + len(stream.joint)


def printed(words: str) -> bool:
    """True for words that are an address themselves, rather than words that hide one."""
    return words.lstrip("<([ ").lower().startswith(("http", "www.", "doi"))


def own_host(manuscript: Manuscript) -> str:
    """The host that links without one mean (`https://archive.example`), or '' where it cannot be told.

    It is the host of the whole address that shares most folders with one of those links: a paper published on a
    site links to that site by path alone. '' where there are no such links, where fewer than SHARED_FOLDERS agree,
    or where two hosts fit equally well.
    """
    paths = [link.url for link in manuscript.links if _is_path(link.url)]
    if not paths:
        return ""
    linked = [link.url for link in manuscript.links if _is_web(link.url)]
    whole = dict.fromkeys([*linked, *(found.url for found in find_urls(manuscript.text))])
    ranked = [(max(_shared_folders(path, url) for path in paths), _host(url)) for url in whole]
    most = max((shared for shared, _ in ranked), default=0)
    best = {host for shared, host in ranked if shared == most}
    return best.pop() if len(best) == 1 and most >= SHARED_FOLDERS else ""


def completed(url: str, host: str) -> str:
    """A path (`/documents/vol1#d6`) with its host; any other address, or an unknown host, leaves it as it is."""
    return host + url if host and _is_path(url) else url


def _is_path(url: str) -> bool:
    return url.startswith("/") and not url.startswith("//")


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _shared_folders(path: str, url: str) -> int:
    folders, others = path.split("/")[1:-1], url.split("/")[3:-1]
    pairs = enumerate(zip(folders, others, strict=False))
    return next((at for at, pair in pairs if pair[0] != pair[1]), min(len(folders), len(others)))


def _host(url: str) -> str:
    return "/".join(url.split("/")[:3])
