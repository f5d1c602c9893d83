"""Presidential libraries, Omeka, reading rooms and document services under the contract of adapters."""

from __future__ import annotations

from typing import ClassVar

from tests.contracts.papers import ESSAY, as_json, page, pdf, text
from verifier.records.source import Layer
from verifier.sources.archiveorg import ArchiveOrg
from verifier.sources.cvce import Cvce
from verifier.sources.foia import Foia
from verifier.sources.govinfo import Govinfo
from verifier.sources.omeka import Omeka
from verifier.sources.presidential import Presidential
from verifier.testing import SourceContract, Specimen

CLINTON = "https://clinton.presidentiallibraries.us"
ITEM = f"{CLINTON}/items/show/57563"
ONE, TWO = f"{CLINTON}/files/original/{'a' * 32}.pdf", f"{CLINTON}/files/original/{'b' * 32}.pdf"
VIEWER = f"{CLINTON}/plugins/PdfEmbed/pdf-embed-js/web/viewer.html?file=%2Ffiles%2Foriginal%2F{'a' * 32}.pdf"


class TestOmeka(SourceContract):
    adapter = Omeka()
    addresses: ClassVar = {
        "omeka:clinton.presidentiallibraries.us/items/57563": (ITEM, f"{ITEM}#page=3", f"{ITEM}/"),
        f"omeka:clinton.presidentiallibraries.us/files/{'a' * 32}.pdf": (ONE, f"{VIEWER}#page=2"),
    }
    foreign = (f"{CLINTON}/items/browse", f"{CLINTON}/about", "https://example.org/items/show/x")
    specimens = (
        Specimen(
            ITEM,
            {
                ITEM: page(
                    f"""<div id="dublin-core-title" class="element"><h3>Title</h3><div class="element-text">Lamp papers
                    2015-0782-M</div></div><div id="dublin-core-description" class="element"><h3>Description</h3>
                    <div class="element-text">Records on a lamp. {ESSAY}</div></div>
                    <iframe src="{VIEWER.removeprefix(CLINTON)}"></iframe>
                    <a href="/files/original/{"b" * 32}.pdf">Part two</a>"""
                ),
                ONE: pdf("First memorandum.", "Second memorandum: the lamp stays."),
                TWO: pdf("Third memorandum, in another file."),
            },
            {Layer.DOCUMENT_TEXT: "Third memorandum", Layer.ARCHIVE_SUMMARY: "Records on a lamp."},
            name="an item that bundles memoranda in two files",
        ),
    )


OLD, NEW = (
    f"https://{host}/files/memcons-telcons/1993-03-04--Dremov.pdf"
    for host in ("bush41library.tamu.edu", "www.bush41library.gov")
)


class TestPresidential(SourceContract):
    adapter = Presidential()
    addresses: ClassVar = {
        "bush41:files/memcons-telcons/1993-03-04--dremov.pdf": (OLD, NEW, OLD.replace("https", "http"))
    }
    foreign = ("https://www.jfklibrary.org/", "https://library.example.org/files/x.pdf")
    specimens = (
        Specimen(
            OLD,
            {NEW: pdf("The lamp stays.")},
            {Layer.DOCUMENT_TEXT: "The lamp stays."},
            name="a scan cited on a dead host",
        ),
        Specimen(
            "https://www.reaganlibrary.gov/archives/speech/lamp",
            {
                "https://www.reaganlibrary.gov/archives/speech/lamp": page(
                    f"<main><h1>Remarks</h1><p>{ESSAY}</p></main>"
                )
            },
            {Layer.DOCUMENT_TEXT: "what sort of weather"},
            absent=("Search this site",),
            name="a speech as a page",
        ),
    )


FOIA = "https://foia.state.gov/searchapp/DOCUMENTS/Batch1/F-2010/DOC_0C05109101/C05109101.pdf"


class TestFoia(SourceContract):
    adapter = Foia()
    addresses: ClassVar = {
        "foia:C05109101": (
            FOIA,
            FOIA.replace("/searchapp", ""),
            "http://www.foia.state.gov/documents/new/c05109101.PDF",
        )
    }
    foreign = ("https://foia.state.gov/Search/Search.aspx", "https://foia.example.gov/documents/C05109101.pdf")
    specimens = (
        Specimen(
            FOIA,
            {FOIA.replace("/searchapp", ""): pdf("UNCLASSIFIED", "The drums arrived.")},
            {Layer.DOCUMENT_TEXT: "The drums arrived."},
            name="a release whose folder was renamed",
        ),
    )


UUID = "9c5fa86b-12a0-4f59-ad90-e69503ef6036"
CVCE = f"https://www.cvce.eu/en/obj/declaration_on_a_lamp-en-{UUID}.html"
CVCE_PDF = f"https://www.cvce.eu/content/publication/1999/1/1/{UUID}/publishable_en.pdf"


class TestCvce(SourceContract):
    adapter = Cvce()
    addresses: ClassVar = {
        f"cvce:{UUID}/en": (CVCE, CVCE_PDF, f"http://www.cvce.eu/obj/another_slug-en-{UUID}.html"),
        f"cvce:{UUID}/fr": (f"https://www.cvce.eu/obj/declaration-fr-{UUID}.html",),
    }
    foreign = ("https://www.cvce.eu/en/about", f"https://example.org/obj/x-en-{UUID}.html")
    specimens = (
        Specimen(
            CVCE,
            {CVCE: page(f"<main><h1>Declaration</h1><p>The lamp is a service to all. {ESSAY}</p></main>")},
            {Layer.DOCUMENT_TEXT: "The lamp is a service to all."},
            name="a transcript",
        ),
        Specimen(
            CVCE,
            {
                CVCE: page(
                    f'<main><h1>Declaration</h1><p>Download the text below. {ESSAY}</p><a href="{CVCE_PDF}">PDF</a>'
                    f'<a href="{CVCE_PDF.replace("_en", "_fr")}">PDF</a></main>'
                ),
                CVCE_PDF: pdf("The lamp is a service to all."),
            },
            {Layer.DOCUMENT_TEXT: "The lamp is a service to all."},
            name="a page that only announces its PDF",
        ),
    )


GRANULE = "https://www.govinfo.gov/content/pkg/WCPD-1994-01-17/pdf/WCPD-1994-01-17-Pg41.pdf"
GRANULE_HTM = "https://www.govinfo.gov/content/pkg/WCPD-1994-01-17/html/WCPD-1994-01-17-Pg41.htm"


class TestGovinfo(SourceContract):
    adapter = Govinfo()
    addresses: ClassVar = {
        "govinfo:WCPD-1994-01-17/WCPD-1994-01-17-Pg41": (
            GRANULE,
            GRANULE_HTM,
            "https://www.govinfo.gov/app/details/WCPD-1994-01-17/WCPD-1994-01-17-Pg41",
            "http://www.gpo.gov/fdsys/pkg/WCPD-1994-01-17/pdf/WCPD-1994-01-17-Pg41.pdf",
        )
    }
    foreign = ("https://www.govinfo.gov/help", "https://www.gpo.gov/about")
    specimens = (
        Specimen(
            GRANULE,
            {GRANULE: pdf("41", "Remarks on a lamp.")},
            {Layer.DOCUMENT_TEXT: "Remarks on a lamp."},
            name="a PDF",
        ),
        Specimen(
            "https://www.govinfo.gov/app/details/WCPD-1994-01-17/WCPD-1994-01-17-Pg41",
            {GRANULE_HTM: page(f"<pre>\n[Page 41]\n\nRemarks on a lamp.\n{ESSAY}\n</pre>")},
            {Layer.DOCUMENT_TEXT: "Remarks on a lamp."},
            name="a viewer's address, whose granule stands as text only",
        ),
    )


DETAILS = "https://archive.org/details/lamp-papers"
META = "https://archive.org/metadata/lamp-papers"
DOWN = "https://archive.org/download/lamp-papers/"


def metadata(*files: tuple[str, str]) -> object:
    return {
        "metadata": {"title": "Lamp papers", "description": "Scanned by a <b>volunteer</b>."},
        "files": [{"name": name, "format": kind, "size": "1000"} for name, kind in files],
    }


class TestArchiveOrg(SourceContract):
    adapter = ArchiveOrg()
    addresses: ClassVar = {
        "archiveorg:lamp-papers": (DETAILS, f"{DETAILS}/page/n12/mode/2up", META),
        "archiveorg:lamp-papers/lamp_djvu.txt": (
            f"{DOWN}lamp_djvu.txt",
            "https://archive.org/stream/lamp-papers/lamp_djvu.txt",
            "https://ia800503.us.archive.org/12/items/lamp-papers/lamp_djvu.txt",
        ),
    }
    foreign = ("https://archive.org/about", "https://web.archive.org/web/2019/http://x.org/")
    specimens = (
        Specimen(
            DETAILS,
            {
                META: as_json(metadata(("lamp.pdf", "Text PDF"), ("lamp_page_numbers.json", "Page Numbers JSON"))),
                f"{DOWN}lamp.pdf": pdf("Preface of a lamp.", "Chapter of a lamp."),
                f"{DOWN}lamp_page_numbers.json": as_json({"pages": [{"pageNumber": ""}, {"pageNumber": "17"}]}),
            },
            {Layer.DOCUMENT_TEXT: "Chapter of a lamp.", Layer.ARCHIVE_SUMMARY: "Scanned by a volunteer."},
            pages={"17": "Chapter of a lamp."},
            name="an item with a PDF and page numbers",
        ),
        Specimen(
            DETAILS,
            {
                META: as_json(metadata(("lamp.pdf", "Text PDF"), ("lamp_djvu.txt", "DjVuTXT"))),
                f"{DOWN}lamp_djvu.txt": text("Preface of a lamp.\n\nChapter of a lamp."),
            },
            {Layer.DOCUMENT_TEXT: "Chapter of a lamp."},
            name="an item whose PDF fails but whose text stands",
        ),
    )
