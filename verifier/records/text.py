"""Text as read from a source: pages, printed labels, words with boxes and confidence, and the way between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from verifier.errors import WrongType
from verifier.records.source import Layer
from verifier.records.spans import Span

PAGE_JOINT = "\f"  # the contract: pages are joined by a form feed


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions (0..1) of the page's width and height, origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Word:
    """Code points start..end of the page's text; where they stand on the paper; how sure the engine was (0..1)."""

    start: int
    end: int
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Obscured:
    """A place on a page where words may be hidden: `kind` redaction | stamp | low_confidence.

    `offset` is where in the page's text the place falls (code points), None when it cannot be told.
    """

    kind: str
    box: Box
    offset: int | None = None


@dataclass(frozen=True)
class Page:
    """One page. `index` is zero-based; `label` is the number printed on the paper, None when there is none.

    `furniture` are spans of `text` (running heads, page numbers, stamps) that a quotation may run across.
    `quality` (0..1) is how far the reading can be trusted: 1 for born-digital text, None when unknown.
    """

    index: int
    text: str
    label: str | None = None
    words: Sequence[Word] = ()
    furniture: tuple[Span, ...] = ()
    obscured: tuple[Obscured, ...] = ()
    quality: float | None = None
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """A named part of a text (`#d6` in a URL names one): code points start..end of SourceText.text."""

    id: str
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class SourceText:
    """One reading of one layer of a source. `text` is its pages joined by a form feed; offsets count code points.

    `noisy` says that the words came off a scan (an OCR engine, or a scan's own text layer), so that a misread
    letter is possible; born-digital text and HTML are not noisy, and every difference there is an author's.
    `repairs` tells what of it was put back where the file bears witness that it was lost (ligatures).
    `beyond` marks the part of a source that stands outside the division cited: words found only there are elsewhere.
    `other` is a second reading of the same pages (our own OCR beside a scan's text layer), where there is one.
    """

    pages: tuple[Page, ...]
    layer: Layer = Layer.DOCUMENT_TEXT
    language: str = ""
    engine: str = ""
    engine_version: str = ""
    noisy: bool = False
    url: str = ""
    title: str = ""
    capture: str = ""
    problems: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    beyond: bool = False
    other: SourceText | None = None
    divisions: tuple[Division, ...] = ()

    @classmethod
    def from_pages(cls, pages: Iterable[str], *, labels: Sequence[str | None] = (), noisy: bool = False) -> SourceText:
        """A source from the text of its pages; `labels` are printed page numbers, by position.

        Raises WrongType for one string, which would be taken apart into letters.
        """
        if isinstance(pages, (str, bytes)):
            raise WrongType("from_pages takes a list with one string a page; for one string there is from_text")
        named = list(labels)
        made = tuple(
            Page(index=i, text=text.replace(PAGE_JOINT, " "), label=named[i] if i < len(named) else None)
            for i, text in enumerate(pages)
        )
        return cls(pages=made, engine="given", noisy=noisy)

    @classmethod
    def from_text(cls, text: str, *, noisy: bool = False) -> SourceText:
        """A source from one string; form feeds in it separate pages."""
        return cls.from_pages(text.split(PAGE_JOINT), noisy=noisy)

    @classmethod
    def from_file(cls, path: str | Path) -> SourceText:
        """A source from a file (text, HTML, PDF, TEI). Raises InputError or SourceUnreadable."""
        from importlib import import_module

        reader = import_module("verifier.texts")  # by name: records stand below the rooms and may not import them
        source: SourceText = reader.read_file(Path(path))
        return source

    @cached_property
    def text(self) -> str:
        """All pages, joined by a form feed."""
        return PAGE_JOINT.join(page.text for page in self.pages)

    @cached_property
    def page_starts(self) -> tuple[int, ...]:
        """Offset in `text` at which each page begins."""
        starts, at = [], 0
        for page in self.pages:
            starts.append(at)
            at += len(page.text) + len(PAGE_JOINT)
        return tuple(starts)

    def page_at(self, offset: int) -> int:
        """Zero-based index into `pages` of the page that holds the code point at `offset`."""
        return max(bisect_right(self.page_starts, offset) - 1, 0)

    def words_in(self, start: int, end: int) -> tuple[tuple[Page, Word], ...]:
        """The words, with their pages, that overlap text[start:end]."""
        found: list[tuple[Page, Word]] = []
        for number in range(self.page_at(start), self.page_at(max(end - 1, start)) + 1):
            page, shift = self.pages[number], self.page_starts[number]
            found.extend((page, word) for word in page.words if word.start + shift < end and start < word.end + shift)
        return tuple(found)

    def relayered(self, layer: Layer) -> SourceText:
        """The same reading, filed under another layer."""
        return replace(self, layer=layer)
