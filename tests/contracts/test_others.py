"""Organisations, governments, web archives and any page at all under the contract of adapters."""

from __future__ import annotations

from typing import ClassVar

from tests.contracts.papers import ESSAY, as_json, page, pdf, text
from verifier.captures.fake import Canned
from verifier.records.source import Layer
from verifier.sources.kremlin import Kremlin
from verifier.sources.nato import Nato
from verifier.sources.perma import Perma
from verifier.sources.wayback import Wayback
from verifier.sources.web import Web
from verifier.testing import SourceContract, Specimen

NATO = "https://www.nato.int/cps/en/natohq/official_texts_23847.htm"


class TestNato(SourceContract):
    adapter = Nato()
    addresses: ClassVar = {
        "nato:official_texts_23847/en": (
            NATO,
            NATO.replace("natohq", "natolive"),
            f"{NATO}?selectedLocale=en",
            f"{NATO}.",
        ),
        "nato:docu/comm/49-95/c941215a.htm": (
            "https://www.nato.int/docu/comm/49-95/c941215a.htm",
            "http://nato.int/docu/comm/49-95/c941215a.htm",
        ),
    }
    foreign = ("https://www.nato.int/", "https://www.nato.int/wearenato/", "https://nato.example/docu/c941215a.htm")
    specimens = (
        Specimen(
            NATO,
            {
                NATO.replace("natohq", "natolive"): page(
                    f"<main><h1>Communiqué</h1><p>The lamp shall stay. {ESSAY}</p></main>"
                )
            },
            {Layer.DOCUMENT_TEXT: "The lamp shall stay."},
            absent=("Search this site",),
            name="a communiqué on the site's other shelf",
        ),
    )


KREMLIN = "http://en.kremlin.ru/events/president/transcripts/24034"


def part(words: str, links: str = "") -> bytes:
    return page(
        f"""<article class="read__in hentry h-entry"><h1 class="entry-title p-name">A speech on a lamp</h1>
        <time class="read__published">February 10, 2007</time><div class="read__lead">The site sums it up.</div>
        <div class="entry-content e-content read__internal_content"><p>{words} {ESSAY}</p>
        <div class="masha-ignore">Share this speech</div></div>{links}
        <div class="read__bottommeta">Publication status</div></article>"""
    )


LINKS = "".join(f'<a href="/events/president/transcripts/24034/page/{n}">{n}</a>' for n in (3, 2))


class TestKremlin(SourceContract):
    adapter = Kremlin()
    addresses: ClassVar = {
        "kremlin:en/events/24034": (KREMLIN, f"{KREMLIN}.", f"{KREMLIN}/page/2", KREMLIN.replace("http", "https")),
        "kremlin:ru/acts/1": ("http://kremlin.ru/acts/bank/1", "http://kremlin.ru/acts/bank/1/page/2"),
    }
    foreign = (
        "http://en.kremlin.ru/",
        "http://en.kremlin.ru/events/president/transcripts",
        "http://kremlin.example/acts/bank/1",
    )
    specimens = (
        Specimen(
            KREMLIN,
            {
                KREMLIN: part("The first part.", LINKS),
                f"{KREMLIN}/page/2": part("The second part.", LINKS),
                f"{KREMLIN}/page/3": part("The third part.", LINKS),
            },
            {Layer.DOCUMENT_TEXT: "The third part.", Layer.ARCHIVE_SUMMARY: "The site sums it up."},
            absent=("Share this speech", "Publication status", "Search this site"),
            name="a speech in three parts",
        ),
    )


COPY = "https://web.archive.org/web/19990314082107"
LOST = "https://www.strait-commission.example/docu/c940609a.htm"


class TestWayback(SourceContract):
    adapter = Wayback()
    addresses: ClassVar = {
        "wayback:19990314082107/web:strait-commission.example/docu/c940609a.htm": (
            f"{COPY}/{LOST}",
            f"{COPY}id_/{LOST}",
            f"{COPY}if_/{LOST}",
            f"{COPY}/{LOST.replace('://', ':/')}",
            f"http://web.archive.org/web/19990314082107/{LOST}",
        )
    }
    foreign = ("https://web.archive.org/", "https://archive.org/details/lamp")
    specimens = (
        Specimen(
            f"{COPY}/{LOST}",
            {f"{COPY}id_/{LOST}": page(f"<main><h1>Communiqué</h1><p>The darkness beyond them. {ESSAY}</p></main>")},
            {Layer.DOCUMENT_TEXT: "The darkness beyond them."},
            name="a page that only a web archive holds",
        ),
        Specimen(
            f"{COPY}/https://nsarchive.gwu.edu/document/90417-document-03",
            {
                f"{COPY}id_/https://nsarchive.gwu.edu/document/90417-document-03": page(
                    "<main><h1>Memo</h1><iframe src='/sites/default/files/documents/k4m2xq-t81vd/03.pdf'></iframe>"
                    f"<div><div>Description</div><div>Described here. {ESSAY}</div></div></main>"
                ),
                f"{COPY}id_/https://nsarchive.gwu.edu/sites/default/files/documents/k4m2xq-t81vd/03.pdf": pdf(
                    "The lamp stays."
                ),
            },
            {Layer.DOCUMENT_TEXT: "The lamp stays.", Layer.ARCHIVE_SUMMARY: "Described here."},
            name="a copy of a record page, with its PDF out of the same archive",
        ),
    )


class TestPerma(SourceContract):
    adapter = Perma()
    addresses: ClassVar = {"perma:AB12-CD34": ("https://perma.cc/AB12-CD34", "http://perma.cc/ab12-cd34?type=image")}
    foreign = ("https://perma.cc/about", "https://perma.cc/")
    specimens = (
        Specimen(
            "https://perma.cc/AB12-CD34",
            {
                "https://api.perma.cc/v1/public/archives/AB12-CD34/": as_json({"guid": "AB12-CD34", "url": LOST}),
                LOST: page(f"<main><p>The darkness beyond them. {ESSAY}</p></main>"),
            },
            {Layer.DOCUMENT_TEXT: "The darkness beyond them."},
            name="a link whose original still stands",
        ),
    )


WEB = "https://www.aies.example/download/2019/lamp.pdf?m=1568440561&"


class TestWeb(SourceContract):
    adapter = Web()
    addresses: ClassVar = {
        "web:example.org/a": ("https://example.org/a", "http://www.example.org/a/", "https://example.org/a#part"),
    }
    foreign = ()
    specimens = (
        Specimen(
            WEB,
            {WEB: pdf("One page.", "The lamp stays.")},
            {Layer.DOCUMENT_TEXT: "The lamp stays."},
            name="a PDF with a query",
        ),
        Specimen(
            "https://example.org/a",
            {"https://example.org/a": page(f"<article><h1>Lamps</h1><p>The lamp stays. {ESSAY}</p></article>")},
            {Layer.DOCUMENT_TEXT: "The lamp stays."},
            absent=("Search this site", "Privacy policy"),
            name="a page with navigation around it",
        ),
        Specimen(
            "https://example.org/a.txt",
            {"https://example.org/a.txt": text("The lamp stays.")},
            {Layer.DOCUMENT_TEXT: "The lamp stays."},
            name="plain text",
        ),
        Specimen(
            "https://example.org/old.htm",
            {
                "https://example.org/old.htm": Canned(
                    f"<p>Лампа остаётся на месте. {ESSAY}</p>".encode("cp1251"),
                    media_type="text/html; charset=windows-1251",
                )
            },
            {Layer.DOCUMENT_TEXT: "Лампа остаётся"},
            name="a page in an old charset",
        ),
    )
