"""What citations mean: one source or none, and why."""

from __future__ import annotations

import pytest

from tests.citations.building import build
from verifier.citations import parse_notes, resolve
from verifier.records.citation import CitationStatus, Resolution

ROE = "Jane M. Roe, The Making of Pacts (Ithaca: Cornell University Press, 1987), 18."
ROSSI = "Luca Rossi, “Back Again? Pacts after the War,” Journal of Policy 64, no. 2 (2009): 395-420, 402."
TALK = "“Record of a Talk,” {date}. Archive of State. https://archive.example.org/{number}."
MAY = TALK.format(date="May 18, 1990", number=1)
JUNE = TALK.format(date="June 9, 1990", number=2)


def last(notes: list[str], **options: object) -> Resolution:
    manuscript = build(["Text."], notes, **options)  # type: ignore[arg-type]
    found = [one for one in resolve(parse_notes(manuscript), manuscript) if one.citation and one.citation.note >= 0]
    return found[-1]


@pytest.mark.parametrize(
    ("notes", "note", "page", "chain"),
    [
        pytest.param([ROE, "Ibid."], 0, "18", (0,), id="Ibid. means the same page"),
        pytest.param([ROE, "Ibid., 20."], 0, "20", (0,), id="Ibid. with a page of its own"),
        pytest.param([ROE, "Ibid., 20.", "Ibid."], 0, "20", (1, 0), id="Ibid. inherits the last page named"),
        pytest.param([ROE, ROSSI, "Roe, The Making of Pacts, vii."], 0, "vii", (0,), id="author and title"),
        pytest.param([ROE, ROSSI, "Roe, Pacts, 3."], 0, "3", (0,), id="a shortened title"),
        pytest.param([ROE, ROSSI, "Roe, 3."], 0, "3", (0,), id="the author alone"),
        pytest.param([ROE, ROSSI, "Roe, op. cit., 3."], 0, "3", (0,), id="op. cit."),
        pytest.param([ROE, ROSSI, "Rossi, “Pacts after the War,” 401."], 1, "401", (1,), id="the subtitle alone"),
        pytest.param(
            [ROE, ROSSI, "Roe, The Making of Pacts, 3.", "Ibid., 4."], 0, "4", (2, 0), id="Ibid. through a short form"
        ),
        pytest.param([ROE, ROSSI, "See note 1 above."], 0, "18", (0,), id="a cross-reference"),
        pytest.param([ROE, ROSSI, "See note 1 above, 44."], 0, "44", (0,), id="a cross-reference with a page"),
        pytest.param(
            [f"{ROE[:-1]} (hereafter cited as MP).", ROSSI, "MP, 9."], 0, "9", (0,), id="a declared short form"
        ),
        pytest.param(
            [MAY, JUNE, "“Record of a Talk,” June 9, 1990, 3."], 2, "3", (), id="one title, told apart by date"
        ),
        pytest.param(
            [f"{ROE[:-1]}; {ROSSI}", "Rossi, “Back Again?,” 3."], 0, "3", (0,), id="a work that stood among several"
        ),
        pytest.param(
            [ROE, "Ibid., 19; Ibid., 25."], 0, "25", (0,), id="Ibid. within a note means the citation before it"
        ),
    ],
)
def test_found(notes: list[str], note: int, page: str, chain: tuple[int, ...]) -> None:
    found = last(notes)

    assert found.source is not None
    assert found.source.note == note
    assert found.locator is not None
    assert found.locator.value == page
    assert found.chain == chain


@pytest.mark.parametrize(
    ("notes", "status"),
    [
        pytest.param([f"{ROE[:-1]}; {ROSSI}", "Ibid., 402."], CitationStatus.AMBIGUOUS, id="Ibid. after two works"),
        pytest.param(
            [f"{ROE[:-1]}; {ROSSI}", "Ibid., 402.", "Ibid."],
            CitationStatus.AMBIGUOUS,
            id="Ibid. after an ambiguous Ibid.",
        ),
        pytest.param(
            [ROE, "The matter was debated.", "Ibid., 20."],
            CitationStatus.AMBIGUOUS,
            id="a note without a work blocks Ibid.",
        ),
        pytest.param(
            [ROE, ROE.replace("The Making of Pacts", "A Second Book"), "Roe, 3."],
            CitationStatus.AMBIGUOUS,
            id="an author of two works",
        ),
        pytest.param(
            [MAY, JUNE, "“Record of a Talk,” 3."], CitationStatus.AMBIGUOUS, id="two documents under one title"
        ),
        pytest.param(["Ibid., 20."], CitationStatus.NONE, id="Ibid. in the first note"),
        pytest.param([ROE, "See note 7 above."], CitationStatus.NONE, id="a cross-reference to no note"),
        pytest.param([ROE, "Smith, 3."], CitationStatus.NONE, id="an author nobody cited"),
    ],
)
def test_no_guess_and_a_reason(notes: list[str], status: CitationStatus) -> None:
    found = last(notes)

    assert found.source is None
    assert found.status is status
    assert found.reason


def test_two_works_one_of_which_can_hold_the_page() -> None:
    other = "Cy Dee, “Quiet Years,” Review 3, no. 1 (1999): 10-40."
    manuscript = [f"{ROSSI[:-1]}; {other}", "Ibid., 12."]

    assert last(manuscript).source is not None
    assert last(manuscript).source.title == "Quiet Years"  # type: ignore[union-attr]


def test_an_orphan_is_explained_by_the_bibliography() -> None:
    found = last(
        [ROE, "Lee, “One of Many,” 3."], bibliography=["Lee, Ann. “One of Many, Told Anew.” Review 1 (1990): 1-9."]
    )

    assert found.status is CitationStatus.SHORT
    assert found.source is not None
    assert found.source.note < 0
    assert "bibliography" in found.reason


def test_a_first_note_with_the_whole_title_is_a_full_citation() -> None:
    notes = ["Lee, A.B., “One of Many, Told Anew,” 1-9", ROE, "Lee, “Told Anew,” 3."]

    found = last(notes, bibliography=["Lee, Ann. “One of Many, Told Anew.” Review 1 (1990): 1-9. https://x.org/1."])

    assert found.source is not None
    assert found.source.note == 0
    assert found.source.urls == ("https://x.org/1",)


def test_cross_references_go_by_label_in_their_own_chapter() -> None:
    found = last(
        [ROE, "Luca Rossi, “One,” J (2001), 3.", ROSSI, "See note 1 above."],
        labels=["1", "2", "1", "2"],
        sections=[0, 0, 1, 1],
    )

    assert found.source is not None
    assert found.source.note == 2


def test_idem_is_the_same_author() -> None:
    found = last([ROE, ROE.replace("The Making of Pacts", "A Second Book"), "Idem, A Second Book, 7."])

    assert found.source is not None
    assert found.source.note == 1


@pytest.mark.parametrize(
    ("notes", "page"),
    [
        pytest.param(["Hans Müller, Die Lage (München: Beck, 1998), S. 45.", "Ebd., S. 47 f."], "47 f.", id="German"),
        pytest.param(
            ["Hans Müller, Die Lage (München: Beck, 1998), S. 45.", "Vgl. Müller, Lage, S. 50."], "50", id="vgl."
        ),
        pytest.param(["Jean Dupont, L’état (Paris: Gallimard, 1998), p. 45.", "Ibid., p. 47."], "47", id="French"),
        pytest.param(
            ["Juan Pérez, La situación (Madrid: Alianza, 1998), pág. 45.", "Ibídem, pág. 47."], "47", id="Spanish"
        ),
        pytest.param(
            ["J. Smith, ‘The Pay’, English Review, cii (1987), 45–67, at p. 50.", "Smith, ‘Pay’, p. 52."],
            "52",
            id="British",
        ),
    ],
)
def test_notes_in_several_languages(notes: list[str], page: str) -> None:
    found = last(notes)

    assert found.source is not None
    assert found.source.note == 0
    assert found.locator is not None
    assert found.locator.value == page
