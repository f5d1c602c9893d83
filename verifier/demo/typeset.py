"""The sample documents as they were written, set as typewritten pages with running heads and numbers."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

DOCUMENTS = Path(__file__).parent / "documents"
MEASURE = 64  # characters on a line: Courier at ten to the inch within inch-wide margins
LINES = 54  # lines on a page at six to the inch, head and foot included


@dataclass(frozen=True)
class Document:
    """A document as written: `facts` from its head lines, and the paragraphs of each page."""

    facts: dict[str, str]
    pages: tuple[tuple[str, ...], ...]


def load(name: str) -> Document:
    """Read documents/{name}.txt: `key: value` lines, an empty line, then paragraphs; `%% page` starts a page."""
    head, _, body = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    pages = re.split(r"^%% page.*\n", body, flags=re.MULTILINE)
    return Document(facts, tuple(tuple(filter(None, re.split(r"\n", page))) for page in pages))


def plain(paragraph: str) -> str:
    """A paragraph without the marks that say how to type it, white space as one blank."""
    return " ".join(re.sub(r"^[=>] ?", "", paragraph).split())


def typed(document: Document) -> list[list[str]]:
    """The lines of each page, as many as fit the paper, with the running head, the number and the foot."""
    return [_page(document, index) for index in range(len(document.pages))]


def _page(document: Document, index: int) -> list[str]:
    lines = [document.facts.get("head", "").center(MEASURE).rstrip(), "", ""]
    for paragraph in document.pages[index]:
        lines.extend(_set(paragraph))
        if not re.match(r"(?:>|[A-Z .&]{3,20}:  )", paragraph):
            lines.append("")
    number = [str(index + 1).center(MEASURE).rstrip()] if index else [""]
    foot = [*number, "", document.facts.get("foot", "").center(MEASURE).rstrip()]
    if len(lines) + len(foot) > LINES:
        raise ValueError(f"page {index + 1} has {len(lines) + len(foot)} lines, the paper holds {LINES}")
    return [*lines, *[""] * (LINES - len(lines) - len(foot)), *foot]


def _set(paragraph: str) -> list[str]:
    if paragraph.startswith("= "):
        return [paragraph[2:].center(MEASURE).rstrip()]
    if paragraph.startswith("> "):
        return [" " + paragraph[1:]]
    hanging = re.match(r"[A-Z][A-Z ]+: {2,}", paragraph)
    if hanging:
        return textwrap.wrap(
            paragraph, MEASURE, subsequent_indent=" " * hanging.end(), drop_whitespace=False, break_on_hyphens=False
        )
    return textwrap.wrap(paragraph, MEASURE, break_on_hyphens=False)
