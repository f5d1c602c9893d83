"""TEI: page breaks become pages with their printed labels, notes leave the text, divisions can be cut out by id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from verifier.errors import SourceUnreadable
from verifier.records.source import Layer
from verifier.records.text import PAGE_JOINT, Division, Page, SourceText
from verifier.texts.typography import collapsed

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
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


def parse(body: bytes) -> Any:
    """The root element of a TEI (or other XML) file. Raises SourceUnreadable, naming the line, when it is not XML."""
    from lxml import etree

    # No entities, no network, no huge trees: the file comes from outside.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise SourceUnreadable(f"not well-formed XML: {error.msg}") from error
    if root is None:
        raise SourceUnreadable("an XML file without a root element")
    return root


def read_tei(body: bytes, *, url: str = "", division: str = "") -> tuple[SourceText, ...]:
    """The document's own text, and the editors' notes as a text of their own when there are any.

    `division` cuts out the element with that xml:id (`d6`); SourceUnreadable names it when the file has none such.
    """
    root = parse(body)
    top = _text_root(root) if not division else _by_id(root, division)
    writer = _Writer(label=_first_label(root, top), anew=_counts_anew(root) and not division)
    writer.walk(top, 0)
    made = writer.pages()
    title = _line(_first(root, "title"))
    language = str(root.get(_LANG) or top.get(_LANG) or "")
    text = SourceText(
        pages=made,
        engine="tei",
        url=url,
        title=title,
        language=language,
        divisions=_placed(writer.divisions, made, writer.starts),
        problems=() if any(page.text.strip() for page in made) else ("unreadable: the file holds no text",),
    )
    notes = tuple(filter(None, (_note(element) for element in writer.notes)))
    if not notes:
        return (text,)
    return text, SourceText(
        pages=(Page(index=0, text="\n".join(notes)),), layer=Layer.EDITORS_NOTES, engine="tei", url=url, title=title
    )


def cut(source: SourceText, division: str) -> SourceText:
    """The part of a text that one division covers, pages keeping their index and label; KeyError when it has none."""
    found = {part.id: part for part in source.divisions}[division]
    pages = []
    for start, page in zip(source.page_starts, source.pages, strict=True):
        low, high = max(found.start - start, 0), min(found.end - start, len(page.text))
        if low < high or (low == high and found.start == found.end):
            pages.append(replace(page, text=page.text[low:high], words=(), furniture=(), obscured=()))
    return replace(source, pages=tuple(pages), title=found.title or source.title, divisions=())


@dataclass
class _Writer:
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
        name = _name(element)
        if not name or depth > _MAX_DEPTH:
            return
        if name == "pb":
            self._page(element.get("n"))
        elif name == "note":
            self.notes.append(element)
        elif name not in _SKIPPED or (name in _PAIRED and _name(element.getparent()) != "choice"):
            self._open(element, name, depth)

    def _open(self, element: Any, name: str, depth: int) -> None:
        outermost = self.anew and not self.inside and name.startswith("div") and element.get(_ID) is not None
        if outermost:
            self._document(element)
        self._content(element, name, depth)
        if outermost:
            self.inside = False

    def _document(self, element: Any) -> None:
        """In a collection numbered document by document, each begins a page of its own."""
        self.inside = True
        label = _first_label(element, element)
        if len(self.parts) == 1 and not "".join(self.parts[0]).strip():
            self.labels[0] = label
        else:
            self.parts.append([])
            self.labels.append(label)

    def _content(self, element: Any, name: str, depth: int) -> None:
        marks = self._mark(element)
        if name in _BLOCKS or name == "lb":
            self._write("\n")
        self._write(_flow(element.text))
        for child in element:
            self.walk(child, depth + 1)
            self._write(_flow(child.tail))
            if _name(child) in {"label", "cell"}:
                self._write(" ")
        if name in _BLOCKS:
            self._write("\n")
        if marks:
            self._write(marks[1])

    def _mark(self, element: Any) -> tuple[str, str] | None:
        """Private-use characters hold the place of a division's ends until the text is laid out."""
        identity = element.get(_ID)
        if not identity:
            return None
        number = len(self.divisions)
        marks = (chr(0xF0000 + 2 * number), chr(0xF0001 + 2 * number)) if number < 30_000 else ("", "")
        self.divisions.append((identity, _line(_child(element, "head")), *marks))
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


def _placed(
    divisions: list[tuple[str, str, str, str]], pages: tuple[Page, ...], starts: dict[str, int]
) -> tuple[Division, ...]:
    whole = PAGE_JOINT.join(page.text for page in pages)
    placed = []
    for identity, title, opening, closing in divisions:
        start, end = starts.get(opening, 0), min(starts.get(closing, 0), len(whole))
        while start < end and whole[start].isspace():
            start += 1
        while end > start and whole[end - 1].isspace():
            end -= 1
        placed.append(Division(id=identity, title=title, start=start, end=end))
    return tuple(placed)


def _flow(text: str | None) -> str:
    """Character data of a paragraph: line ends of the file are blanks."""
    return (text or "").replace("\n", " ").replace("\r", " ").replace("\t", " ").replace(PAGE_JOINT, " ")


def _note(element: Any) -> str:
    number = element.get("n") or ""
    return f"{number}. {_line(element)}".strip() if number else _line(element)


def _line(element: Any) -> str:
    """All the words of an element in one line, notes within it left out."""
    return " ".join("".join(_words(element)).split()) if element is not None else ""


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _name(child) not in {"note", ""}:
            yield from _words(child)
        yield child.tail or ""


def _name(element: Any) -> str:
    """The local name; empty for comments and processing instructions."""
    tag = getattr(element, "tag", "")
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _first(root: Any, name: str) -> Any:
    return next((element for element in root.iter() if _name(element) == name), None)


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _name(child) == name), None)


def _text_root(root: Any) -> Any:
    found = _first(root, "text")
    return root if found is None else found


def _by_id(root: Any, identity: str) -> Any:
    for element in root.iter():
        if element.get(_ID) == identity if _name(element) else False:
            return element
    raise SourceUnreadable(f"no division with the id {identity!r} in this file")


def _first_label(root: Any, top: Any) -> str | None:
    """The label of the page on which `top` begins.

    Where every document of a collection counts its own pages, that is one less than its first break says;
    else it is what the last break before it says.
    """
    if top is not root and not _counts_anew(root):
        before = _last_break(root, top)
        if before is not None:
            return before
    number = next((element.get("n") or "" for element in top.iter() if _name(element) == "pb"), "")
    return str(int(number) - 1) if number.isdecimal() and int(number) > 1 else None


def _last_break(root: Any, top: Any) -> str | None:
    label: str | None = None
    for element in root.iter():
        if element is top:
            break
        if _name(element) == "pb":
            label = element.get("n")
    return label


def _counts_anew(root: Any) -> bool:
    """True where a page number comes back in one file: its documents are numbered one by one."""
    numbers = [element.get("n") for element in root.iter() if _name(element) == "pb" and element.get("n")]
    return len(numbers) > len(set(numbers))
