"""What an ODT file itself says of its notes and changes, which Pandoc does not pass on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from verifier.errors import ManuscriptError
from verifier.manuscripts.packed import member, xml_root
from verifier.manuscripts.pandoc.walker import NoteFact
from verifier.records.findings import Finding
from verifier.records.manuscript import NotePlace
from verifier.rules import rule

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def note_facts(body: bytes, name: str) -> tuple[tuple[NoteFact, ...], tuple[Finding, ...]]:
    """Each note's printed number and place, in order; and findings about changes and comments."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            content = member(archive, "content.xml", name)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise ManuscriptError("is not an ODT file (its container cannot be opened)", path=name) from error
    if content is None:
        raise ManuscriptError("is not an ODT file (it holds no content.xml)", path=name)
    root = xml_root(content, name)
    facts = tuple(_fact(note) for note in root.iter(f"{TEXT}note"))
    return facts, tuple(_findings(root))


def _fact(note: Any) -> NoteFact:
    citation = note.find(f"{TEXT}note-citation")
    label = "".join(citation.itertext()).strip() if citation is not None else ""
    ends = note.get(f"{TEXT}note-class") == "endnote"
    return NoteFact(label or None, NotePlace.END if ends else NotePlace.FOOT)


def _findings(root: Any) -> Iterator[Finding]:
    changes = sum(1 for _ in root.iter(f"{TEXT}changed-region"))
    if changes:
        yield rule("M105").finding(f"{changes} tracked changes; read as if all were accepted")
    comments = sum(1 for _ in root.iter(f"{OFFICE}annotation"))
    if comments:
        yield rule("M110").finding(f"{comments} comments in the margin were not read")
