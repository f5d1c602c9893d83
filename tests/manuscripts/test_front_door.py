"""One path in, one manuscript out, or one clear line."""
# ruff: noqa: E501 - pages, sources and tables read best as they stand

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscripts.reading import notes, read, words, write
from verifier.errors import ManuscriptError
from verifier.manuscripts import FORMATS, expand, read_manuscript

REFUSED = [
    pytest.param("a.txt", b"", "is empty", id="an empty file"),
    pytest.param("a.txt", b" \n\n", "is empty", id="a file of white space"),
    pytest.param("a.md", b"%PDF-1.7 ...", "binary", id="a PDF called .md"),
    pytest.param("a.txt", b"PK\x03\x04....", "binary", id="a zip called .txt"),
    pytest.param("a.html", b"\x00\x01\x02text", "binary", id="bytes called .html"),
    pytest.param("a.docx", b"just words", "not a DOCX", id="words called .docx"),
    pytest.param("a.odt", b"just words", "not an ODT", id="words called .odt"),
    pytest.param("a.epub", b"just words", "not an EPUB", id="words called .epub"),
    pytest.param("a.pdf", b"just words", "not a PDF", id="words called .pdf"),
    pytest.param("a.pdf", b"%PDF-1.7\nnothing more", "damaged", id="a PDF cut off"),
    pytest.param("a.xml", b"<a><b></a>", "not well-formed", id="broken XML"),
    pytest.param("a.xml", b"<catalogue/>", "not TEI", id="other XML"),
    pytest.param("a.xyz", b"words", "no reader for .xyz", id="an unknown suffix"),
    pytest.param("a", b"words", "without a suffix", id="no suffix"),
]


@pytest.mark.parametrize(("name", "body", "said"), REFUSED)
def test_what_cannot_be_read_is_said_in_one_line(name: str, body: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError) as caught:
        read_manuscript(write(tmp_path, name, body))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match="no such file"):
        read_manuscript(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ManuscriptError, match="folder"):
        read_manuscript(tmp_path / "folder.txt")


def test_every_suffix_has_a_reader() -> None:
    from verifier.manuscripts.registry import _READERS

    assert set(FORMATS.values()) == set(_READERS)


def test_folders_and_patterns_expand_to_manuscripts(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c.jpg", ".hidden.md", "~$lock.docx"):
        write(tmp_path, name, "words")
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", "d.tex", "words")
    assert [path.name for path in expand([tmp_path])] == ["a.txt", "b.md", "d.tex"]
    assert [path.name for path in expand([str(tmp_path / "*.md"), tmp_path / "a.txt"])] == ["b.md", "a.txt"]
    assert expand([tmp_path / "a.txt", tmp_path / "a.txt"]) == [tmp_path / "a.txt"]
    assert expand(["not-there.txt"]) == [Path("not-there.txt")]


def test_a_folder_or_pattern_without_manuscripts_is_said(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match="holds no manuscript"):
        expand([tmp_path])
    with pytest.raises(ManuscriptError, match="no file matches"):
        expand([tmp_path / "*.md"])


NOTES_FILES = [
    pytest.param("a.txt", "He said “yes.”1 Then “no.”2\n", "n.txt", "1. Ode, 4.\n2. Doe, 5.\n", id="text and text"),
    pytest.param("a.txt", "He said “yes.”¹ Then “no.”²\n", "n.md", "[1] Ode, 4.\n\n[2] Doe, 5.\n", id="text and Markdown"),
    pytest.param("a.md", "He said “yes.”[^1] Then “no.”[^2]\n", "n.md", "[^1]: Ode, 4.\n\n[^2]: Doe, 5.\n", id="labels"),
    pytest.param("a.md", "He said “yes.”[^1] Then “no.”[^2]\n", "n.txt", "1. Ode, 4.\n\n2. Doe, 5.\n", id="labels, numbers"),
    pytest.param(
        "a.html", "<p>He said “yes.”<sup>1</sup> Then “no.”<sup>2</sup></p>", "n.txt", "1 Ode, 4.\n\n2 Doe, 5.\n", id="HTML"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "notes_name", "notes_body"), NOTES_FILES)
def test_notes_may_live_in_a_second_file(
    name: str, body: str, notes_name: str, notes_body: str, tmp_path: Path
) -> None:
    path, second = write(tmp_path, name, body), write(tmp_path, notes_name, notes_body)
    manuscript = read_manuscript(path, notes=second)
    assert words(manuscript) == ["He said “yes.” Then “no.”"]
    assert notes(manuscript) == [("1", "Ode, 4."), ("2", "Doe, 5.")]
    assert [ref.note for ref in manuscript.note_refs] == [0, 1]
    assert not manuscript.problems
    if name.endswith((".txt", ".md")):
        assert manuscript.text.startswith(body)


def test_a_notes_file_that_fits_nothing_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, "a.docx.md", "He said “yes.”[^1]\n")
    with pytest.raises(ManuscriptError, match="no numbered notes"):
        read_manuscript(path, notes=write(tmp_path, "n.txt", "Nothing here.\n"))
    with pytest.raises(ManuscriptError, match="no note that"):
        read_manuscript(path, notes=write(tmp_path, "m.txt", "".join(f"{at}. Ode.\n\n" for at in range(4, 9))))


def test_reading_a_file_opens_no_other(tmp_path: Path) -> None:
    write(tmp_path, "secret.txt", "the secret words")
    write(tmp_path, "secret.tex", "the secret words")
    inputs = {
        "a.tex": "\\documentclass{article}\\begin{document}Words. \\input{secret} \\include{secret}\\end{document}",
        "a.rst": "Words.\n\n.. include:: secret.txt\n",
        "a.org": "Words.\n\n#+INCLUDE: secret.txt\n",
        "a.xml": f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><TEI><text><p>Words. &x;</p></text></TEI>',
        "a.xhtml": f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><html><body>'
        "<p>Words. &x;</p></body></html>",
    }
    for name, body in inputs.items():
        assert "secret words" not in read(tmp_path, name, body).text


DEEP = 2000
NESTED = [
    pytest.param("a.html", "<div>" * DEEP + "words" + "</div>" * DEEP, id="HTML"),
    pytest.param("a.xml", "<TEI><text>" + "<div>" * DEEP + "words" + "</div>" * DEEP + "</text></TEI>", id="TEI"),
    pytest.param("a.md", "> " * DEEP + "words", id="Markdown quotes"),
    pytest.param("a.md", "[" * DEEP + "words" + "](x)" * DEEP, id="Markdown brackets"),
    pytest.param("a.md", "^[" * DEEP + "words" + "]" * DEEP, id="Markdown notes in notes"),
    pytest.param("a.txt", "“" * DEEP + "(" * DEEP, id="text"),
]


@pytest.mark.parametrize(("name", "body"), NESTED)
def test_nesting_without_end_is_read_or_refused(name: str, body: str, tmp_path: Path) -> None:
    try:
        said = "read" if read(tmp_path, name, body).blocks else "lost"
    except ManuscriptError as refusal:
        said = str(refusal)
    assert said == "read" or "nest" in said or "not well-formed" in said
