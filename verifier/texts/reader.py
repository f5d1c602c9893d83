"""The front door of the texts room: one reader, told once how much effort to spend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from verifier.records.source import Layer
from verifier.records.text import SourceText


@dataclass(frozen=True)
class Reader:
    """Reads bytes into text. `ocr` is auto | never | always | thorough; `pages` (zero-based) limits OCR to some pages.

    `cache` is a folder for derived text, keyed by (digest, extractor, version, settings); None keeps nothing.
    """

    ocr: str = "auto"
    languages: tuple[str, ...] = ("eng",)
    cache: Path | None = None
    pages: frozenset[int] | None = None

    def pdf(self, body: bytes, *, url: str = "", layer: Layer = Layer.DOCUMENT_TEXT) -> tuple[SourceText, ...]:
        """Every reading of a PDF: its text layer first, then our own OCR where that was called for."""
        raise NotImplementedError

    def html(self, body: bytes, *, url: str = "", charset: str = "") -> SourceText:
        """The main text of an HTML page, without navigation."""
        raise NotImplementedError

    def plain(self, body: bytes, *, url: str = "", charset: str = "") -> SourceText:
        """Plain text; form feeds separate pages."""
        raise NotImplementedError


def read_file(path: Path) -> SourceText:
    """The best reading of a local file (txt, html, pdf, TEI xml). Raises InputError or SourceUnreadable."""
    raise NotImplementedError
