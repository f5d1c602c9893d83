"""A volume: one reading of one source as the index keeps it, with what is needed to name a place in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict, dataclass
from typing import Any

from verifier.records.source import Layer
from verifier.records.text import Page, SourceText


@dataclass(frozen=True, slots=True)
class Volume:
    """`key` is the source's identity, `url` its address, `capture` the capture that was read.

    `pages` are (first code point, zero-based index, printed label) in order; `media` the capture's media type.
    """

    key: str
    url: str
    title: str
    capture: str
    media: str
    layer: str
    engine: str
    noisy: bool
    pages: tuple[tuple[int, int, str | None], ...]

    @classmethod
    def of(cls, key: str, reading: SourceText, *, url: str = "", media: str = "") -> Volume:
        """The volume of a reading."""
        starts = zip(reading.page_starts, reading.pages, strict=True)
        pages = tuple((start, page.index, page.label) for start, page in starts)
        layer, title = reading.layer.value, reading.title
        return cls(key, url, title, reading.capture, media, layer, reading.engine, reading.noisy, pages)

    def page_at(self, offset: int) -> tuple[int, str | None]:
        """Zero-based index and printed label of the page that holds a code point."""
        at = max(bisect_right(self.pages, offset, key=_first) - 1, 0)
        return self.pages[at][1], self.pages[at][2]

    def window(self, text: str) -> SourceText:
        """A stretch of this volume's text as a source of its own, as noisy as the whole."""
        return SourceText.from_text(text.replace("\f", " "), noisy=self.noisy).relayered(Layer(self.layer))

    def reading(self, text: str) -> SourceText:
        """The whole reading again, from its text."""
        ends = [start - 1 for start, _, _ in self.pages[1:]] + [len(text)]
        pages = tuple(
            Page(index, text[start:end], label) for (start, index, label), end in zip(self.pages, ends, strict=True)
        )
        return SourceText(
            pages, Layer(self.layer), engine=self.engine, noisy=self.noisy,
            url=self.url, title=self.title, capture=self.capture,
        )  # fmt: skip

    def row(self) -> dict[str, Any]:
        """The volume as it is written."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Volume:
        """The volume as it was written. Raises TypeError or KeyError for another version's row."""
        pages = tuple((start, index, label) for start, index, label in row["pages"])
        return cls(**{**row, "pages": pages})


def _first(page: tuple[int, int, str | None]) -> int:
    return page[0]
