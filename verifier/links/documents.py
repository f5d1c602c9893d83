"""Links in formats that are no plain text: read as a manuscript, placed in the text that reading gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from verifier.links.records import Mention, Place


def scan_document(path: Path) -> Iterator[Mention]:
    """Every link of the document and every address written out in it, in reading order. Raises ManuscriptError."""
    from verifier.citations.urls import find_urls
    from verifier.manuscripts import read_manuscript

    manuscript = read_manuscript(path)
    found = [(link.span.start, link.url) for link in manuscript.links]
    found += [(one.start, one.url) for one in find_urls(manuscript.text)]
    seen: set[tuple[int, str]] = set()
    for start, url in sorted(found):
        line = manuscript.line_of(start)
        if url.startswith(("http://", "https://")) and (line, url) not in seen:
            seen.add((line, url))
            yield Mention(url, Place(str(path), line, manuscript.column_of(start)), raw=url)
