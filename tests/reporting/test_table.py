from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.payloads import FORMULAS
from tests.reporting.sample import claims, sample_run
from verifier.records.report import Run
from verifier.reporting.table import FORMULA_STARTS, columns, guard, to_csv, unguard


def hostile_run(payload: str) -> Run:
    """The sample with the payload in every free text a source or an author can fill."""
    first = claims()[1]
    claim = first.claim.model_copy(
        update={"quote": payload, "url": payload, "citation": payload, "source_title": payload, "note": payload,
                "extra": {payload: payload}}
    )  # fmt: skip
    return sample_run([first.model_copy(update={"quote": payload, "reason": payload, "claim": claim})])


@pytest.mark.parametrize("payload", FORMULAS, ids=[repr(text)[:40] for text in FORMULAS])
def test_no_cell_of_the_csv_begins_as_a_formula(payload: str) -> None:
    held = list(csv.reader(io.StringIO(to_csv(hostile_run(payload)))))
    for cell in (cell for row in held for cell in row):
        assert cell.lstrip(" \u00a0\u200b\ufeff")[:1] not in FORMULA_STARTS or not cell, repr(cell)


@pytest.mark.parametrize("payload", FORMULAS, ids=[repr(text)[:40] for text in FORMULAS])
def test_the_guard_can_be_taken_off_again(payload: str) -> None:
    assert unguard(guard(payload)) == payload


@given(st.text())
def test_guarding_loses_nothing_of_any_text(text: str) -> None:
    assert unguard(guard(text)) == text


def test_unguarded_csv_keeps_the_cell_as_it_is() -> None:
    row = next(csv.DictReader(io.StringIO(to_csv(hostile_run("=1+1"), guarded=False))))
    assert row["quote"] == "=1+1"


def test_rows_in_are_rows_out_with_unknown_columns_kept() -> None:
    held = claims()
    first = held[0].model_copy(
        update={"claim": held[0].claim.model_copy(update={"extra": {"checker": "Ada", "verdict": "mine"}})}
    )
    table = pd.read_csv(io.StringIO(to_csv(sample_run((first, *held[1:])))), dtype=str, keep_default_na=False)
    assert list(table["id"]) == [entry.id for entry in held]
    assert table.loc[0, "checker"] == "Ada"
    assert table.loc[0, "verdict"] == "verbatim", "a column of the table never hides the machine's verdict"
    assert list(table.columns) == columns(sample_run((first, *held[1:])))


def test_a_row_says_where_the_words_stand_and_what_differs() -> None:
    row = list(csv.DictReader(io.StringIO(to_csv(sample_run()))))[1]
    assert row["verdict"] == "altered"
    assert row["grade"] == "major"
    assert row["found_page"] == "3"
    assert "negation: 'not ' -> ''" in row["differences"]
    assert row["decision"] == "dispute"
    assert row["decided_by"] == "M. Okafor"
    assert row["method"] == "live"
