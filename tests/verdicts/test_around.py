"""What stands just before a passage, and how a quotation closes."""

from __future__ import annotations

import pytest

from verifier.errors import WrongType
from verifier.records.text import SourceText
from verifier.verdicts import compare

TEXT = (
    "Nobody at the board would say that the mole was built in vain. The clerk asked if the light had burned all night. "
    "Will the keeper stay? He did not know. He believed that the boats were safe. There was no boat in the harbour."
)


def found_in(quote: str, before: str = "", *, noisy: bool = False) -> dict[str, str]:
    """Codes and severities of what is found of `quote`, which the manuscript's words `before` lead in."""
    found = compare(quote, SourceText.from_text(TEXT, noisy=noisy), before=before)
    return {finding.code: finding.severity.value for finding in found.findings}


@pytest.mark.parametrize(
    ("quote", "before", "codes"),
    [
        pytest.param("the mole was built in vain", "", {"Q403"}, id="a denial further off governs it"),
        pytest.param("boat in the harbour", "They had", {"Q403"}, id="a denial stands next to it"),
        pytest.param("the mole was built in vain", "None of them held that", set(), id="the manuscript denies as well"),
        pytest.param("the boats were safe", "", set(), id="what is only believed is not denied"),
        pytest.param("the light had burned all night", "", {"Q404"}, id="a condition stands next to it"),
        pytest.param("the light had burned all night", "He asked whether", set(), id="the manuscript asks as well"),
        pytest.param("He believed that the boats were safe", "", set(), id="an earlier sentence denies"),
    ],
)
def test_what_governs_a_passage_is_shown(quote: str, before: str, codes: set[str]) -> None:
    assert {code for code in found_in(quote, before) if code in {"Q403", "Q404"}} == codes


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        pytest.param("Will the keeper stay.", True, id="a question as a statement"),
        pytest.param("He believed that the boats were safe?", True, id="a statement as a question"),
        pytest.param("Will the keeper stay?", False, id="a question as it stands"),
        pytest.param("He believed that the boats were safe!", False, id="a cry is not told from a statement"),
        pytest.param("Will the keeper stay", False, id="a quotation that does not close"),
        pytest.param("He believed that the boats.", False, id="a sentence cut short"),
    ],
)
def test_a_question_is_no_statement(quote: str, told: bool) -> None:
    assert ("Q405" in found_in(quote)) is told


def test_of_a_scan_a_closing_mark_is_only_noted() -> None:
    assert found_in("Will the keeper stay.", noisy=True)["Q405"] == "note"


HEADED = [
    f"HARBOUR BOARD PHOTOCOPY\nThe {kind} committee met in the morning and spoke of the mole, "
    f"then of the light and the keeper.\nPage {number}"
    for number, kind in enumerate(["old", "new", "great", "small"], start=1)
]


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        pytest.param("Harbour Board Photocopy", "verbatim", id="what stands on every page can be quoted"),
        pytest.param("Harbour Board Photograph", "altered", id="and misquoted"),
        pytest.param("Harbour Master's Ledger", "absent", id="what stands nowhere is not found there either"),
    ],
)
def test_a_running_head_is_looked_through_last(quote: str, verdict: str) -> None:
    assert compare(quote, SourceText.from_pages(HEADED)).verdict.value == verdict


@pytest.mark.parametrize(("quote", "verdict"), [("Harbour Board Photocopy", "verbatim"), ("the mole", "unreadable")])
def test_pages_with_nothing_but_a_stamp_were_not_read(quote: str, verdict: str) -> None:
    stamped = SourceText.from_pages(["HARBOUR BOARD PHOTOCOPY"] * 3)
    assert compare(quote, stamped).verdict.value == verdict


def test_a_string_is_no_source() -> None:
    with pytest.raises(WrongType, match="from_text"):
        compare("the mole", "the mole and the light")  # type: ignore[arg-type]
