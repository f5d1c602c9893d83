"""Markdown: offsets are into the file, and what is markup is cut out of the words."""
# ruff: noqa: E501 - pages, sources and tables read best as they stand

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscripts.reading import called, codes, kinds, notes, read, words
from verifier.records.manuscript import NotePlace

PRINTED = [
    pytest.param("He said “it was *before* that.”", "He said “it was before that.”", id="emphasis in stars"),
    pytest.param("a __strong__ and _weak_ word", "a strong and weak word", id="emphasis in low lines"),
    pytest.param("snake_case_name and 5 * 3", "snake_case_name and 5 * 3", id="signs that are no emphasis stay"),
    pytest.param("***both*** at once", "both at once", id="three stars"),
    pytest.param("*a **nested** one*", "a nested one", id="strong inside weak"),
    pytest.param(r"many \[foreign\] words\*", "many [foreign] words*", id="escapes lose their backslash only"),
    pytest.param("see [the memo](https://a.org/m) now", "see the memo now", id="a link keeps its words"),
    pytest.param("see [the \\[old\\] memo](<https://a.org/m n>) now", "see the [old] memo now", id="a link in angles"),
    pytest.param("see <https://a.org/a_b_c> now", "see https://a.org/a_b_c now", id="a bare link in angles"),
    pytest.param("see https://a.org/a_b_c_d now", "see https://a.org/a_b_c_d now", id="low lines in an address stay"),
    pytest.param("see [the memo][m] and [m]", "see the memo and m", id="reference links"),
    pytest.param("assure[d] him [sic] that", "assure[d] him [sic] that", id="editorial brackets are words"),
    pytest.param("a `code *span*` here", "a code *span* here", id="no emphasis inside code"),
    pytest.param("one<br>two <em>three</em><!-- four -->", "onetwo three", id="tags and comments"),
    pytest.param("[small caps]{.smallcaps} here", "small caps here", id="Pandoc's spans"),
    pytest.param("![a picture](p.png) text", "a picture text", id="a picture keeps its description"),
    pytest.param(
        "the 20^th^ century, H~2~O, ~~gone~~ it", "the 20th century, H2O, gone it", id="raised, lowered, struck"
    ),
    pytest.param("p.\\ 12", "p. 12", id="a space that does not break"),
    pytest.param("| a line\n| of verse", "a line of verse", id="a block of lines"),
    pytest.param("an *unclosed emphasis", "an *unclosed emphasis", id="a lone star is a star"),
]


@pytest.mark.parametrize(("source", "printed"), PRINTED)
def test_a_paragraph_reads_as_printed(source: str, printed: str, tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.md", f"{source}\n\n[m]: https://a.org/memo 'title'\n")
    assert words(manuscript) == [printed]


def test_words_keep_their_place_in_the_file(tmp_path: Path) -> None:
    source = "# Title\n\nHe *said*[^1] “yes”.\n\n[^1]: Ode, *Title*, 4.\n"
    manuscript = read(tmp_path, "a.md", source)
    assert manuscript.text == source
    stream = manuscript.stream(manuscript.blocks[1])
    at = stream.origin(stream.text.index("“yes”"))
    assert source[at : at + 5] == "“yes”"
    assert (manuscript.line_of(at), manuscript.column_of(at)) == (3, 15)


def test_notes_keep_their_labels_and_come_in_printing_order(tmp_path: Path) -> None:
    source = "One.[^walt] Two.[^2] Three.[^walt]\n\n[^2]: Second.\n[^walt]: First,\n  goes on.\n\n    And a second paragraph.\n\n[^9]: Never called.\n"
    manuscript = read(tmp_path, "a.md", source)
    assert notes(manuscript) == [
        ("walt", "First, goes on. And a second paragraph."),
        ("2", "Second."),
        ("9", "Never called."),
    ]
    assert [ref.note for ref in manuscript.note_refs] == [0, 1, 0]
    assert sorted(codes(manuscript)) == ["M103", "M106"]


def test_a_mark_without_a_note_is_found(tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.md", "One.[^1] Two.[^7]\n\n[^1]: First.\n")
    assert codes(manuscript) == ["M102"]
    assert manuscript.problems[0].span == manuscript.note_refs[1].span


def test_a_label_defined_twice_is_found(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "a.md", "One.[^1]\n\n[^1]: First.\n\n[^1]: Other.\n")) == ["M108", "M103"]


def test_inline_notes_and_citation_keys_are_notes(tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.md", "He said “yes.”^[Ode, *Title* [2nd ed.], 4.] And “no” [@doe1990, p. 5].\n")
    assert [text for _, text in notes(manuscript)] == ["Ode, Title [2nd ed.], 4.", "@doe1990, p. 5"]
    assert {note.place for note in manuscript.notes} == {NotePlace.INLINE}
    assert words(manuscript) == ["He said “yes.” And “no” ."]


def test_links_of_body_and_notes_are_kept_with_their_words(tmp_path: Path) -> None:
    source = (
        "See [the *old* memo](https://a.org/m#d1).[^1]\n\n[^1]: <https://a.org/x> and [PDF](https://a.org/y_(z).pdf).\n"
    )
    manuscript = read(tmp_path, "a.md", source)
    assert [link.url for link in manuscript.links] == [
        "https://a.org/m#d1", "https://a.org/x", "https://a.org/y_(z).pdf",
    ]  # fmt: skip


def test_blocks_are_told_by_their_marks(tmp_path: Path) -> None:
    source = (
        "---\ntitle: A Title\n---\n\nHeading\n=======\n\nText\nover lines.\n\n> Quoted\n> *words*.\n>\n> More.\n\n- item one\n  goes on\n- item two\n\n"
        "1. first\n\n| a | b |\n|---|---|\n| c | d |\n\n: Figures.\n\n```\ncode\n```\n\n***\n\n## References\n\nOde, Anna. A Title.\n"
    )
    manuscript = read(tmp_path, "a.md", source)
    assert list(zip(kinds(manuscript), words(manuscript), strict=True)) == [
        ("heading", "Heading"), ("paragraph", "Text over lines."), ("block_quote", "Quoted words."),
        ("block_quote", "More."), ("list_item", "item one goes on"), ("list_item", "item two"), ("list_item", "first"),
        ("table", "a"), ("table", "b"), ("table", "c"), ("table", "d"), ("caption", "Figures."), ("other", "code"), ("heading", "References"),
        ("bibliography", "Ode, Anna. A Title."),
    ]  # fmt: skip
    assert manuscript.title == "A Title"


def test_marks_typed_by_hand_are_told_by_shape_where_no_note_is_declared(tmp_path: Path) -> None:
    source = "He said “yes.”¹ Then “no.”²\n\n## Notes\n\n1. Ode, *Title*, 4.\n2. Doe, 5.\n"
    manuscript = read(tmp_path, "a.md", source)
    assert notes(manuscript) == [("1", "Ode, Title, 4."), ("2", "Doe, 5.")]
    assert called(manuscript) == [("“yes.”", "1"), ("“no.”", "2")]


def test_the_article_has_its_notes_marks_and_links(shared: Path) -> None:
    from verifier.manuscripts import read_manuscript

    manuscript = read_manuscript(shared / "corpus/manuscripts/1980-rereview.md")
    assert [note.label for note in manuscript.notes] == [str(number) for number in range(1, 32)]
    assert [ref.note for ref in manuscript.note_refs] == list(range(31))
    assert len(manuscript.links) == 25
    assert not manuscript.problems
