"""Claims made from governed quotations."""

from __future__ import annotations

from tests.citations.building import build
from verifier.citations import govern, parse_notes, resolve
from verifier.claims import to_claims
from verifier.claims.ids import slug
from verifier.quotations import find_quotations
from verifier.records.claim import Claim
from verifier.records.manuscript import Manuscript

NOTES = ["“Talk,” May 18, 1990. Archive. https://archive.example.org/1, 3.", "Ibid., 4."]


def claims(manuscript: Manuscript) -> list[Claim]:
    resolutions = resolve(parse_notes(manuscript), manuscript)
    return to_claims(govern(find_quotations(manuscript)[0], manuscript, resolutions), manuscript)


def test_a_claim_holds_what_the_notes_tell() -> None:
    manuscript = build(["He said “it is so ‘for now’ and ever.”{1} She said “it is not so at all.”{2}"], NOTES)

    first, second = claims(manuscript)

    assert manuscript.text[first.start : first.end] == first.quote == "it is so ‘for now’ and ever."
    assert (first.note, first.page, first.resolved_note, first.citation_status) == ("1", "3", "1", "full")
    assert (second.note, second.page, second.resolved_note, second.citation_status) == ("2", "4", "1", "ibid")
    assert first.url == second.url == "https://archive.example.org/1"
    assert second.source_date == "May 18, 1990"
    assert first.line == 1


def test_ids_survive_edits_elsewhere() -> None:
    before = build(["He said “it is so.”{1}", "She said “it is not.”{2}"], NOTES)
    after = build(["He said “a new one.”{1} Then “it is so!”{1}", "She said “it is not.”{2}"], NOTES)

    assert claims(before)[1].id == claims(after)[2].id
    assert claims(before)[0].id == claims(after)[1].id


def test_the_same_words_twice_have_two_ids() -> None:
    one, two = claims(build(["He said “it is so.”{1} He said “it is so.”{2}"], NOTES))

    assert two.id == f"{one.id}-2"


def test_a_quotation_without_source_says_why() -> None:
    (found,) = claims(build(["He said “it is so.”"], NOTES))

    assert found.note == found.url == ""
    assert "no note mark" in found.extra["remark"]


def test_stems_become_part_of_ids() -> None:
    assert slug("My Essay (2nd draft)") == "my-essay-2nd-draft"
    assert slug("日本") == "claim"


def test_several_works_of_one_note_leave_the_source_open_and_the_note_known() -> None:
    manuscript = build(["It was said “it is so.”{1}"], ["Lee, “One,” A 1 (1990): 3; Fox, “Two,” B 2 (1991): 4."])

    (found,) = claims(manuscript)

    assert found.citation_status == "ambiguous"
    assert (found.resolved_note, found.url, found.source_title) == ("1", "", "")
