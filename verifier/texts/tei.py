"""TEI: page breaks become pages with their printed labels, notes leave the text, divisions can be cut out by id."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from verifier.errors import SourceUnreadable
from verifier.records.source import Layer
from verifier.records.text import Page, SourceText
from verifier.texts.teitree import by_id, counts_anew, first_label, first_named, in_one_line, text_root
from verifier.texts.teiwriter import Writer, placed

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


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
    top = text_root(root) if not division else by_id(root, division)
    writer = Writer(label=first_label(root, top), anew=counts_anew(root) and not division)
    writer.walk(top, 0)
    made = writer.pages()
    title = in_one_line(first_named(root, "title"))
    language = str(root.get(_LANG) or top.get(_LANG) or "")
    text = SourceText(
        pages=made,
        engine="tei",
        url=url,
        title=title,
        language=language,
        divisions=placed(writer.divisions, made, writer.starts),
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


def _note(element: Any) -> str:
    number = element.get("n") or ""
    return f"{number}. {in_one_line(element)}".strip() if number else in_one_line(element)
