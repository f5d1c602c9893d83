"""Links in running text: plain text and formats whose links are written out (RST, YAML, JSON)."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.links.lines import Lines
from verifier.links.records import Mention


def scan_plain(text: str, file: str) -> Iterator[Mention]:
    """Every URL of the text, whole even where a line break cuts it, without the sentence's punctuation."""
    from verifier.citations.urls import find_urls

    lines = Lines(file, text)
    for found in find_urls(text):
        start = found.start + (text[found.start] == "<")
        raw = text[start : found.end].removesuffix(">")
        if found.url.startswith(("http://", "https://")):
            yield Mention(found.url, lines.place(start), raw=raw)
