"""The parts of a .docx that hold words or say how they are numbered."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from verifier.errors import ManuscriptError
from verifier.manuscripts.packed import member, xml_root

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass
class Part:
    """One XML part and where its relationship ids lead (external targets only)."""

    root: Any
    links: dict[str, str] = field(default_factory=dict)


@dataclass
class Package:
    """A .docx, opened. `footnotes` and `endnotes` map ids to elements, separators left out."""

    document: Part
    footnotes: dict[str, Any]
    endnotes: dict[str, Any]
    note_links: dict[str, dict[str, str]]
    styles: Any | None
    settings: Any | None
    comments: int
    embedded: int


def open_package(body: bytes, name: str) -> Package:
    """Open a .docx. Raises ManuscriptError for what is not one."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _read(archive, name)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise ManuscriptError("is not a DOCX file (its container cannot be opened)", path=name) from error


def _read(archive: zipfile.ZipFile, name: str) -> Package:
    where = _document_path(archive, name)
    document = _part(archive, where, name)
    if document is None:
        raise ManuscriptError("is not a DOCX file (it holds no document)", path=name)
    folder = where.rpartition("/")[0]
    others = {
        kind: _part(archive, f"{folder}/{kind}.xml", name)
        for kind in ("footnotes", "endnotes", "styles", "settings", "comments")
    }
    notes = {kind: _notes(others[kind], kind[:-1]) for kind in ("footnotes", "endnotes")}
    comments = others["comments"]
    return Package(
        document=document,
        footnotes=notes["footnotes"],
        endnotes=notes["endnotes"],
        note_links={kind: others[kind].links if others[kind] else {} for kind in ("footnotes", "endnotes")},  # type: ignore[union-attr]
        styles=others["styles"].root if others["styles"] else None,
        settings=others["settings"].root if others["settings"] else None,
        comments=sum(1 for _ in comments.root.iter(f"{W}comment")) if comments else 0,
        embedded=sum(1 for _ in document.root.iter(f"{W}altChunk")),
    )


def _document_path(archive: zipfile.ZipFile, name: str) -> str:
    """Where the main part lies: `word/document.xml` but for a few writers."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "word/document.xml"
    rels = member(archive, "_rels/.rels", name)
    for relation in xml_root(rels, name) if rels else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise ManuscriptError("is not a DOCX file (it holds no document)", path=name)


def _part(archive: zipfile.ZipFile, where: str, name: str) -> Part | None:
    body = member(archive, where, name)
    if body is None:
        return None
    for strict, usual in _STRICT:
        body = body.replace(strict, usual)
    folder, _, file = where.rpartition("/")
    rels = member(archive, f"{folder}/_rels/{file}.rels", name)
    return Part(xml_root(body, name), dict(_external(xml_root(rels, name))) if rels else {})


def _external(root: Any) -> Iterator[tuple[str, str]]:
    for relation in root:
        if relation.get("TargetMode") == "External":
            yield str(relation.get("Id", "")), str(relation.get("Target", ""))


def _notes(part: Part | None, kind: str) -> dict[str, Any]:
    if part is None:
        return {}
    return {
        str(note.get(f"{W}id")): note
        for note in part.root.iter(f"{W}{kind}")
        if note.get(f"{W}type") not in _SEPARATORS
    }
