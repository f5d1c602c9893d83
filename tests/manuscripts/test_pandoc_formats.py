"""LaTeX, ODT, RST, RTF and Org: nothing is swallowed silently."""
# ruff: noqa: E501 - pages, sources and tables read best as they stand

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscripts.reading import called, codes, kinds, notes, read, words, write
from verifier.manuscripts.latex.bib import parse as parse_bib
from verifier.manuscripts.latex.bib import printed
from verifier.records.manuscript import NotePlace

BIB = """@book{walt, author = {Walt, Stephen M.}, title = {The Origins of Alliances}, publisher = "Cornell",
  location = {Ithaca}, year = 1987}
@article{ode, author={Ode, Anna and Doe, Jan}, title={What {T}hen}, journal={Review}, volume={24}, number={1}, date={1998}, doi={10.1/x}}
@misc{memo, title={Memo}, url={https://a.org/memo_1}, date={1990}}
@comment{nothing}
"""


def tex(folder: Path, body: str, preamble: str = "\\usepackage{csquotes}\\addbibresource{refs.bib}") -> Path:
    write(folder, "refs.bib", BIB)
    return write(
        folder, "a.tex", f"\\documentclass{{article}}{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    )


WALT = "Stephen M. Walt, The Origins of Alliances (Ithaca: Cornell, 1987)"
MACROS = [
    pytest.param(r"\enquote{outer \enquote{inner}}.", ["“outer ‘inner’”."], [], id="enquote"),
    pytest.param(r"``outer `inner'\,'' --- so.", ["“outer ‘inner’” — so."], [], id="typed marks and dashes"),
    pytest.param(r"\textquote[Smith][.]{yes}", ["“yes.” (Smith)"], [], id="textquote with a citation in words"),
    pytest.param(r"\textquote[{\footcite[12]{walt}}]{yes}.", ["“yes”."], [f"{WALT}, 12."], id="textquote with a footcite"),
    pytest.param(r"\textcquote[101]{walt}{yes}.", ["“yes”."], [f"{WALT}, 101."], id="textcquote"),
    pytest.param(r"\enquote{so \textelp{} and \textins{then} \textelp{he}}.", ["“so […] and [then] […] [he]”."], [], id="marks of an editor"),
    pytest.param(r"\foreigntextquote{german}[Ode]{ja}.", ["“ja” (Ode)."], [], id="a foreign quotation"),
    pytest.param(r"\blockquote[{\footcite{walt}}]{short}.", ["“short”."], [f"{WALT}."], id="a short blockquote runs on"),
    pytest.param("One.\\footnotemark{} Two.\\footnotetext{Text of one.}", ["One. Two."], ["Text of one."], id="a detached note"),
    pytest.param(r"Yes.\endnote{At the end.}", ["Yes."], ["At the end."], id="an endnote"),
    pytest.param(r"Yes.\footcites[1]{walt}[2]{memo}", ["Yes."], [f"{WALT}, 1; “Memo” (1990), 2, https://a.org/memo_1."], id="footcites"),
    pytest.param(r"Yes \parencite[see][4]{walt}.", ["Yes ."], [f"see {WALT}, 4."], id="a citation in the text"),
    pytest.param(r"\textcite[4]{walt} said.", ["Walt said."], [f"{WALT}, 4."], id="an author in the text"),
    pytest.param(r"\citeauthor{ode} in \citetitle{ode}.", ["Ode in What Then."], [], id="fields of an entry"),
    pytest.param("He % ``not this''\nsaid.", ["He said."], [], id="a comment"),
    pytest.param(r"100\% of \mine{it}.", ["100% of it."], [], id="a command of the author's own"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "printed_words", "printed_notes"), MACROS)
def test_latex_reads_as_printed(body: str, printed_words: list[str], printed_notes: list[str], tmp_path: Path) -> None:
    path = tex(tmp_path, body, "\\usepackage{csquotes}\\addbibresource{refs.bib}\\newcommand{\\mine}[1]{\\emph{#1}}")
    manuscript = read(tmp_path, "a.tex", path.read_bytes())
    assert words(manuscript) == printed_words
    assert [text for _, text in notes(manuscript)] == printed_notes
    assert not codes(manuscript)


def test_display_quotations_keep_their_citation(tmp_path: Path) -> None:
    body = "He said:\n\\begin{displayquote}[{\\footcite[45]{walt}}]\nA long passage.\n\\end{displayquote}\nSo.\n\\begin{displaycquote}[7]{walt}More.\\end{displaycquote}"
    manuscript = read(tmp_path, "a.tex", tex(tmp_path, body).read_bytes())
    assert list(zip(kinds(manuscript), words(manuscript), strict=True)) == [
        ("paragraph", "He said:"), ("block_quote", "A long passage."), ("paragraph", "So."), ("block_quote", "More."),
    ]  # fmt: skip
    assert [text for _, text in notes(manuscript)] == [f"{WALT}, 45.", f"{WALT}, 7."]


def test_what_latex_does_not_know_is_said_and_its_words_kept(tmp_path: Path) -> None:
    body = r"Yes \myquote[opt]{some words here} and \layoutthing{2em} \input{chapter} \footcite{nobody}."
    manuscript = read(tmp_path, "a.tex", tex(tmp_path, body).read_bytes())
    assert "some words here" in words(manuscript)[0]
    assert sorted(codes(manuscript)) == ["M104", "M104", "M107", "M110"]


def test_endnotes_and_footnotes_are_told_apart(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path, "a.tex", tex(tmp_path, r"One.\footnote{A.} Two.\endnote{B.} \parencite{walt}").read_bytes()
    )
    assert [note.place for note in manuscript.notes] == [NotePlace.FOOT, NotePlace.END, NotePlace.INLINE]
    assert [note.label for note in manuscript.notes][:2] == ["1", "1"]


def test_only_bib_files_of_the_manuscripts_own_folder_are_opened(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path, "out.bib", BIB)
    path = tmp_path / "in" / "a.tex"
    body = r"\documentclass{article}\addbibresource{../out.bib}\addbibresource{/etc/passwd}\begin{document}Yes.\footcite{walt}\end{document}"
    manuscript = read(path.parent, "a.tex", body)
    assert codes(manuscript) == ["M107"]


def test_a_bib_entry_prints_as_a_note() -> None:
    entries = dict(parse_bib(BIB))
    assert set(entries) == {"walt", "ode", "memo"}
    expected = (
        "Anna Ode and Jan Doe, ``What {T}hen'', \\emph{Review} 24, no. 1 (1998), 5, \\url{https://doi.org/10.1/x}."
    )
    assert printed(entries["ode"], "5") == expected


SOURCES = {
    "a.rst": "Title\n=====\n\nHe said “yes.” [#]_ Then “no.” [#]_ See `it <https://a.org/m>`_.\n\n    Set off.\n\n.. [#] Ode, *Title*, 4.\n.. [#] Doe, 5.\n",
    "a.org": "* Title\n\nHe said “yes.” [fn:1] Then “no.” [fn:2] See [[https://a.org/m][it]].\n\n#+begin_quote\nSet off.\n#+end_quote\n\n[fn:1] Ode, /Title/, 4.\n\n[fn:2] Doe, 5.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_light_markup(name: str, tmp_path: Path) -> None:
    manuscript = read(tmp_path, name, SOURCES[name])
    assert words(manuscript) == ["Title", "He said “yes.” Then “no.” See it.", "Set off."]
    assert kinds(manuscript) == ["heading", "paragraph", "block_quote"]
    assert [text for _, text in notes(manuscript)] == ["Ode, Title, 4.", "Doe, 5."]
    assert [link.url for link in manuscript.links] == ["https://a.org/m"]


MARKDOWN = "# Title\n\nHe said “yes.”[^a] Then “no.”[^b] See [it](https://a.org/m).\n\n> Set off.\n\n[^a]: Ode, *Title*, 4.\n[^b]: Doe, 5.\n"


def convert(source: str, form: str) -> bytes:
    """The same manuscript as another program would write it."""
    import subprocess

    import pypandoc

    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", form, "-s", "-o", "-"]
    return subprocess.run(command, input=source.encode(), capture_output=True, check=True, timeout=60).stdout


@pytest.mark.parametrize(("name", "form"), [("a.odt", "odt"), ("a.docx", "docx"), ("a.epub", "epub"), ("a.html", "html"), ("a.tex", "latex"), ("a.rst", "rst"), ("a.rtf", "rtf")])  # fmt: skip
def test_one_manuscript_reads_alike_in_every_format(name: str, form: str, tmp_path: Path) -> None:
    base = read(tmp_path, "a.md", MARKDOWN)
    manuscript = read(tmp_path, name, convert(MARKDOWN, form))
    assert words(manuscript) == words(base)
    assert [text for _, text in notes(manuscript)] == [text for _, text in notes(base)]
    assert [before for before, _ in called(manuscript)] == [before for before, _ in called(base)]
    assert [link.url for link in manuscript.links] == [link.url for link in base.links]
    if name != "a.rtf":  # RTF has no block quotation of its own
        assert kinds(manuscript) == kinds(base)
