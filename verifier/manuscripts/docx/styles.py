"""What a paragraph's style and indent make of it."""

from __future__ import annotations

import re
from statistics import median
from typing import Any

from verifier.manuscripts.docx.package import W
from verifier.records.manuscript import BlockKind

SET_OFF_TWIPS = 360  # twentieths of a point: a quarter inch more than the body's own indent sets a paragraph off
_QUOTE = re.compile(r"quot|block ?text|extract|zitat|citation(?! )|cita\b|citazione|цитата", re.IGNORECASE)
_NAMES: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"^(?:heading|title|subtitle|überschrift|titre|título)\b", re.IGNORECASE), BlockKind.HEADING),
    (re.compile(r"^toc\b|table of contents|^contents", re.IGNORECASE), BlockKind.OTHER),
    (re.compile(r"^(?:caption|image caption|table caption)", re.IGNORECASE), BlockKind.CAPTION),
    (re.compile(r"bibliograph|works cited|references", re.IGNORECASE), BlockKind.BIBLIOGRAPHY),
    (re.compile(r"^list\b", re.IGNORECASE), BlockKind.LIST_ITEM),
)
MAX_CHAIN = 20  # styles based on styles; Word itself stops at eleven


class Styles:
    """The document's paragraph styles, and its usual indent."""

    def __init__(self, root: Any | None, document: Any) -> None:
        self._names: dict[str, str] = {}
        self._elements: dict[str, Any] = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            name = style.find(f"{W}name")
            key = str(style.get(f"{W}styleId"))
            self._elements[key] = style
            self._names[key] = str(name.get(f"{W}val")) if name is not None else key
        indents = [self._indent(p) for p in document.iter(f"{W}p") if len("".join(p.itertext())) > 80]
        self._usual = median(indents) if indents else 0

    def kind(self, paragraph: Any) -> BlockKind:
        """The block kind of a body paragraph."""
        names = [self._names.get(key, key) for key in self._chain(paragraph)]
        for name in names:
            if _QUOTE.search(name):
                return BlockKind.BLOCK_QUOTE
            for pattern, kind in _NAMES:
                if pattern.search(name):
                    return kind
        if self._has_outline(paragraph):
            return BlockKind.HEADING
        if self._property(paragraph, "numPr") is not None:
            return BlockKind.LIST_ITEM
        return BlockKind.BLOCK_QUOTE if self._set_off(paragraph) else BlockKind.PARAGRAPH

    def is_title(self, paragraph: Any) -> bool:
        """True for the paragraph in Word's Title style."""
        return any(self._names.get(key, key).lower() == "title" for key in self._chain(paragraph))

    def _chain(self, paragraph: Any) -> list[str]:
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        key = str(own.get(f"{W}val")) if own is not None else ""
        chain: list[str] = []
        while key and key not in chain and len(chain) < MAX_CHAIN:
            chain.append(key)
            style = self._elements.get(key)
            based = style.find(f"{W}basedOn") if style is not None else None
            key = str(based.get(f"{W}val")) if based is not None else ""
        return chain

    def _property(self, paragraph: Any, name: str) -> Any | None:
        found = paragraph.find(f"{W}pPr/{W}{name}")
        for key in self._chain(paragraph):
            if found is not None:
                break
            style = self._elements.get(key)
            found = style.find(f"{W}pPr/{W}{name}") if style is not None else None
        return found

    def _has_outline(self, paragraph: Any) -> bool:
        level = self._property(paragraph, "outlineLvl")
        return level is not None and str(level.get(f"{W}val")) in "012345678"

    def _indent(self, paragraph: Any) -> int:
        """Left indent in twips, a hanging first line taken off: a hanging entry is a list, not a quotation."""
        found = self._property(paragraph, "ind")
        if found is None:
            return 0
        return _twips(found, "left", "start") - _twips(found, "hanging")

    def _set_off(self, paragraph: Any) -> bool:
        justified = self._property(paragraph, "jc")
        centred = justified is not None and justified.get(f"{W}val") in ("center", "right", "end")
        return not centred and self._indent(paragraph) - self._usual >= SET_OFF_TWIPS


def _twips(indent: Any, *names: str) -> int:
    for name in names:
        value = str(indent.get(f"{W}{name}") or "")
        if re.fullmatch(r"-?\d{1,6}", value):
            return int(value)
    return 0
