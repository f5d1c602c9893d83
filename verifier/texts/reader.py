"""The front door of the texts room: one reader, told once how much effort to spend."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from verifier.errors import InputError, SourceUnreadable
from verifier.records.source import Layer
from verifier.records.testimony import Witness
from verifier.records.text import SourceText
from verifier.texts.cache import TextCache
from verifier.texts.child import Limits, Workplace
from verifier.texts.effort import VERSION, engine_versions, pages_to_read, read_picture
from verifier.texts.html import read_html
from verifier.texts.labels import shared
from verifier.texts.ocr import Job, read_scan
from verifier.texts.pdf import read_layer
from verifier.texts.plain import read_plain
from verifier.texts.positions import read_alto, read_hocr
from verifier.texts.quality import quality_of
from verifier.texts.sniff import kind_of
from verifier.texts.tei import read_tei


@dataclass(frozen=True)
class Reader:
    """Reads bytes into text. `ocr` is auto | never | always | thorough; `pages` (zero-based) limits OCR to some pages.

    Not `boxes`: the words of typed PDF pages come without their places on the paper, for whoever wants the text of a
    large collection; text, furniture and labels are the same to the last code point.
    `cache` is a folder for derived text, keyed by (digest, extractor, version, settings); None keeps nothing.
    `limits` bound what one child process may use; no file can make the caller exceed them.
    """

    ocr: str = "auto"
    languages: tuple[str, ...] = ("eng",)
    cache: Path | None = None
    pages: frozenset[int] | None = None
    boxes: bool = True
    limits: Limits = field(default_factory=Limits)

    def pdf(self, body: bytes, *, url: str = "", layer: Layer = Layer.DOCUMENT_TEXT) -> tuple[SourceText, ...]:
        """Every reading of a PDF: its text layer first, then our own OCR where that was called for."""
        return self._filed(self._cached(body, "pdf", lambda: self._pdf(body)), url, layer)

    def image(self, body: bytes, *, url: str = "", layer: Layer = Layer.OCR) -> tuple[SourceText, ...]:
        """Our reading of a picture file (PNG, JPEG, TIFF of several pages), as one text."""

        def read() -> tuple[SourceText, ...]:
            return (read_picture(body, self.languages, twice=self.ocr == "thorough"),)

        return self._filed(self._cached(body, "image", read), url, layer)

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
        if kind == "image":
            return self.image(body, url=url)
        if kind == "tei":
            return self.tei(body, url=url)
        if kind == "alto":
            return (read_alto(body, url=url),)
        if kind == "hocr":
            return (read_hocr(body, url=url, charset=charset),)
        if kind == "html":
            return self.html_layers(body, url=url, charset=charset)
        if kind == "text":
            return (self.plain(body, url=url, charset=charset),)
        raise SourceUnreadable(f"this is {kind}, which holds no text we can read")

    def witness(self, body: bytes) -> Witness | None:
        """Who can be asked what a page of a PDF or picture file shows; None where pictures are not to be read."""
        if self.ocr == "never" or kind_of(body) not in {"pdf", "image"}:
            return None
        from verifier.texts.testimonies import remembering  # here, since most runs have nothing to ask
        from verifier.texts.witness import PictureWitness

        key = f"{hashlib.sha256(body).hexdigest()} {VERSION} {engine_versions(self.languages)}"
        folder = self.cache / "pictures" if self.cache is not None else None
        return remembering(PictureWitness(body, self.languages), folder, key)

    def _pdf(self, body: bytes) -> tuple[SourceText, ...]:
        with Workplace(body, self.limits) as place:
            layer = read_layer(place, body, boxes=self.boxes)
            wanted = pages_to_read(layer, self.ocr, self.pages)
            if not wanted:
                return (layer.text,)
            again = self.pages or frozenset()
            job = Job(self.languages, wanted, layer.pages, again=again, twice=self.ocr == "thorough")
            scan = read_scan(place, job)
        typed, drawn = shared(layer.text.pages, scan.pages)
        return replace(layer.text, pages=typed), replace(scan, pages=drawn)

    def _cached(self, body: bytes, kind: str, read: Callable[[], tuple[SourceText, ...]]) -> tuple[SourceText, ...]:
        pages = "all" if self.pages is None else ",".join(map(str, sorted(self.pages)))
        settings = (kind, VERSION, self.ocr, "+".join(self.languages), pages, engine_versions(self.languages))
        kept = TextCache(self.cache)
        if self.boxes:
            return kept.through(body, settings, read)
        return kept.found(body, settings) or kept.through(body, (*settings, "text"), read)

    def _filed(self, readings: tuple[SourceText, ...], url: str, layer: Layer) -> tuple[SourceText, ...]:
        """The readings under the address and layer they were asked for; our own OCR keeps its own layer."""
        return tuple(replace(r, url=url, layer=layer if r.layer is Layer.DOCUMENT_TEXT else r.layer) for r in readings)


def read_file(path: Path, *, boxes: bool = True) -> SourceText:
    """The best reading of a local file (txt, html, pdf, TEI xml); `boxes` as in `Reader`.

    Raises InputError or SourceUnreadable.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", path=str(path)) from error
    try:
        readings = Reader(boxes=boxes).any(body, name=path.name)
    except SourceUnreadable as error:
        raise SourceUnreadable(f"{path}: {error}") from error
    with_text = [reading for reading in readings if reading.text.strip()]
    if not with_text:
        problems = [problem for reading in readings for problem in reading.problems]
        raise SourceUnreadable(f"{path}: {problems[0] if problems else 'it holds no text'}")
    best = max(with_text, key=_quality) if with_text[0].noisy else with_text[0]
    return replace(best, other=next((other for other in with_text if _beside(best, other)), None))


def _quality(reading: SourceText) -> float:
    return quality_of(reading.text).score


def _beside(one: SourceText, other: SourceText) -> bool:
    """True for two readings of the same scanned pages."""
    layers = {one.layer, other.layer}
    return one is not other and layers == {Layer.DOCUMENT_TEXT, Layer.OCR} and len(one.pages) == len(other.pages)
