"""A TEI tree written out as lines; page breaks, notes and the places of divisions are noted on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from verifier.records.text import PAGE_JOINT, Division, Page
from verifier.texts.teitree import ID, child_named, first_label, flowing, in_one_line, local_name
from verifier.texts.typography import collapsed

# Elements that start and end a line of their own; the rest flow in their paragraph.
_BLOCKS = frozenset([
    "p", "head", "item", "list", "div", "div1", "div2", "div3", "div4", "div5", "lg", "l", "dateline", "opener",
    "closer", "signed", "salute", "byline", "quote", "sp", "speaker", "stage", "row", "table", "ab", "trailer",
    "postscript", "argument", "epigraph", "titlePage", "docTitle", "titlePart", "cit", "front", "body", "back"
])  # fmt: skip
_SKIPPED = frozenset(["note", "fw", "teiHeader", "figDesc", "del", "orig", "sic", "abbr", "facsimile", "standOff"])
_PAIRED = frozenset(["orig", "sic", "abbr"])  # inside <choice> their partner is the text; alone they are the text
_UNSEEN = " \n\t" + chr(0xF0000)
_MAX_DEPTH = 400  # nested elements; a hostile file may have a million


@dataclass
class Writer:
    """Walks the tree once and writes lines, page breaks, notes and the places where divisions begin and end."""

    label: str | None = None
    anew: bool = False
    inside: bool = False
    parts: list[list[str]] = field(default_factory=lambda: [[]])
    labels: list[str | None] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    divisions: list[tuple[str, str, str, str]] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels.append(self.label)

    def walk(self, element: Any, depth: int) -> None:
        """Write one element with what it holds (not its tail)."""
        name = local_name(element)
        if not name or depth > _MAX_DEPTH:
            return
        if name == "pb":
            self._page(element.get("n"))
        elif name == "note":
            self.notes.append(element)
        elif name not in _SKIPPED or (name in _PAIRED and local_name(element.getparent()) != "choice"):
            self._open(element, name, depth)

    def _open(self, element: Any, name: str, depth: int) -> None:
        outermost = self.anew and not self.inside and name.startswith("div") and element.get(ID) is not None
        if outermost:
            self._document(element)
        self._content(element, name, depth)
        if outermost:
            self.inside = False

    def _document(self, element: Any) -> None:
        """In a collection numbered document by document, each begins a page of its own."""
        self.inside = True
        label = first_label(element, element)
        if len(self.parts) == 1 and not "".join(self.parts[0]).strip():
            self.labels[0] = label
        else:
            self.parts.append([])
            self.labels.append(label)

    def _content(self, element: Any, name: str, depth: int) -> None:
        marks = self._mark(element)
        if name in _BLOCKS or name == "lb":
            self._write("\n")
        self._write(flowing(element.text))
        for child in element:
            self.walk(child, depth + 1)
            self._write(flowing(child.tail))
            if local_name(child) in {"label", "cell"}:
                self._write(" ")
        if name in _BLOCKS:
            self._write("\n")
        if marks:
            self._write(marks[1])

    def _mark(self, element: Any) -> tuple[str, str] | None:
        """Private-use characters hold the place of a division's ends until the text is laid out."""
        identity = element.get(ID)
        if not identity:
            return None
        number = len(self.divisions)
        marks = (chr(0xF0000 + 2 * number), chr(0xF0001 + 2 * number)) if number < 30_000 else ("", "")
        self.divisions.append((identity, in_one_line(child_named(element, "head")), *marks))
        self._write(marks[0])
        return marks

    def _write(self, text: str) -> None:
        if text:
            self.parts[-1].append(text)

    def _page(self, label: str | None) -> None:
        if not "".join(self.parts[-1]).strip(_UNSEEN):
            self.labels[-1] = label  # a break before any word numbers the page at hand
            return
        self.parts.append([])
        self.labels.append(label)

    def pages(self) -> tuple[Page, ...]:
        """The pages as laid out; fills `starts` with the offset of every division mark in the joined text."""
        made, at = [], 0
        for index, (parts, label) in enumerate(zip(self.parts, self.labels, strict=True)):
            text = self._settled(collapsed("".join(parts)), at)
            made.append(Page(index=index, text=text, label=label, quality=1.0))
            at += len(text) + len(PAGE_JOINT)
        return tuple(made)

    def _settled(self, text: str, at: int) -> str:
        """The text without the marks, whose places go to `starts`; marks alone on a line leave no empty line."""
        kept: list[str] = []
        here: list[str] = []
        for char in text:
            if ord(char) >= 0xF0000:
                here.append(char)
                self.starts[char] = at + len(kept)
            elif char != "\n" or (kept and kept[-2:] != ["\n", "\n"]):
                kept.append(char)
        settled = "".join(kept).rstrip("\n")
        for mark in here:
            self.starts[mark] = min(self.starts[mark], at + len(settled))
        return settled


def placed(
    divisions: list[tuple[str, str, str, str]], pages: tuple[Page, ...], starts: dict[str, int]
) -> tuple[Division, ...]:
    """The divisions (id, title, opening mark, closing mark) with their code points, white space at their ends left out.

    `starts` holds the offset of every mark in the joined text of `pages`.
    """
    whole = PAGE_JOINT.join(page.text for page in pages)
    found = []
    for identity, title, opening, closing in divisions:
        start, end = starts.get(opening, 0), min(starts.get(closing, 0), len(whole))
        while start < end and whole[start].isspace():
            start += 1
        while end > start and whole[end - 1].isspace():
            end -= 1
        found.append(Division(id=identity, title=title, start=start, end=end))
    return tuple(found)
