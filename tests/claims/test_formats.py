"""One table, three formats: what is read is the same, and no row is lost whatever is wrong with it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from verifier.claims import read_claims, write_claims
from verifier.claims.files import open_rows
from verifier.claims.lines import records
from verifier.errors import ClaimsError
from verifier.records.claim import Claim

CLAIMS = [
    Claim(id="a", quote="the lamp, “lit”\nthrough the winter", url="https://a.example/1", page="3", line=7),
    Claim(id="b", quote="=SUM(A1)", note="12", extra={"desk": "-north"}),
    Claim(id="c", quote="'=already guarded'"),
]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"])
def test_what_was_written_is_read_again_in_every_format(tmp_path: Path, suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="the extra verifier[parquet] is absent")
    write_claims(tmp_path / f"claims{suffix}", CLAIMS)
    table = read_claims(tmp_path / f"claims{suffix}")
    wanted = [{**claim.model_dump(exclude={"row"}), "extra": {"desk": claim.extra.get("desk", "")}} for claim in CLAIMS]
    found = [claim.model_dump(exclude={"row"}) for claim in table.claims]
    assert [row | {"citation_status": ""} for row in found] == [row | {"citation_status": ""} for row in wanted]
    assert table.problems == ()


def test_a_line_that_is_no_json_stays_as_a_row_with_its_words(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text('{"quote": "one"}\n{"quote": "tw\n[1]\n{"quote": "three", "page": 4, "url": null}\n')
    table = read_claims(path)
    assert [claim.quote for claim in table.claims] == ["one", "", "", "three"]
    assert [claim.extra.get("row_as_read") for claim in table.claims] == [None, '{"quote": "tw', "[1]", None]
    assert [problem.line for problem in table.problems] == [2, 3]
    assert table.claims[3].page == "4"


def test_the_cells_of_a_row_that_could_not_be_used_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text('quote,url,page\n"",https://a.example/1,3\none,https://a.example/2,4,"too, many"\n')
    kept = [claim.extra["row_as_read"] for claim in read_claims(path).claims]
    assert kept == [",https://a.example/1,3", 'one,https://a.example/2,4,"too, many"']


@pytest.mark.parametrize("name", ["claims.jsonl", "claims.parquet", "claims.csv"])
def test_a_file_that_is_no_such_table_is_one_clear_line(tmp_path: Path, name: str) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow", reason="the extra verifier[parquet] is absent")
    (tmp_path / name).write_bytes(b"\xff\xfe not a table")
    with pytest.raises(ClaimsError, match=name) as caught:
        read_claims(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_long_table_is_read_as_it_is_asked_for() -> None:
    taken = 0

    def lines():
        nonlocal taken
        yield "quote,page\n"
        for number in range(1000):
            taken += 1
            yield f"words {number},{number}\n"

    _, found = records(lines())
    assert next(found).cells == ("words 0", "0")
    assert taken < 3


def test_a_parquet_table_keeps_its_numbers_as_text(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra verifier[parquet] is absent")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"quote": ["one"], "line": [12], "note": [None]}), tmp_path / "claims.parquet")
    (claim,) = read_claims(tmp_path / "claims.parquet").claims
    assert (claim.quote, claim.line, claim.note) == ("one", 12, "")
    assert json.loads(claim.model_dump_json())["line"] == 12


@pytest.mark.parametrize("rows", [4, 4_001], ids=["a small table", "one of some thousand rows"])
def test_cells_are_what_a_frame_of_texts_holds(tmp_path: Path, rows: int) -> None:
    cells = [["one", "1"], ["", ""], ["na", "NaN"], ["\u2028", "1.0"]]
    frame = pd.DataFrame([cells[row % 4] for row in range(rows)], columns=["quote", "page"], dtype=object)
    frame.to_csv(tmp_path / "claims.csv", index=False, quoting=csv.QUOTE_ALL)
    read = [values for values, _ in open_rows(tmp_path / "claims.csv").rows]
    assert read == frame.to_dict("records")
