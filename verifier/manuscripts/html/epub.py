"""EPUB, path to Manuscript: the chapters in spine order, joined into one page so that notes link across files."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag

from verifier.errors import ManuscriptError
from verifier.manuscripts.files import read_bytes
from verifier.manuscripts.html.dom import Element, parse, roles, tag, words_of
from verifier.manuscripts.html.reader import write_page
from verifier.manuscripts.packed import member, xml_root
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shaped import with_shaped_notes
from verifier.records.findings import Finding
from verifier.records.manuscript import Manuscript
from verifier.rules import rule

MAX_CHAPTERS = 2000  # files in the spine; a thousand-page book split by section has a few hundred
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what XML holds in no attribute
_APART = frozenset({"toc", "landmarks", "page-list", "cover"})


def read_epub(path: Path) -> Manuscript:
    """An .epub manuscript. Raises ManuscriptError."""
    name = str(path)
    try:
        with zipfile.ZipFile(io.BytesIO(read_bytes(path))) as archive:
            return _read(archive, name)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise ManuscriptError("is not an EPUB file (its container cannot be opened)", path=name) from error


def _read(archive: zipfile.ZipFile, name: str) -> Manuscript:
    from lxml import html

    opf = _package_path(archive, name)
    title, hrefs = _spine(archive, opf, name)
    page = html.Element("html")
    body = html.Element("body")
    page.append(body)
    missing = []
    for href in hrefs[:MAX_CHAPTERS]:
        chapter = member(archive, href, name)
        if chapter is None:
            missing.append(href)
        else:
            _append(body, parse(chapter, f"{name}/{href}"), href)
    _drop_repeated_title(body)
    rendering = Rendering()
    printed = write_page(page, rendering)
    manuscript = rendering.manuscript(name, "epub", title or printed, tuple(_missing(missing)))
    return with_shaped_notes(manuscript)


def _package_path(archive: zipfile.ZipFile, name: str) -> str:
    container = member(archive, "META-INF/container.xml", name)
    if container is None:
        raise ManuscriptError("is not an EPUB file (it holds no container.xml)", path=name)
    for element in xml_root(container, name).iter("{*}rootfile"):
        return str(element.get("full-path") or "")
    raise ManuscriptError("is not an EPUB file (its container names no package)", path=name)


def _spine(archive: zipfile.ZipFile, opf: str, name: str) -> tuple[str | None, list[str]]:
    """The title and the chapters' paths in reading order, the navigation left out."""
    package = member(archive, opf, name)
    if package is None:
        raise ManuscriptError("its package file is missing", path=name)
    root = xml_root(package, name)
    folder = posixpath.dirname(opf)
    items = {
        str(item.get("id")): posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href") or ""))))
        for item in root.iter("{*}item")
        if "nav" not in str(item.get("properties") or "").split()
    }
    title = next(
        (" ".join("".join(one.itertext()).split()) for one in root.iter("{http://purl.org/dc/elements/1.1/}title")),
        None,
    )
    return title or None, [items[key] for one in root.iter("{*}itemref") if (key := str(one.get("idref"))) in items]


def _append(body: Element, chapter: Element, href: str) -> None:
    """Move a chapter's body under ours, its ids and internal links made unique by its path."""
    from lxml import html

    source = chapter.find("body")
    source = source if source is not None else chapter
    for element in source.iter():
        if not isinstance(element.tag, str):
            continue
        for attribute in ("id", "name"):
            if element.get(attribute):
                element.set(attribute, _CONTROLS.sub("", f"{href}#{element.get(attribute)}"))
        _absolute_link(element, href)
    section = html.Element("div")
    section.text = _CONTROLS.sub("", source.text or "")
    section.extend([child for child in source if not roles(child) & _APART])
    body.append(section)


def _absolute_link(element: Element, href: str) -> None:
    target = element.get("href")
    if not target or "://" in target or target.startswith("mailto:"):
        return
    path, fragment = urldefrag(target)
    where = posixpath.normpath(posixpath.join(posixpath.dirname(href), unquote(path))) if path else href
    element.set("href", _CONTROLS.sub("", f"#{where}#{unquote(fragment)}" if fragment else "#"))


def _drop_repeated_title(body: Element) -> None:
    """A title page whose title the first chapter's heading repeats is one title, not two."""
    headings = [one for one in body.iter() if tag(one) == "h1"]
    if len(headings) > 1 and words_of(headings[0]) == words_of(headings[1]):
        headings[0].getparent().remove(headings[0])


def _missing(hrefs: list[str]) -> Iterator[Finding]:
    for href in hrefs:
        yield rule("M110").finding(f"the book names the chapter {href}, which the file does not hold")
