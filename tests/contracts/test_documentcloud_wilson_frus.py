"""DocumentCloud, the Wilson Center and the Office of the Historian under the contract of adapters."""

from __future__ import annotations

from typing import ClassVar

from tests.contracts.papers import ESSAY, as_json, page, paragraphs, pdf, text
from verifier.captures.fake import Canned
from verifier.records.source import Layer
from verifier.sources.documentcloud import DocumentCloud
from verifier.sources.frus import Frus
from verifier.sources.wilson import Wilson
from verifier.testing import SourceContract, Specimen

API = "https://api.www.documentcloud.org/api/documents/99104417/"
ASSETS = "https://s3.documentcloud.org/documents/99104417/"
CLOUD = "https://www.documentcloud.org/documents/99104417-what-was-said"
RECORD = as_json(
    {
        "id": 99104417,
        "slug": "what-was-said",
        "title": "What was said",
        "description": "<p>Found in a <i>cookery</i> book.</p>",
        "asset_url": "https://s3.documentcloud.org/",
        "page_count": 2,
    }
)
TEXTS = as_json(
    {
        "pages": [
            {"page": 0, "contents": "I was in the room."},
            {"page": 1, "contents": "We gave an assurance.", "ocr": "tess4"},
        ]
    }
)


class TestDocumentCloud(SourceContract):
    adapter = DocumentCloud()
    addresses: ClassVar = {
        "documentcloud:99104417": (
            CLOUD,
            f"{CLOUD}.html",
            f"{CLOUD}/pages/2.html",
            "https://beta.documentcloud.org/documents/99104417",
            "https://embed.documentcloud.org/documents/99104417-x/?embed=1",
            API,
            f"{ASSETS}what-was-said.pdf",
            "https://assets.documentcloud.org/documents/99104417/What-Was-Said.pdf",
            "https://www.documentcloud.org/api/documents/99104417-what-was-said.json",
        )
    }
    foreign = ("https://www.documentcloud.org/about", "https://s3.amazonaws.com/other/documents/1/x.pdf")
    specimens = (
        Specimen(
            f"{CLOUD}#document/p2",
            {
                API: RECORD,
                f"{ASSETS}what-was-said.txt.json": TEXTS,
                f"{ASSETS}pages/what-was-said-p1.position.json": as_json(
                    [{"text": "room.", "x1": 0.5, "x2": 0.6, "y1": 0.1, "y2": 0.12}]
                ),
            },
            {Layer.DOCUMENT_TEXT: "an assurance.", Layer.ARCHIVE_SUMMARY: "Found in a cookery book."},
            absent=("<i>",),
            name="text by page, places for one page only",
        ),
        Specimen(
            CLOUD,
            {API: RECORD, f"{ASSETS}what-was-said.txt": text("I was in the room.\n\nWe gave an assurance.")},
            {Layer.DOCUMENT_TEXT: "We gave an assurance."},
            name="an old document with plain text only",
        ),
        Specimen(
            CLOUD,
            {API: RECORD, f"{ASSETS}what-was-said.pdf": pdf("I was in the room.", "We gave an assurance.")},
            {Layer.DOCUMENT_TEXT: "We gave an assurance."},
            name="a document with nothing but its PDF",
        ),
    )


WILSON = "https://digitalarchive.wilsoncenter.org/document/letter-captain"
SCAN = "/sites/default/files/shared-media/imported_document_original_file/x.pdf"


def wilson(tabs: str, panes: str, language: str = "German", credit: str = "Translated by T. Aster.") -> bytes:
    return page(
        f"""<p class="date">April 23, 1993</p><h1 class="title">Letter from Captain Wieland</h1>
        <ul class="nav nav-tabs">{tabs}</ul><div id="documentTabs" class="tab-content">{panes}</div>
        <div class="text-block"><p>The editors sum the letter up. {ESSAY}</p></div>
        <object class="pdf-preview" type="application/pdf" data="{SCAN}"></object>
        <h2 class="title">Language</h2><div><div class="pill"><div class="name"><span>{language}</span></div></div>
        </div><div class="information-block"><h3 class="sub-title">Source</h3>
        <div class="text">Harbour archive. {credit}</div></div>"""
    )


class TestWilson(SourceContract):
    adapter = Wilson()
    addresses: ClassVar = {
        "wilson:letter-captain": (
            WILSON,
            f"{WILSON}?_=1",
            "http://wilson-center.drivingcreative.com/document/letter-captain",
        ),
        "wilson:209785": (
            "https://digitalarchive.wilsoncenter.org/document/209785,",
            "http://digitalarchive.wilsoncenter.org/document/209785.pdf?v=abc",
        ),
    }
    foreign = ("https://www.wilsoncenter.org/publication/x", "https://digitalarchive.wilsoncenter.org/search?page=1")
    specimens = (
        Specimen(
            WILSON,
            {
                WILSON: wilson(
                    '<li><a href="#t0">Original</a></li><li><a href="#t1">English translation</a></li>',
                    '<div class="tab-pane" id="t0"><p>Ein Minister kommt mit der Flut und geht mit der Ebbe.</p></div>'
                    '<div class="tab-pane active" id="t1"><p>A minister comes in with the flood.</p></div>',
                )
            },
            {
                Layer.DOCUMENT_TEXT: "Ein Minister kommt",
                Layer.TRANSLATION: "A minister comes in with the flood.",
                Layer.ARCHIVE_SUMMARY: "The editors sum the letter up.",
            },
            name="original and translation in one page",
        ),
        Specimen(
            WILSON,
            {
                WILSON: wilson(
                    "",
                    '<div class="tab-pane active" id="t1"><p>It belongs to nobody who is willing to pay for it, and to '
                    "everybody who needs it, and that is all that I have found in the files.</p></div>",
                )
            },
            {Layer.TRANSLATION: "It belongs to nobody"},
            name="an English text of a German letter, with no tab to say so",
        ),
        Specimen(
            WILSON,
            {
                WILSON: wilson("", ""),
                f"https://digitalarchive.wilsoncenter.org{SCAN}": pdf("The light must not go out."),
            },
            {Layer.DOCUMENT_TEXT: "The light must not go out.", Layer.ARCHIVE_SUMMARY: "The editors sum"},
            name="a record that is only a PDF",
        ),
    )


D42 = "https://history.state.gov/historicaldocuments/frus1993-96v99/d42"
RESEARCH = "https://history.state.gov/historicaldocuments/frus-history/research/transcript"
BODY = """<div id="content-inner"><div id="content-container"><div class="content"><div class="tei-div3" id="d42">
<h3 class="tei-head7">42. Memorandum of Conversation<span id="fnref:1_2"><a class="note" rel="footnote"
href="#fn:1_2">1</a></span></h3>
<p class="tei-p3"><a class="tei-pb1" id="pg_117">[Page 117]</a>The Secretary spoke of a lamp, and of the nine months
for which he would be obliged to the President of the southern state if it could be left where it was, for he had</p>
<p class="tei-p3">no wish to see it <a class="tei-pb1" id="pg_118">[Page 118]</a> moved.<span id="fnref:1_3"><a
class="note" rel="footnote" href="#fn:1_3">2</a></span> The President wrote it down on the first paper that came to his
hand.</p></div>
<div class="footnotes"><ol><li class="footnote" id="fn:1_2" value="1"><span class="fn-content">Source: Lamp Files, Box
2.</span></li><li class="footnote" id="fn:1_3" value="2"><span class="fn-content">The editors know of no
reply.</span></li></ol></div></div></div></div>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Lamp papers</title></titleStmt>
</fileDesc></teiHeader><text><body>
<div type="document" xml:id="d1"><head>1. Memorandum<note n="1">Source: Box 2.</note></head>
<p>The first paper is about oil.</p></div>
<div type="document" xml:id="d2"><head>2. Letter</head><p>The second paper is about <pb n="2"/>light.</p></div>
</body></text></TEI>"""


class TestFrus(SourceContract):
    adapter = Frus()
    addresses: ClassVar = {
        "frus:frus1993-96v99/d42": (D42, f"{D42}/", f"{D42}fn2", f"{D42}#pg_118", D42.replace(".gov/", ".gov//")),
        "frus:frus-history/research/transcript#d2": (f"{RESEARCH}#d2",),
    }
    foreign = ("https://history.state.gov/countries/france", "https://github.com/other/repo/blob/main/a.xml")
    specimens = (
        Specimen(
            D42,
            {D42: page(BODY)},
            {Layer.DOCUMENT_TEXT: "spoke of a lamp", Layer.EDITORS_NOTES: "The editors know of no reply."},
            absent=("Conversation1", "moved.2", "[Page", "Search this site"),
            pages={"117": "no wish to see it", "118": "moved. The President"},
            name="a document with page breaks and notes",
        ),
        Specimen(
            f"{RESEARCH}#d2",
            {
                RESEARCH: page(
                    "<main><h1>Transcript</h1><div id='d1'><h3>1. Memo</h3><p>The first paper is about oil.</p></div>"
                    "<div id='d2'><h3>2. Letter</h3>"
                    f"{paragraphs(['The second paper is about light.', ESSAY])}</div></main>"
                )
            },
            {Layer.DOCUMENT_TEXT: "The second paper is about light."},
            pages={"d1": "The first paper is about oil."},
            name="one memorandum of a page of many",
        ),
        Specimen(
            "https://raw.githubusercontent.com/HistoryAtState/frus/master/volumes/frus1993-96v99.xml#d2",
            {
                "https://raw.githubusercontent.com/HistoryAtState/frus/master/volumes/frus1993-96v99.xml": Canned(
                    TEI.encode(), media_type="text/plain; charset=utf-8"
                )
            },
            {Layer.DOCUMENT_TEXT: "The second paper is about", Layer.EDITORS_NOTES: "Source: Box 2."},
            pages={"2": "light.", "d1": "The first paper is about oil."},
            name="one document of a volume's TEI",
        ),
    )
