"""Where links stand: file, line and column, as an editor counts, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.errors import InputError
from verifier.links.locate import scan_file, scan_list
from verifier.links.table import accessed_in, read_rows

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault

CASES = [
    ("an inline link", "a.md", "See [it](https://e.org/a).", [("https://e.org/a", 1, 10)]),
    ("a link with brackets in it", "a.md", "[x](https://e.org/a_(b))", [("https://e.org/a_(b)", 1, 5)]),
    ("a link with a title", "a.md", '[x](https://e.org/a "T")', [("https://e.org/a", 1, 5)]),
    ("a definition", "a.md", "one\n\n[r]: https://e.org/a 'T'\n", [("https://e.org/a", 3, 6)]),
    ("a footnote", "a.md", "word[^1]\n\n[^1]: Smith, https://e.org/a.", [("https://e.org/a", 3, 14)]),
    ("an autolink", "a.md", "<https://e.org/a>", [("https://e.org/a", 1, 2)]),
    ("an entity in Markdown", "a.md", "[x](https://e.org/?a=1&amp;b=2)", [("https://e.org/?a=1&b=2", 1, 5)]),
    ("raw HTML in Markdown", "a.md", '<a href="https://e.org/a">x</a>', [("https://e.org/a", 1, 10)]),
    ("a bare address in brackets", "a.md", "(see https://e.org/a_(b)).", [("https://e.org/a_(b)", 1, 6)]),
    ("code is no link", "a.md", "`https://e.org/a`\n\n```\nhttps://e.org/b\n```\n", []),
    ("a comment is no link", "a.md", "<!-- https://e.org/a -->", []),
    ("an attribute", "a.html", '<p>\n<a href="https://e.org/?a=1&amp;b=2">x</a>', [("https://e.org/?a=1&b=2", 2, 10)]),
    (
        "an address shown as its own link",
        "a.html",
        "<a href='https://e.org/a'>https://e.org/a</a>",
        [("https://e.org/a", 1, 10)],
    ),
    ("a script is no link", "a.html", "<script>'https://e.org/a'</script>", []),
    ("a TEI reference", "a.xml", '<ref target="https://e.org/a">x</ref>', [("https://e.org/a", 1, 14)]),
    ("a LaTeX address with a per cent sign", "a.tex", "\\url{https://e.org/a%20b}", [("https://e.org/a%20b", 1, 6)]),
    ("LaTeX escapes", "a.tex", "x\n\\href{https://e.org/a\\_b\\#c}{t}", [("https://e.org/a_b#c", 2, 7)]),
    ("a LaTeX comment is no link", "a.tex", "text % https://e.org/a\n", []),
    ("a BibTeX field", "a.bib", "  url = {https://e.org/a},", [("https://e.org/a", 1, 10)]),
    ("RST", "a.rst", "`t <https://e.org/a>`_\n", [("https://e.org/a", 1, 5)]),
    (
        "an address over two lines",
        "a.txt",
        "See https://e.org/very-\nlong-name/x, p. 3.",
        [("https://e.org/very-long-name/x", 1, 5)],
    ),
    ("a sentence's full stop", "a.txt", "See https://e.org/a.", [("https://e.org/a", 1, 5)]),
    ("other schemes are no links to check", "a.md", "[x](mailto:a@e.org) [y](ftp://e.org/a)", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_link_is_placed(name: str, text: str, expected: list[tuple[str, int, int]], tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found = [(mention.url, mention.place.line, mention.place.col) for mention in scan_file(file)]
    assert found == expected


def test_the_words_at_a_place_are_what_is_written_there(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("Über [x](https://e.org/?a=1&amp;b=2)\nand https://e.org/c!\n", encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    for mention in scan_file(file):
        assert lines[mention.place.line - 1][mention.place.col - 1 :].startswith(mention.raw)


def test_a_table_gives_the_place_of_url_and_quotation(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text(
        'id,kind,quote,url,citation\n1,quote,"say ""so"", then",https://e.org/1,"X, accessed 3 May 2021"\n'
        '2,title,"A\nBook",https://e.org/2,\n3,quote,no source,,\n',
        encoding="utf-8",
    )
    first, second = scan_file(file)
    assert (first.url, first.place.line, first.place.col) == ("https://e.org/1", 2, 28)
    assert (first.quote, first.accessed) == ('say "so", then', "2021-05-03")
    assert first.quote_place is not None
    assert (first.quote_place.line, first.quote_place.col) == (2, 10)
    assert (second.quote, second.place.line) == ("", 4), "a title is no claim to a source's words"


def test_a_table_without_addresses_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("id,quote\n1,x\n")
    with pytest.raises(InputError, match=r"c\.csv:1: has no column 'url' \(it has: id, quote\)"):
        scan_file(tmp_path / "c.csv")


@pytest.mark.parametrize(
    ("citation", "day"),
    [
        ("X (accessed 3 May 2021)", "2021-05-03"), ("X, accessed May 3, 2021", "2021-05-03"),
        ("retrieved on 12 Sept. 2019", "2019-09-12"), ("last visited 2020-01-31", "2020-01-31"),
        ("of 3 May 2021", ""), ("accessed in May", ""),
    ],
)  # fmt: skip
def test_the_day_of_access_is_read(citation: str, day: str) -> None:
    assert accessed_in(citation) == day


def test_a_list_is_one_address_a_line() -> None:
    found = scan_list(["https://e.org/a", "", "# a remark", "  https://e.org/b  "])
    assert [(m.url, m.place.line, m.place.col) for m in found] == [("https://e.org/a", 1, 1), ("https://e.org/b", 4, 3)]


@pytest.mark.parametrize("body", [b"\x00\x01\x02", None], ids=["a binary file", "no file"])
def test_what_cannot_be_read_is_one_clear_error(body: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    if body is not None:
        file.write_bytes(body)
    with pytest.raises(InputError, match=r"a\.txt: "):
        scan_file(file)


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)


@UNHURRIED
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_a_table_reads_as_the_csv_module_reads_it(rows: list[list[str]]) -> None:
    import csv
    import io

    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    text = written.getvalue()
    read = list(read_rows(text))
    assert [[cell.value for cell in row] for row in read] == rows
    for row in read:
        for cell in row:
            assert text[cell.start :].startswith(cell.value.replace('"', '""'))


SIGNS = "[](){}<>'`~%&#=/ .:ahtpswrefxl_-!,;" + '"' + chr(10) + chr(92)
MARKUP = st.text(st.sampled_from(SIGNS), max_size=120)


@UNHURRIED
@given(st.sampled_from([".md", ".html", ".tex", ".txt", ".rst", ".bib", ".xml"]), st.lists(MARKUP, max_size=4))
def test_no_text_stops_a_scanner_and_every_place_is_true(suffix: str, parts: list[str]) -> None:
    from importlib import import_module

    from verifier.links.locate import SCANNERS

    text = "https://e.org/a".join(parts)
    module, _, function = SCANNERS[suffix].partition(":")
    lines = text.split("\n")
    for mention in getattr(import_module(f"verifier.links.{module}"), function)(text, "draft"):
        assert mention.url.startswith(("http://", "https://"))
        first = mention.raw.split("\n")[0]
        assert lines[mention.place.line - 1][mention.place.col - 1 :].startswith(first)
