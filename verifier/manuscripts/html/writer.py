"""Walks the page in reading order and writes blocks, marks, links and note bodies into a Rendering."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from verifier.manuscripts.html.dom import BLOCKS, Element, classes, is_dropped, roles, tag, words_of
from verifier.manuscripts.html.notes import NoteMap
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shapes.words import opens_bibliography, opens_notes
from verifier.manuscripts.sheets import Sheet
from verifier.records.manuscript import BlockKind, NotePlace

MAX_DEPTH = 200  # nested elements walked one by one, three calls each; real pages stay under fifty
INDENT_PT = 18.0  # points: a quarter inch on the left sets a paragraph off in a word processor's export
_QUOTE_CLASS = re.compile(
    r"(?:^|[-_])(?:block-?quot\w*|quot(?:e|ation|ed)\w*|extract|mso(?:intense)?quote|excerpt)(?:$|[-_])"
)
_NOT_QUOTE = re.compile(r"pull-?quote|quote-?(?:mark|icon|author)")
_POINTS = {"in": 72.0, "pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "em": 12.0, "rem": 12.0}
LONGEST_LABEL = 4  # digits: no book has ten thousand notes
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    "pre": BlockKind.OTHER,
}


class Writer:
    """One walk over one page. `notes` says which elements are marks and bodies, `base` what links are relative to."""

    def __init__(self, rendering: Rendering, notes: NoteMap, base: str = "") -> None:
        self.rendering = rendering
        self.notes = notes
        self.base = base
        self.sheet: Sheet = rendering.body
        self.kind = BlockKind.PARAGRAPH
        self.in_bibliography = False
        self.title: str | None = None

    def write(self, root: Element) -> None:
        """Write the page's body."""
        self._inside(root, 0)
        self.sheet.end()

    def write_body(self, holder: Element) -> None:
        """Write a note's body that stands outside the part of the page that was written."""
        self._body(holder, 0)

    def _element(self, element: Element, depth: int) -> None:
        if self._skipped(element):
            return
        if depth > MAX_DEPTH:
            self._words(words_of(element))
            return
        if element in self.notes.bodies:
            self._body(element, depth)
        elif element in self.notes.marks:
            key, label = self.notes.marks[element]
            self.sheet.mark(key, label)
        elif tag(element) == "br":
            self.sheet.line_break()
        elif tag(element) in BLOCKS:
            self._block(element, depth)
        elif tag(element) == "a":
            self._anchor(element, depth)
        elif tag(element) == "sup" and (raised := self._superscript(element)):
            self._words(raised)
        else:
            self._inside(element, depth)

    def _skipped(self, element: Element) -> bool:
        if element in self.notes.bodies:
            return False
        return is_dropped(element) or element in self.notes.backs or element in self.notes.dropped

    def _inside(self, element: Element, depth: int) -> None:
        if element.text:
            self._words(element.text)
        for child in element:
            self._element(child, depth + 1)
            if child.tail:
                self._words(child.tail)

    def _words(self, text: str) -> None:
        if not self.sheet.open and text.strip():
            self.sheet.begin(self._current())
        self.sheet.words(text)

    def _current(self) -> BlockKind:
        plain = self.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        return BlockKind.BIBLIOGRAPHY if self.in_bibliography and plain else self.kind

    def _superscript(self, element: Element) -> str | None:
        """A raised number that is no linked mark, in superscript digits: shape may still tell a mark from it."""
        digits = words_of(element).strip("[]() ")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_LABEL):
            return None
        linked = any(one in self.notes.marks or one in self.notes.backs for one in element.iter())
        return None if linked else digits.translate(RAISED)

    def _block(self, element: Element, depth: int) -> None:
        outer = self.kind
        self.kind = self._kind_of(element, outer)
        self.sheet.end()
        before = self.sheet.length
        self._inside(element, depth)
        self.sheet.end()
        if self.kind is BlockKind.HEADING and self.sheet is self.rendering.body and self.sheet.length > before:
            self._heading(words_of(element))
        self.kind = outer

    def _heading(self, words: str) -> None:
        self.in_bibliography = opens_bibliography(words)
        if opens_notes(words) and self.notes.bodies:
            self.rendering.body.drop_last()
        elif self.title is None:
            self.title = words

    def _kind_of(self, element: Element, outer: BlockKind) -> BlockKind:
        name = tag(element)
        if name == "blockquote" or (name in ("p", "div", "section") and _is_quote(element)):
            return BlockKind.BLOCK_QUOTE
        if outer in (BlockKind.BLOCK_QUOTE, BlockKind.TABLE):
            return outer
        if name == "p" and outer in (BlockKind.LIST_ITEM, BlockKind.CAPTION):
            return outer
        if roles(element) & {"bibliography", "biblioentry"} or classes(element) & {
            "references",
            "csl-entry",
            "csl-bib-body",
        }:
            return BlockKind.BIBLIOGRAPHY
        return _KINDS.get(name, BlockKind.PARAGRAPH if name == "p" else outer)

    def _anchor(self, element: Element, depth: int) -> None:
        url = element.get("href") or ""
        start = self.sheet.here()
        self._inside(element, depth)
        if url and not url.startswith(("#", "javascript:", "data:")):
            self.sheet.link(start, urljoin(self.base, url.strip()) if self.base else url.strip())

    def _body(self, element: Element, depth: int) -> None:
        """Write a note's body on its own sheet; where it stands inside a paragraph, the paragraph goes on after it."""
        key = self.notes.bodies[element]
        place = NotePlace.INLINE if key in self.notes.inline else NotePlace.FOOT
        outer, kind = self.sheet, self.kind
        self.sheet = self.rendering.note(key, self.notes.labels.get(key), place)
        self.kind = BlockKind.PARAGRAPH
        self._inside(element, depth)
        self.sheet.end()
        self.sheet, self.kind = outer, kind
        if key in self.notes.inline and not any(key == called for called, _ in self.notes.marks.values()):
            self.sheet.mark(key, self.notes.labels.get(key))


def _is_quote(element: Element) -> bool:
    own = element.get("class") or ""
    if any(_QUOTE_CLASS.search(name) and not _NOT_QUOTE.search(name) for name in own.lower().split()):
        return True
    return (
        tag(element) == "p" and _indented(element.get("style") or "") and "mso-list" not in (element.get("style") or "")
    )


def _indented(style: str) -> bool:
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        if name.strip() == "margin-left" and (found := re.match(r"\s*([\d.]+)(in|pt|px|cm|mm|em|rem)\b", value)):
            return float(found[1] or 0) * _POINTS[found[2]] >= INDENT_PT
    return False
