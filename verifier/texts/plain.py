"""Plain text: form feeds separate pages, and a number standing alone at a page's head or foot is its label."""

from __future__ import annotations

from verifier.records.source import Layer
from verifier.records.text import PAGE_JOINT, Page, SourceText
from verifier.texts.charset import decode
from verifier.texts.furniture import furnish
from verifier.texts.typography import clean


def read_plain(body: bytes, *, url: str = "", charset: str = "", layer: Layer = Layer.DOCUMENT_TEXT) -> SourceText:
    """A text file as it stands: line ends are line feeds, nothing else of its layout is touched."""
    parts = clean(decode(body, charset)).split(PAGE_JOINT)
    if len(parts) > 1 and not parts[-1].strip():  # a form feed closes each page as often as it parts two
        parts.pop()
    pages = furnish(tuple(Page(index=i, text=text, quality=None) for i, text in enumerate(parts)))
    problems = () if any(part.strip() for part in parts) else ("unreadable: the file holds no text",)
    return SourceText(pages=pages, layer=layer, engine="plain", url=url, problems=problems)
