"""TEI, path to Manuscript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from verifier.errors import ManuscriptError
from verifier.manuscripts.files import read_bytes, refuse_binary
from verifier.manuscripts.packed import xml_root
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shaped import with_shaped_notes
from verifier.manuscripts.tei.writer import Writer
from verifier.records.manuscript import BlockKind, Manuscript

_ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus", "text", "div"})


def read_tei(path: Path) -> Manuscript:
    """A TEI manuscript (P4 or P5). Entities are not expanded and nothing outside is loaded. Raises ManuscriptError."""
    body = read_bytes(path)
    name = str(path)
    if not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse_binary(body, name)
    root = xml_root(body, name)
    _strip_namespaces(root)
    if root.tag == "html":
        from verifier.manuscripts.html.reader import manuscript_of

        return manuscript_of(body, name)
    if root.tag not in _ROOTS:
        raise ManuscriptError(f"is XML, but its root is <{root.tag}>, not TEI", path=name)
    return _manuscript(root, name)


def _strip_namespaces(root: Any) -> None:
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rsplit("}", 1)[-1]


def _manuscript(root: Any, name: str) -> Manuscript:
    rendering = Rendering()
    writer = Writer(rendering)
    title = _title(root)
    if title and not _printed(root, title):
        rendering.body.begin(BlockKind.HEADING)
        rendering.body.words(title)
        rendering.body.end()
    writer.write(root)
    return with_shaped_notes(rendering.manuscript(name, "tei", title or writer.title))


def _title(root: Any) -> str | None:
    """The main title of the header."""
    titles = root.findall(".//titleStmt/title")
    chosen = next((one for one in titles if one.get("type") in ("main", "complete")), titles[0] if titles else None)
    return (" ".join("".join(chosen.itertext()).split()) or None) if chosen is not None else None


def _printed(root: Any, title: str) -> bool:
    """True where the text itself opens with its title (a title page or a first heading)."""
    for element in root.iter("titlePart", "docTitle", "head"):
        return " ".join("".join(element.itertext()).split()).casefold() == title.casefold()
    return False
