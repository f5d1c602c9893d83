"""DOCX, path to Manuscript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verifier.manuscripts.docx.numbers import number_notes
from verifier.manuscripts.docx.package import Package, W, open_package
from verifier.manuscripts.docx.writer import Writer
from verifier.manuscripts.files import read_bytes
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shaped import with_shaped_notes
from verifier.records.findings import Finding
from verifier.records.manuscript import Manuscript
from verifier.rules import rule


def read_docx(path: Path) -> Manuscript:
    """A Word document, tracked changes taken as accepted. Raises ManuscriptError."""
    name = str(path)
    package = open_package(read_bytes(path), name)
    rendering = Rendering()
    writer = Writer(package, number_notes(package), rendering)
    writer.write()
    return with_shaped_notes(rendering.manuscript(name, "docx", writer.title, tuple(_findings(package))))


def _findings(package: Package) -> Iterator[Finding]:
    roots = [package.document.root, *package.footnotes.values(), *package.endnotes.values()]
    changes = sum(1 for root in roots for one in root.iter(f"{W}ins", f"{W}del", f"{W}moveTo") if _has_words(one))
    if changes:
        yield rule("M105").finding(f"{changes} tracked changes; read as if all were accepted")
    if package.comments:
        yield rule("M110").finding(f"{package.comments} comments in the margin were not read")
    if package.embedded:
        yield rule("M110").finding(f"{package.embedded} embedded files were not read")


def _has_words(change: Any) -> bool:
    return any(True for _ in change.iter(f"{W}t", f"{W}delText"))
