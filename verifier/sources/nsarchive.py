"""The National Security Archive (nsarchive.gwu.edu): record pages, their PDFs and OCR, old addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verifier.records.source import Layer, Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import by_hand, filed, fresh, good, in_order
from verifier.sources.anything import is_document_file, read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.documentcloud import assets, read_assets
from verifier.sources.pages import heading_of, labelled, links, prose, soup_of
from verifier.sources.urls import Address, is_pdf_path, page_in, parse
from verifier.texts import Reader
from verifier.texts.charset import decode
from verifier.texts.html import text_of

HOST = "nsarchive.gwu.edu"
ROOT = f"https://{HOST}"
SITES = {"nsarchive.gwu.edu", "nsarchive.org", "dev.nsarchive.gwu.edu.946elmp01.blackmesh.com"}
OLD_SITES = {"nsarchive2.gwu.edu", "gwu.edu"}  # they showed DocumentCloud's viewer under the same name
_RECORD = re.compile(r"^(\d+)(?:-.*)?$")
_CLOUD = re.compile(r"^(\d{5,8})-(.+)$")
_FILES = "/sites/default/files/documents/"
_LABELS = ("Date", "Description", "Source")
_ORDER = (Layer.DOCUMENT_TEXT, Layer.TRANSLATION, Layer.OCR, Layer.EDITORS_NOTES, Layer.ARCHIVE_SUMMARY)


class NSArchive(Archive):
    """One document per record page; its words are in a PDF, the Archive's own prose about it is not the document."""

    name = "nsarchive"
    title = "National Security Archive, George Washington University"
    forms = (
        UrlForm(
            "/document/{id}-{slug}",
            f"{ROOT}/document/16117-document-06-record-conversation-between",
            "the number decides",
        ),
        UrlForm("/media/{id}/ocr", f"{ROOT}/media/16117/ocr", "the Archive's OCR, without punctuation"),
        UrlForm(
            "/dc.html?doc={number}-{Slug}", f"{ROOT}/dc.html?doc=4390816-Document-02-Strategy-for-NATO-s-Expansion-and"
        ),
        UrlForm(f"{_FILES}{{number}}/{{Slug}}.pdf", f"{ROOT}{_FILES}4463972/Document-05-Memorandum.pdf"),
        UrlForm("/node/{n}", f"{ROOT}/node/3187", "the same page as its alias; not the document's number"),
    )

    def recognise(self, url: str) -> Source | None:
        """A document of the Archive by its number; other pages of the site are left to other adapters."""
        address = parse(url)
        parts = address.segments
        if address.site in OLD_SITES and parts[-1:] == ("dc.html",):
            parts = ("dc.html",)
        elif address.site not in SITES:
            return None
        if len(parts) >= 2 and parts[0] == "document" and (found := _RECORD.match(parts[1])):
            return self._record(found.group(1), parts[1], address, url)
        if len(parts) == 3 and parts[0] == "media" and parts[2] == "ocr" and parts[1].isdigit():
            return self._record(parts[1], "", address, url)
        if parts == ("dc.html",) and (found := _CLOUD.match(address.param("doc"))):
            return self._cloud(found.group(1), found.group(2), address, url)
        if address.clean_path.startswith(_FILES) and len(parts) == 6:
            return self._file(parts[4], parts[5], address, url)
        if len(parts) == 2 and parts[0] == "node" and parts[1].isdigit():
            return self._source(f"nsarchive:node:{parts[1]}", f"{ROOT}/node/{parts[1]}", url)
        return None

    def _record(self, number: str, slug: str, address: Address, cited: str) -> Source:
        ocr = f"{ROOT}/media/{number}/ocr"
        page = f"{ROOT}/document/{slug or number}"
        return self._source(
            f"nsarchive:{number}",
            page if slug else ocr,
            cited,
            aliases=[page, ocr] if slug else [ocr],
            page=page_in(address.fragment),
            hints={"number": number},
        )

    def _cloud(self, number: str, slug: str, address: Address, cited: str) -> Source:
        """The number is DocumentCloud's own: the page it names once showed DocumentCloud's viewer."""
        slug = re.sub(r"\.pdf$", "", slug)
        forms = _cloud_forms(number, slug)
        return self._source(
            f"documentcloud:{number}",
            forms[0].url,
            cited,
            aliases=[one.url for one in forms],
            page=page_in(address.fragment),
            hints={"cloud": number, "slug": slug},
        )

    def _file(self, folder: str, name: str, address: Address, cited: str) -> Source:
        if re.fullmatch(r"\d{5,8}", folder):
            return self._cloud(folder, name, address, cited)
        url = f"{ROOT}{address.clean_path}"
        return self._source(
            f"nsarchive:file:{folder}/{name}", url, cited, page=page_in(address.fragment), hints={"file": folder}
        )

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The record page; then the PDF it links and the OCR its number gives. Old addresses are tried form by form."""
        if "cloud" in source.hints:
            return _wants_cloud(source, answers)
        if "file" in source.hints:
            return fresh([Wanted(source.url, "pdf", "pdf")], answers)
        if source.url.endswith("/ocr"):
            return fresh([Wanted(source.url, "ocr", "text")], answers)
        record = Wanted(source.url, "record", "html")
        if not answers:
            return (record,)
        return fresh([*_linked(good(answers, "record")), *_ocr_of(source)], answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The PDF's words, then the OCR endpoint's, then the record page's own prose as the archive's summary."""
        made: list[SourceText] = list(read_assets(source, answers, reader)) if "cloud" in source.hints else []
        for answer in good(answers) if not made else ():
            if is_document_file(answer) and answer.wanted.role != "ocr":
                made.extend(read_anything(answer, source, reader))
        for answer in good(answers, "ocr"):
            made.extend(_ocr_text(answer))
        for answer in good(answers, "record", "pdf"):
            made.extend(_summary(answer) or _saved_page(answer, source, reader))
        return tuple(sorted(made, key=lambda text: _ORDER.index(text.layer)))


def _linked(records: Sequence[Answer]) -> list[Wanted]:
    """The PDF a record page links or embeds, by the shape of its address and never by a class."""
    found: list[Wanted] = []
    for record in records:
        pdfs = [link for link in links(record) if is_pdf_path(link.partition("?")[0])]
        own = [link for link in pdfs if _FILES in link] or pdfs
        found.extend(Wanted(link, "pdf", "pdf") for link in own[:1])
    return found


def _ocr_of(source: Source) -> list[Wanted]:
    number = source.hints.get("number")
    return [Wanted(f"{ROOT}/media/{number}/ocr", "ocr", "text", optional=True)] if number else []


def _cloud_forms(number: str, slug: str) -> tuple[Wanted, ...]:
    """Where a document once cited through DocumentCloud's viewer may stand today, likeliest first."""
    return (
        Wanted(
            f"{ROOT}{_FILES}{number}/{slug}.pdf",
            "pdf",
            "pdf",
            inferred=True,
            note="address inferred from the DocumentCloud number",
        ),
        Wanted(f"https://api.www.documentcloud.org/api/documents/{number}/", "api", "json", inferred=True),
        Wanted(f"{ROOT}/dc.html?doc={number}-{slug}", "record", "any", inferred=True),
    )


def _wants_cloud(source: Source, answers: Sequence[Answer]) -> tuple[Wanted, ...]:
    more = fresh(assets(answers), answers)
    return more or in_order(_cloud_forms(source.hints["cloud"], source.hints["slug"]), answers)


def _ocr_text(answer: Answer) -> tuple[SourceText, ...]:
    """The OCR endpoint's run of words: no punctuation, no lines, stray page numbers."""
    soup = soup_of(answer)
    if soup is not None and soup.find("a", href=True) is not None:
        return ()  # a page of the site in place of the bare words
    words = text_of(soup.body or soup) if soup else decode(answer.body, answer.capture.charset)
    made = prose(words, Layer.OCR)
    if made is None:
        return ()
    pages = tuple(replace(page, quality=None) for page in made.pages)
    return (filed(replace(made, pages=pages, engine="nsarchive-ocr", noisy=True), answer),)


def _summary(answer: Answer) -> tuple[SourceText, ...]:
    """Title, description and source statement of a record page, found by their printed labels."""
    soup = soup_of(answer)
    facts = [labelled(soup, label) for label in _LABELS] if soup is not None else []
    if not any(facts):
        return ()
    title = heading_of(soup)
    parts = [title, *facts]
    made = prose("\n".join(filter(None, parts)), Layer.ARCHIVE_SUMMARY, title=title)
    return (filed(made, answer),) if made else ()


def _saved_page(answer: Answer, source: Source, reader: Reader) -> tuple[SourceText, ...]:
    """A page without the labels of a record, saved by hand: the document as somebody found it in HTML."""
    if not by_hand(answer) or is_document_file(answer):
        return ()
    return read_anything(answer, source, reader)
