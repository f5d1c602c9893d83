"""TEI: notes and quotations are elements, and what stands on the page is what is read."""
# ruff: noqa: E501 - pages, sources and tables read best as they stand

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscripts.reading import called, codes, kinds, notes, read, words
from verifier.records.manuscript import NotePlace

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A Title</title></titleStmt></fileDesc></teiHeader>'


def tei(body: str, root: str = HEAD) -> str:
    return f"{root}<text><body><div>{body}</div></body></text></TEI>"


PRINTED = [
    pytest.param("He said <quote>yes</quote>.", "He said “yes”.", id="marks left to a stylesheet are printed"),
    pytest.param("He said “<quote>yes</quote>”.", "He said “yes”.", id="marks that stand in the text are not doubled"),
    pytest.param("He said <q>yes <q>no</q></q>.", "He said “yes ‘no’”.", id="nested quotations"),
    pytest.param("a <hi rend='italic'>word</hi> here", "a word here", id="highlighting"),
    pytest.param("one<lb/>two", "one two", id="a line break is a space"),
    pytest.param("expan<pb n='3' break='no'/>sion", "expansion", id="a page break inside a word is not"),
    pytest.param("<choice><sic>teh</sic><corr>the</corr></choice> end", "teh end", id="of two readings the page's"),
    pytest.param("<choice><orig>vpon</orig><reg>upon</reg></choice> it", "vpon it", id="the original spelling"),
    pytest.param("some <gap reason='illegible'/> words", "some […] words", id="a gap"),
    pytest.param("<del>not</del><add>so</add> it is", "so it is", id="deletions and additions"),
    pytest.param("<fw>12</fw>words", "words", id="page furniture"),
    pytest.param("an em&#8212;dash &amp; so", "an em—dash & so", id="character references"),
]


@pytest.mark.parametrize(("source", "printed"), PRINTED)
def test_a_paragraph_reads_as_printed(source: str, printed: str, tmp_path: Path) -> None:
    assert words(read(tmp_path, "a.xml", tei(f"<p>{source}</p>")))[-1] == printed


def test_notes_stand_in_place_or_at_the_end(tmp_path: Path) -> None:
    body = (
        "<p>He said “yes.”<note n='1' place='foot'><p>Ode, <hi>Title</hi>, 4.</p><p>More.</p></note> Then “no.”<ref target='#n2'>2</ref> "
        "And “so.”<ptr target='#n2'/></p>"
        "<div type='notes'><head>Notes</head><note xml:id='n2' n='2' place='end'>Doe, 5.</note></div>"
    )
    manuscript = read(tmp_path, "a.xml", tei(body))
    assert words(manuscript) == ["A Title", "He said “yes.” Then “no.” And “so.”"]
    assert notes(manuscript) == [("1", "Ode, Title, 4. More."), ("2", "Doe, 5.")]
    assert called(manuscript) == [("“yes.”", "1"), ("“no.”", "2"), ("“so.”", "2")]
    assert [note.place for note in manuscript.notes] == [NotePlace.FOOT, NotePlace.END]
    assert codes(manuscript) == ["M106"]


BLOCKS = [
    pytest.param("<quote><p>Set off.</p></quote>", "block_quote", id="a quotation of paragraphs"),
    pytest.param("<cit><quote>Set off.</quote></cit>", "block_quote", id="a quotation between paragraphs"),
    pytest.param("<p>As: <quote rend='block'>Set off.</quote></p>", "block_quote", id="rendered as a block"),
    pytest.param("<quote><lg><l>Set</l><l>off.</l></lg></quote>", "block_quote", id="verse"),
    pytest.param("<head>Set off.</head>", "heading", id="a heading"),
    pytest.param("<list><item>Set off.</item></list>", "list_item", id="a list"),
    pytest.param("<table><row><cell>Set off.</cell></row></table>", "table", id="a table"),
    pytest.param("<listBibl><bibl>Set off.</bibl></listBibl>", "bibliography", id="a bibliography"),
    pytest.param("<head>Works Cited</head><p>Set off.</p>", "bibliography", id="what a heading says is one"),
]


@pytest.mark.parametrize(("body", "kind"), BLOCKS)
def test_a_block_is_what_its_element_says(body: str, kind: str, tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.xml", tei(body))
    assert dict(zip(words(manuscript), kinds(manuscript), strict=True))["Set off."] == kind


def test_relative_addresses_need_a_base(tmp_path: Path) -> None:
    body = tei("<p>See <ref target='/docs/d3'>it</ref>.</p>")
    assert read(tmp_path, "a.xml", body).links[0].url == "/docs/d3"
    based = body.replace("<text>", "<text xml:base='https://a.org/x/'>")
    assert read(tmp_path, "a.xml", based).links[0].url == "https://a.org/docs/d3"


def test_entities_stay_closed_but_html_names_are_known(tmp_path: Path) -> None:
    bomb = "<!DOCTYPE TEI [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY mdash '&#8212;'>]>"
    manuscript = read(tmp_path, "a.xml", bomb + tei("<p>one&mdash;two &b; three</p>"))
    assert words(manuscript)[-1] == "one—two three"
    assert codes(manuscript) == ["M104"]


def test_html_called_xml_is_read_as_html(tmp_path: Path) -> None:
    body = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Words.</p></body></html>'
    assert read(tmp_path, "a.xml", body).format == "html"
