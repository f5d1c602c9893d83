"""The labelled essay and the article, read end to end and scored field by field (needs the shared corpus)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from verifier.pipeline.extraction import extract
from verifier.records.claim import Claim

ESSAY_FLOOR = 0.99  # share of labels that must agree, field by field
FIELDS = ("kind", "quote", "note", "resolved_note", "citation_status", "url", "page")
Row = dict[str, str]


@pytest.fixture(scope="module")
def essay(shared: Path) -> list[Claim]:
    return extract(shared / "seeds" / "000_4be935a1d93a464c.txt")


@pytest.fixture(scope="module")
def labels(shared: Path) -> list[Row]:
    with (shared / "corpus" / "gold" / "essay.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.shared
def test_every_quotation_of_the_essay_with_exact_ends(essay: list[Claim], labels: list[Row]) -> None:
    found = {(claim.start, claim.end) for claim in essay}
    wanted = {(int(row["char_start"]), int(row["char_end"])) for row in labels}
    hits = len(found & wanted)

    assert 2 * hits / (len(found) + len(wanted)) >= ESSAY_FLOOR


@pytest.mark.shared
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_the_essay(essay: list[Claim], labels: list[Row], field: str) -> None:
    by_place = {(claim.start, claim.end): claim for claim in essay}
    pairs = [(by_place.get((int(row["char_start"]), int(row["char_end"]))), row) for row in labels]

    right = [claim is not None and _value(claim, field) == _label(row, field) for claim, row in pairs]

    assert sum(right) / len(right) >= ESSAY_FLOOR


def _value(claim: Claim, field: str) -> str:
    return " ".join(str(getattr(claim, field)).split())


def _label(row: Row, field: str) -> str:
    if field == "page":
        return row["page_cited"] or row["page_inherited"]
    name = {
        "quote": "quote_clean",
        "note": "footnote",
        "resolved_note": "resolved_from",
        "citation_status": "cite_type",
    }
    return " ".join(row[name.get(field, field)].split())


@pytest.mark.shared
@pytest.mark.parametrize("ending", ["md"])
def test_the_article_names_the_documents_it_quotes(shared: Path, ending: str) -> None:
    claims = extract(shared / "corpus" / "manuscripts" / f"1980-rereview.{ending}")
    with (shared / "corpus" / "gold" / "1980-rereview.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["found_in_the_noted_fragment"] == "True"]
    fragments = {" ".join(claim.quote.split()): claim.url.partition("#")[2] for claim in claims}

    found = [fragments.get(" ".join(row["quote"].split())) == row["note_target_fragments"] for row in rows]

    assert sum(found) / len(found) >= ESSAY_FLOOR
