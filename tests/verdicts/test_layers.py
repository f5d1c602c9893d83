"""Which reading and layer a verdict rests on, where the passage stands, and searching a library."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import RECORD, filler, layered, record, scanned

from verifier.records.source import Layer
from verifier.records.text import SourceText
from verifier.records.verdict import Level, Verdict
from verifier.rules import catalogue
from verifier.verdicts import Library, compare, judge_layers
from verifier.verdicts.judge import pair_readings
from verifier.verdicts.place import cited_pages

QUOTE = "the survey could begin on 12 May at the earliest"
SECOND_PAGE = "the credit of 275 million crowns might be paid in two parts"


def codes(found) -> set[str]:  # type: ignore[no-untyped-def]
    return {finding.code for finding in found.findings}


def test_a_hit_in_the_archives_summary_alone_is_never_a_pass() -> None:
    document = layered(filler(200), Layer.DOCUMENT_TEXT)
    summary = layered(f"The record reports that {QUOTE}.", Layer.ARCHIVE_SUMMARY)
    found, reading = judge_layers(QUOTE, [document, summary])
    assert (found.verdict, found.level, reading) == (Verdict.INDETERMINATE, Level.REVIEW, summary)
    assert "P201" in codes(found)


def test_a_hit_in_editors_notes_alone_is_never_a_pass() -> None:
    found, _ = judge_layers(QUOTE, [layered(f"See the remark: {QUOTE}.", Layer.EDITORS_NOTES)])
    assert found.level is Level.REVIEW
    assert "P202" in codes(found)


def test_the_document_wins_over_the_summary_and_a_translation_verifies() -> None:
    found, reading = judge_layers(QUOTE, [layered(QUOTE, Layer.ARCHIVE_SUMMARY), record()])
    assert found.level is Level.PASS
    assert reading is not None
    assert reading.layer is Layer.DOCUMENT_TEXT
    translated, _ = judge_layers(QUOTE, [layered(f"{filler(80)} {QUOTE}.", Layer.TRANSLATION)])
    assert translated.level is Level.PASS
    assert "P203" in codes(translated)


def test_text_layer_and_ocr_of_one_file_are_judged_together() -> None:
    layer = replace(scanned("the boundary of 1928 was drawn by the council"), url="u")
    ocr = replace(scanned("the boundary of 1926 was drawn by the council", seed=5), url="u", layer=Layer.OCR)
    assert pair_readings([layer, ocr]) == [(layer, ocr)]
    found, _ = judge_layers("the boundary of 1926 was drawn by the council", [layer, ocr])
    assert found.level is Level.PASS


def test_readings_of_different_files_are_not_paired() -> None:
    one, two = replace(record(), url="a"), replace(record(), url="b", layer=Layer.OCR)
    assert [second for _, second in pair_readings([one, two])] == [None, None]


def test_no_reading_is_unreadable() -> None:
    found, reading = judge_layers(QUOTE, [])
    assert (found.verdict, reading) == (Verdict.UNREADABLE, None)


PLACES = [
    ("the printed label", SECOND_PAGE, "16", Verdict.VERBATIM, set()),
    ("the file's own count", SECOND_PAGE, "2", Verdict.VERBATIM, {"P103"}),
    ("a range that holds it", SECOND_PAGE, "14-16", Verdict.VERBATIM, set()),
    ("the neighbouring page", SECOND_PAGE, "17", Verdict.ELSEWHERE, {"P102"}),
    ("another page", QUOTE, "11", Verdict.ELSEWHERE, {"P101"}),
    ("a page the source lacks", QUOTE, "40", Verdict.ELSEWHERE, {"P104"}),
    ("no page at all", QUOTE, None, Verdict.VERBATIM, set()),
]


@pytest.mark.parametrize(
    ("quote", "page", "verdict", "expected"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES]
)
def test_the_cited_page(quote: str, page: str | None, verdict: Verdict, expected: set[str]) -> None:
    found = compare(quote, record(labels=["15", "16"]), page)
    assert found.verdict is verdict
    assert {code for code in codes(found) if code.startswith("P")} == expected


def test_a_twin_on_the_cited_page_is_preferred() -> None:
    source = SourceText.from_pages([RECORD[0], RECORD[1], RECORD[0]])
    found = compare(QUOTE, source, "3")
    assert (found.verdict, found.matches[0].page_index) == (Verdict.VERBATIM, 2)


LOCATORS = [
    ("3", [3]),
    ("793-4", [793, 794]),
    ("pp. 12, 15–17", [12, 15, 16, 17]),
    ("vii", [7]),
    ("", []),
    ("n.p.", []),
]


@pytest.mark.parametrize(("cited", "pages"), LOCATORS, ids=[repr(cited) for cited, _ in LOCATORS])
def test_locators_name_pages(cited: str, pages: list[int]) -> None:
    assert list(cited_pages(cited)) == pages


def test_a_match_has_offsets_context_and_page() -> None:
    source = record(labels=["15", "16"])
    match = compare(SECOND_PAGE, source).matches[0]
    assert source.text[match.start : match.end] == match.exact == SECOND_PAGE
    assert (match.page_index, match.page_label) == (1, "16")
    assert match.prefix.endswith("whether ")
    assert match.suffix.startswith(". The Ambassador")


def test_the_link_of_a_match_is_made_by_the_caller() -> None:
    found = compare(QUOTE, record(), capture_link=lambda match: f"#page={match.page_index + 1}")
    assert found.matches[0].link == "#page=1"


def test_a_library_finds_the_source_alone_and_in_a_batch() -> None:
    library = Library([SourceText.from_text(filler(300)), record(), scanned(QUOTE)])
    alone = library.find(QUOTE)
    (batched,) = library.find_all([QUOTE])
    assert alone[0].source == batched[0].source == 1
    assert alone[0].exact == batched[0].exact == QUOTE
    assert {match.source for match in alone} == {1, 2}


def test_a_batch_answers_each_quotation_in_its_place() -> None:
    library = Library([record(), SourceText.from_text(f"{filler(200)} yes {filler(20)}")])
    found = library.find_all(["not in any of them, whatever one may think", SECOND_PAGE, "yes"])
    assert not found[0]
    assert found[1][0].source == 0
    assert found[2][0].exact == "yes"


def test_every_rule_has_its_meaning_reason_and_example() -> None:
    for code, entry in catalogue().items():
        if code[0] in "QP":
            assert entry.meaning.endswith("."), code
            assert entry.why.endswith("."), code
            assert entry.example, code


SHARED = [
    ("the word both readings have", "the harbour was closed for economic reasons", True),
    ("another in its place", "the harbour was closed to economic reasons", False),
]


@pytest.mark.parametrize(("quote", "passes"), [row[1:] for row in SHARED], ids=[row[0] for row in SHARED])
def test_a_word_that_both_readings_have_is_not_lost_in_its_neighbours_misreading(quote: str, *, passes: bool) -> None:
    layer = replace(scanned("He said the harbour was closed for\neconomic reasons only", rate=0.04), url="u")
    drawn = scanned("He said the harbour was closed for\nnconomic reasons only", rate=0.06, seed=5)
    found, _ = judge_layers(quote, [layer, replace(drawn, url="u", layer=Layer.OCR)])
    assert (found.level is Level.PASS) is passes


def test_a_part_of_the_quoted_word_that_both_readings_have_is_no_other_word() -> None:
    quote = "important proposals were aired and substantial progress made"
    layer = replace(scanned("Important proposals were aired and substantial pro:110to made", rate=0.06), url="u")
    drawn = scanned("Important proposals were aired and substantial pro rets made", rate=0.06, seed=5)
    found, _ = judge_layers(quote, [layer, replace(drawn, url="u", layer=Layer.OCR)])
    assert found.level is not Level.FAIL
