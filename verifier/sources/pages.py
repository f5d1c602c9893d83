"""HTML record pages: finding a fact by the label printed before it, and keeping whose words are whose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from verifier.records.source import Layer
from verifier.records.text import Page, SourceText
from verifier.sources.base import Answer
from verifier.sources.bytes import Family, sniff
from verifier.texts.html import document, text_of
from verifier.texts.language import language_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_MEMENTO = re.compile(r"^https?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(?=https?://)")  # a copy keeps its own links
LABEL_CHARS_MAX = 80  # a label is a few words; what is longer is prose that happens to begin alike


def soup_of(answer: Answer) -> BeautifulSoup | None:
    """The parsed page, None where the answer is not HTML."""
    return document(answer.body, answer.capture.charset) if sniff(answer.body) is Family.HTML else None


def one_line(node: Any) -> str:
    """A node's words on one line."""
    return " ".join(text_of(node).split())


def heading_of(soup: Any) -> str:
    """The page's first heading with words, else its title without the site's name after a bar."""
    for heading in soup.find_all("h1"):
        if words := one_line(heading):
            return words
    title = soup.find("title")
    return " ".join(title.get_text().split()).split(" | ")[0] if title else ""


def labelled(soup: Any, label: str) -> str:
    """The text that follows a printed label (`Description`, colon or not), '' when the page has no such label."""
    wanted = _plain(label)
    for words in soup.find_all(string=True):
        if len(words) <= LABEL_CHARS_MAX and _plain(words) == wanted:
            text = "\n".join(filter(None, (text_of(after) for after in _following(_whole(words.parent)))))
            if text:
                return text
    return ""


def _whole(leaf: Any) -> Any:
    """The outermost element that holds nothing but the label (`<div><b>Description</b></div>`)."""
    label = leaf.get_text().strip()
    while leaf.parent is not None and leaf.find_next_sibling() is None and leaf.parent.get_text().strip() == label:
        leaf = leaf.parent
    return leaf


def _plain(words: str) -> str:
    return " ".join(words.split()).rstrip(":").rstrip().lower()


def _following(node: Any) -> Iterator[Any]:
    """What stands after a label within its own block, up to the next label of the same kind."""
    for sibling in node.find_next_siblings():
        if sibling.name == node.name and sibling.get("class") == node.get("class") and node.name not in ("p", "div"):
            return
        yield sibling


def links(answer: Answer, *attributes: str) -> Iterator[str]:
    """Absolute addresses in these attributes (default: where pages put files), in reading order, without fragments."""
    soup = soup_of(answer)
    if soup is None:
        return
    base = _MEMENTO.sub("", answer.capture.final_url or answer.wanted.url)
    for node in soup.find_all(["a", "iframe", "embed", "object", "source", "link"]):
        for attribute in attributes or ("href", "src", "data"):
            value = node.get(attribute)
            if isinstance(value, str) and (url := joined(base, value.strip())):
                yield url


def joined(base: str, link: str) -> str:
    """The absolute address of a link, without its fragment; '' for what is no http(s) address at all."""
    try:
        url = urljoin(base, link).partition("#")[0].replace(" ", "%20")
        return url if link and urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else ""
    except ValueError:
        return ""


def prose(text: str, layer: Layer = Layer.DOCUMENT_TEXT, *, title: str = "", language: str = "") -> SourceText | None:
    """A text of one page whose every letter somebody typed; None when there are no words."""
    if not text.strip():
        return None
    page = Page(index=0, text=text.strip().replace("\f", " "), quality=1.0)
    return SourceText(pages=(page,), layer=layer, engine="html", title=title, language=language or language_of(text))
