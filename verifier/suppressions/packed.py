"""Ignores in the comments of DOCX and ODT files, and in EPUB's pages. Such files have no lines: words are covered."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from verifier.suppressions.comments import Ignore, codes_of, ignores_in, squeezed

PART_LIMIT_BYTES = 64 * 2**20  # unpacked bytes of one part: a book's whole text is a tenth of that
_TOLD = re.compile(r"verifier:\s*ignore(-file)?\s*\[([A-Za-z0-9*,\s]{1,200})\]\s*(.{0,500})", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_DOCX_COMMENT = re.compile(r'<w:comment\b[^>]*\bw:id="(-?\d+)"[^>]*>(.*?)</w:comment>', re.DOTALL)
_DOCX_PARAGRAPH = re.compile(r"<w:p\b[^>]*>.*?</w:p>", re.DOTALL)
_ODT_PARAGRAPH = re.compile(r"<text:(p|h)\b[^>]*>.*?</text:\1>", re.DOTALL)
_ODT_NOTE = re.compile(r"<office:annotation\b.*?</office:annotation>", re.DOTALL)


def packed_ignores(path: Path) -> list[Ignore]:
    """The ignores of a DOCX, ODT or EPUB file; none when it cannot be read."""
    reader = {".docx": _docx, ".odt": _odt, ".epub": _epub}[path.suffix.lower()]
    try:
        with zipfile.ZipFile(path) as parts:
            return list(reader(parts, str(path)))
    except (OSError, zipfile.BadZipFile, KeyError, UnicodeDecodeError, RuntimeError):
        return []


def _docx(parts: zipfile.ZipFile, file: str) -> Iterator[Ignore]:
    if "word/comments.xml" not in parts.namelist():
        return
    body = _part(parts, "word/document.xml")
    paragraphs = [found[0] for found in _DOCX_PARAGRAPH.finditer(body)]
    for found in _DOCX_COMMENT.finditer(_part(parts, "word/comments.xml")):
        mark = re.compile(rf'<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*w:id="{found[1]}"')
        inside = [number for number, markup in enumerate(paragraphs) if mark.search(markup)]
        covered = paragraphs[inside[0] : inside[-1] + 1] if inside else []
        yield from _told(_plain(found[2]), file, "".join(_plain(markup) for markup in covered))


def _odt(parts: zipfile.ZipFile, file: str) -> Iterator[Ignore]:
    content = _part(parts, "content.xml")
    notes: list[str] = []

    def lifted(found: re.Match[str]) -> str:
        notes.append(found[0])
        return f"\0{len(notes) - 1}\0"

    without = _ODT_NOTE.sub(lifted, content)
    for paragraph in _ODT_PARAGRAPH.finditer(without):
        for number in re.findall(r"\0(\d+)\0", paragraph[0]):
            words = _plain(re.sub(r"\0\d+\0", "", paragraph[0]))
            yield from _told(_plain(notes[int(number)]), file, words)


def _epub(parts: zipfile.ZipFile, file: str) -> Iterator[Ignore]:
    for name in sorted(parts.namelist()):
        if name.lower().endswith((".xhtml", ".html", ".htm")):
            for one in ignores_in(_part(parts, name), file, "markup"):
                yield Ignore(file, 0, one.codes, one.reason, 0, 0, one.words)


def _told(comment: str, file: str, covered: str) -> Iterator[Ignore]:
    found = _TOLD.search(comment)
    if found is not None:
        words = None if found[1] else squeezed(covered)
        yield Ignore(file, 0, codes_of(found[2]), " ".join(found[3].split()), 0, 0, words)


def _plain(markup: str) -> str:
    from html import unescape

    return unescape(_TAG.sub("", markup))


def _part(parts: zipfile.ZipFile, name: str) -> str:
    with parts.open(name) as handle:
        return handle.read(PART_LIMIT_BYTES).decode("utf-8")
