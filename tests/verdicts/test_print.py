"""How a printed book quotes a transcription: its marks, the transcriber's, and what neither of them excuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.alignment import prepare, tokens
from verifier.records.text import SourceText
from verifier.records.verdict import Cause, Comparison, Level, Verdict
from verifier.verdicts import compare
from verifier.verdicts.apparatus import bracketed, enumerator, spoken
from verifier.verdicts.context import FEW_OMITTED
from verifier.verdicts.noise import noise_of
from verifier.verdicts.spelling import transliterated

BEFORE = (
    "The port authority met in the spring to settle the fees for the winter quay. Harbour dues had been discussed at "
    "length by the owners, who asked for a decision before the ice was gone.\n\n"
)
AFTER = "\n\nNothing else was settled that day, and the clerk was told to write to the owners in plain words.\n\n"


def judged(quote: str, passage: str) -> Comparison:
    return compare(quote, SourceText.from_text(f"{BEFORE}{passage}{AFTER}"))


AUTHORS = [
    (
        "a bracketed word that stands together with its neighbour elsewhere in the source",
        "as many of the [harbour] dues as can be paid are paid",
        "as many of the dues as can be paid are paid",
    ),
    (
        "a bracketed pronoun in place of another that the source has elsewhere",
        "by [its] terms and with the consent of both parties. See its terms",
        "by their terms and with the consent of both parties. See its terms",
    ),
    (
        "one bracketed letter that is a word",
        "might impose [a] fee on the ferries",
        "might impose that fee on the ferries",
    ),
    (
        "two brackets in one word",
        "was asked to [e]stablis[h] new dues for the quay",
        "was asked to Establishing new dues for the quay",
    ),
    (
        "a bracket that repeats the letter it takes the place of",
        "promised to improve[e] the lights of the outer mole",
        "promised to improving the lights of the outer mole",
    ),
    (
        "empty brackets for a word's ending",
        "the fee relate[ ] to the length of a ship",
        "the fee relates to the length of a ship",
    ),
    (
        "two dots between blanks",
        "the pilots .. thought little of the mole",
        "the pilots who had come thought little of the mole",
    ),
    ("a name in initials", "the USSR had sent two tugs to the quay", "the U.S.S.R. had sent two tugs to the quay"),
    (
        "initials filled out in brackets",
        "the H[igh] C[ommission] fees for the winter quay",
        "the HC fees for the winter quay",
    ),
    ("an umlaut written out", "Captain Mueller had sent two tugs", "Captain Müller had sent two tugs"),
    ("two ways to write an ordinal", "the 2nd tug was lost in the ice", "the 2d tug was lost in the ice"),
]


@pytest.mark.parametrize(("quote", "passage"), [row[1:] for row in AUTHORS], ids=[row[0] for row in AUTHORS])
def test_what_an_author_may_do_passes(quote: str, passage: str) -> None:
    assert judged(quote, passage).level is Level.PASS


TRANSCRIBERS = [
    ("a page's number in brackets", "the tugs were laid up until May", "the tugs were [12] laid up until May"),
    ("a word nobody could read", "the tugs were laid up until May", "the tugs were laid [illegible] up until May"),
    ("a note on the hand", "the tugs were laid up until May", "the tugs were [in the margin: both] laid up until May"),
    ("two notes together", "the tugs were laid up until May", "the tugs were [torn] [stain] laid up until May"),
    (
        "the number of a paragraph",
        "The tugs were laid up. Their crews went home",
        "3. The tugs were laid up.\n\n4. Their crews went home",
    ),
    ("a letter of a list", "the tugs; the two ferries", "(a) the tugs;\n(b) the two ferries"),
    (
        "a telegram's stops",
        "The tugs are laid up. Their crews go home",
        "The tugs are laid up STOP Their crews go home",
    ),
]


@pytest.mark.parametrize(("quote", "passage"), [row[1:] for row in TRANSCRIBERS], ids=[row[0] for row in TRANSCRIBERS])
def test_what_a_transcriber_put_between_the_words_is_passed_over(quote: str, passage: str) -> None:
    assert judged(quote, passage).level is Level.PASS


def test_an_editors_brackets_that_are_passed_over_are_shown() -> None:
    found = judged("the tugs were laid up until May", "the tugs were [both] laid up until May")

    assert Cause.PAGE_FURNITURE in {edit.cause for edit in found.edits}


def test_a_word_where_the_transcriber_could_read_none_is_left_open() -> None:
    found = judged("the two tugs were laid up until May", "the [illegible] tugs were laid up until May")

    assert found.verdict is Verdict.INDETERMINATE
    assert "Q505" in {finding.code for finding in found.findings}


KEPT = [
    ("a denial in brackets", "the tugs were laid up until May", "the tugs were [not] laid up until May"),
    ("a number inside a sentence", "the tugs were laid up in May", "the 4 tugs were laid up in May"),
    ("a stop that is a verb", "they CANNOT THE TUGS IN MAY", "they CANNOT STOP THE TUGS IN MAY"),
    ("words in round brackets", "the tugs were laid up until May", "the tugs (both of them) were laid up until May"),
    (
        "a word an author put in without brackets",
        "as many of the harbour dues as can be paid",
        "as many of the dues as can be paid",
    ),
    ("another word under a bracketed ending", "the fee relate[ ] to the ship", "the fee pertains to the ship"),
    ("initials filled out that are others", "the P[ort] O[ffice] fees for the quay", "the PA fees for the quay"),
    ("a prefix taken off by empty brackets", "that was [ ]consistent with it", "that was inconsistent with it"),
]


@pytest.mark.parametrize(("quote", "passage"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_what_neither_excuses_does_not_pass(quote: str, passage: str) -> None:
    assert judged(quote, passage).level is not Level.PASS


@pytest.mark.parametrize(
    ("word", "changed"),
    [("covert", "overt"), ("reasonable", "reasonably"), ("revise", "devise"), ("selective", "elective")],
)
def test_in_text_never_scanned_a_real_word_one_letter_off_is_another_word(word: str, changed: str) -> None:
    text = f"{BEFORE * 20}The owners called the plan {{}} and went home.{AFTER}"
    source = replace(SourceText.from_text(text.format(word)), engine="tei")

    assert compare(f"called the plan {changed} and went home", source).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("words", "far", "verdict"),
    [
        pytest.param("the pilots said . . . should", False, Verdict.EDITED, id="a common word near by"),
        pytest.param("the pilots said . . . should", True, Verdict.SPLICED, id="a common word far off is anybody's"),
        pytest.param("the pilots said . . . dredge", True, Verdict.EDITED, id="a rare word far off is the passage's"),
        pytest.param("the pilots said . . . should soon dredge", True, Verdict.EDITED, id="so are several together"),
    ],
)
def test_parts_around_an_ellipsis_stand_only_so_far_apart(words: str, far: bool, verdict: Verdict) -> None:
    between = " ".join(["the ferry was late and the quay was wet"] * (FEW_OMITTED // 9 + 1)) if far else "came"
    assert judged(words, f"the pilots said that, {between}, they should soon dredge it").verdict is verdict


@pytest.mark.parametrize(
    ("text", "words", "note"),
    [
        pytest.param("laid [both] up", slice(1, 2), True, id="all that the brackets hold"),
        pytest.param("laid [omitted] up", slice(1, 2), False, id="a note on what the source leaves out"),
        pytest.param("laid [both tugs] up", slice(1, 2), False, id="a part of what the brackets hold"),
        pytest.param("laid [a] big [b] up", slice(1, 4), False, id="a word of the text between two brackets"),
        pytest.param("laid [was not] up", slice(1, 3), False, id="a denial"),
    ],
)
def test_brackets(text: str, words: slice, note: bool) -> None:
    assert bracketed(tokens(text)[words], text) is note


@pytest.mark.parametrize(
    ("text", "number", "begins"),
    [
        pytest.param("end.\n4. Next", 1, True, id="a paragraph's number"),
        pytest.param("end.\n(b) Next", 1, True, id="an item's letter"),
        pytest.param("end.\f 12) Next", 1, True, id="at a page's top"),
        pytest.param("iv. Next", 0, True, id="at the very beginning"),
        pytest.param("the 4. Next", 1, False, id="a number inside a line"),
        pytest.param("end.\n1926 was dry", 1, False, id="a number that begins a sentence"),
        pytest.param("end.\nno. Next", 1, False, id="a word"),
    ],
)
def test_a_lists_number_begins_a_line(text: str, number: int, begins: bool) -> None:
    assert enumerator(tokens(text)[number : number + 1], text) is begins


def test_a_spoken_stop_needs_the_mark_it_stands_for() -> None:
    assert spoken(tokens("STOP"), ". ")
    assert not spoken(tokens("STOP"), " ")
    assert not spoken(tokens("stop"), ". ")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Müller", "Mueller", True),
        ("Soerensen", "Sørensen", True),
        ("Muller", "Mueller", False),
        ("Müller", "Miller", False),
    ],
)
def test_a_letter_written_out(one: str, other: str, same: bool) -> None:
    assert transliterated(one, other) is same


def test_a_sources_own_terms_are_no_sign_of_a_scan() -> None:
    """The same words make a scan of a text only where they are misread forms of common ones."""
    line = "The {} of the papers was put off again, and the owners were told so in the 1970s. "
    weights = []
    for word in ("redocumentarization", "qnay"):
        source = SourceText.from_text(line.format(word) * 60)
        weights.append(noise_of(source, prepare(source), 2000, 2100).weight)
    assert weights[0] < 0.01 < weights[1]


def test_figures_that_stand_for_letters_prove_a_scan_in_a_corrected_text() -> None:
    text = BEFORE * 20 + "The owners asked for a mere detailed plan of the quay." + AFTER
    misread = text.replace("decision", "dec1sion").replace("Harbour", "Harb0ur")
    quote = "asked for a more detailed plan of the quay"

    clean, scan = (compare(quote, replace(SourceText.from_text(one), engine="tei")) for one in (text, misread))

    assert clean.verdict is Verdict.ALTERED
    assert scan.level is not Level.FAIL
