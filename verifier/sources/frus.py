"""Foreign Relations of the United States at history.state.gov: documents, research pages, and the volumes' TEI."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from verifier.records.source import Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import filed, fresh, good
from verifier.sources.anything import read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.pages import one_line, soup_of
from verifier.sources.urls import Address, page_in, parse
from verifier.texts import Reader
from verifier.texts.html import notes_of, pages_of, take_notes, text_of, title_of

ROOT = "https://history.state.gov"
_RAW = {"raw.githubusercontent.com", "github.com"}
_NOTE_ADDRESS = re.compile(r"^(d\d+)fn\S+$")
_PAGE_ID = re.compile(r"^pg_(\w+)$")
_DIVISION_ID = re.compile(r"^(?:d|ch|comp)\d+\w*$")


class Frus(Archive):
    """A document is a volume and a section; on research pages a fragment (`#d5`) names one memorandum of many."""

    name = "frus"
    title = "Foreign Relations of the United States (Office of the Historian)"
    forms = (
        UrlForm(
            "/historicaldocuments/{volume}/d{n}",
            f"{ROOT}/historicaldocuments/frus1989-92v31/d31",
            "also ch{n}, comp{n}",
        ),
        UrlForm(
            "/historicaldocuments/{volume}/d{n}fn{m}",
            f"{ROOT}/historicaldocuments/frus1989-92v31/d31fn2",
            "a note of document n",
        ),
        UrlForm(
            "/historicaldocuments/{volume}/pg_{n}",
            f"{ROOT}/historicaldocuments/frus1989-92v31/pg_211",
            "a printed page",
        ),
        UrlForm(
            "/historicaldocuments/frus-history/research/{page}#d{n}",
            f"{ROOT}/historicaldocuments/frus-history/research/1980-rereview-transcript#d5",
        ),
        UrlForm(
            "github.com/HistoryAtState/frus/.../volumes/{volume}.xml#d{n}",
            "https://raw.githubusercontent.com/HistoryAtState/frus/master/volumes/frus1989-92v31.xml#d31",
            "the volume's TEI",
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """A section of a volume, with the note, page or division the address points at."""
        address = parse(url)
        parts = address.segments
        if address.site == "history.state.gov" and parts[:1] == ("historicaldocuments",) and len(parts) > 1:
            return self._section(parts[1:], address, url)
        if address.site in _RAW and "HistoryAtState" in parts and parts[-1].endswith(".xml"):
            volume = parts[-1].removesuffix(".xml")
            return self._at(f"frus:{volume}", address.fragment, address.url, url)
        return None

    def _section(self, parts: Sequence[str], address: Address, cited: str) -> Source:
        note = _NOTE_ADDRESS.match(parts[-1])
        if note:
            parts = (*parts[:-1], note.group(1))
        path = "/".join(parts)
        url = f"{ROOT}/historicaldocuments/{path}"
        if found := _PAGE_ID.match(parts[-1]):
            return self._source(f"frus:{path}", url, cited, page=found.group(1), fragment=parts[-1])
        return self._at(f"frus:{path}", address.fragment, url, cited)

    def _at(self, key: str, fragment: str, url: str, cited: str) -> Source:
        """A fragment that names a division makes a document of its own; a note or page is a place in one."""
        page = _PAGE_ID.match(fragment)
        if _DIVISION_ID.match(fragment) and not _NOTE_ADDRESS.match(fragment):
            joint = "/" if url.endswith(".xml") else "#"
            return self._source(f"{key}{joint}{fragment}", url, cited, fragment=fragment)
        pinpoint = page.group(1) if page else page_in(fragment)
        return self._source(key, url, cited, page=pinpoint, fragment=fragment if page else None)

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The page or file itself; TEI at the code host comes as it is."""
        url = source.url.replace("//github.com/", "//raw.githubusercontent.com/").replace("/blob/", "/")
        return fresh([Wanted(url, "record", "any" if url.endswith(".xml") else "html")], answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """Body with printed pages, then what stands beyond the cited division, then the editors' notes."""
        made: list[SourceText] = []
        for answer in good(answers):
            soup = soup_of(answer) if source.fragment else None
            division = _division(soup, source.fragment) if soup else None
            if division is None:
                made.extend(read_anything(answer, source, reader))
            else:
                made.extend(filed(text, answer) for text in _by_division(soup, division))
        return tuple(made)


def _division(soup: Any, fragment: str | None) -> Any:
    """The block a fragment names, when it is a division and not the whole page."""
    found = soup.find(["div", "section", "article"], id=fragment) if fragment else None
    return found if found is not None and not _PAGE_ID.match(fragment or "") else None


def _by_division(soup: Any, division: Any) -> Iterator[SourceText]:
    """The cited division, then its neighbours on the page, one page each labelled with its id, then the notes."""
    page_title, name = title_of(soup), str(division["id"])
    head = division.find(re.compile(r"^h[1-6]$"))
    notes = take_notes(soup.body or soup)
    title = one_line(head) if head else page_title
    yield SourceText(pages=pages_of(division), engine="html", title=title, language="en")
    others = [node for node in soup.find_all("div", id=_DIVISION_ID) if _apart(node, division)]
    rest = SourceText.from_pages([text_of(node) for node in others], labels=[str(node["id"]) for node in others])
    if rest.text.strip():
        yield replace(rest, engine="html", title=f"{page_title}, beyond #{name}", beyond=True)
    editors = notes_of(notes, title=title)
    if editors is not None:
        yield editors


def _apart(node: Any, division: Any) -> bool:
    return node is not division and division not in node.parents and node not in division.parents
