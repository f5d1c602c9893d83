"""A quotation is pointed at in the file that an editor opens, not in the text that was read out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.links.quoteplaces import QuotePlaces

QUOTE = "no ship of theirs would enter the strait"
CASES = [
    ("plain text, by its offset", "a.txt", f"one\nThey said “{QUOTE}”.", 15, (2, 12)),
    ("plain text cut by a line", "a.txt", "one\nThey said “no ship of theirs\nwould enter the strait”.", 15, (2, 12)),
    ("HTML", "a.html", f"<html>\n<body>\n<p>They said &ldquo;{QUOTE}&rdquo;.</p>", 12, (3, 21)),
    ("HTML with emphasis", "a.html", "<p>\n“no <em>ship</em> of theirs would enter the strait”", 3, (2, 2)),
    ("LaTeX", "a.tex", "\\section{One}\n``no \\emph{ship} of theirs would enter the strait''", 3, (2, 3)),
    ("Markdown", "a.md", "# One\n\n“no *ship* of theirs would enter the strait”", None, (3, 2)),
    ("words that are not there", "a.md", "# One\n\nnothing", 3, (7, 1)),
]


@pytest.mark.parametrize(
    ("name", "text", "start", "place"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_quotation_is_placed(name: str, text: str, start: int | None, place: tuple[int, int], tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found = QuotePlaces(file).place(QUOTE, start, 7)
    assert (found.line, found.col) == place


def test_a_document_without_lines_keeps_the_line_of_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    found = QuotePlaces(tmp_path / "a.docx").place(QUOTE, 12, 7)
    assert (found.line, found.col) == (7, 1)
