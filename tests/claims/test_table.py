"""The claims table on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.claims import read_claims, write_claims
from verifier.claims.guard import guarded, unguarded
from verifier.errors import ClaimsError
from verifier.records.citation import CitationStatus
from verifier.records.claim import CLAIM_COLUMNS, Claim
from verifier.records.quotation import QuotationKind


def table(folder: Path, text: str) -> Path:
    path = folder / "claims.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_only_quote_is_needed(tmp_path: Path) -> None:
    read = read_claims(table(tmp_path, "quote\nnothing of the sort\nnot an inch\n"))

    assert [claim.quote for claim in read.claims] == ["nothing of the sort", "not an inch"]
    assert len({claim.id for claim in read.claims}) == 2
    assert {claim.citation_status for claim in read.claims} == {CitationStatus.NONE}
    assert not read.problems


def test_an_address_makes_a_row_a_full_citation(tmp_path: Path) -> None:
    read = read_claims(table(tmp_path, "quote,url\nnot an inch, https://x.org/1 \n"))

    assert read.claims[0].citation_status is CitationStatus.FULL
    assert read.claims[0].url == "https://x.org/1"


def test_unknown_columns_are_kept_in_place(tmp_path: Path) -> None:
    path = table(tmp_path, "checked by,quote,my remark\nA. L.,not an inch,look again\n")
    read = read_claims(path)

    write_claims(path, read.claims, read.columns)

    assert path.read_text(encoding="utf-8").splitlines()[0].startswith("checked by,quote,my remark")
    assert read_claims(path).claims[0].extra == {"checked by": "A. L.", "my remark": "look again"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        pytest.param("b,,u,", "M250", id="an empty quotation"),
        pytest.param("b,x,u,quote,and,more", "M250", id="too many cells"),
        pytest.param('b,"never closed,u,', "M250", id="a mark never closed"),
        pytest.param("b,x,u,citation", "M251", id="a kind that is none"),
        pytest.param("a,x,u,quote", "M252", id="an id used twice"),
    ],
)
def test_a_bad_row_is_told_by_line_and_the_rest_goes_on(tmp_path: Path, row: str, code: str) -> None:
    read = read_claims(
        table(tmp_path, f"id,quote,url,kind\na,one,https://x.org/1,quote\n{row}\nc,three,https://x.org/3,\n")
    )

    assert len(read.claims) == 3
    assert [(problem.line, problem.code) for problem in read.problems] == [(3, code)]
    assert read.claims[2].quote == "three"
    assert read.claims[2].row == 4
    assert len({claim.id for claim in read.claims}) == 3


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators_of_other_countries(tmp_path: Path, mark: str) -> None:
    read = read_claims(table(tmp_path, f"id{mark}quote\na{mark}not an inch\n"))

    assert [(claim.id, claim.quote) for claim in read.claims] == [("a", "not an inch")]


def test_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    assert read_claims(table(tmp_path, "\ufeffquote,page\r\nnot an inch,3\r\n")).claims[0].page == "3"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"id,url\na,b\n", "no column named `quote`", id="no quote column"),
        pytest.param(b"", "no column named `quote`", id="an empty file"),
        pytest.param(b"quote\n\xff\xfe\xfa\n", "UTF-8", id="another encoding"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(content)

    with pytest.raises(ClaimsError, match=says):
        read_claims(path)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match="cannot be read"):
        read_claims(tmp_path / "none.csv")


@pytest.mark.parametrize("cell", ["=SUM(A1)", "+1", "-1", "@x", "\tx", "'=x", "''-x"])
def test_formulas_are_made_harmless_and_turned_back(cell: str) -> None:
    assert guarded(cell).startswith("'")
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["‘quoted’", "'quoted'", "plain", "", "a=b"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.text(alphabet="'=+-@\t\ra \n\"", max_size=12))
def test_guarding_is_always_undone(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


CELLS = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS.filter(str.strip), CELLS, CELLS), min_size=1, max_size=5))
def test_what_is_written_is_read_again(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    claims = [
        Claim(id=f"c{number}", quote=quote, before=before, after=after, start=number, kind=QuotationKind.BLOCK)
        for number, (quote, before, after) in enumerate(rows)
    ]
    path = tmp_path / "claims.csv"

    write_claims(path, claims)
    read = read_claims(path)

    assert read.columns[: len(CLAIM_COLUMNS)] == CLAIM_COLUMNS
    assert [claim.model_copy(update={"row": 0}) for claim in read.claims] == claims


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet="ab,\"\r '=\t", max_size=12).filter(str.strip), max_size=6))
def test_every_row_of_any_table_comes_out(tmp_path: Path, rows: list[str]) -> None:
    read = read_claims(table(tmp_path, "\n".join(["id,quote,url", *rows]) + "\n"))

    lines = {claim.row for claim in read.claims}
    assert len(lines) == len(read.claims)
    assert all(claim.quote or any(problem.line == claim.row for problem in read.problems) for claim in read.claims)
