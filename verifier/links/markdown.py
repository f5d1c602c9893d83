"""Links in Markdown: inline, defined by reference, raw HTML, autolinks and bare addresses; code is passed over."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from verifier.links.lines import Lines
from verifier.links.records import Mention

_CODE = re.compile(
    r"(?ms)^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)|"  # fenced
    r"<!--.*?(?:-->|\Z)|(?P<tick>`+)(?!`)[^\n]*?(?<!`)(?P=tick)(?!`)"  # comments, code spans
)
_INLINE = re.compile(
    r"\]\(\s*<?(?P<url>https?://(?:[^\s()<>\\]|\\.|\((?:[^\s()<>]|\([^\s()<>]*\))*\))+)>?", re.IGNORECASE
)
_DEFINED = re.compile(r"(?m)^[ ]{0,3}\[[^\]^][^\]\n]*\]:\s*<?(?P<url>https?://[^\s<>]+)>?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(?:href|src)\s*=\s*(?:"(?P<d>https?://[^"]*)"|'(?P<s>https?://[^']*)')""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def scan_markdown(text: str, file: str) -> Iterator[Mention]:
    """Every link, in reading order."""
    lines = Lines(file, text)
    for start, raw in sorted(_found(_blanked(text))):
        url = _ESCAPED.sub(r"\1", html.unescape(raw))
        yield Mention(url, lines.place(start), raw=raw)


def _blanked(text: str) -> str:
    """The text with code and comments turned to spaces, so that offsets stay what they are."""
    return _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _found(text: str) -> Iterator[tuple[int, str]]:
    rest = text
    for pattern in (_INLINE, _DEFINED, _ATTRIBUTE):
        spans = [found.span(found.lastgroup or "url") for found in pattern.finditer(rest)]
        yield from ((start, rest[start:end]) for start, end in spans)
        rest = _without(rest, spans)
    yield from _bare(rest)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _bare(text: str) -> Iterator[tuple[int, str]]:
    for found in re.finditer(r"https?://[^\s<>\"“”«»|\\^`{}\[\]]+", text, re.IGNORECASE):
        yield found.start(), trimmed(found[0])


def trimmed(url: str) -> str:
    """A bare URL without the punctuation of the sentence it stands in."""
    while url and (url[-1] in ".,;:!?'\"’”*_~" or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url
