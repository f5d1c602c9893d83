"""Parsing HTML and the few questions we ask of an element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from verifier.errors import ManuscriptError

Element = Any  # lxml's elements carry no types

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "html",
})  # fmt: skip
DROPPED = frozenset({
    "script", "style", "template", "noscript", "head", "nav", "button", "select", "option", "textarea", "input",
    "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas", "map", "img", "link", "meta",
})  # fmt: skip
SITE_CLASSES = frozenset({
    "mw-editsection", "navbox", "navbar", "toc", "infobox", "hatnote", "catlinks", "mw-jump-link", "noprint",
    "sharedaddy", "jp-relatedposts", "comments", "comment-list", "comment-respond", "breadcrumb", "breadcrumbs",
    "sidebar", "widget", "menu", "skip-link", "screen-reader-text", "cookie-notice",
})  # fmt: skip
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>|<!DOCTYPE[^>\[]*>", re.IGNORECASE)
GUESSED = "windows-1252"
_MEANT_BY_BROWSERS = frozenset({"utf-8", "utf8", "iso-8859-1", "latin1"})  # declared by pages that are neither
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def parse(body: bytes, name: str) -> Element:
    """The root element. The parser reads no other file and no network. Raises ManuscriptError for what is not HTML."""
    from lxml import etree, html

    strict = _as_xml(body) if body.lstrip()[:5] == b"<?xml" or b"<?xml" in body[:16] else None
    if strict is not None:
        return strict
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(_as_utf8(body), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ManuscriptError(f"cannot be read as HTML: {error.__class__.__name__}", path=name) from error
    if root is None:
        raise ManuscriptError("holds no HTML element", path=name)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ManuscriptError("nests too deeply to be read whole", path=name)
    return root


def _as_xml(body: bytes) -> Element | None:
    """XHTML as XML, where an empty `<a id="x"/>` ends; None where it is not well-formed after all."""
    from lxml import etree, html

    try:
        text = _ENTITY.sub(_entity, body.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    text = _DECLARATION.sub("", text, count=2)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(html.HtmlElementClassLookup())
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rsplit("}", 1)[-1]
    return root


def _entity(found: re.Match[str]) -> str:
    from html.entities import html5

    return found[0] if found[1] in _XML_ENTITIES else html5.get(f"{found[1]};", found[0])


def _as_utf8(body: bytes) -> bytes:
    """The same characters in UTF-8: as they are, by their mark, by what the page declares, or as browsers guess."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace").encode("utf-8", "replace")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        found = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", body[:4096])
        declared = found[1].decode("ascii").lower() if found else GUESSED
        return _decoded(body, GUESSED if declared in _MEANT_BY_BROWSERS else declared).encode("utf-8", "replace")
    return body


def _decoded(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding, "replace")
    except (LookupError, ValueError, TypeError, AssertionError):  # a name that is no text encoding of ours
        return body.decode(GUESSED, "replace")


_ROLE_ATTRIBUTES = ("role", "epub:type", "{http://www.idpf.org/2007/ops}type")


def tag(element: Element) -> str:
    """The element's local name in lower case, empty for comments and such."""
    name = element.tag
    return name.rsplit("}", 1)[-1].lower() if isinstance(name, str) else ""


def classes(element: Element) -> frozenset[str]:
    """Its class names, in lower case."""
    return frozenset((element.get("class") or "").lower().split())


def roles(element: Element) -> frozenset[str]:
    """ARIA roles and EPUB types, without the `doc-` that only the former have."""
    named = " ".join(element.get(attribute) or "" for attribute in _ROLE_ATTRIBUTES)
    return frozenset(word.removeprefix("doc-") for word in named.lower().split())


def names(element: Element) -> Iterator[str]:
    """What a fragment can call it by."""
    for attribute in ("id", "name"):
        if value := element.get(attribute):
            yield value


def words_of(element: Element) -> str:
    """All its text, white space folded."""
    return " ".join("".join(element.itertext()).split())


def is_dropped(element: Element) -> bool:
    """True for what a reader of the page does not read as the text: code, navigation, what is hidden."""
    if tag(element) in DROPPED or not isinstance(element.tag, str):
        return True
    if element.get("hidden") is not None or (element.get("aria-hidden") == "true" and tag(element) != "figcaption"):
        return True
    return bool(classes(element) & SITE_CLASSES) or bool(_HIDDEN.search(element.get("style") or ""))


def block_of(element: Element) -> Element:
    """The nearest enclosing block-level element (or itself)."""
    while element is not None and tag(element) not in BLOCKS:
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element
