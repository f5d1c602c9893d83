"""From Pandoc's syntax tree to a Rendering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shapes.words import opens_bibliography, opens_notes
from verifier.manuscripts.sheets import Sheet
from verifier.records.manuscript import BlockKind, NotePlace

END_SIGN = "\ue001"  # private-use signs that our LaTeX rewriting puts at a note's head: an endnote,
INLINE_SIGN = "\ue002"  # or a citation printed in the running text
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_THIN = "\u2006\u2009\u200a"  # spaces that a typesetter puts between two quotation marks; they part no words
_QUOTES = "“”‘’"
_MARKS = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_QUOTE_STYLES = ("quote", "quotation", "block text", "zitat", "citation", "extract")
Node = dict[str, Any]


@dataclass(frozen=True)
class NoteFact:
    """What the file itself says of one note, in the order of its marks."""

    label: str | None = None
    place: NotePlace = NotePlace.FOOT
    section: int = 0


class Walker:
    """One walk. `facts` are the notes' printed labels where the format's own files give them."""

    def __init__(self, rendering: Rendering, facts: tuple[NoteFact, ...] = ()) -> None:
        self.rendering = rendering
        self.facts = facts
        self.sheet: Sheet = rendering.body
        self.kind = BlockKind.PARAGRAPH
        self.in_bibliography = False
        self.count = 0
        self.counts: Counter[NotePlace] = Counter()
        self.title: str | None = None

    def walk(self, tree: Node) -> None:
        """Write the whole tree; a title that only the metadata hold is printed first, as the format prints it."""
        title = " ".join("".join(_strings(tree.get("meta", {}).get("title", {}))).split())
        blocks = list(_without_repeated_title(tree.get("blocks", [])))
        first = " ".join("".join(_strings(blocks[0])).split()) if blocks else ""
        self.title = title or None
        if title and title != first and "title" in tree.get("meta", {}):
            self.sheet.begin(BlockKind.HEADING)
            self._inlines(tree["meta"]["title"].get("c", []))
            self.sheet.end()
        self._blocks(blocks)

    def _blocks(self, blocks: list[Node]) -> None:
        for block in blocks:
            handler: Callable[[Any], None] | None = getattr(self, f"_block_{block.get('t', '').lower()}", None)
            if handler is not None:
                handler(block.get("c"))

    def _paragraph(self, inlines: list[Node], kind: BlockKind | None = None) -> None:
        plain = self.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        self.sheet.begin(kind or (BlockKind.BIBLIOGRAPHY if self.in_bibliography and plain else self.kind))
        self._inlines(inlines)
        self.sheet.end()

    def _as(self, kind: BlockKind, blocks: list[Node]) -> None:
        outer = self.kind
        self.kind = outer if outer is BlockKind.BLOCK_QUOTE else kind
        self._blocks(blocks)
        self.kind = outer

    def _block_para(self, content: list[Node]) -> None:
        self._paragraph(content)

    _block_plain = _block_para

    def _block_header(self, content: list[Any]) -> None:
        words = " ".join("".join(_strings(content[2])).split())
        self.in_bibliography = opens_bibliography(words)
        self.title = self.title or words or None
        if not opens_notes(words):
            self._paragraph(content[2], BlockKind.HEADING)

    def _block_blockquote(self, content: list[Node]) -> None:
        self._as(BlockKind.BLOCK_QUOTE, content)

    def _block_bulletlist(self, content: list[list[Node]]) -> None:
        for item in content:
            self._as(BlockKind.LIST_ITEM, item)

    def _block_orderedlist(self, content: list[Any]) -> None:
        self._block_bulletlist(content[1])

    def _block_definitionlist(self, content: list[Any]) -> None:
        for term, definitions in content:
            self._paragraph(term)
            self._block_bulletlist(definitions)

    def _block_lineblock(self, content: list[list[Node]]) -> None:
        self.sheet.begin(self.kind)
        for line in content:
            self._inlines(line)
            self.sheet.line_break()
        self.sheet.end()

    def _block_codeblock(self, content: list[Any]) -> None:
        self.sheet.begin(BlockKind.OTHER)
        self.sheet.words(content[1])
        self.sheet.end()

    def _block_div(self, content: list[Any]) -> None:
        style = dict(content[0][2]).get("custom-style", "").lower()
        names = {name.lower() for name in content[0][1]} | {style}
        if names & {"references", "csl-bib-body"} or content[0][0] == "refs":
            self._as(BlockKind.BIBLIOGRAPHY, content[1])
        elif any(quote in name for name in names for quote in _QUOTE_STYLES):
            self._as(BlockKind.BLOCK_QUOTE, content[1])
        else:
            self._blocks(content[1])

    def _block_figure(self, content: list[Any]) -> None:
        self._as(BlockKind.CAPTION, content[1][1])

    def _block_table(self, content: list[Any]) -> None:
        self._as(BlockKind.CAPTION, content[1][1])
        for cell in _cells(content):
            self._as(BlockKind.TABLE, cell)

    def _inlines(self, inlines: list[Node]) -> None:
        for inline in inlines:
            handler: Callable[[Any], None] = getattr(self, f"_inline_{inline.get('t', '').lower()}", self._nothing)
            handler(inline.get("c"))

    def _nothing(self, content: Any) -> None:
        """A node without words (raw output for another format)."""

    def _inline_str(self, content: str) -> None:
        words = content.replace(END_SIGN, "").replace(INLINE_SIGN, "")
        self.sheet.words(words.lstrip(_THIN) if self.sheet.last() in _QUOTES else words)

    def _inline_space(self, _content: Any) -> None:
        self.sheet.words(" ")

    _inline_softbreak = _inline_space

    def _inline_linebreak(self, _content: Any) -> None:
        self.sheet.line_break()

    def _inline_emph(self, content: list[Node]) -> None:
        self._inlines(content)

    _inline_strong = _inline_underline = _inline_strikeout = _inline_smallcaps = _inline_subscript = _inline_emph

    def _inline_superscript(self, content: list[Node]) -> None:
        words = "".join(_strings(content))
        if words.isascii() and words.isdigit():
            self.sheet.words(words.translate(_RAISED))
        else:
            self._inlines(content)

    def _inline_quoted(self, content: list[Any]) -> None:
        opening, closing = _MARKS[content[0]["t"]]
        self.sheet.words(opening)
        self._inlines(content[1])
        self.sheet.words(closing)

    def _inline_span(self, content: list[Any]) -> None:
        self._inlines(content[1])

    _inline_cite = _inline_span

    def _inline_code(self, content: list[Any]) -> None:
        self.sheet.words(content[1])

    _inline_math = _inline_code

    def _inline_link(self, content: list[Any]) -> None:
        start = self.sheet.here()
        self._inlines(content[1])
        url = content[2][0]
        if url and not url.startswith("#"):
            self.sheet.link(start, url)

    def _inline_note(self, content: list[Node]) -> None:
        fact = self.facts[self.count] if self.count < len(self.facts) else NoteFact()
        head = "".join(_strings(content))[:1]
        place = {END_SIGN: NotePlace.END, INLINE_SIGN: NotePlace.INLINE}.get(head, fact.place)
        self.count += 1
        self.counts[place] += 1
        key = f"n{self.count}"
        label = fact.label or f"{'c' if place is NotePlace.INLINE else ''}{self.counts[place]}"
        self.sheet.mark(key, label)
        outer, kind = self.sheet, self.kind
        self.sheet = self.rendering.note(key, label, place, fact.section)
        self.sheet.label_due = False
        self.kind = BlockKind.PARAGRAPH
        self._blocks(content)
        self.sheet, self.kind = outer, kind


def count_notes(node: Any) -> int:
    """How many notes stand below a node."""
    if isinstance(node, list):
        return sum(map(count_notes, node))
    if isinstance(node, dict):
        return (node.get("t") == "Note") + sum(map(count_notes, node.values()))
    return 0


def _strings(node: Any) -> Iterator[str]:
    """Every string below a node, spaces included, notes left out when they are not the node itself."""
    if isinstance(node, list):
        for child in node:
            yield from _strings(child)
    elif isinstance(node, dict):
        kind = node.get("t")
        if kind == "Str":
            yield node["c"]
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind == "Quoted":
            opening, closing = _MARKS[node["c"][0]["t"]]
            yield opening
            yield from _strings(node["c"][1])
            yield closing
        elif kind != "Note":
            yield from _strings(node.get("c"))


def _without_repeated_title(blocks: list[Node]) -> Iterator[Node]:
    """The blocks, without a title paragraph that the first heading repeats."""
    if len(blocks) > 1 and blocks[0].get("t") == "Para" and blocks[1].get("t") == "Header":
        title, heading = ("".join(_strings(block)).split() for block in blocks[:2])
        blocks = blocks[1:] if title == heading else blocks
    yield from blocks


def _cells(content: list[Any]) -> Iterator[list[Node]]:
    """The cells of a table, row by row."""
    rows = list(content[3][1])
    for body in content[4]:
        rows += [*body[2], *body[3]]
    rows += content[5][1]
    for row in rows:
        for cell in row[1]:
            yield cell[4]
