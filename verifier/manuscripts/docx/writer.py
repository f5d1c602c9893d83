"""Walks the document's XML in reading order and writes it into a Rendering."""

from __future__ import annotations

from typing import Any

from verifier.manuscripts.docx.fields import Field, urls
from verifier.manuscripts.docx.numbers import Numbered
from verifier.manuscripts.docx.package import Package, R, W
from verifier.manuscripts.docx.styles import Styles
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shapes.words import opens_bibliography, opens_notes
from verifier.manuscripts.sheets import Sheet
from verifier.records.manuscript import BlockKind, NotePlace

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in [
        "del",
        "moveFrom",
        "delText",
        "pPr",
        "rPr",
        "sectPr",
        "instrText",
        "footnoteRef",
        "endnoteRef",
        "tblPr",
        "trPr",
        "tcPr",
        "sdtPr",
        "comment",
    ]
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MAX_DEPTH = 200  # nested elements walked one by one, three calls each; Word stays under thirty


class Writer:
    """One walk over the body, and over each note when its mark is met."""

    def __init__(self, package: Package, numbers: dict[str, Numbered], rendering: Rendering) -> None:
        self.package = package
        self.numbers = numbers
        self.rendering = rendering
        self.styles = Styles(package.styles, package.document.root)
        self.sheet: Sheet = rendering.body
        self.links = package.document.links
        self.fields: list[Field] = []
        self.kind: BlockKind | None = None
        self.in_bibliography = False
        self.title: str | None = None
        self.boxes: list[Any] = []
        self.bookmarks = _bookmarks(package.document.root)
        self._skip_mark = False

    def write(self) -> None:
        """Write the document, then the notes that no mark calls."""
        self._inside(self.package.document.root, 0)
        self._flush_boxes()
        for kind, notes in (("footnote", self.package.footnotes), ("endnote", self.package.endnotes)):
            for name in notes:
                if "".join(notes[name].itertext()).strip():
                    self._note(kind, name)

    def _inside(self, element: Any, depth: int) -> None:
        for child in element:
            self._element(child, depth + 1)

    def _element(self, element: Any, depth: int) -> None:
        name = element.tag
        if name in _SKIPPED or not isinstance(name, str):
            if name == f"{W}instrText" and self.fields and not self.fields[-1].in_result:
                self.fields[-1].code.append(element.text or "")
            return
        if depth > MAX_DEPTH:
            self._words("".join(text.text or "" for text in element.iter(f"{W}t")))
            return
        handler = _HANDLERS.get(name)
        if handler is None:
            self._inside(element, depth)
        else:
            getattr(self, handler)(element, depth)

    def _paragraph(self, element: Any, depth: int) -> None:
        kind = self._kind(element)
        self.sheet.begin(kind)
        before = self.sheet.length
        self._inside(element, depth)
        self.sheet.end()
        if kind is BlockKind.HEADING and self.sheet is self.rendering.body and self.sheet.length > before:
            self._heading(element)
        if self.sheet is self.rendering.body and self.kind is None:
            self._flush_boxes()

    def _kind(self, element: Any) -> BlockKind:
        if self.sheet is not self.rendering.body:
            return BlockKind.PARAGRAPH
        if self.kind is not None:
            return self.kind
        kind = self.styles.kind(element)
        plain = kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE)
        return BlockKind.BIBLIOGRAPHY if self.in_bibliography and plain else kind

    def _heading(self, element: Any) -> None:
        words = " ".join("".join(text.text or "" for text in element.iter(f"{W}t")).split())
        self.in_bibliography = opens_bibliography(words)
        if opens_notes(words) and (self.package.footnotes or self.package.endnotes):
            self.sheet.drop_last()
        elif self.title is None:
            self.title = words
            if self.styles.is_title(element) and _next_words(element) == words:
                self.sheet.drop_last()

    def _table(self, element: Any, depth: int) -> None:
        outer, self.kind = self.kind, BlockKind.TABLE
        self._inside(element, depth)
        self.kind = outer

    def _run(self, element: Any, depth: int) -> None:
        properties = element.find(f"{W}rPr")
        if properties is not None and _on(properties.find(f"{W}vanish")):
            return
        if properties is not None and self._raised(properties):
            words = "".join(text.text or "" for text in element.iter(f"{W}t"))
            if self.fields:
                self.fields[-1].raised = True
            if words.strip().isdigit() and words.isascii() and not self._in_noteref():
                self._words(words.translate(_RAISED))
                return
        self._inside(element, depth)

    @staticmethod
    def _raised(properties: Any) -> bool:
        align = properties.find(f"{W}vertAlign")
        return align is not None and align.get(f"{W}val") == "superscript"

    def _text(self, element: Any, _depth: int) -> None:
        if self._skip_mark:
            self._skip_mark = False
            return
        self._words(element.text or "")

    def _words(self, text: str) -> None:
        if self._in_noteref():
            self.fields[-1].result.append(text)
        elif all(one.in_result for one in self.fields):
            self.sheet.words(text)

    def _space(self, _element: Any, _depth: int) -> None:
        self._words(" ")

    def _break(self, element: Any, _depth: int) -> None:
        if element.get(f"{W}type") in ("page", "column"):
            self._words(" ")
        else:
            self.sheet.line_break()

    def _hyphen(self, _element: Any, _depth: int) -> None:
        self._words("\u2011")

    def _nothing(self, _element: Any, _depth: int) -> None:
        """A soft hyphen, or what prints nothing."""

    def _hyperlink(self, element: Any, depth: int) -> None:
        start = self.sheet.here()
        self._inside(element, depth)
        url = self.links.get(str(element.get(f"{R}id")))
        if url:
            anchor = element.get(f"{W}anchor")
            self.sheet.link(start, f"{url}#{anchor}" if anchor and "#" not in url else url)

    def _simple_field(self, element: Any, depth: int) -> None:
        self.fields.append(Field([str(element.get(f"{W}instr") or "")], True, self.sheet.here()))
        self._inside(element, depth)
        self._close_field()

    def _field_char(self, element: Any, _depth: int) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
            self.fields[-1].start = self.sheet.here()
        elif kind == "end" and self.fields:
            self._close_field()

    def _close_field(self) -> None:
        done = self.fields.pop()
        if done.bookmark is not None and done.in_result:
            self._repeated_mark(done)
        for url in urls(done.instruction):
            self.sheet.link(done.start, url)

    def _in_noteref(self) -> bool:
        return bool(self.fields) and self.fields[-1].in_result and self.fields[-1].bookmark is not None

    def _repeated_mark(self, done: Field) -> None:
        """A NOTEREF result: a note called again where it is set as a mark, else the number in `see note 12`."""
        words = "".join(done.result)
        key = self.bookmarks.get(done.bookmark or "")
        if key in self.numbers and self.sheet is self.rendering.body and (done.raised or "\\f" in done.instruction):
            self.sheet.mark(str(key), self.numbers[str(key)].label)
        elif all(one.in_result for one in self.fields):
            self.sheet.words(words)

    def _reference(self, element: Any, _depth: int) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        name = str(element.get(f"{W}id"))
        key = f"{kind}:{name}"
        known = self.numbers.get(key)
        self.sheet.mark(key, known.label if known else None)
        self._note(kind, name)
        self._skip_mark = element.get(f"{W}customMarkFollows") in ("1", "true", "on")

    def _note(self, kind: str, name: str) -> None:
        key = f"{kind}:{name}"
        notes = self.package.footnotes if kind == "footnote" else self.package.endnotes
        if name not in notes or key in self.rendering.notes:
            return
        known = self.numbers.get(key, Numbered("", NotePlace.FOOT if kind == "footnote" else NotePlace.END, 0))
        outer = (self.sheet, self.links, self.fields, self.kind)
        self.sheet = self.rendering.note(key, known.label or None, known.place, known.section)
        self.sheet.label_due = False
        self.links, self.fields, self.kind = self.package.note_links[f"{kind}s"], [], None
        self._inside(notes[name], 0)
        self.sheet.end()
        self.sheet, self.links, self.fields, self.kind = outer

    def _alternate(self, element: Any, depth: int) -> None:
        """One drawing stored twice, for new and old programs: the first is read."""
        chosen = next(iter(element.iterchildren(f"{MC}Choice", f"{MC}Fallback")), None)
        if chosen is not None:
            self._inside(chosen, depth)

    def _box(self, element: Any, _depth: int) -> None:
        """A text box floats: it is read after the paragraph it is anchored in."""
        self.boxes.append(element)

    def _flush_boxes(self) -> None:
        while self.boxes:
            box = self.boxes.pop(0)
            self._inside(box, 0)


_HANDLERS: dict[str, str] = {
    f"{W}p": "_paragraph",
    f"{W}tbl": "_table",
    f"{W}r": "_run",
    f"{W}t": "_text",
    f"{MATH}t": "_text",
    f"{W}tab": "_space",
    f"{W}br": "_break",
    f"{W}cr": "_break",
    f"{W}noBreakHyphen": "_hyphen",
    f"{W}softHyphen": "_nothing",
    f"{W}hyperlink": "_hyperlink",
    f"{W}fldSimple": "_simple_field",
    f"{W}fldChar": "_field_char",
    f"{W}footnoteReference": "_reference",
    f"{W}endnoteReference": "_reference",
    f"{W}txbxContent": "_box",
    f"{MC}AlternateContent": "_alternate",
}


def _on(switch: Any | None) -> bool:
    return switch is not None and switch.get(f"{W}val") not in ("0", "false", "off")


def _bookmarks(root: Any) -> dict[str, str]:
    """Bookmark name -> key of the note whose mark it encloses."""
    found: dict[str, str] = {}
    open_names: dict[str, str] = {}
    for element in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}footnoteReference", f"{W}endnoteReference"):
        if element.tag == f"{W}bookmarkStart":
            open_names[str(element.get(f"{W}id"))] = str(element.get(f"{W}name"))
        elif element.tag == f"{W}bookmarkEnd":
            open_names.pop(str(element.get(f"{W}id")), None)
        else:
            kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
            for name in open_names.values():
                found.setdefault(name, f"{kind}:{element.get(f'{W}id')}")
    return found


def _next_words(paragraph: Any) -> str:
    following = paragraph.getnext()
    while following is not None and following.tag != f"{W}p":
        following = following.getnext()
    if following is None:
        return ""
    return " ".join("".join(text.text or "" for text in following.iter(f"{W}t")).split())
