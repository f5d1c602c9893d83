"""HTML, path to Manuscript."""

from __future__ import annotations

from pathlib import Path

from verifier.manuscripts.files import read_bytes, refuse_binary
from verifier.manuscripts.html.dom import Element, parse, tag, words_of
from verifier.manuscripts.html.notes import map_notes
from verifier.manuscripts.html.writer import Writer
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shaped import with_shaped_notes
from verifier.records.manuscript import BlockKind, Manuscript

MAIN_SHARE = 0.4  # of the page's characters: less is a teaser beside the text, not the text


def read_html(path: Path) -> Manuscript:
    """An .html manuscript: a word processor's export or a saved page. Raises ManuscriptError for what is neither."""
    body = read_bytes(path)
    if not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse_binary(body, str(path))
    return manuscript_of(body, str(path))


def manuscript_of(body: bytes, name: str = "") -> Manuscript:
    """A manuscript of bytes already read."""
    root = parse(body, name)
    rendering = Rendering()
    title = write_page(root, rendering)
    manuscript = rendering.manuscript(name, "html", title or _head_title(root))
    return with_shaped_notes(manuscript)


def write_page(root: Element, rendering: Rendering) -> str | None:
    """Write one page; the answer is its title as printed, if it prints one."""
    notes = map_notes(root)
    page = root.find("body")
    page = page if page is not None else root
    main = _main(page)
    writer = Writer(rendering, notes, _base(root))
    header = _title_block(main)
    if header is not None:
        _write_title(writer, header)
    writer.write(main)
    for holder, key in notes.bodies.items():
        if key not in rendering.notes:  # it stands beside the main part, or hidden until its mark is clicked
            writer.write_body(holder)
    return writer.title


def _main(page: Element) -> Element:
    """The element that holds the text: the page's one article or main part, if it holds enough of it."""
    whole = len(words_of(page))
    for path in (".//article", ".//main", ".//*[@role='main']", ".//*[@id='mw-content-text']"):
        found = page.findall(path)
        if len(found) == 1 and len(words_of(found[0])) >= MAIN_SHARE * whole:
            return found[0]
    return page


def _title_block(main: Element) -> Element | None:
    """A converter's title block, printed before the body and often repeated by its first heading."""
    found = main.find("header[@id='title-block-header']")
    return found if found is not None else None


def _write_title(writer: Writer, header: Element) -> None:
    headings = [one for one in header.iter() if tag(one) == "h1"]
    words = words_of(headings[0]) if headings else ""
    parent = header.getparent()
    parent.remove(header)
    first = next((one for one in parent.iter() if tag(one) in ("h1", "h2")), None)
    if words and (first is None or words_of(first) != words):
        writer.sheet.begin(BlockKind.HEADING)
        writer.sheet.words(words)
        writer.sheet.end()
    writer.title = words or None


def _base(root: Element) -> str:
    """The address that relative links start from: the page's own word for it, then its canonical address."""
    for path, attribute in ((".//head/base", "href"), (".//head/link[@rel='canonical']", "href")):
        found = root.find(path)
        if found is not None and str(found.get(attribute) or "").startswith(("http://", "https://")):
            return str(found.get(attribute))
    return ""


def _head_title(root: Element) -> str | None:
    found = root.find(".//head/title")
    return (words_of(found) or None) if found is not None else None
