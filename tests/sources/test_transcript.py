"""A page of many memoranda: the cited one is read first, the others stay findable, the editors' notes stay apart."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from verifier.records.source import Layer
from verifier.records.text import SourceText
from verifier.sources import recognise
from verifier.testing import saved_by_hand
from verifier.texts import Reader

URL = "https://history.state.gov/historicaldocuments/frus-history/research/1980-rereview-transcript"


def read(shared: Path, url: str) -> tuple[SourceText, ...]:
    body = (shared / "corpus/sources/frus-history/article-1980-rereview-transcript.xml").read_bytes()
    adapter, source = recognise(url)
    (wanted,) = adapter.wants(source, [])
    return tuple(adapter.read(source, [saved_by_hand(wanted, body)], Reader(ocr="never")))


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


@pytest.mark.shared
def test_each_quotation_of_the_gold_table_stands_in_the_division_its_note_names(shared: Path) -> None:
    with (shared / "corpus/gold/1980-rereview.csv").open(encoding="utf-8") as file:
        rows = [
            r for r in csv.DictReader(file) if r["text_match_in_transcript"] == "exact" and r["note_target_fragments"]
        ]
    cited = {r["note_target_fragments"] for r in rows}
    divisions = {name: plain(read(shared, f"{URL}#{name}")[0].text) for name in cited}
    missing = [r["quote"] for r in rows if plain(r["quote"]) not in divisions[r["note_target_fragments"]]]
    assert len(rows) > 20
    assert missing == []


@pytest.mark.shared
def test_what_stands_beyond_the_cited_division_is_a_text_of_its_own(shared: Path) -> None:
    division, beyond, notes = read(shared, f"{URL}#d5")
    assert division.title.startswith("5. Memorandum")
    assert [page.label for page in beyond.pages] == [f"d{n}" for n in range(1, 19) if n != 5]
    assert notes.layer is Layer.EDITORS_NOTES


@pytest.mark.shared
def test_without_a_fragment_the_whole_file_is_one_text(shared: Path) -> None:
    whole, notes = read(shared, URL)
    assert {part.id for part in whole.divisions} == {f"d{n}" for n in range(1, 19)}
    assert notes.layer is Layer.EDITORS_NOTES


@pytest.mark.shared
def test_a_fragment_the_file_does_not_have_gives_the_whole_file(shared: Path) -> None:
    assert read(shared, f"{URL}#d99")[0].text == read(shared, URL)[0].text
