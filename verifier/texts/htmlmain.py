"""Which part of an HTML page is its own text: what remains once navigation is gone, told by tag, role and name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bs4 import Tag

# Where pages keep their own text, surest first: (attribute, value) pairs.
_MAIN = (
    ("id", "content-inner"), ("name", "main"), ("role", "main"), ("name", "article"), ("id", "main-content"),
    ("id", "maincontent"), ("id", "content"), ("id", "main"), ("class", "main-content"), ("class", "entry-content"),
    ("class", "post-content"), ("class", "content"),
)  # fmt: skip
_CHROME_TAGS = ["nav", "header", "footer", "aside", "form", "dialog", "menu"]
_CHROME_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert", "menu", "menubar", "toolbar"]
)
_CHROME_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|share|sharing|social|cookies?|consent|pager|pagination|"
    r"related|skip-?link|skip|toolbar|masthead|site-header|site-footer|comments?|advert|ads|newsletter|banner|popup|modal|visually-hidden|sr-only)(?:$|[-_\s])",
    re.IGNORECASE,
)
MAIN_SHARE_MIN = 0.25  # a container counts as the main one when it holds this share of the page's words
CHROME_SHARE_MAX = (
    0.5  # what looks like navigation by its name and holds more of the words than this is the text itself
)


def main_of(soup: Any) -> Tag:
    """The element that holds the page's own text. Navigation inside it is removed from the tree."""
    body = soup.body or soup
    for element in _chrome(body):
        element.decompose()
    words = max(_weight(body), 1)
    found: dict[tuple[str, str], list[Any]] = {}
    for tag in body.find_all(True):
        for trait in _traits(tag):
            found.setdefault(trait, []).append(tag)
    main = body
    for trait in _MAIN:
        # A second pass goes inside: <main><article>, #content-inner > .content.
        inside = [tag for tag in found.get(trait, ()) if main is body or main in tag.parents]
        if len(inside) == 1 and _weight(inside[0]) >= words * MAIN_SHARE_MIN:
            main = inside[0]
    return main  # type: ignore[no-any-return]


def _traits(tag: Any) -> list[tuple[str, str]]:
    """What `_MAIN` asks of an element."""
    classes = [("class", str(name)) for name in tag.get("class") or ()]
    return [("name", tag.name), ("id", str(tag.get("id") or "")), ("role", str(tag.get("role") or "")), *classes]


def _chrome(body: Any) -> list[Any]:
    """Elements that are navigation by tag, role or name, unless they hold most of the words."""
    limit = max(_weight(body), 1) * CHROME_SHARE_MAX
    named = [tag for tag in body.find_all(True) if _is_chrome(tag)]
    chosen: set[int] = set()
    kept = []
    for tag in named:
        if any(id(parent) in chosen for parent in tag.parents):
            continue
        if _weight(tag) <= limit:
            chosen.add(id(tag))
            kept.append(tag)
    return kept


def _is_chrome(tag: Any) -> bool:
    if tag.name in _CHROME_TAGS:
        return not (tag.name in {"header", "aside"} and tag.find_parent(["article", "main"]) is not None)
    if str(tag.get("role") or "") in _CHROME_ROLES:
        return True
    if tag.name not in {"div", "ul", "section", "ol", "p", "span", "a"}:
        return False
    names = " ".join([*(tag.get("class") or []), str(tag.get("id") or "")])
    return bool(names and _CHROME_NAMES.search(names))


def _weight(node: Any) -> int:
    return len(node.get_text())
