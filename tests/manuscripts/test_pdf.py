"""Born-digital PDF: what the page shows by size and place."""
# ruff: noqa: E501 - pages, sources and tables read best as they stand

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.extraction.compose import compose
from benchmarks.extraction.model import Mark, Paragraph, Sample, Words
from benchmarks.extraction.score import read_score
from benchmarks.extraction.typeset import typeset
from tests.manuscripts.reading import codes, kinds, notes, read, words
from verifier.errors import ManuscriptError
from verifier.manuscripts.pdf.pages import Line, Token
from verifier.manuscripts.pdf.writer import Hyphens


def sample(*paragraphs: Paragraph, bodies: tuple[str, ...] = ()) -> Sample:
    return Sample("The Ledger", paragraphs, tuple((Words(body),) for body in bodies), ())


def para(*runs: Words | Mark | str, kind: str = "paragraph") -> Paragraph:
    return Paragraph(kind, tuple(Words(run) if isinstance(run, str) else run for run in runs))


FILLER = "The river authority considered the question of tolls before the winter session and put it off again. "


@pytest.mark.parametrize("columns", [1, 2], ids=["one column", "two columns"])
def test_a_page_is_read_back_word_for_word(columns: int, tmp_path: Path) -> None:
    made = compose(7, "mixed", "sentence-end", "brackets", 20)
    manuscript = read(tmp_path, "a.pdf", typeset(made, columns=columns))
    assert read_score(manuscript, made) == (1.0, 1.0, 1.0)
    assert codes(manuscript) == ["M109"]


def test_a_sentence_cut_by_a_page_foot_is_one_block(tmp_path: Path) -> None:
    long = para(FILLER * 30, "He said “yes.”", Mark(1), " " + FILLER * 30)
    manuscript = read(tmp_path, "a.pdf", typeset(sample(long, bodies=("Ode, 4.",))))
    assert words(manuscript) == [" ".join(long.words.split())]
    assert notes(manuscript) == [("1", "Ode, 4.")]


def test_a_note_longer_than_its_page_runs_over(tmp_path: Path) -> None:
    made = sample(para(FILLER * 20, "Yes.", Mark(1), " " + FILLER * 20), bodies=(FILLER * 25 + "End of note",))
    manuscript = read(tmp_path, "a.pdf", typeset(made))
    assert notes(manuscript) == [("1", " ".join((FILLER * 25 + "End of note").split()))]


def test_headings_and_block_quotations_are_told_by_place(tmp_path: Path) -> None:
    made = sample(
        para("A Heading of Its Own", kind="heading"), para(FILLER * 3), para(FILLER * 2, kind="block_quote"), para(FILLER * 50)
    )  # fmt: skip
    assert kinds(read(tmp_path, "a.pdf", typeset(made))) == ["heading", "paragraph", "block_quote", "paragraph"]


def test_running_heads_and_page_numbers_are_out(tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.pdf", typeset(sample(*[para(FILLER * 12) for _ in range(12)])))
    assert set(words(manuscript)) == {(FILLER * 12).strip()}


RUNNING = [
    pytest.param([(0, []), (1, [])], True, id="a head without numbers"),
    pytest.param([(0, [12]), (1, [13])], True, id="a head with the page's number"),
    pytest.param([(0, [3, 1]), (1, [3, 2])], True, id="a head with a number that stays and one that counts pages"),
    pytest.param([(0, [12, 40]), (3, [28, 136])], False, id="two notes that both say Ibid."),
    pytest.param([(0, []), (0, [])], False, id="two lines of one page"),
]


@pytest.mark.parametrize(("places", "running"), RUNNING)
def test_a_line_that_repeats_runs_only_if_its_numbers_count_pages(
    places: list[tuple[int, list[int]]], running: bool
) -> None:
    from verifier.manuscripts.pdf.lines import _runs

    assert _runs(places) is running


def lines(*words: str) -> list[Line]:
    return [Line([Token(word, 0, 1, 0, 10, False) for word in line.split()]) for line in words]


HYPHENS = [
    pytest.param(("expan-", "sion"), ("the expansion of it",), False, id="a word seen whole is rejoined"),
    pytest.param(("well-", "known"), ("a well-known man",), True, id="a word seen with its hyphen keeps it"),
    pytest.param(("Anglo-", "Russian"), (), True, id="a capital after the hyphen keeps it"),
    pytest.param(("1952-", "1954"), (), True, id="figures keep it"),
    pytest.param(("delega-", "tion"), ("a commit-", "tee of the committee"), False, id="a manuscript that hyphenates"),
    pytest.param(("free-", "port"), (), True, id="one that does not"),
]


@pytest.mark.parametrize(("broken", "others", "kept"), HYPHENS)
def test_a_hyphen_at_a_lines_end(broken: tuple[str, str], others: tuple[str, ...], kept: bool) -> None:
    assert Hyphens(lines(*others, *broken)).keep(*broken) is kept


def test_a_scan_is_refused_with_its_reason(tmp_path: Path) -> None:
    import io

    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    document.new_page(612, 792)
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(ManuscriptError, match="no text layer"):
        read(tmp_path, "a.pdf", out.getvalue())


def test_the_article_reads_as_its_other_renderings(shared: Path) -> None:
    from verifier.manuscripts import read_manuscript

    folder = shared / "corpus/manuscripts"
    base = read_manuscript(folder / "1980-rereview.md")
    for suffix in ("pdf", "docx", "odt", "epub", "html", "tex", "tei.xml"):
        other = read_manuscript(folder / f"1980-rereview.{suffix}")
        assert words(other) == words(base), suffix
        assert notes(other) == notes(base), suffix
        assert [ref.note for ref in other.note_refs] == [ref.note for ref in base.note_refs], suffix
        assert len(other.links) == len(base.links), suffix
