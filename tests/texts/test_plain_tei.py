"""Text files and TEI: pages, printed numbers, notes apart, divisions by id."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.errors import InputError, SourceUnreadable
from verifier.records.source import Layer
from verifier.texts import Reader, read_file
from verifier.texts.tei import cut

READER = Reader()
TEI = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>Three Letters</title></titleStmt></fileDesc></teiHeader>
<text><body>
<div xml:id="d1"><head>1. To the Minister<note n="1">Source: a box.</note></head>
<p>We have <hi rend="italic">not</hi> heard
   from <pb n="2"/>you.<note n="2">He had written.</note></p></div>
<div xml:id="d2"><head>2. To the Clerk</head>
<list><item><label>1.</label> Paper</item><item><label>2.</label> Ink</item></list>
<p>Bring <choice><sic>teh</sic><corr>the</corr></choice> rest<pb n="2"/> soon.</p></div>
</body></text></TEI>"""


def test_form_feeds_part_pages_and_line_ends_stay() -> None:
    text = READER.plain(b"one\r\ntwo\x0cthree\x0c")
    assert [page.text for page in text.pages] == ["one\ntwo", "three"]


def test_numbers_at_the_foot_of_text_pages_become_labels() -> None:
    words = ["They met at noon.", "Rain fell.", "Nobody signed.", "The aide left.", "Talks resumed."]
    body = "\f".join(f"{line}\n\n- {n} -\n" for n, line in enumerate(words, start=3))
    text = READER.plain(body.encode())
    assert [page.label for page in text.pages] == ["3", "4", "5", "6", "7"]
    assert all(page.furniture[0].of(page.text).strip() == f"- {page.label} -" for page in text.pages)


def test_breaks_become_pages_and_each_document_counts_anew() -> None:
    text = READER.tei(TEI)[0]
    assert [page.label for page in text.pages] == ["1", "2", "1", "2"]
    assert text.pages[0].text == "1. To the Minister\n\nWe have not heard from"
    assert text.pages[3].text == "soon."
    assert text.title == "Three Letters"


def test_notes_are_an_editors_text_of_their_own() -> None:
    text, notes = READER.tei(TEI)
    assert "written" not in text.text
    assert notes.layer is Layer.EDITORS_NOTES
    assert notes.text == "1. Source: a box.\n2. He had written."


def test_a_division_is_cut_out_by_its_id() -> None:
    text = READER.tei(TEI, division="d2")[0]
    assert text.text.startswith("2. To the Clerk")
    assert "1. Paper" in text.text
    assert "Minister" not in text.text
    assert [page.label for page in text.pages] == ["1", "2"]


def test_offsets_of_divisions_point_into_the_text() -> None:
    text = READER.tei(TEI)[0]
    places = {part.id: text.text[part.start : part.end] for part in text.divisions}
    assert places["d1"].startswith("1. To the Minister")
    assert places["d1"].endswith("you.")
    assert cut(text, "d2").text.startswith("2. To the Clerk")


def test_an_unknown_division_and_broken_xml_are_named() -> None:
    with pytest.raises(SourceUnreadable, match="no division with the id 'd9'"):
        READER.tei(TEI, division="d9")
    with pytest.raises(SourceUnreadable, match="not well-formed"):
        READER.tei(b"<TEI><text></TEI>")


def test_entities_from_outside_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    body = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file://{secret}">]><TEI><text><p>a &x; b</p></text></TEI>'
    assert "secret" not in READER.tei(body.encode())[0].text


FILES = {
    "a text file": ("a.txt", b"plain words", "plain words"),
    "a web page": ("a.htm", b"<p>web words", "web words"),
    "a TEI file": ("a.xml", TEI, "1. To the Minister"),
    "a web page without a name that says so": ("noname", b"<!doctype html><p>web words", "web words"),
}


@pytest.mark.parametrize(("name", "body", "start"), FILES.values(), ids=FILES)
def test_a_file_is_read_as_what_it_is(tmp_path: Path, name: str, body: bytes, start: str) -> None:
    (tmp_path / name).write_bytes(body)
    assert read_file(tmp_path / name).text.startswith(start)


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt: cannot be read"):
        read_file(tmp_path / "none.txt")
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(SourceUnreadable, match="unknown kind"):
        read_file(tmp_path / "a.bin")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04" + bytes(50))
    with pytest.raises(SourceUnreadable, match="zip archive"):
        read_file(tmp_path / "a.docx")
