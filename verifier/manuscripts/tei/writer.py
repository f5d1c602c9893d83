"""Walks a TEI text in reading order and writes it into a Rendering."""

from __future__ import annotations

from collections.abc import Callable
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shapes.words import opens_bibliography, opens_notes
from verifier.manuscripts.sheets import Sheet
from verifier.records.manuscript import BlockKind, NotePlace
from verifier.rules import rule

MAX_DEPTH = 200  # nested elements walked one by one, three calls each; editions stay under forty
XML = "{http://www.w3.org/XML/1998/namespace}"
_SKIPPED = frozenset({
    "teiHeader", "fw", "figDesc", "del", "surplus", "graphic", "facsimile", "sourceDoc", "standOff", "index",
    "anchor", "milestone", "interp", "desc",
})  # fmt: skip
_FIRST_OF = {"choice": ("sic", "orig", "abbr"), "app": ("lem",), "subst": ("add",)}
_BLOCKS: dict[str, BlockKind] = {
    "p": BlockKind.PARAGRAPH, "ab": BlockKind.PARAGRAPH, "lg": BlockKind.PARAGRAPH, "sp": BlockKind.PARAGRAPH,
    "head": BlockKind.HEADING, "docTitle": BlockKind.HEADING, "titlePart": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM, "cell": BlockKind.TABLE,
    "bibl": BlockKind.BIBLIOGRAPHY, "biblStruct": BlockKind.BIBLIOGRAPHY,
    "byline": BlockKind.OTHER, "dateline": BlockKind.OTHER, "opener": BlockKind.OTHER, "closer": BlockKind.OTHER,
    "signed": BlockKind.OTHER, "salute": BlockKind.OTHER, "epigraph": BlockKind.BLOCK_QUOTE, "trailer": BlockKind.OTHER,
}  # fmt: skip
_QUOTES = frozenset({"quote", "q", "said", "soCalled", "mentioned"})
_CONTAINERS = frozenset({
    "div", "div0", "div1", "div2", "div3", "div4", "div5", "body", "front", "back", "text", "group", "cit",
    "floatingText", "TEI", "teiCorpus", "list", "table", "row",
})  # fmt: skip
_OPENING = "“‘„«\"'"
_ENDNOTE_PLACES = frozenset({"end", "endnote", "endnotes", "back"})


class Writer:
    """One walk over one text."""

    def __init__(self, rendering: Rendering) -> None:
        self.rendering = rendering
        self.sheet: Sheet = rendering.body
        self.kind = BlockKind.PARAGRAPH
        self.in_bibliography = False
        self.title: str | None = None
        self.count = 0
        self.notes: dict[str, Any] = {}
        self.called: set[str] = set()
        self.unknown: set[str] = set()

    def write(self, root: Any) -> None:
        """Write the text element(s) below `root`."""
        self.notes = {str(note.get(f"{XML}id")): note for note in root.iter("note") if note.get(f"{XML}id")}
        self.called = _targets(root) & set(self.notes)
        self._inside(root, 0)
        self.sheet.end()

    def _element(self, element: Any, depth: int) -> None:
        name = element.tag
        if not isinstance(name, str):
            self._entity(element)
        elif name in _SKIPPED:
            return
        elif depth > MAX_DEPTH:
            self._words(" ".join(element.itertext()))
        else:
            handler = self._handler(element, name)
            handler(element, depth)

    def _handler(self, element: Any, name: str) -> Callable[[Any, int], None]:
        if name in _QUOTES:
            return self._block_quote if self._is_block(element) else self._inline_quote
        if name in _FIRST_OF:
            return self._choice
        if name in _BLOCKS:
            return self._block
        named: dict[str, Callable[[Any, int], None]] = {
            "note": self._note, "ref": self._ref, "ptr": self._ref,
            "lb": self._line, "pb": self._line, "cb": self._line, "gap": self._gap, "l": self._verse_line,
        }  # fmt: skip
        return named.get(name, self._inside)

    def _entity(self, element: Any) -> None:
        """An entity reference we did not expand: HTML's names are known, the rest is said aloud."""
        name = (
            (getattr(element, "name", None) or "").strip("&;") if getattr(element, "text", "").startswith("&") else ""
        )
        if not name:
            return
        if f"{name};" in html5:
            self._words(html5[f"{name};"])
        elif name not in self.unknown:
            self.unknown.add(name)
            self.rendering.problems.append(rule("M104").finding(f"the entity &{name}; was not expanded"))

    def _inside(self, element: Any, depth: int) -> None:
        if element.text:
            self._words(element.text)
        for child in element:
            self._element(child, depth + 1)
            if child.tail:
                self._words(child.tail)

    def _words(self, text: str) -> None:
        if not self.sheet.open:
            if not text.strip():
                return
            self.sheet.begin(self._current(self.kind))
        self.sheet.words(text)

    def _current(self, kind: BlockKind) -> BlockKind:
        plain = kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        return BlockKind.BIBLIOGRAPHY if self.in_bibliography and plain else kind

    def _block(self, element: Any, depth: int) -> None:
        kind = _BLOCKS[element.tag]
        if element.tag in ("bibl", "biblStruct") and self.sheet.open:
            self._inside(element, depth)
            return
        outer = self.kind
        if outer in (BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM, BlockKind.TABLE) and kind is BlockKind.PARAGRAPH:
            kind = outer
        self.kind = kind
        self.sheet.begin(self._current(kind))
        self._inside(element, depth)
        self.sheet.end()
        self.kind = outer
        if kind is BlockKind.HEADING and self.sheet is self.rendering.body:
            self._heading(element)

    def _heading(self, element: Any) -> None:
        words = " ".join("".join(element.itertext()).split())
        self.in_bibliography = opens_bibliography(words)
        if opens_notes(words):
            self.sheet.drop_last()
        elif self.title is None:
            self.title = words or None

    def _is_block(self, element: Any) -> bool:
        rend = f"{element.get('rend') or ''} {element.get('type') or ''} {element.get('rendition') or ''}".lower()
        if any(word in rend for word in ("block", "display", "indent")):
            return True
        if any(child.tag in ("p", "lg", "ab", "list") for child in element if isinstance(child.tag, str)):
            return True
        parent = element.getparent()
        return not self.sheet.open and parent is not None and parent.tag in _CONTAINERS

    def _block_quote(self, element: Any, depth: int) -> None:
        self.sheet.end()
        outer, self.kind = self.kind, BlockKind.BLOCK_QUOTE
        self._inside(element, depth)
        self.sheet.end()
        self.kind = outer

    def _inline_quote(self, element: Any, depth: int) -> None:
        """A quotation inside a paragraph; where its marks are left to a stylesheet, they are printed here."""
        words = "".join(element.itertext()).strip()
        if words[:1] in _OPENING or self.sheet.last() in _OPENING:
            self._inside(element, depth)
            return
        opening, closing = ("‘", "’") if self._nested(element) else ("“", "”")
        self._words(opening)
        self._inside(element, depth)
        self._words(closing)

    @staticmethod
    def _nested(element: Any) -> bool:
        return any(parent.tag in _QUOTES for parent in element.iterancestors())

    def _choice(self, element: Any, depth: int) -> None:
        """Of two readings the one that stands on the page."""
        for name in _FIRST_OF[element.tag]:
            found = element.find(name)
            if found is not None:
                self._inside(found, depth)
                return
        self._inside(element, depth)

    def _note(self, element: Any, depth: int) -> None:
        """A note where its mark stands, or one that marks elsewhere call by its id."""
        name = str(element.get(f"{XML}id") or "")
        if name in self.called:
            self._note_body(element, name, depth)
            return
        self.count += 1
        key = name or f"#{self.count}"
        self.sheet.mark(key, element.get("n"))
        self._note_body(element, key, depth)

    def _note_body(self, element: Any, key: str, depth: int) -> None:
        place = NotePlace.END if str(element.get("place") or "").lower() in _ENDNOTE_PLACES else NotePlace.FOOT
        outer, kind, listed = self.sheet, self.kind, self.in_bibliography
        self.sheet = self.rendering.note(key, element.get("n"), place)
        self.kind, self.in_bibliography = BlockKind.PARAGRAPH, False
        self._inside(element, depth)
        self.sheet.end()
        self.sheet, self.kind, self.in_bibliography = outer, kind, listed

    def _ref(self, element: Any, depth: int) -> None:
        target = str(element.get("target") or "").strip()
        if target.startswith("#") and target[1:] in self.called:
            note = self.notes[target[1:]]
            self.sheet.mark(target[1:], note.get("n") or " ".join("".join(element.itertext()).split()) or None)
            return
        start = self.sheet.here()
        self._inside(element, depth)
        if target and not target.startswith("#"):
            self.sheet.link(start, _resolved(element, target))

    def _line(self, element: Any, _depth: int) -> None:
        if element.get("break") != "no":
            self.sheet.words(" ")

    def _verse_line(self, element: Any, depth: int) -> None:
        if not self.sheet.open:
            self.sheet.begin(self._current(self.kind))
        self._inside(element, depth)
        self.sheet.line_break()

    def _gap(self, _element: Any, _depth: int) -> None:
        self._words("[…]")


def _targets(root: Any) -> set[str]:
    """Ids that some ref or ptr points to."""
    return {
        str(one.get("target") or "")[1:]
        for one in root.iter("ref", "ptr")
        if str(one.get("target") or "").startswith("#")
    }


def _resolved(element: Any, target: str) -> str:
    """A relative address against the nearest xml:base; as written where there is none."""
    for one in (element, *element.iterancestors()):
        base = one.get(f"{XML}base")
        if base:
            return str(urljoin(base, target))
    return target
