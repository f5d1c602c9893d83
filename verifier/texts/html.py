"""HTML: the main text without navigation, page breaks as pages, footnote marks out, notes apart.

The pure functions here (`document`, `main_of`, `text_of`, `pages_of`, `take_notes`) are what archive adapters use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from verifier.records.source import Layer
from verifier.records.text import PAGE_JOINT, Page, SourceText
from verifier.texts.charset import decode
from verifier.texts.htmlmain import main_of
from verifier.texts.htmlnotes import take_notes
from verifier.texts.language import language_of
from verifier.texts.ligatures import lost, mended, repair
from verifier.texts.typography import clean, collapsed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

__all__ = [
    "PAGE_BREAKS",
    "document",
    "main_of",
    "notes_of",
    "pages_of",
    "read_html",
    "take_notes",
    "text_of",
    "title_of",
]

# Page breaks of the State Department's series in its several dresses, of EPUB and of DocBook-like pages.
PAGE_BREAKS = "(the page breaks of known dresses)"
_BREAK_NAMES = frozenset(["frus-page-break", "page-break", "pagebreak", "pagenum", "page-number-break"])
_SKIPPED = frozenset([
    "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "button", "select",
    "textarea", "head", "title", "datalist"
])  # fmt: skip
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "thead", "tfoot", "tr",
    "ul", "caption"
])  # fmt: skip
_CELLS = frozenset(["td", "th"])
_MARK = "\x1e"  # record separator: stands in the stream where a page break was


def document(body: bytes, charset: str = "") -> BeautifulSoup:
    """The parsed page; `charset` is what the server declared (may be wrong or empty)."""
    import warnings

    from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML is read as the HTML it is
        return BeautifulSoup(decode(body, charset), "lxml")


def text_of(node: Any) -> str:
    """The words of a node as a reader sees them: blocks on lines of their own, other white space as one blank.

    Scripts, hidden elements and form controls are left out; `pre` keeps its lines. The tree is not changed.
    """
    return _settled(_stream(node, frozenset()))


def pages_of(node: Any, page_break_selector: str = PAGE_BREAKS) -> tuple[Page, ...]:
    """The text cut into pages at the elements the CSS selector matches, which leave the text.

    A break's label is the number printed in it ("[Page 47]", "FRUS p. 211" -> "47", "211"); what stands before
    the first break is on the page before (label 46), as the break marks where a page begins.
    """
    return _paged(node, page_break_selector)[0]


def _paged(node: Any, page_break_selector: str) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """The pages, and what there is to tell of ligatures put back in them."""
    breaks = _selected(node, page_break_selector)
    labels = [_label_of(element) for element in breaks]
    stream = _stream(node, frozenset(map(id, breaks)))
    text = PAGE_JOINT.join(_settled(part) for part in stream.split(_MARK))
    mends = lost(text)
    parts = mended(text, mends).split(PAGE_JOINT)
    named: list[str | None] = [_label_before(labels[0]) if labels else None, *labels]
    kept = list(zip(parts, named, strict=True))
    if len(kept) > 1 and not kept[0][0]:
        kept.pop(0)  # the first break stood before the first word
    pages = tuple(Page(index=i, text=text, label=label, quality=1.0) for i, (text, label) in enumerate(kept))
    return pages, (repair(len(mends), [mend.word for mend in mends]),) if mends else ()


def title_of(soup: Any) -> str:
    """The page's title, in one line; empty when it has none."""
    found = soup.find("h1") or soup.find("title")
    return " ".join(text_of(found).split()) if found else ""


def notes_of(notes: Iterable[str], *, url: str = "", title: str = "") -> SourceText | None:
    """Footnotes as a text of their own, an editor's words; None when there are none."""
    lines = [note for note in notes if note]
    if not lines:
        return None
    return SourceText(
        pages=(Page(index=0, text="\n".join(lines)),), layer=Layer.EDITORS_NOTES, engine="html", url=url, title=title
    )


def read_html(
    body: bytes, *, url: str = "", charset: str = "", layer: Layer = Layer.DOCUMENT_TEXT
) -> tuple[SourceText, ...]:
    """The main text, then the footnotes when there are any. A page without words comes back with its problem named."""
    soup = document(body, charset)
    title, root = title_of(soup), soup.find("html")
    declared = str(getattr(root, "attrs", {}).get("lang") or "")
    main = main_of(soup)
    notes = take_notes(main)
    pages, repairs = _paged(main, PAGE_BREAKS)
    text = " ".join(page.text for page in pages)
    problems = () if text.strip() else ("unreadable: the page holds no text (it may be drawn by a script)",)
    language = language_of(text) or declared.partition("-")[0].lower()
    main_text = SourceText(
        pages=pages, layer=layer, engine="html", url=url, title=title, language=language, problems=problems,
        repairs=repairs,
    )  # fmt: skip
    editors = notes_of(notes, url=url, title=title)
    return (main_text,) if editors is None else (main_text, editors)


def _selected(node: Any, selector: str) -> list[Any]:
    """Matches in document order; a match inside another one is left to the outer."""
    if selector == PAGE_BREAKS:  # asked of every page, so without the cost of a selector engine
        found = node.find_all(_is_break)
    else:
        found = node.select(selector) if selector else []
    chosen: set[int] = set()
    kept = []
    for element in found:
        if not any(id(parent) in chosen for parent in element.parents):
            chosen.add(id(element))
            kept.append(element)
    return kept


def _is_break(tag: Any) -> bool:
    if tag.name not in {"a", "span", "div", "hr", "p", "i", "em"}:
        return False
    if "doc-pagebreak" in str(tag.get("role") or "") or "pagebreak" in str(tag.get("epub:type") or ""):
        return True
    names = tag.get("class") or ()
    if any(name in _BREAK_NAMES or name.startswith("tei-pb") for name in names):
        return True
    return tag.name == "a" and "page" in names and str(tag.get("id") or "").startswith("pg_")


def _stream(node: Any, breaks: frozenset[int]) -> str:
    """Text with a line feed at every block edge and a mark at every page break. Iterative: trees may be deep."""
    from bs4.element import NavigableString, PreformattedString, Tag

    written: list[str] = []
    stack: list[Any] = [node]
    pre = 0
    while stack:
        item = stack.pop()
        if isinstance(item, str) and not isinstance(item, NavigableString):
            pre -= item == _CLOSE_PRE
            written.append("\n" if item == _CLOSE_PRE else item)
        elif isinstance(item, Tag):
            if id(item) in breaks:
                written.append(_MARK)
                continue
            if _unseen(item):
                continue
            pre += item.name == "pre"
            _push(item, written, stack)
        elif isinstance(item, NavigableString) and not isinstance(item, PreformattedString):
            text = clean(str(item)).replace(PAGE_JOINT, " ").replace(_MARK, "")
            written.append(text if pre else re.sub(r"\s", " ", text))
    return "".join(written)


_CLOSE_PRE = "</pre>"


def _push(item: Any, written: list[str], stack: list[Any]) -> None:
    name = item.name
    if name == "br":
        written.append("\n")
    elif name in _CELLS:
        stack.append(" ")
    elif name == "pre":
        written.append("\n")
        stack.append(_CLOSE_PRE)
    elif name in _BLOCKS:
        written.append("\n")
        stack.append("\n")
    stack.extend(reversed(item.contents))


def _unseen(tag: Any) -> bool:
    if tag.name in _SKIPPED or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _settled(stream: str) -> str:
    lines = collapsed(stream.replace(_MARK, "")).split("\n")
    return "\n".join(line for line in lines if line)


def _label_of(element: Any) -> str | None:
    printed = " ".join(element.get_text(" ").split()) or str(element.get("title") or element.get("aria-label") or "")
    found = re.search(r"(?:^|[^0-9A-Za-z])(\d{1,5}[a-z]?|[ivxlcdm]{1,8})\W*$", printed, re.IGNORECASE)
    if found:
        return found.group(1)
    from_id = re.search(r"(?:pg|page|p)[_-]?(\d{1,5}|[ivxlcdm]{1,8})$", str(element.get("id") or ""), re.IGNORECASE)
    return from_id.group(1) if from_id else None


def _label_before(label: str | None) -> str | None:
    return str(int(label) - 1) if label and label.isdecimal() and int(label) > 1 else None
