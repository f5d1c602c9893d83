"""The National Security Archive, in all its generations, under the contract of adapters."""

from __future__ import annotations

from typing import ClassVar

from tests.contracts.papers import ESSAY, as_json, page, pdf, text
from verifier.records.source import Layer
from verifier.sources.briefing import BriefingBook
from verifier.sources.legacy import Legacy
from verifier.sources.nsarchive import NSArchive
from verifier.testing import Canned, SourceContract, Specimen

ROOT = "https://nsarchive.gwu.edu"
RECORD = f"{ROOT}/document/90417-document-03-memorandum"
PDF = f"{ROOT}/sites/default/files/documents/k4m2xq-t81vd/Doc%2003.pdf"
OCR = f"{ROOT}/media/90417/ocr"


def record(pdf_link: str, description: str = "The memorandum is described here in the Archive's own words.") -> bytes:
    return page(
        f"""<main id="main-content"><h1>Document 03. Memorandum</h1>
        <div class="doc-viewer"><iframe src="{pdf_link}"></iframe></div>
        <div class="x1"><div class="x2">Date</div><div class="x3"><time>Mar 4, 1993</time></div></div>
        <div class="x1"><div class="x2">Description</div><div class="x3"><p>{description}</p></div></div>
        <div class="x1"><div class="x2">Source</div><div class="x3">Lamp Files, Box 2</div></div>
        <div class="x1"><div class="x2">Document published in following posting(s):</div>
        <a href="/briefing-book/lamps/2018-03-16/book">Book</a></div></main>""",
        "Document 03. Memorandum | National Security Archive",
    )


MEMORANDUM = pdf("The Secretary said that the lamp would stay.", "The Prime Minister asked\nfor twelve hundred drums.")
OCR_RUN = text("The Secretary said that the lamp would stay 2 The Prime Minister asked for twelve hundred drums")


class TestNSArchive(SourceContract):
    adapter = NSArchive()
    addresses: ClassVar = {
        "nsarchive:90417": (RECORD, f"{ROOT}/document/90417-doc", OCR, "http://nsarchive.gwu.edu./document/90417-x"),
        "documentcloud:4390816": (
            f"{ROOT}/dc.html?doc=4390816-Document-02-Strategy",
            f"{ROOT}/sites/default/files/documents/4390816/Document-02-Strategy.pdf",
        ),
    }
    foreign = (
        f"{ROOT}/about",
        f"{ROOT}/dc.html?doc=1984&title=invented",
        "https://nsarchive.gwu.edu.example/document/1-x",
    )
    specimens = (
        Specimen(
            RECORD,
            {RECORD: record("/sites/default/files/documents/k4m2xq-t81vd/Doc 03.pdf"), PDF: MEMORANDUM, OCR: OCR_RUN},
            {
                Layer.DOCUMENT_TEXT: "the lamp would stay.",
                Layer.OCR: "would stay 2 The Prime",
                Layer.ARCHIVE_SUMMARY: "described here in the Archive's own words",
            },
            absent=("Search this site", "Privacy policy"),
            name="a record page with PDF and OCR",
        ),
        Specimen(
            RECORD,
            {RECORD: record("/sites/default/files/documents/k4m2xq-t81vd/Doc 03.pdf"), OCR: OCR_RUN},
            {Layer.OCR: "twelve hundred drums"},
            name="a record whose PDF is missing but whose OCR stands",
        ),
        Specimen(
            f"{ROOT}/dc.html?doc=4390816-Document-02-Strategy#_edn13",
            {f"{ROOT}/sites/default/files/documents/4390816/Document-02-Strategy.pdf": MEMORANDUM},
            {Layer.DOCUMENT_TEXT: "the lamp would stay."},
            name="an old viewer address whose PDF the Archive kept",
        ),
        Specimen(
            f"{ROOT}/dc.html?doc=4390816-Document-02-Strategy",
            {
                "https://api.www.documentcloud.org/api/documents/4390816/": as_json(
                    {
                        "id": 4390816,
                        "slug": "document-02-strategy",
                        "asset_url": "https://s3.documentcloud.org/",
                        "page_count": 0,
                    }
                ),
                "https://s3.documentcloud.org/documents/4390816/document-02-strategy.txt.json": as_json(
                    {"pages": [{"page": 0, "contents": "The Secretary said that the lamp would stay."}]}
                ),
            },
            {Layer.DOCUMENT_TEXT: "the lamp would stay."},
            name="an old viewer address that only DocumentCloud still answers",
        ),
    )


BOOK = f"{ROOT}/briefing-book/lamps/2018-03-16/not-one-lamp"


class TestBriefingBook(SourceContract):
    adapter = BriefingBook()
    addresses: ClassVar = {"nsarchive:briefing-book/2018-03-16/not-one-lamp": (BOOK, f"{BOOK}#_edn3", f"{BOOK}.")}
    foreign = (RECORD, f"{ROOT}/briefing-book/lamps", f"{ROOT}/news/20180316/index.htm")
    specimens = (
        Specimen(
            BOOK,
            {
                BOOK: page(
                    f"""<main><h1>Not One Lamp</h1><p>Published: Mar 16, 2018</p><p>{ESSAY}</p>
                    <div><h3>Document 03</h3><a href="/document/90417-document-03-memorandum">Memorandum</a>
                    <b>Source</b><p>Lamp Files</p><p>Here the description stands.</p></div>
                    <div><h3>Document 04</h3><a href="/document/90418-document-04-letter">Letter</a></div></main>"""
                ),
                RECORD: record("/sites/default/files/documents/k4m2xq-t81vd/Doc%2003.pdf"),
                PDF: MEMORANDUM,
                f"{ROOT}/document/90418-document-04-letter": record(
                    "/sites/default/files/documents/aaaaaa-bbbbb/04.pdf"
                ),
                f"{ROOT}/sites/default/files/documents/aaaaaa-bbbbb/04.pdf": pdf(
                    "A letter of one line and no promise."
                ),
            },
            {
                Layer.DOCUMENT_TEXT: "A letter of one line and no promise.",
                Layer.ARCHIVE_SUMMARY: "an introduction is the only place",
            },
            name="an essay on two documents",
        ),
    )


OLD = "/NSAEBB/NSAEBB447/docs/doc02.pdf"


class TestLegacy(SourceContract):
    adapter = Legacy()
    addresses: ClassVar = {
        "nsarchive2:nsaebb/nsaebb447/docs/doc02.pdf": (
            f"https://nsarchive2.gwu.edu{OLD}",
            f"https://nsarchive2.gwu.edu/{OLD}",
            f"http://www.gwu.edu/~nsarchiv{OLD}",
            f"http://www2.gwu.edu/~nsarchiv{OLD}",
            f"https://nsarchive.gwu.edu{OLD}",
        ),
        "nsarchive2:nsaebb/nsaebb447": (
            "http://www.gwu.edu/~nsarchiv/NSAEBB/NSAEBB447/",
            "http://www.gwu.edu/~nsarchiv/NSAEBB/NSAEBB447/index.htm",
        ),
    }
    foreign = ("https://www.gwu.edu/admissions", RECORD, BOOK, f"{ROOT}/news/lamps/2018-03-16/posting")
    specimens = (
        Specimen(
            f"http://www.gwu.edu/~nsarchiv{OLD}",
            {f"https://nsarchive2.gwu.edu{OLD}": MEMORANDUM},
            {Layer.DOCUMENT_TEXT: "the lamp would stay."},
            name="a PDF cited under a host that is no more",
        ),
        Specimen(
            "https://nsarchive2.gwu.edu/NSAEBB/NSAEBB447/index.htm",
            {
                "https://www.gwu.edu/~nsarchiv/NSAEBB/NSAEBB447/index.htm": Canned(
                    "<html><body><h1>Lamps</h1><p>Ein Wärter ohne Lohn, so the embassy’s old page said. ".encode(
                        "cp1252"
                    )
                    + ESSAY.encode()
                    + b"</p></body></html>",
                    media_type="text/html",
                )
            },
            {Layer.DOCUMENT_TEXT: "Ein Wärter ohne Lohn, so the embassy’s"},
            name="a hand-made page in an old charset, on the older host only",
        ),
    )
