"""Which note governs a quotation, and which of its works."""

from __future__ import annotations

import pytest

from tests.citations.building import build
from verifier.citations import govern, parse_notes, resolve
from verifier.citations.habits import CLOSE_SHARE, ENOUGH, NEAR_SENTENCES, notes_stay_close, sentences_between
from verifier.quotations import find_quotations
from verifier.records.citation import CitationStatus
from verifier.records.governed import Governed
from verifier.records.manuscript import BlockKind

LEE = "Ann Lee, “One of Many,” Review 1 (1990): 3."
FOX = "Bob Fox, “Two of Few,” Review 2 (1991): 4."


def governed(paragraphs: list[str | tuple[BlockKind, str]], notes: list[str]) -> list[Governed]:
    manuscript = build(paragraphs, notes)
    resolutions = resolve(parse_notes(manuscript), manuscript)
    return [one for one in govern(find_quotations(manuscript)[0], manuscript, resolutions) if one.quotation.depth == 0]


WORDS = "nothing of the sort will ever happen"


@pytest.mark.parametrize(
    ("paragraphs", "labels"),
    [
        pytest.param([f"He said “{WORDS}.”{{1}} More."], ["1"], id="beside it"),
        pytest.param([f"He said “{WORDS}.{{1}}” More."], ["1"], id="before the closing mark"),
        pytest.param([f"He said “{WORDS},” and went.{{1}} More."], ["1"], id="at the end of its sentence"),
        pytest.param([f"He said “{WORDS}.” He went. It was so.{{1}} More."], ["1"], id="two sentences later"),
        pytest.param(
            [f"As Lee tells,{{1}} he said “{WORDS}.”"], ["1"], id="in the words that lead in, when none follows"
        ),
        pytest.param(
            [f"He said “{WORDS}” and “that is all there is.”{{1}}"], ["1", "1"], id="two quotations, one note"
        ),
        pytest.param([f"He said “{WORDS}.”", "More was said.{1}"], [None], id="not in the next paragraph"),
        pytest.param(
            [f"He asked “{WORDS}?”", "She replied “no, it will not happen.”{1}"],
            ["1", "1"],
            id="a reply in the next paragraph",
        ),
        pytest.param(
            ["She wrote:{1}", (BlockKind.BLOCK_QUOTE, "A long passage without a mark.")],
            ["1"],
            id="a block whose note stands at the colon",
        ),
        pytest.param(
            ["The “win” was small. Later this was denied.{1}"], [None], id="a scare word takes no note from afar"
        ),
    ],
)
def test_governing_note(paragraphs: list[str | tuple[BlockKind, str]], labels: list[str | None]) -> None:
    found = governed(paragraphs, [LEE])

    assert [one.note.label if one.note else None for one in found] == labels
    assert all(one.reason for one in found)


@pytest.mark.parametrize(
    ("lead", "note", "title"),
    [
        pytest.param("Lee wrote", f"{LEE[:-1]}; {FOX}", "One of Many", id="the author is named"),
        pytest.param(
            "In a paper of 1991 Fox wrote", f"{LEE[:-1]}; {FOX}", "Two of Few", id="the other author is named"
        ),
        pytest.param(
            "On May 2, 1980, he wrote", "“Talk,” May 1, 1980; “Talk,” May 2, 1980.", "Talk", id="the date is named"
        ),
        pytest.param("It was said", f"See {LEE} See also {FOX}", "One of Many", id="one seen, one only mentioned"),
        pytest.param("It was said", f"{LEE} See also {FOX}", "One of Many", id="the other is only a see also"),
    ],
)
def test_several_works_in_one_note(lead: str, note: str, title: str) -> None:
    (found,) = governed([f"{lead} that “{WORDS}.”{{1}}"], [note])

    assert found.resolution is not None
    assert found.resolution.source is not None
    assert found.resolution.source.title == title


@pytest.mark.parametrize("lead", ["It was said", "Both Lee and Fox wrote"])
def test_several_works_and_nothing_to_tell_them_apart(lead: str) -> None:
    (found,) = governed([f"{lead} that “{WORDS}.”{{1}}"], [f"{LEE[:-1]}; {FOX}"])

    assert found.status is CitationStatus.AMBIGUOUS
    assert found.resolution is None
    assert len(found.candidates) == 2
    assert found.url == ""


def test_a_self_quotation_has_no_source() -> None:
    long = "the two states could not agree on the future of the alliance"

    (found,) = governed([f"As stated below, “{long}.” So it is.{{1}}", f"So {long}."], [LEE])

    assert found.note is None
    assert "itself" in found.reason


def test_a_far_note_is_anothers_where_notes_stand_at_their_quotations() -> None:
    near = [f"He said “word {number} of the sort here.”{{1}} More." for number in range(ENOUGH)]
    far = "It was said “nothing like that at all.” " + "So it went. " * (NEAR_SENTENCES + 2) + "Then.{1}"

    found = governed([*near, far], [LEE])

    assert found[-1].note is None
    assert governed([far], [LEE])[0].note is not None


def test_what_moves_when_the_habit_moves() -> None:
    close = round(ENOUGH * CLOSE_SHARE + 0.49)

    assert notes_stay_close([0] * close + [4] * (ENOUGH - close))
    assert not notes_stay_close([0] * (close - 1) + [4] * (ENOUGH - close + 1))
    assert not notes_stay_close([0] * (ENOUGH - 1))


def test_sentences_are_counted_without_abbreviations() -> None:
    assert sentences_between(" and left. He went to Gen. Smith. Then") == 2
