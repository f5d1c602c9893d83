"""An HTML page as the search for a text fragment sees it: its visible words by block, and the names of its elements."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

DEPTH_LIMIT = 100_000  # open elements remembered; a page nested deeper is an attack, and the rest is read flat
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
UNSEEN = frozenset(
    [
        "applet",
        "audio",
        "canvas",
        "head",
        "iframe",
        "meter",
        "noscript",
        "object",
        "progress",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "video",
    ]
)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Text as browsers compare it for a text fragment: case and accents aside, white space single."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _SPACE.sub(" ", "".join(mark for mark in plain if not unicodedata.combining(mark)))


@dataclass(frozen=True)
class PageText:
    """`blocks` are folded, non-empty, in document order; `words` the same unfolded; `names` are ids and <a name>s."""

    blocks: tuple[str, ...]
    words: tuple[str, ...]
    names: frozenset[str]

    def has_anchor(self, anchor: str) -> bool:
        """True where a browser would jump: to an element of that id or name, or to the top."""
        for name in (anchor, unquote(anchor)):
            if name in self.names or f"user-content-{name}" in self.names or name.lower() in ("", "top"):
                return True
        return False


def read_page_text(body: bytes, charset: str = "") -> PageText:
    """The page in `body`; never raises, whatever the markup."""
    parser = _Parser()
    try:
        parser.feed(_decoded(body, charset))
        parser.close()
    except (AssertionError, ValueError, RecursionError):
        pass  # a malformed declaration; what was read up to there stands
    words = parser.finished()
    return PageText(tuple(fold(block) for block in words), words, frozenset(parser.names))


def _decoded(body: bytes, charset: str) -> str:
    named = charset
    if not named:
        found = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", body[:4096], re.IGNORECASE)
        named = found[1].decode("ascii") if found else "utf-8"
    try:
        return body.decode(named, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


class _Parser(HTMLParser):
    """Collects words block by block; what is not shown, and what search does not enter, is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.names: set[str] = set()
        self._blocks: list[str] = []
        self._words: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note its names; a block ends the one before; an unseen element hides what it holds."""
        given = dict(attrs)
        self._name(tag, given)
        if tag in BLOCKS:
            self._end_block()
        if tag in VOID:
            return
        if self._unseen:
            if tag == self._unseen[0] and len(self._unseen) < DEPTH_LIMIT:
                self._unseen.append(tag)
        elif tag in UNSEEN or "hidden" in given or _HIDDEN.search(given.get("style") or ""):
            self._unseen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a hidden element, or end a block."""
        if self._unseen and tag == self._unseen[0]:
            self._unseen.pop()
        if tag in BLOCKS:
            self._end_block()
            if tag in ("body", "html"):
                self._unseen.clear()

    def handle_data(self, data: str) -> None:
        """Words, where they can be seen."""
        if not self._unseen:
            self._words.append(data)

    def finished(self) -> tuple[str, ...]:
        """Every block that holds words, white space single."""
        self._end_block()
        return tuple(self._blocks)

    def _name(self, tag: str, given: dict[str, str | None]) -> None:
        for name in (given.get("id"), given.get("name") if tag == "a" else None):
            if name:
                self.names.add(name)

    def _end_block(self) -> None:
        words = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if words:
            self._blocks.append(words)
