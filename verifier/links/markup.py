"""Links in HTML and XML (TEI): attributes that lead somewhere, and addresses written out in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from verifier.links.lines import Lines
from verifier.links.markdown import trimmed
from verifier.links.records import Mention

_UNSEEN = re.compile(r"(?is)<(?P<tag>script|style|pre|code)\b.*?(?:</(?P=tag)\s*>|\Z)|<!--.*?(?:-->|\Z)")
_ATTRIBUTE = re.compile(
    r"""(?:\s|:)(?:href|src|cite|target|url|ref|facs)\s*=\s*(?:"\s*(?P<d>https?://[^"\s]*)|'\s*(?P<s>https?://[^'\s]*))""",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_BARE = re.compile(r"https?://[^\s<>\"“”«»|\\^`{}]+", re.IGNORECASE)


def scan_markup(text: str, file: str) -> Iterator[Mention]:
    """Every link, in reading order; an address shown as the words of its own link counts once."""
    lines = Lines(file, text)
    seen = _UNSEEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    attributes = [(m.start(m.lastgroup or "d"), m[m.lastgroup or "d"]) for m in _ATTRIBUTE.finditer(seen)]
    linked = {html.unescape(raw) for _, raw in attributes}
    words = _TAG.sub(lambda found: " " * len(found[0]) if "\n" not in found[0] else _spaces(found[0]), seen)
    written = [(found.start(), trimmed(found[0])) for found in _BARE.finditer(words)]
    shown = [(at, raw) for at, raw in written if html.unescape(raw) not in linked]
    for start, raw in sorted([*attributes, *shown]):
        yield Mention(html.unescape(raw), lines.place(start), raw=raw)


def _spaces(markup: str) -> str:
    return re.sub(r"[^\n]", " ", markup)
