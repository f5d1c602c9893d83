"""Verdicts that hang on what the page's picture shows: it is asked only where it can turn one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verdicts.source_texts import scanned
from verifier.records.testimony import Question
from verifier.records.testimony import Testimony as Said
from verifier.records.verdict import Cause, Comparison, Level, Verdict
from verifier.verdicts import compare

PASSAGE = (
    "The Minister said that his government had not accepted the boundary of 1926 and was now prepared to discuss it"
)
SEEN, UNSEEN = Said(5.0, legible=True, shown="seen", agreeing=3, looks=4), Said()
OTHER = Said(-5.0, legible=True, shown="other", agreeing=3, looks=4)
FIGURE = PASSAGE.replace("1926", "1928")
DENIAL = PASSAGE.replace("was now", "was not").replace("had not", "had")


def judged(quote: str, said: Said, read: str = PASSAGE) -> tuple[Comparison, list[Question]]:
    asked: list[Question] = []

    def witness(question: Question) -> Said:
        asked.append(question)
        return said

    return compare(quote, scanned(read, rate=0.01), witness=witness), asked


@pytest.mark.parametrize(
    ("quote", "said", "level"),
    [
        (FIGURE, SEEN, Level.PASS),
        (FIGURE, OTHER, Level.FAIL),
        (FIGURE, UNSEEN, Level.REVIEW),
    ],
    ids=["the page has the quoted figure", "the page has the other figure", "the page is not legible there"],
)
def test_a_figure_is_settled_by_the_picture_and_by_nothing_else(quote: str, said: Said, level: Level) -> None:
    found, asked = judged(quote, said)
    assert found.level is level
    assert [(question.quoted, question.source.text[question.start : question.end]) for question in asked] == [
        ("1928", "1926")
    ]


CABLE = "HE SAW MR. OLIVER AT THE GATE OF THE MINISTRY AND TOLD HIM OF THE LETTER FROM THE BANK"


@pytest.mark.parametrize(
    ("quote", "read"),
    [
        (PASSAGE.replace("said", "laid"), PASSAGE),
        (PASSAGE.replace("was now", "has now"), PASSAGE),
        (CABLE.replace("OLIVER", "OLIVIER"), CABLE),
    ],
    ids=["a word for a word a letter from it", "a small word for another", "a name in capitals for one like it"],
)
def test_one_real_word_for_another_is_looked_at_though_a_scan_explains_it(quote: str, read: str) -> None:
    for said, passes in ((SEEN, True), (OTHER, False)):
        found, asked = judged(quote, said, read)
        assert len(asked) == 1
        assert (found.level is Level.PASS) == passes


def test_a_misreading_that_the_picture_shows_is_named_with_what_it_shows() -> None:
    found, _ = judged(FIGURE, SEEN)
    assert found.verdict is Verdict.VERBATIM
    assert found.through_noise
    assert any(edit.cause is Cause.SCAN_MISREADING for edit in found.edits)
    said = next(finding.message for finding in found.findings if finding.code == "Q506")
    assert "'seen' in 3 of 4 looks" in said


def test_an_altered_figure_is_named_with_what_the_picture_shows() -> None:
    found, _ = judged(FIGURE, OTHER)
    said = next(finding.message for finding in found.findings if finding.code == "Q102")
    assert "the picture shows 'other'" in said


def test_an_open_word_says_that_the_picture_was_looked_at() -> None:
    found, _ = judged(FIGURE, UNSEEN)
    said = next(finding.message for finding in found.findings if finding.code == "Q502")
    assert "not legible" in said


@pytest.mark.parametrize(
    "quote",
    [PASSAGE, PASSAGE.replace("government", "parliament"), FIGURE.replace("prepared to discuss", "about to leave")],
    ids=["every word stands", "another word than any misreading gives", "another word decides already"],
)
def test_nothing_is_asked_that_could_not_turn_the_verdict(quote: str) -> None:
    assert not judged(quote, SEEN)[1]


def test_a_dropped_denial_is_no_question_for_the_picture() -> None:
    found, _ = judged(PASSAGE.replace("had not", "had"), SEEN)
    assert found.level is not Level.PASS


def test_of_two_words_that_differ_the_figure_is_asked_about() -> None:
    quote, read = (PASSAGE.replace("of 1926", words) for words in ("of October 1928", "of OCTORE 1926"))
    _, asked = judged(quote, OTHER, read)
    assert "1928" in [question.quoted for question in asked]


@pytest.mark.parametrize(
    ("read", "level"),
    [("1926", Level.FAIL), ("19Z6", Level.REVIEW)],
    ids=["the page has another number", "the page has a garble, which no page has"],
)
def test_a_picture_confirms_words_and_no_garbles(read: str, level: Level) -> None:
    found, _ = judged(PASSAGE.replace("1926", "1956"), OTHER, PASSAGE.replace("1926", read))
    assert found.level is level


@pytest.mark.parametrize(
    ("quote", "read"),
    [
        ("the keeper sold a calf to the mill", "the keeper sold a colt to the mill"),
        ("a letter from Karel Vrzan to the bank", "a letter from Karel Vrzyk to the bank"),
        ("a letter from Karel B. Nowak to the bank", "a letter from Karel D. Nowak to the bank"),
        ("paid by the UN office in June", "paid by the EU office in June"),
    ],
    ids=["a word for a word", "a name no list has for another", "an initial", "an abbreviation in capitals"],
)
def test_what_a_misreading_would_excuse_is_looked_at_where_the_page_is_clean(quote: str, read: str) -> None:
    clean = scanned(read, rate=0.0)
    assert compare(quote, clean).level is Level.PASS
    assert compare(quote, clean, witness=lambda _: SEEN).level is Level.PASS
    assert compare(quote, clean, witness=lambda _: UNSEEN).level is Level.PASS
    assert compare(quote, clean, witness=lambda _: OTHER).level is Level.FAIL


def test_letters_that_look_like_the_quoted_ones_fail_no_quotation_that_passes() -> None:
    quote, read = "he signed for the LDR in Ostrava", "he signed for the LOR in Ostrava"
    assert compare(quote, scanned(read, rate=0.0), witness=lambda _: OTHER).level is Level.PASS


@pytest.mark.parametrize(
    ("quoted", "read"),
    [
        ("THE PROGRESS OF THE MOLE", "THE PROGPESS OF THE MOLE"),
        ("A MEETING OF MINDS THERE", "A MEETING OF MINOS THERE"),
    ],
    ids=["letters no list has", "a word so rare that worn letters make it sooner"],
)
def test_letters_that_hardly_are_a_word_are_none_in_a_listed_words_place(quoted: str, read: str) -> None:
    assert compare(quoted, scanned(read, rate=0.0), witness=lambda _: OTHER).level is Level.PASS


def test_capitals_read_as_figures_of_their_shape_are_no_number() -> None:
    found = compare("the board was not about to do.", scanned("THE BOARD WAS NOT ABOUT TO 00", rate=0.0))
    assert Cause.NUMBER not in {edit.cause for edit in found.edits}


def test_a_name_unlike_any_word_is_a_garble_where_letters_are_misread_throughout() -> None:
    quote, read = "a letter from Karel Vrzan to the bank", "a letter from Karel Vrzyk to the bank"
    assert compare(quote, scanned(read, rate=0.04), witness=lambda _: OTHER).level is Level.PASS


@settings(max_examples=40, deadline=None)
@given(st.floats(-6.0, 6.0), st.floats(-6.0, 6.0))
def test_a_stronger_testimony_for_the_quotation_never_makes_the_verdict_worse(one: float, two: float) -> None:
    order = (Level.FAIL, Level.REVIEW, Level.PASS)
    weak, strong = sorted((one, two))
    first, second = (judged(FIGURE, Said(weight, legible=True))[0] for weight in (weak, strong))
    assert order.index(first.level) <= order.index(second.level)


def test_a_source_without_pictures_says_nothing_of_them() -> None:
    found = compare(FIGURE, scanned(PASSAGE, rate=0.01), witness=lambda _: None)
    assert found == compare(FIGURE, scanned(PASSAGE, rate=0.01))


def test_without_a_witness_everything_stays_as_it_was() -> None:
    assert compare(FIGURE, scanned(PASSAGE, rate=0.01)).level is Level.REVIEW
