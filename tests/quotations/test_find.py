"""Quotations found in whole manuscripts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.citations.building import build
from verifier.quotations import find_quotations
from verifier.quotations.self_quotation import SELF_WORDS
from verifier.records.manuscript import Block, BlockKind, Manuscript, Note, NoteRef
from verifier.records.quotation import Quotation, QuotationKind
from verifier.records.spans import Span


def outer(manuscript: Manuscript) -> list[Quotation]:
    return [found for found in find_quotations(manuscript)[0] if found.depth == 0]


def test_a_quotation_keeps_its_place_in_the_manuscript() -> None:
    manuscript = build(["The minister warned that “nothing of the sort will happen.”{1} He was wrong."], ["Smith, 3."])

    (found,) = outer(manuscript)

    assert found.span.of(manuscript.text) == found.text == "nothing of the sort will happen."
    assert found.before.endswith("warned that “")
    assert found.after.startswith("”")


def test_a_nested_quotation_is_part_of_the_outer_one() -> None:
    manuscript = build(["He wrote “the ‘special relation’ has ended for good.”{1}"], ["Smith, 3."])

    found, _ = find_quotations(manuscript)

    assert [(one.text, one.depth) for one in found] == [
        ("the ‘special relation’ has ended for good.", 0),
        ("special relation", 1),
    ]


def test_a_quotation_over_a_page_foot_leaves_the_notes_out() -> None:
    text = "He saw the “legacy of influence which\n\n1 A note.\n\nstill fills the ministries.”2 End.\n\n2 Another."
    first = Span(0, text.index("\n\n1"))
    second = Span(text.index("still"), text.index("2 End"))
    third = Span(text.index(" End"), text.index("\n\n2 A"))
    mark = text.index("2 End")
    manuscript = Manuscript(
        "p.txt",
        "txt",
        text,
        (Block(BlockKind.PARAGRAPH, (first, second, third)),),
        (Note(0, "2", (Span(len(text) - 8, len(text)),)),),
        (NoteRef("2", Span(mark, mark + 1), 0),),
    )

    (found,) = outer(manuscript)

    assert found.text == "legacy of influence which still fills the ministries."
    assert found.span.of(text).startswith("legacy")
    assert found.span.of(text).endswith("ministries.")


def test_a_quotation_over_paragraphs_repeats_the_opening_mark() -> None:
    manuscript = build(
        ["He wrote: “The first part has no end.", "“The second part goes on.", "“The third ends.”{1} So."], ["S, 3."]
    )

    (found,) = outer(manuscript)

    assert found.text == "The first part has no end.\n\nThe second part goes on.\n\nThe third ends."
    assert not find_quotations(manuscript)[1]


def test_a_quotation_cut_by_a_block_goes_on_in_the_middle_of_a_sentence() -> None:
    manuscript = build(["He was sure that “the treaty would hold", "for ten years.”{1} It did not."], ["S, 3."])

    assert [one.text for one in outer(manuscript)] == ["the treaty would hold\n\nfor ten years."]


def test_lost_marks_are_findings_with_a_place() -> None:
    manuscript = build(["He called it “a grave error and left. Then “the second” came.", "No way,” he wrote."])

    found, problems = find_quotations(manuscript)

    assert [one.text for one in found] == ["the second"]
    assert [problem.code for problem in problems] == ["M201", "M202"]
    assert all(problem.span is not None for problem in problems)


SPEECH = "It is plain that the plan has no relation with the safety of Europe. On the contrary, it lowers trust.{1}"


@pytest.mark.parametrize(
    ("paragraphs", "kinds"),
    [
        pytest.param([(BlockKind.BLOCK_QUOTE, SPEECH)], ["block"], id="by its node"),
        pytest.param(
            ["He spoke of the plan:", SPEECH], ["block"], id="by its shape: colon before, note after, no marks"
        ),
        pytest.param(["He spoke of the plan:", SPEECH.replace("{1}", "")], [], id="no note, no block by shape"),
        pytest.param(["He spoke of the plan.", SPEECH], [], id="no colon, no block by shape"),
        pytest.param(
            ["He said:", "“" + SPEECH.replace("{1}", "”{1}")], ["quote"], id="a marked paragraph is a marked quotation"
        ),
        pytest.param(
            [(BlockKind.BLOCK_QUOTE, "“All of it is marked as well.”{1}")],
            ["block"],
            id="marks around a block are not part of it",
        ),
    ],
)
def test_block_quotations(paragraphs: list[str | tuple[BlockKind, str]], kinds: list[str]) -> None:
    found = outer(build(paragraphs, ["Smith, Book (London, 1990), 3."]))

    assert [one.kind.value for one in found] == kinds
    assert all(not one.text.startswith("“") for one in found)


def test_neighbouring_quoted_paragraphs_are_one_block_quotation_until_a_note() -> None:
    quote = BlockKind.BLOCK_QUOTE
    manuscript = build([(quote, "First words."), (quote, "Second words.{1}"), (quote, "Other words.{2}")], ["A.", "B."])

    assert [one.text for one in outer(manuscript)] == ["First words.\n\nSecond words.", "Other words."]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        pytest.param("He feared “a serious shift in the balance of forces.”{1}", "quote", id="words with a note"),
        pytest.param("The “win” for them was small. Later this was denied.{1}", "scare", id="one word, nobody's"),
        pytest.param(
            "It returns to the ‘original sin’ of the affair. He went.{1}", "scare", id="secondary marks, no note"
        ),
        pytest.param(
            "She speaks of three “ratchets” in her account.{1}", "term", id="a label, credited in its sentence"
        ),
        pytest.param("It was what Kennan called “containment.”{1}", "term", id="a label, named as one"),
        pytest.param("He said the plan “dissipates” all doubts.{1}", "quote", id="a verb is no label"),
        pytest.param(
            "In his article “The Sources of Soviet Conduct,” Kennan spoke of patience.{1}",
            "title",
            id="a title, a work named",
        ),
        pytest.param("The “Strategy for Growth and Change” was printed in May.", "title", id="a title by shape"),
        pytest.param("He shouted “DO NOT SEND THIS CABLE TO BONN.”{1}", "quote", id="capitals alone make no title"),
        pytest.param("The official “party line” was kept up.", "scare", id="two words without a source"),
        pytest.param("Kept in the committee’s “Statement of Principles” of that year.{1}", "title", id="a short title"),
        pytest.param("To them “openness” meant nothing at all.{1}", "scare", id="a word as a word"),
        pytest.param("“I won’t,” he said. He went.{1}", "quote", id="a verb of saying behind it"),
        pytest.param(
            "He said that “nobody in Moscow will ever agree to this.”", "quote", id="no note, but plainly said"
        ),
    ],
)
def test_kinds(sentence: str, kind: str) -> None:
    filler = "She said “that is how the matter stood” and left.{1} He said “so it did for years” and left.{1}"

    found = outer(build([filler, sentence], ["Smith, Book (London, 1990), 3."]))

    assert found[2].kind is QuotationKind(kind)


def test_headings_and_bibliographies_make_no_claims() -> None:
    manuscript = build(
        [(BlockKind.HEADING, "“No Issue Can Be of Such Weight”"), "Text."], bibliography=["Ball, C. “Why?” 1998."]
    )

    assert outer(manuscript) == []


LONG = "the two states could not agree on the future of the alliance in the coming years"


def test_a_quotation_of_the_manuscript_itself_is_recognised() -> None:
    manuscript = build([f"As stated below, “{LONG}.”", f"In sum {LONG}."])

    assert [one.self_quotation for one in outer(manuscript)] == [True]


def test_a_quotation_with_a_note_is_anothers_even_where_its_words_recur() -> None:
    manuscript = build([f"He wrote “{LONG}.”{{1}}", f"In sum {LONG}."], ["S, 3."])

    assert [one.self_quotation for one in outer(manuscript)] == [False]


def test_words_quoted_twice_are_no_self_quotation() -> None:
    manuscript = build([f"He wrote “{LONG}.”{{1}}", f"Again: “{LONG}.”{{1}}"], ["S, 3."])

    assert [one.self_quotation for one in outer(manuscript)] == [False, False]


def test_what_moves_when_the_self_quotation_length_moves() -> None:
    words = LONG.split()
    enough, short = " ".join(words[:SELF_WORDS]), " ".join(words[: SELF_WORDS - 1])

    assert outer(build([f"He said “{enough}” here.", f"So {LONG}."]))[0].self_quotation
    assert not outer(build([f"He said “{short}” here.", f"So {LONG}."]))[0].self_quotation


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Baker stated that he knew “it is important to have guarantees.”{1}", "Baker"),
        ("According to Robert Gates, “they were led to believe it.”{1}", "Robert Gates"),
        ("“They were led to believe it,” Gates said.{1}", "Gates"),
        ("He said “it is important to have guarantees.”{1}", None),
    ],
)
def test_speakers(sentence: str, speaker: str | None) -> None:
    assert outer(build([sentence], ["S, 3."]))[0].speaker == speaker


TEXTS = st.text(alphabet="abA .,“”‘’\"'«»{}1[]…:\n-", max_size=120)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_any_text_gives_quotations_that_stand_where_they_say(paragraphs: list[str]) -> None:
    manuscript = build([words for words in paragraphs if words.strip()], ["Smith, 3."])

    found, problems = find_quotations(manuscript)

    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(manuscript.text)
        assert one.span.of(manuscript.text)[0] == one.text[0]
        assert one.span.of(manuscript.text)[-1] == one.text[-1]
        assert "".join(segment.text for segment in one.segments) == one.text
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)
    assert all(problem.span is not None for problem in problems)
