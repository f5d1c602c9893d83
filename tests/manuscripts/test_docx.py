"""Word documents: what Word prints, not what its XML happens to hold."""
# ruff: noqa: E501 - pages, sources and tables read best as they stand

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscripts.packing import docx, field, mark, note, p, r
from tests.manuscripts.reading import called, codes, kinds, notes, read, words
from verifier.manuscripts.docx.numbers import printed
from verifier.records.manuscript import NotePlace


def test_footnotes_and_endnotes_have_the_numbers_word_prints(tmp_path: Path) -> None:
    body = p(r("He said “yes.”"), mark(7), r(" Then “no.”"), mark(3, "endnote"), r(" And “so.”"), mark(2))
    body = docx(
        body, footnotes=note(2, r("Second.")) + note(7, r("First.")), endnotes=note(3, r("At the end."), kind="endnote")
    )
    manuscript = read(tmp_path, "a.docx", body)
    assert words(manuscript) == ["He said “yes.” Then “no.” And “so.”"]
    assert notes(manuscript) == [("1", "First."), ("i", "At the end."), ("2", "Second.")]
    assert [note.place for note in manuscript.notes] == [NotePlace.FOOT, NotePlace.END, NotePlace.FOOT]
    assert called(manuscript) == [("“yes.”", "1"), ("“no.”", "i"), ("“so.”", "2")]


def test_numbers_restart_by_section_where_the_file_says_so(tmp_path: Path) -> None:
    restart = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
    first = p(r("One."), mark(1), properties=f"<w:sectPr>{restart}</w:sectPr>")
    body = docx(
        first + p(r("Two."), mark(2)) + f"<w:sectPr>{restart}</w:sectPr>", footnotes=note(1, r("A.")) + note(2, r("B."))
    )
    manuscript = read(tmp_path, "a.docx", body)
    assert notes(manuscript) == [("1", "A."), ("1", "B.")]
    assert [note.section for note in manuscript.notes] == [0, 1]


FORMATS = [("decimal", 12, "12"), ("lowerRoman", 14, "xiv"), ("upperLetter", 28, "BB"), ("chicago", 6, "††")]


@pytest.mark.parametrize(("form", "number", "shown"), FORMATS)
def test_word_number_formats(form: str, number: int, shown: str) -> None:
    assert printed(number, form) == shown


def test_the_authors_own_mark_is_the_label(tmp_path: Path) -> None:
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    manuscript = read(
        tmp_path,
        "a.docx",
        docx(p(r("Title"), custom, r(" and "), mark(2)), footnotes=note(1, r("Thanks.")) + note(2, r("A."))),
    )
    assert notes(manuscript) == [("*", "Thanks."), ("1", "A.")]
    assert words(manuscript) == ["Title and"]


def test_tracked_changes_read_as_accepted_and_are_said(tmp_path: Path) -> None:
    body = p(
        r("He said “"), f"<w:ins w:id='1'>{r('perhaps ')}</w:ins>",
        f"<w:del w:id='2'><w:r><w:delText>never </w:delText></w:r>{mark(1)}</w:del>", r("yes.”"), mark(2),
    )  # fmt: skip
    manuscript = read(tmp_path, "a.docx", docx(body, footnotes=note(1, r("Gone.")) + note(2, r("Kept."))))
    assert words(manuscript) == ["He said “perhaps yes.”"]
    assert notes(manuscript)[0] == ("1", "Kept.")
    assert codes(manuscript) == ["M105", "M103"]


ZOTERO = (
    'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"itemData":{"title":"Memo","URL":"https://a.org/memo"},"locator":"3"},'
    '{"itemData":{"DOI":"10.1/x"}}]}'
)
ENDNOTE = (
    "ADDIN EN.CITE <EndNote><Cite><record><urls><related-urls><url>https://a.org/memo?a=1&amp;b=2</url></related-urls></urls>"
    "</record></Cite></EndNote>"
)
FIELDS = [
    pytest.param(ZOTERO, ["https://a.org/memo", "https://doi.org/10.1/x"], id="Zotero"),
    pytest.param(ENDNOTE, ["https://a.org/memo?a=1&b=2"], id="EndNote"),
    pytest.param('HYPERLINK "https://a.org/memo"', ["https://a.org/memo"], id="a hyperlink field"),
    pytest.param('HYPERLINK \\l "here"', [], id="a link inside the document"),
    pytest.param("ADDIN ZOTERO_ITEM CSL_CITATION {broken", [], id="a broken citation"),
]


@pytest.mark.parametrize(("instruction", "urls"), FIELDS)
def test_a_fields_result_is_text_and_its_instruction_gives_the_address(
    instruction: str, urls: list[str], tmp_path: Path
) -> None:
    manuscript = read(
        tmp_path,
        "a.docx",
        docx(p(r("Yes."), mark(1)), footnotes=note(1, r("See "), field(instruction, "Ode, Memo, 3"), r("."))),
    )
    assert notes(manuscript) == [("1", "See Ode, Memo, 3.")]
    assert [link.url for link in manuscript.links] == urls
    assert all(link.span.of(manuscript.text) == "Ode, Memo, 3" for link in manuscript.links)


def test_a_cross_reference_set_as_a_mark_calls_the_note_again(tmp_path: Path) -> None:
    bookmarked = f'<w:bookmarkStart w:id="0" w:name="_Ref1"/>{mark(1)}<w:bookmarkEnd w:id="0"/>'
    raised = '<w:vertAlign w:val="superscript"/>'
    body = p(
        r("One."),
        bookmarked,
        r(" Two."),
        field("NOTEREF _Ref1 \\f \\h", "1", raised),
        r(" See note "),
        field("NOTEREF _Ref1 \\h", "1"),
        r("."),
    )
    manuscript = read(tmp_path, "a.docx", docx(body, footnotes=note(1, r("A."))))
    assert words(manuscript) == ["One. Two. See note 1."]
    assert [ref.note for ref in manuscript.note_refs] == [0, 0]
    assert codes(manuscript) == ["M106"]


def test_hyperlinks_and_external_parts_are_named_and_never_opened(tmp_path: Path) -> None:
    link = '<w:hyperlink r:id="rId1" w:anchor="d3"><w:r><w:t>the memo</w:t></w:r></w:hyperlink>'
    manuscript = read(
        tmp_path, "a.docx", docx(p(r("See "), link, r(".")), links="rId1=https://a.org/memo rId2=file:///etc/passwd")
    )
    assert [(link.span.of(manuscript.text), link.url) for link in manuscript.links] == [
        ("the memo", "https://a.org/memo#d3")
    ]


KINDS = [
    pytest.param('<w:pStyle w:val="H1"/>', "heading", id="a heading style"),
    pytest.param('<w:outlineLvl w:val="1"/>', "heading", id="an outline level"),
    pytest.param('<w:pStyle w:val="Q"/>', "block_quote", id="the quote style"),
    pytest.param('<w:pStyle w:val="Mine"/>', "block_quote", id="a style based on it"),
    pytest.param('<w:ind w:left="720"/>', "block_quote", id="an indent"),
    pytest.param('<w:ind w:left="720" w:hanging="720"/>', "paragraph", id="a hanging indent"),
    pytest.param('<w:numPr><w:numId w:val="1"/></w:numPr>', "list_item", id="a list"),
    pytest.param('<w:jc w:val="center"/><w:ind w:left="720"/>', "paragraph", id="a centred line"),
]


@pytest.mark.parametrize(("properties", "kind"), KINDS)
def test_a_paragraph_is_what_its_style_or_indent_says(properties: str, kind: str, tmp_path: Path) -> None:
    usual = "".join(
        p(r("A usual paragraph that is long enough to show where the margin of this document stands, with ease."))
        for _ in range(4)
    )
    manuscript = read(tmp_path, "a.docx", docx(usual + p(r("Set off here."), properties=properties)))
    assert kinds(manuscript)[-1] == kind


def test_text_boxes_tables_and_hidden_words(tmp_path: Path) -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>"
        + p(r("In a box."))
        + "</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>"
        + p(r("In a box."))
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = (
        p(r("Before"), box, r(" after"), r(" hidden", "<w:vanish/>"), r("."))
        + f"<w:tbl><w:tr><w:tc>{p(r('A cell.'))}</w:tc></w:tr></w:tbl>"
    )
    manuscript = read(tmp_path, "a.docx", docx(body, comments="<w:comment w:id='1'/>"))
    assert words(manuscript) == ["Before after.", "In a box.", "A cell."]
    assert kinds(manuscript)[2] == "table"
    assert codes(manuscript) == ["M110"]


def test_marks_typed_as_superscripts_find_their_typed_notes(tmp_path: Path) -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = p(r("He said “yes.”"), r("1", raised), r(" Then “no.”"), r("2", raised))
    body += p(r("Notes"), properties='<w:pStyle w:val="H1"/>') + p(r("1. Ode, 4.")) + p(r("2. Doe, 5."))
    manuscript = read(tmp_path, "a.docx", docx(body))
    assert words(manuscript) == ["He said “yes.” Then “no.”"]
    assert notes(manuscript) == [("1", "Ode, 4."), ("2", "Doe, 5.")]


def test_a_note_that_no_mark_calls_is_kept_and_said(tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.docx", docx(p(r("Yes."), mark(1)), footnotes=note(1, r("A.")) + note(2, r("Lost."))))
    assert notes(manuscript)[1][1] == "Lost."
    assert codes(manuscript) == ["M103"]


def test_the_body_agrees_with_pandocs_reading(tmp_path: Path) -> None:
    from verifier.manuscripts.pandoc.reader import rendered
    from verifier.manuscripts.pandoc.run import parse

    link = '<w:hyperlink r:id="rId1"><w:r><w:t>the memo</w:t></w:r></w:hyperlink>'
    body = docx(
        p(r("A Heading"), properties='<w:pStyle w:val="H1"/>') + p(r("He said “yes.”"), mark(1), r(" See "), link, r("."))
        + p(r("Set off."), properties='<w:pStyle w:val="Q"/>'),
        footnotes=note(1, r("Ode, "), r("Title", "<w:i/>"), r(", 4.")), links="rId1=https://a.org/memo",
    )  # fmt: skip
    ours = read(tmp_path, "a.docx", body)
    theirs = rendered(parse(body, "docx", "a.docx"), "a.docx", "docx")
    assert (words(ours), notes(ours), kinds(ours)) == (words(theirs), notes(theirs), kinds(theirs))
