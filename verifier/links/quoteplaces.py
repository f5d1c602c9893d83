"""Where a quotation stands in the file itself, for formats whose extracted text has other lines than the file."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from pathlib import Path

from verifier.links.lines import Lines
from verifier.links.locate import DOCUMENTS, read_text
from verifier.links.records import Place
from verifier.suppressions.comments import squeezed

HEAD = 60  # squeezed letters of a quotation that are looked for: enough to be unique, few enough to lie before a note
_MARKUP = {
    "html": re.compile(r"<[^<>]{0,2000}>|&#?\w{1,20};"),
    "tex": re.compile(r"\\[A-Za-z]+\*?"),
}
_STYLES = {".html": "html", ".htm": "html", ".xhtml": "html", ".xml": "html", ".tei": "html", ".tex": "tex"}


class QuotePlaces:
    """The quotations of one file. For formats that are no text the line of the extracted text is all there is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._text = "" if path.suffix.lower() in DOCUMENTS else read_text(path)
        self._lines = Lines(str(path), self._text)

    def place(self, quote: str, start: int | None, line: int | None) -> Place:
        """Its first character's place. `start` and `line` are those of the extracted text, tried before and after."""
        wanted = squeezed(quote)[:HEAD]
        if wanted and start is not None and squeezed(self._text[start : start + 4 * HEAD]).startswith(wanted):
            return self._lines.place(start)
        at = self._letters.find(wanted) if wanted else -1
        if at >= 0:
            return self._lines.place(self._origins[at])
        return Place(str(self._path), line or 1, 1)

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        """The file's letters and digits, markup passed over, and where each stands."""
        markup = _MARKUP.get(_STYLES.get(self._path.suffix.lower(), ""))
        seen = markup.sub(lambda found: " " * len(found[0]), self._text) if markup else self._text
        letters: list[str] = []
        origins: list[int] = []
        for at, mark in enumerate(seen):
            for letter in unicodedata.normalize("NFKC", mark).casefold():
                if letter.isalnum():
                    letters.append(letter)
                    origins.append(at)
        return "".join(letters), origins

    @property
    def _letters(self) -> str:
        return self._squeezed[0]

    @property
    def _origins(self) -> list[int]:
        return self._squeezed[1]
