"""Omeka libraries, the Clinton Digital Library first: a page of catalogue facts, and PDFs that bundle many papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from verifier.records.source import Layer, Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import by_hand, filed, fresh, good
from verifier.sources.anything import read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.pages import heading_of, joined, links, one_line, prose, soup_of
from verifier.sources.urls import is_pdf_path, page_in, parse
from verifier.texts import Reader

BUNDLE_FILES = 12  # PDFs of one item that are requested; the largest items seen split a folder into fewer
_FILE = re.compile(r"^[0-9a-f]{32}\.pdf$")
_CLINTON = "clinton.presidentiallibraries.us"


class Omeka(Archive):
    """An item by its number on its host; its text is in its files, each of which may bundle dozens of papers."""

    name = "omeka"
    title = "Clinton Digital Library and other Omeka libraries"
    forms = (
        UrlForm("{host}/items/show/{n}", f"https://{_CLINTON}/items/show/57563"),
        UrlForm("...#page={n}", f"https://{_CLINTON}/items/show/57563#page=12", "n counts the file's pages"),
        UrlForm("{host}/files/original/{32 hex}.pdf", f"https://{_CLINTON}/files/original/{'0' * 32}.pdf"),
    )

    def recognise(self, url: str) -> Source | None:
        """An item or file by the paths every Omeka site has; `viewer.html?file=` names the file inside it."""
        address = parse(url)
        parts, page = address.segments, page_in(address.fragment)
        root = f"https://{address.netloc}"
        if not address.host:
            return None
        if parts[-3:-1] == ("items", "show") and parts[-1].isdigit():
            key = f"omeka:{address.site}/{'/'.join(parts[:-3])}items/{parts[-1]}"
            return self._source(key, f"{root}/{'/'.join(parts)}", url, page=page)
        if "pdf-embed-js" in parts and (inner := address.param("file")):
            parts = parse(urljoin(root, inner)).segments
        if parts[-3:-1] == ("files", "original") and _FILE.match(parts[-1]):
            return self._source(
                f"omeka:{address.site}/files/{parts[-1]}",
                f"{root}/{'/'.join(parts)}",
                url,
                page=page,
                hints={"file": parts[-1]},
            )
        return None

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The item's page, then every PDF it shows or links."""
        if "file" in source.hints:
            return fresh([Wanted(source.url, "pdf", "pdf")], answers)
        if not answers:
            return (Wanted(source.url, "record", "html"),)
        files = (url for record in good(answers, "record") for url in _files(record))
        return fresh([Wanted(url, "pdf", "pdf") for url in list(dict.fromkeys(files))[:BUNDLE_FILES]], answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The files in the order of the page, then the catalogue's own description."""
        made: list[SourceText] = []
        summaries: list[SourceText] = []
        for answer in good(answers):
            soup = soup_of(answer)
            if soup is None or (by_hand(answer) and not soup.select(".element-text")):
                made.extend(read_anything(answer, source, reader))
            else:
                summaries.extend(_facts(answer, soup))
        return (*made, *summaries)


def _files(record: Answer) -> Iterator[str]:
    """Addresses of PDFs: linked as such, or named in the `file` of an embedded viewer."""
    for link in links(record):
        inner = parse_qs(urlsplit(link).query).get("file")
        url = joined(link, unquote(inner[0])) if inner else link
        if is_pdf_path(url.partition("?")[0]):
            yield url


def _facts(answer: Answer, soup: Any) -> Iterator[SourceText]:
    """What the catalogue says of the item: its Dublin Core elements, one a line."""
    elements = [(node.find(["h2", "h3", "h4"]), node.select(".element-text")) for node in soup.select(".element")]
    lines = [f"{one_line(name)}: {one_line(text)}" for name, texts in elements if name for text in texts]
    made = prose("\n".join(lines), Layer.ARCHIVE_SUMMARY, title=_title(soup, lines))
    if made:
        yield filed(made, answer)


def _title(soup: object, lines: Sequence[str]) -> str:
    named = next((line.partition(": ")[2] for line in lines if line.startswith("Title: ")), "")
    return named or heading_of(soup)
