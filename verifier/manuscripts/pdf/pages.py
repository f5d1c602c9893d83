"""What a PDF's pages hold: words with place and size, links; and the child process that reads them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

from verifier.errors import ManuscriptError
from verifier.manuscripts.children import run_child

_ROOT = str(Path(__file__).resolve().parents[3])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from verifier.manuscripts.pdf.child import main; main()"


@dataclass(slots=True)
class Token:
    """A word, or a part of one in one size. Lengths in points; `base` is its baseline, up from the page's foot."""

    words: str
    left: float
    right: float
    base: float
    size: float
    glued: bool


@dataclass
class Line:
    """One printed line, tokens from left to right. Its measures are reckoned once, so the tokens must be all there."""

    tokens: list[Token]

    @cached_property
    def top_size(self) -> float:
        """Its largest size."""
        return max(token.size for token in self.tokens)

    @cached_property
    def main(self) -> list[Token]:
        """Its tokens of full size, marks left out."""
        return [token for token in self.tokens if token.size > RAISED_SIZE * self.top_size] or self.tokens

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        counts: dict[float, int] = {}
        for token in self.tokens:
            counts[token.size] = counts.get(token.size, 0) + len(token.words)
        return max(counts, key=lambda size: (counts[size], size))

    @cached_property
    def base(self) -> float:
        """Its baseline."""
        return median([token.base for token in self.main])

    @cached_property
    def words(self) -> str:
        """Its words, spaced as printed."""
        return "".join(token.words if token.glued else f" {token.words}" for token in self.tokens).strip()

    @property
    def left(self) -> float:
        """Where its first token starts."""
        return self.tokens[0].left

    @property
    def right(self) -> float:
        """Where its last token ends."""
        return self.tokens[-1].right


@dataclass(slots=True)
class Page:
    """One page. `lines` are in PDFium's order; `links` are (left, bottom, right, top, address).

    `rules` are thin horizontal strokes as (left, height, right).
    """

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)


RAISED_SIZE = 0.82  # of the line's size: superscripts are set at 0.58 to 0.75


def read_pages(body: bytes, name: str) -> tuple[list[Page], str, list[int]]:
    """The pages, the title in the file's metadata, and the numbers of pages that could not be read.

    Raises ManuscriptError for a file that is locked, damaged, too slow or without text.
    """
    entries = list(_run(body, name))
    head = entries[0] if entries else {"error": "cannot be read"}
    if "error" in head:
        raise ManuscriptError(str(head["error"]), path=name)
    lost = [int(entry["lost"]) for entry in entries[1:] if "lost" in entry]
    pages = [_page(entry) for entry in entries[1:] if "lines" in entry]
    if not any(page.lines for page in pages):
        raise ManuscriptError(
            "holds no text layer (a scan?); a manuscript is read from its words, not by OCR", path=name
        )
    return pages, str(head.get("title", "")), lost


def _run(body: bytes, name: str) -> Iterator[dict[str, Any]]:
    done = run_child([sys.executable, "-P", "-c", _START], body, name)
    for line in done.stdout.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            return
        if isinstance(entry, dict):
            yield entry


def _page(entry: dict[str, Any]) -> Page:
    lines = [Line([Token(*token) for token in line]) for line in entry["lines"]]
    links = [(link[0], link[1], link[2], link[3], str(link[4])) for link in entry["links"]]
    rules = [(rule[0], rule[1], rule[2]) for rule in entry["rules"]]
    return Page(float(entry["width"]), float(entry["height"]), lines, links, rules)
