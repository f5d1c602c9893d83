"""PDF, path to Manuscript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from verifier.errors import ManuscriptError
from verifier.manuscripts.files import read_bytes
from verifier.manuscripts.pdf.feet import Feet, body_size
from verifier.manuscripts.pdf.lines import in_order, joined_lines, usual_gutter, without_furniture
from verifier.manuscripts.pdf.pages import Line, Page, read_pages
from verifier.manuscripts.pdf.paragraphs import paragraphs
from verifier.manuscripts.pdf.writer import Hyphens, Writer
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shaped import with_shaped_notes
from verifier.records.findings import Finding
from verifier.records.manuscript import Manuscript
from verifier.rules import rule


def read_pdf(path: Path) -> Manuscript:
    """A born-digital PDF, read from its layout (which a finding says). Raises ManuscriptError."""
    body = read_bytes(path)
    name = str(path)
    if b"%PDF-" not in body[:1024]:
        raise ManuscriptError("is not a PDF", path=name)
    pages, title, lost = read_pages(body, name)
    columns = _columns(pages)
    size = body_size([lines for _, lines in columns])
    feet = Feet(size)
    text = [(page, feet.take(lines, page, pages[page].rules)) for page, lines in columns]
    rendering = Rendering()
    hyphens = Hyphens(line for _, lines in columns for line in lines)
    writer = Writer(rendering, feet.notes, pages, hyphens)
    writer.write(paragraphs(text, size))
    manuscript = rendering.manuscript(name, "pdf", title.strip() or writer.title, tuple(_findings(lost)))
    return with_shaped_notes(manuscript)


def _columns(pages: list[Page]) -> list[tuple[int, list[Line]]]:
    """Every column of every page in reading order, page furniture left out."""
    lines = without_furniture(pages, [joined_lines(page) for page in pages])
    usual = usual_gutter([(own, page.width) for page, own in zip(pages, lines, strict=True)])
    found = []
    for index, (page, own) in enumerate(zip(pages, lines, strict=True)):
        found += [(index, column) for column in in_order(own, page.width, usual)]
    return found


def _findings(lost: list[int]) -> Iterator[Finding]:
    yield rule("M109").finding("read from a PDF: notes and paragraphs were told by their place on the page")
    for number in lost:
        yield rule("M110").finding(f"page {number} is damaged and was not read")
