"""Word's fields: an instruction, a result, and what the instruction knows that the result does not show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_HYPERLINK = re.compile(r"HYPERLINK\s+(?!\\l)\"?([^\"\s]+)\"?", re.IGNORECASE)
_NOTEREF = re.compile(r"NOTEREF\s+\"?([^\"\s\\]+)\"?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|doi\.org/)[^\s<>\"\\]+")


@dataclass
class Field:
    """A field while it is read: its instruction, whether its result is being read, where the result started."""

    code: list[str] = field(default_factory=list)
    in_result: bool = False
    start: int = 0
    result: list[str] = field(default_factory=list)
    raised: bool = False

    @property
    def instruction(self) -> str:
        """The instruction as far as it has been read."""
        return "".join(self.code).strip()

    @property
    def bookmark(self) -> str | None:
        """For a NOTEREF field, the bookmark round the mark it repeats."""
        found = _NOTEREF.match(self.instruction)
        return found[1] if found else None


def urls(instruction: str) -> Iterator[str]:
    """The addresses a field's instruction holds: of a hyperlink, of the items of a Zotero or EndNote citation."""
    if found := _HYPERLINK.match(instruction):
        if not found[1].startswith("#"):
            yield found[1]
    elif "CSL_CITATION" in instruction:
        yield from _zotero(instruction)
    elif "EN.CITE" in instruction:
        yield from dict.fromkeys(unescape(one) for one in _URL.findall(instruction))


def _zotero(instruction: str) -> Iterator[str]:
    """Addresses of a Zotero or Mendeley citation's items, from the JSON in its instruction."""
    try:
        data = json.loads(instruction[instruction.index("{") :])
    except (ValueError, RecursionError):
        return
    items = data.get("citationItems") if isinstance(data, dict) else None
    for item in items if isinstance(items, list) else ():
        known = item.get("itemData") if isinstance(item, dict) else None
        if isinstance(known, dict):
            address = known.get("URL") or (f"https://doi.org/{known['DOI']}" if known.get("DOI") else None)
            if isinstance(address, str):
                yield address
