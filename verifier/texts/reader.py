"""The front door of the texts room: one reader, told once how much effort to spend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from verifier.errors import InputError, SourceUnreadable
from verifier.records.source import Layer
from verifier.records.text import SourceText
from verifier.texts.child import Workplace
from verifier.texts.html import read_html
from verifier.texts.pdf import read_layer
from verifier.texts.plain import read_plain
from verifier.texts.sniff import kind_of
from verifier.texts.tei import read_tei


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
        with Workplace(body) as place:
            reading = read_layer(place, body, url=url, layer=layer)
        return (reading.text,)

    def html(self, body: bytes, *, url: str = "", charset: str = "") -> SourceText:
        """The main text of an HTML page, without navigation and without footnotes."""
        return read_html(body, url=url, charset=charset)[0]

    def html_layers(self, body: bytes, *, url: str = "", charset: str = "") -> tuple[SourceText, ...]:
        """The main text of an HTML page, then its footnotes (an editor's words) where it has any."""
        return read_html(body, url=url, charset=charset)

    def plain(self, body: bytes, *, url: str = "", charset: str = "") -> SourceText:
        """Plain text; form feeds separate pages."""
        return read_plain(body, url=url, charset=charset)

    def tei(self, body: bytes, *, url: str = "", division: str = "") -> tuple[SourceText, ...]:
        """A TEI file's text, then its notes. `division` is an xml:id to cut out. Raises SourceUnreadable."""
        return read_tei(body, url=url, division=division)

    def any(self, body: bytes, *, url: str = "", charset: str = "", name: str = "") -> tuple[SourceText, ...]:
        """Every reading of bytes of any kind we know, told by what they are and only then by `name`."""
        kind = kind_of(body, name)
        if kind == "pdf":
            return self.pdf(body, url=url)
        if kind == "tei":
            return self.tei(body, url=url)
        if kind == "html":
            return self.html_layers(body, url=url, charset=charset)
        if kind == "text":
            return (self.plain(body, url=url, charset=charset),)
        raise SourceUnreadable(f"this is {kind}, which holds no text we can read")


def read_file(path: Path) -> SourceText:
    """The best reading of a local file (txt, html, pdf, TEI xml). Raises InputError or SourceUnreadable."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", path=str(path)) from error
    try:
        readings = Reader().any(body, name=path.name)
    except SourceUnreadable as error:
        raise SourceUnreadable(f"{path}: {error}") from error
    with_text = [reading for reading in readings if reading.text.strip()]
    if not with_text:
        problems = [problem for reading in readings for problem in reading.problems]
        raise SourceUnreadable(f"{path}: {problems[0] if problems else 'it holds no text'}")
    return with_text[0]
