"""Ignores in comments: what each covers, in every format that has comments."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from verifier.suppressions import IgnoreList, find_ignores

TOLD = "verifier: ignore[S201] the host was sold"
CASES = [
    ("Markdown, alone before a paragraph", "a.md", f"one\n\n<!-- {TOLD} -->\ntwo\ntwo more\n\nthree", (4, 5)),
    ("Markdown, a blank line between", "a.md", f"<!-- {TOLD} -->\n\ntwo\n\nthree", (3, 3)),
    ("Markdown, at the end of a line", "a.md", f"one\ntwo <!-- {TOLD} -->\nthree", (2, 2)),
    ("HTML", "a.html", f"<p>one</p>\n<p>two</p> <!-- {TOLD} -->\n<p>three</p>", (2, 2)),
    ("TEI", "a.xml", f"<p>one</p>\n<!-- {TOLD} -->\n<p>two</p>\n\n<p>three</p>", (3, 3)),
    ("LaTeX", "a.tex", f"one\ntwo % {TOLD}\nthree", (2, 2)),
    ("LaTeX, alone", "a.tex", f"% {TOLD}\none\n\ntwo", (2, 2)),
    ("RST", "a.rst", f".. {TOLD}\n\none\n\ntwo", (3, 3)),
    ("YAML", "a.yml", f"a: 1  # {TOLD}\nb: 2", (1, 1)),
    ("a whole file", "a.md", f"one\n\n<!-- {TOLD.replace('ignore', 'ignore-file')} -->\n\nend", (1, 5)),
]


@pytest.mark.parametrize(("name", "text", "lines"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_ignore_covers_its_lines(name: str, text: str, lines: tuple[int, int], tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text)
    (found,) = find_ignores(file)
    assert (found.first, found.last) == lines
    assert (found.codes, found.reason) == ({"S201"}, "the host was sold")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"```\n<!-- {TOLD} -->\n```\n"),
        ("a.tex", f"100\\% {TOLD}"),
        ("a.txt", f"<!-- {TOLD} -->"),
        ("a.md", "<!-- verifier: ignore everything -->"),
    ],
    ids=["shown in code", "an escaped per cent sign", "a format without comments", "no code named"],
)
def test_what_only_looks_like_an_ignore_is_none(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert find_ignores(tmp_path / name) == []


def test_an_ignore_is_for_its_codes_and_its_place(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("<!-- verifier: ignore[S201, s205] why -->\nhttps://e.org/a said “so it was”.\n\nhttps://e.org/b\n")
    ignores = IgnoreList(find_ignores(file))
    name = str(file)
    assert ignores.at(["S203"], name, 2) is None
    assert ignores.at(["S201"], name, 4) is None
    assert ignores.unused()
    assert ignores.at(["S205"], name, 2)
    assert not ignores.unused()


def test_words_are_covered_whatever_their_markup(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        "<!-- verifier: ignore[*] reprinted -->\nHe said “the *delegates* rose\nat noon”.[^1]\n\n[^1]: X.\n"
    )
    ignores = IgnoreList(find_ignores(file))
    assert ignores.around(["Q101"], str(file), "the delegates rose at noon")
    assert ignores.around(["Q101"], str(file), "the delegates sat") is None
    assert ignores.around(["Q101"], str(tmp_path / "b.md"), "the delegates rose at noon") is None


def test_a_word_comment_covers_the_paragraphs_it_is_attached_to(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    marked = '<w:p><w:commentRangeStart w:id="3"/><w:r><w:t>the delegates </w:t></w:r><w:r><w:t>rose</w:t></w:r></w:p>'
    with zipfile.ZipFile(file, "w") as parts:
        body = paragraph.format("before") + marked + paragraph.format("after")
        parts.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
        comment = f'<w:comment w:id="3" w:author="x">{paragraph.format(TOLD)}</w:comment>'
        parts.writestr("word/comments.xml", f"<w:comments>{comment}</w:comments>")
    ignores = IgnoreList(find_ignores(file))
    assert ignores.around(["S201"], str(file), "the delegates rose")
    assert ignores.around(["S201"], str(file), "after") is None


def test_an_open_document_annotation_covers_its_paragraph(tmp_path: Path) -> None:
    file = tmp_path / "a.odt"
    note = f"<office:annotation><text:p>{TOLD}</text:p></office:annotation>"
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr(
            "content.xml", f"<text:p>before</text:p><text:p>the {note}delegates</text:p><text:p>after</text:p>"
        )
    ignores = IgnoreList(find_ignores(file))
    assert ignores.around(["S201"], str(file), "the delegates")
    assert ignores.around(["S201"], str(file), "after") is None


def test_a_comment_in_an_epub_page_covers_its_words(tmp_path: Path) -> None:
    file = tmp_path / "a.epub"
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("OEBPS/1.xhtml", f"<!-- {TOLD} -->\n<p>the delegates</p>\n\n<p>after</p>")
    ignores = IgnoreList(find_ignores(file))
    assert ignores.around(["S201"], str(file), "the delegates")
    assert ignores.around(["S201"], str(file), "after") is None


def test_a_damaged_package_has_no_ignores(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 no zip")
    assert find_ignores(tmp_path / "a.docx") == []
