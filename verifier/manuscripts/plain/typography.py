"""Marks that a plain text borrows from Markdown: emphasis and bare link syntax, which readers do not see as words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.records.spans import Span

_STARS = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])((?:[^*\n]|\n(?!\s*\n)){1,600}?)(?<=[^\s*])\1(?![\w*])")
_LOW_LINES = re.compile(r"(?<![\w/])(_{1,2})(?=[^\s_])((?:[^_\n]|\n(?!\s*\n)){1,600}?)(?<=[^\s_])\1(?!\w)")
_LINK = re.compile(r"(\[)[^\[\]\n]{1,300}(\]\((?:#|https?://)[^()\s]*\))")


def emphasis(text: str, region: Span, *, stars: bool = True) -> Iterator[Span]:
    """The emphasis marks in `region`, each one by itself; `stars` is off where asterisks are note marks."""
    for pattern in (_STARS, _LOW_LINES) if stars else (_LOW_LINES,):
        for found in pattern.finditer(text, region.start, region.end):
            width = len(found[1])
            yield Span(found.start(), found.start() + width)
            yield Span(found.end() - width, found.end())


def link_syntax(text: str, region: Span) -> Iterator[Span]:
    """The brackets and addresses of `[words](address)`."""
    for found in _LINK.finditer(text, region.start, region.end):
        yield Span(*found.span(1))
        yield Span(*found.span(2))
