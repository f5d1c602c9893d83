"""What adapters ask for, in which order, and what they make of answers that are only partly good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from verifier.captures.fake import Canned
from verifier.demo.paper import typed_pdf
from verifier.records.source import Layer, Source, Wanted
from verifier.records.text import SourceText
from verifier.sources import adapters, recognise
from verifier.sources.answers import fresh, in_order, usable
from verifier.sources.bytes import Family, sniff
from verifier.sources.urls import page_in, tidy
from verifier.testing import gather, saved_by_hand
from verifier.texts import Reader

READER = Reader(ocr="never")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://example.org/a.", "https://example.org/a"),
        ("<https://example.org/a>,", "https://example.org/a"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("https://example.org/a_(b).", "https://example.org/a_(b)"),
        ("https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a”;", "https://example.org/a"),
        ("https://example.org/\n  long-name", "https://example.org/long-name"),
    ],
)
def test_an_address_without_the_sentence_around_it(typed: str, meant: str) -> None:
    assert tidy(typed) == meant


@pytest.mark.parametrize(
    ("fragment", "page"),
    [
        ("page=6", "6"),
        ("page=6&view=fit", "6"),
        ("document/p4", "4"),
        ("document/p4/a12", "4"),
        ("p12", "12"),
        ("part1", None),
        ("", None),
    ],
)
def test_the_page_in_a_fragment(fragment: str, page: str | None) -> None:
    assert page_in(fragment) == page


@pytest.mark.parametrize(
    ("body", "family"),
    [
        (b"", Family.EMPTY),
        (b"  \n", Family.EMPTY),
        (b"%PDF-1.4", Family.PDF),
        (b"\r\nrubbish\n%PDF-1.7", Family.PDF),
        (b'{"a": 1}', Family.JSON),
        (b"[]", Family.JSON),
        (b"[Page 1] The Secretary spoke.", Family.TEXT),
        (b"<!DOCTYPE html><html>", Family.HTML),
        (b'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0">', Family.TEI),
        (b"\xff\xd8\xff\xe0", Family.IMAGE),
        (b"PK\x03\x04", Family.OTHER),
    ],
)
def test_what_a_body_is_by_its_first_bytes(body: bytes, family: Family) -> None:
    assert sniff(body) is family


ONE, TWO = Wanted("https://a.example/1", "record", "html"), Wanted("https://a.example/2", "record", "html")
GOOD, BAD = b"<html><p>words</p></html>", b""


def test_the_second_form_is_asked_only_when_the_first_gave_nothing() -> None:
    assert in_order([ONE, TWO], []) == (ONE,)
    assert in_order([ONE, TWO], [saved_by_hand(ONE, BAD)]) == (TWO,)
    assert in_order([ONE, TWO], [saved_by_hand(ONE, GOOD)]) == ()
    assert in_order([ONE, TWO], [saved_by_hand(ONE, BAD), saved_by_hand(TWO, BAD)]) == ()


def test_an_address_is_asked_once_even_when_two_reasons_want_it() -> None:
    assert fresh([ONE, ONE, TWO], [saved_by_hand(TWO, GOOD)]) == (ONE,)


def test_html_where_a_pdf_was_wanted_is_no_answer_unless_a_person_saved_it(tmp_path: Path) -> None:
    wanted = Wanted("https://a.example/1.pdf", "pdf", "pdf")
    assert usable(saved_by_hand(wanted, GOOD))
    adapter, source = recognise(wanted.url)
    answers = gather(adapter, source, {wanted.url: Canned(GOOD * 40)}, tmp_path)
    assert [str(answer.capture.state) for answer in answers] == ["soft_404"]
    assert adapter.read(source, answers, READER) == ()


def read(url: str, site: dict[str, Canned | bytes], cache: Path) -> tuple[Source, tuple[SourceText, ...]]:
    adapter, source = recognise(url)
    return source, tuple(adapter.read(source, gather(adapter, source, site, cache), READER))


def test_bytes_that_hold_no_text_say_what_they_are(tmp_path: Path) -> None:
    url = "https://a.example/papers"
    _, (text,) = read(url, {url: Canned(b"PK\x03\x04" + bytes(300), media_type="application/zip")}, tmp_path)
    assert (text.pages, text.problems) == ((), ("unreadable: this is a zip archive, which holds no text we can read",))


def test_a_page_of_the_site_in_place_of_the_archives_ocr_is_not_read_as_words(tmp_path: Path) -> None:
    url = "https://nsarchive.gwu.edu/media/90417/ocr"
    body = b"<html><body><a href='/'>Home</a><p>" + b"Welcome to the reading room. " * 20 + b"</p></body></html>"
    assert read(url, {url: Canned(body)}, tmp_path)[1] == ()


CLOUD_API = "https://api.www.documentcloud.org/api/documents/20059253/"
CLOUD_FILES = "https://s3.documentcloud.org/documents/20059253/"


def test_words_of_a_documentcloud_page_carry_their_places(tmp_path: Path) -> None:
    site: dict[str, Canned | bytes] = {
        CLOUD_API: Canned(b'{"id": 20059253, "slug": "memo", "page_count": 1}', media_type="application/json"),
        f"{CLOUD_FILES}memo.txt.json": Canned(
            b'{"pages": [{"page": 0, "contents": "We gave  an assurance."}]}', media_type="application/json"
        ),
        f"{CLOUD_FILES}pages/memo-p1.position.json": Canned(
            b'[{"text": "We", "x1": 0.1, "x2": 0.2, "y1": 0.3, "y2": 0.4}, {"text": "never"},'
            b'{"text": "assurance.", "x1": 0.5, "x2": 0.7, "y1": 0.3, "y2": 0.4}, {"text": "an"}]',
            media_type="application/json",
        ),
    }
    _, (text,) = read("https://www.documentcloud.org/documents/20059253-memo", site, tmp_path)
    page = text.pages[0]
    assert [(page.text[word.start : word.end], word.box and word.box.x0) for word in page.words] == [
        ("We", 0.1),
        ("assurance.", 0.5),
    ]


def test_a_record_that_is_not_the_api_s_gives_no_text_and_no_error(tmp_path: Path) -> None:
    site: dict[str, Canned | bytes] = {CLOUD_API: Canned(b'["surprise"]', media_type="application/json")}
    assert read("https://www.documentcloud.org/documents/20059253-memo", site, tmp_path)[1] == ()


KREMLIN = "http://en.kremlin.ru/events/president/transcripts/24034"


def part(words: str, *links: int) -> bytes:
    linked = "".join(f'<a href="/events/president/transcripts/24034/page/{n}">{n}</a>' for n in links)
    filler = "The hall was full and the speaker had a cold. " * 8
    return (
        f"<html><body><h1 class='entry-title'>Speech</h1><div class='read__internal_content'><p>{words} {filler}</p>"
        f"</div>{linked}</body></html>"
    ).encode()


def test_a_split_text_says_so_while_a_part_of_it_is_missing(tmp_path: Path) -> None:
    _, (text,) = read(KREMLIN, {KREMLIN: part("One.", 2, 3), f"{KREMLIN}/page/2": Canned(b"", 500)}, tmp_path)
    assert [page.text[:4] for page in text.pages] == ["One."]
    assert text.problems == (f"partial: a part of this text was not captured ({KREMLIN}/page/2)",)


def test_a_last_part_that_repeats_itself_is_read_once(tmp_path: Path) -> None:
    site: dict[str, Canned | bytes] = {
        KREMLIN: part("One.", 2),
        f"{KREMLIN}/page/2": part("Two.", 3),
        f"{KREMLIN}/page/3": part("Two.", 4),
    }
    _, (text,) = read(KREMLIN, site, tmp_path)
    assert [page.text[:4] for page in text.pages] == ["One.", "Two."]


def test_a_text_found_at_an_inferred_address_says_from_what_it_was_inferred(tmp_path: Path) -> None:
    pdf = "https://nsarchive.gwu.edu/sites/default/files/documents/4390816/Document-02-Strategy.pdf"
    site: dict[str, Canned | bytes] = {pdf: Canned(typed_pdf([["The lamp stays."]]), media_type="application/pdf")}
    _, (text,) = read("https://nsarchive.gwu.edu/dc.html?doc=4390816-Document-02-Strategy", site, tmp_path)
    assert text.problems == ("address inferred from the DocumentCloud number",)


def test_the_capture_of_an_inferred_address_says_from_what_it_was_inferred(tmp_path: Path) -> None:
    pdf = "https://nsarchive.gwu.edu/sites/default/files/documents/4390816/Document-02-Strategy.pdf"
    adapter, source = recognise("https://nsarchive.gwu.edu/dc.html?doc=4390816-Document-02-Strategy")
    site = {pdf: Canned(typed_pdf([["The lamp stays."]]), media_type="application/pdf")}
    (answer, *_) = gather(adapter, source, site, tmp_path)
    assert (answer.capture.url, answer.capture.note) == (pdf, "address inferred from the DocumentCloud number")


@pytest.mark.parametrize("url", [form.example for adapter in adapters() for form in adapter.forms])
def test_every_inferred_address_says_from_what(url: str) -> None:
    adapter, source = recognise(url)
    assert [wanted.url for wanted in adapter.wants(source, []) if wanted.inferred and not wanted.note] == []


def test_a_copy_of_no_certain_time_is_asked_of_the_web_archive_without_one() -> None:
    adapter, source = recognise("https://web.archive.org/web/2019*/http://x.example/a")
    assert source.aliases[0] == "http://x.example/a"
    assert [wanted.url for wanted in adapter.wants(source, [])] == [
        "https://web.archive.org/web/id_/http://x.example/a"
    ]


@pytest.mark.parametrize("name", ["d31", "d70", "d86", "d119", "d133", "d140"])
def test_real_frus_documents_lose_their_note_marks_and_keep_their_pages(shared: Path, name: str) -> None:
    body = (shared / f"corpus/sources/frus1989-92v31/frus1989-92v31-{name}.html").read_bytes()
    adapter, source = recognise(f"https://history.state.gov/historicaldocuments/frus1989-92v31/{name}")
    (wanted,) = adapter.wants(source, [])
    text, notes = adapter.read(source, [saved_by_hand(wanted, body, "text/html")], READER)
    printed = [number.decode() for number in re.findall(rb"FRUS p\. (\d+)", body)]
    first = [str(int(printed[0]) - 1)] if printed else [None]
    assert [page.label for page in text.pages] == first + [number for number in printed if number]
    assert "FRUS p." not in text.text
    assert notes.layer is Layer.EDITORS_NOTES
    assert "Source:" in notes.text
    assert "Source:" not in text.text
