"""What a reader would see of an HTML page, roughly and fast: title, heading, words. For judging, not for quoting."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from verifier.captures.markers import MARKUP_LOOKED_AT

_UNSEEN = re.compile(r"(?is)<(script|style|noscript|template|svg|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_TAG = re.compile(r"<[^<>]{0,4000}>")
_TITLE = re.compile(r"(?is)<title[^<>]{0,200}>(.{0,500}?)</title\s*>")
_HEADING = re.compile(r"(?is)<h1\b[^<>]{0,500}>(.{0,1000}?)</h1\s*>")
_REFRESH = re.compile(r"(?is)<meta\b[^<>]{0,200}http-equiv\s{0,3}=\s{0,3}[\"']?refresh")
_PASSWORD = re.compile(r"(?is)<input\b[^<>]{0,500}type\s{0,3}=\s{0,3}[\"']?password")
HTML_HEADS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<title", b"<script", b"<meta", b"<?xml")


@dataclass(frozen=True, slots=True)
class Page:
    """Folded text (lower case, single spaces) of a page's parts; `markup` is all of it, tags and all."""

    title: str
    heading: str
    text: str
    markup: str
    refreshes: bool
    asks_password: bool


def read_page(body: bytes, charset: str = "") -> Page:
    """The page in `body`, of which only the head is looked at when it is very long."""
    raw = _decoded(body[:MARKUP_LOOKED_AT], charset)
    heading = _HEADING.search(raw)
    title = _TITLE.search(raw)
    return Page(
        title=fold(title[1]) if title else "",
        heading=fold(heading[1]) if heading else "",
        text=fold(_UNSEEN.sub(" ", raw)),
        markup=raw.lower(),
        refreshes=_REFRESH.search(raw) is not None,
        asks_password=_PASSWORD.search(raw) is not None,
    )


def fold(markup: str) -> str:
    """Tags out, entities read, lower case, typographic apostrophes plain, one space where there was white space."""
    text = html.unescape(_TAG.sub(" ", markup)).lower().replace("’", "'")
    return " ".join(text.split())


def looks_like_html(body: bytes) -> bool:
    """True when the first bytes are those of a page, whatever the header says."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(HTML_HEADS) or b"<html" in head


def looks_like_pdf(body: bytes) -> bool:
    """True when `%PDF-` stands in the first 1,024 bytes, where readers accept it."""
    return b"%PDF-" in body[:1024]


def _decoded(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
