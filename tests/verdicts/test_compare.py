"""The judge at work: one table for what an author does to clean text, one for what a scan does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import RECORD, record, scanned

from verifier.records.text import SourceText
from verifier.records.verdict import Cause, Comparison, Grade, Level, Verdict
from verifier.verdicts import compare

QUOTE = "his government had never accepted the boundary of 1926 and was not prepared to discuss it"

FAITHFUL = [
    ("word for word", QUOTE, Verdict.VERBATIM),
    (
        "curly marks and an initial capital",
        "“His government had never accepted the boundary of 1926”",
        Verdict.VERBATIM,
    ),
    ("closing punctuation moved inside", "the boundary of 1926 and was not prepared to discuss it,", Verdict.VERBATIM),
    ("emphasis marks", "had *never* accepted the boundary of 1926 and was not prepared", Verdict.VERBATIM),
    (
        "an ellipsis",
        "his government had never accepted the boundary ... and was not prepared to discuss it",
        Verdict.EDITED,
    ),
    (
        "an ellipsis in brackets",
        "the survey could begin on 12 May [...]. He did not believe that the companies would object",
        Verdict.EDITED,
    ),
    ("a bracketed capital", "[T]he survey could begin on 12 May at the earliest", Verdict.EDITED),
    ("bracketed letters", "the fees had been raise[d] twice since the war", Verdict.EDITED),
    ("a clarification", "He [the Minister] would, however, welcome a visit of the survey party", Verdict.EDITED),
    (
        "a bracketed word in place of another",
        "[The Ambassador] did not believe that the companies would object",
        Verdict.EDITED,
    ),
    ("[sic] at the source's slip", "He recieved [sic] complaints about it daily", Verdict.EDITED),
    ("an emphasis note", "not a single sleeper had yet been laid (emphasis added)", Verdict.EDITED),
    ("across the page break", "that nobody had protested. The Minister asked whether the credit", Verdict.VERBATIM),
]


@pytest.mark.parametrize(("quote", "verdict"), [row[1:] for row in FAITHFUL], ids=[row[0] for row in FAITHFUL])
def test_a_faithful_quotation_passes(quote: str, verdict: Verdict) -> None:
    found = compare(quote, record())
    assert (found.verdict, found.level) == (verdict, Level.PASS)
    assert found.confidence > 0.95
    assert not found.through_noise


ALTERED = [
    ("a denial dropped", "and was prepared to discuss it before the elections", Cause.NEGATION, "Q101"),
    ("a denial added", "He did not believe that the companies would not object", Cause.NEGATION, "Q101"),
    ("a year changed", "had never accepted the boundary of 1928 and was not prepared", Cause.NUMBER, "Q102"),
    ("a name one letter off", "Mr. Halvorson remarked that the fees had been raised", Cause.NAME, "Q104"),
    ("a sum's size changed", "whether the credit of 275 billion crowns might be paid", Cause.NUMBER, "Q102"),
    ("a sum changed", "whether the credit of 375 million crowns might be paid", Cause.NUMBER, "Q102"),
    ("a month changed", "the survey could begin on 12 April at the earliest", Cause.DATE, "Q103"),
    ("a name changed", "Mr. Petrescu remarked that the fees had been raised twice", Cause.NAME, "Q104"),
    ("a modal changed", "this was a matter for the bank, which may decide within thirty days", Cause.MODAL, "Q105"),
    ("a word changed", "He would, however, welcome a visit of the hunting party in June", Cause.CONTENT_WORD, "Q106"),
    ("a word left out", "the harbour remained open to all companies", Cause.OMISSION, "Q107"),
    ("a word put in", "the directors would gladly agree if the Ministry gave its guarantee", Cause.INSERTION, "Q108"),
]


@pytest.mark.parametrize(("quote", "cause", "code"), [row[1:] for row in ALTERED], ids=[row[0] for row in ALTERED])
def test_an_altered_quotation_fails_and_says_why(quote: str, cause: Cause, code: str) -> None:
    found = compare(quote, record())
    assert (found.verdict, found.level, found.grade) == (Verdict.ALTERED, Level.FAIL, Grade.MAJOR)
    assert cause in {edit.cause for edit in found.edits}
    assert code in {finding.code for finding in found.findings}


WIRE = (
    "We didn't expect the fees to be raised on the 1st of May. THE BANK COULD NOT REPEAT NOT ACCEPT THE SECOND PART. "
    "It was signed at the Ministry in the evening [name not declassified] by two directors."
)
MINOR = [
    ("another form of the word", "the fees had been raised twice since the wars", "Q201"),
    ("a small word", "welcome a visit by the survey party in June", "Q202"),
    ("a spelling convention", "provided that the harbor remained open to all three companies", "Q203"),
    ("a number in digits", "the bank, which must decide within 30 days", "Q203"),
    ("a contraction written out", "We did not expect the fees to be raised on the first of May", "Q203"),
    ("what a telegram says twice", "THE BANK COULD NOT ACCEPT THE SECOND PART", "Q107"),
    ("what editors could not print", "signed at the Ministry in the evening by two directors", "Q107"),
    ("a slip put right", "He received complaints about it daily", "Q203"),
]


@pytest.mark.parametrize(("quote", "code"), [row[1:] for row in MINOR], ids=[row[0] for row in MINOR])
def test_a_small_change_is_for_review(quote: str, code: str) -> None:
    found = compare(quote, SourceText.from_pages([*RECORD, WIRE]))
    assert (found.verdict, found.level, found.grade) == (Verdict.ALTERED, Level.REVIEW, Grade.MINOR)
    assert code in {finding.code for finding in found.findings}


def test_a_quotation_that_is_nowhere_is_absent_and_shows_the_nearest() -> None:
    found = compare("the treaty of alliance was signed in the presence of both monarchs", record())
    assert (found.verdict, found.level, found.matches) == (Verdict.ABSENT, Level.FAIL, ())
    assert "Q703" in {finding.code for finding in found.findings}


def test_passages_joined_without_an_ellipsis_are_spliced() -> None:
    quote = "He would, however, welcome a visit of the survey party if the Ministry gave its guarantee in writing"
    found = compare(quote, record())
    assert (found.verdict, found.level) == (Verdict.SPLICED, Level.FAIL)
    assert "Q306" in codes(found)


def test_clauses_in_another_order_do_not_pass() -> None:
    quote = "the directors would agree in writing if the Ministry gave its guarantee"
    assert compare(quote, record()).level is Level.FAIL


SCANNED = [
    ("look-alike letters pass", "his government had never accepted", "his govemment had nevcr acceptcd", Level.PASS),
    (
        "a split and a joined word pass",
        "would welcome a visit of the survey",
        "would wel come avisit of the survey",
        Level.PASS,
    ),
    (
        "a denial dropped still fails",
        "was prepared to discuss the matter",
        "was not prcpared to discuss thc matter",
        Level.FAIL,
    ),
    (
        "a single digit is for a reader to look at",
        "the boundary of 1926 was drawn",
        "the boundary of 1928 was drawn",
        Level.REVIEW,
    ),
    (
        "a digit read as its look-alike letter passes",
        "the boundary of 1926 was drawn",
        "the boundary of I926 was drawn",
        Level.PASS,
    ),
    (
        "another word still fails",
        "the survey party was expelled in June",
        "the survey party was welcomed in Jnne",
        Level.FAIL,
    ),
    (
        "a name with a misread letter passes",
        "he met the consul Harrington at the gate",
        "he met the consul Harrinqton at the gate",
        Level.PASS,
    ),
    (
        "a name for a name like it stays open",
        "he met the consul Harrison at the gate",
        "he met the consul Harrings at the gate",
        Level.REVIEW,
    ),
    (
        "a denial for the word it denies stays open",
        "he would agree to neither plan before the winter",
        "he would agree to either plan before the winter",
        Level.REVIEW,
    ),
    (
        "the word denied for its denial stays open",
        "he would agree to either plan before the winter",
        "he would agree to neither plan before the winter",
        Level.REVIEW,
    ),
    (
        "a country for its neighbour in the list stays open",
        "he asked for the ships of Iraq at once",
        "he asked for the ships of Iran at once",
        Level.REVIEW,
    ),
    (
        "a Roman numeral for another stays open",
        "in the course of World War I they agreed",
        "in the course of World War II they agreed",
        Level.REVIEW,
    ),
]


@pytest.mark.parametrize(("quote", "read", "level"), [row[1:] for row in SCANNED], ids=[row[0] for row in SCANNED])
def test_on_a_scan(quote: str, read: str, level: Level) -> None:
    found = compare(quote, scanned(f"He said that {read}, and so on."))
    assert found.level is level
    if level is Level.PASS:
        assert found.verdict is Verdict.VERBATIM


def test_a_name_read_alike_twice_is_hardly_misread() -> None:
    once = "he saw Admiral Lanvade on the quay"
    quote, read = "he saw Admiral Lacaze on the quay", f"He said that {once}, and so on."
    alone, again = compare(quote, scanned(read)), compare(quote, scanned(f"{read} Admiral Lanvade left."))
    odds = [next(e.probability for e in found.edits if "Lacaze" in e.quote) for found in (alone, again)]
    assert again.level is not Level.PASS
    assert alone.level is Level.PASS or odds[1] > odds[0]


def test_letters_of_one_shape_are_misread_twice_alike() -> None:
    quote = "the plan would have curtailed the SDI at once"
    read = "the plan would have curtailed the SOI at once"
    assert compare(quote, scanned(read), second=scanned(read, seed=8)).level is Level.PASS


def test_what_passed_through_noise_says_so() -> None:
    found = compare("his government had never accepted", scanned("He said that his govemment had nevcr acceptcd it."))
    assert found.through_noise
    assert "Q503" in {finding.code for finding in found.findings}


def test_the_same_difference_is_the_authors_on_clean_text_and_the_scans_on_noise() -> None:
    read = "his govemment had never accepted the treaty"
    clean = compare("his government had never accepted the treaty", SourceText.from_text(f"{record().text} {read}."))
    noisy = compare("his government had never accepted the treaty", scanned(read))
    assert clean.level is not Level.PASS
    assert noisy.level is Level.PASS


def test_the_second_reading_settles_a_digit() -> None:
    first = scanned("the boundary of 1928 was drawn by the council")
    quote = "the boundary of 1926 was drawn by the council"
    agrees = compare(quote, first, second=scanned("the boundary of 1926 was drawn by the council", seed=8))
    differs = compare(quote, first, second=scanned("the boundary of 1928 was drawn by the council", seed=8))
    assert compare(quote, first).verdict is Verdict.INDETERMINATE
    assert (agrees.level, differs.level) == (Level.PASS, Level.FAIL)
    assert "Q504" in {finding.code for finding in agrees.findings}


def test_words_of_another_column_that_one_reading_ran_in_are_no_omission() -> None:
    left = "The clerk shall keep the record of every vote\nand lay it before the council."
    right = "Fees for the use of the\nharbour crane are due in May."
    ran = "The clerk shall keep the record of every vote Fees for the use of the\nand lay it before the council."
    one = SourceText.from_text(left + "\n\n" + right, noisy=True)
    two = SourceText.from_text(ran + "\nharbour crane are due in May.", noisy=True)
    quote = "keep the record of every vote and lay it before the council"
    assert compare(quote, one, second=two).level is Level.PASS


def test_words_that_one_reading_lost_were_left_out() -> None:
    one = SourceText.from_text("The clerk shall keep the record of every vote\nbefore the council.", noisy=True)
    whole = "The clerk shall keep the record of every vote\nand lay it each spring\nbefore the council."
    two = SourceText.from_text(whole, noisy=True)
    quote = "keep the record of every vote before the council"
    assert compare(quote, one, second=two).level is not Level.PASS


def test_a_second_reading_cannot_undo_a_dropped_denial() -> None:
    quote = "and was prepared to discuss it before the elections"
    one = scanned("and was not prepared to discuss it before the elections")
    two = scanned("and was prepared to discuss it before the elections", seed=9)
    assert compare(quote, one, second=two).level is not Level.PASS
    assert compare(quote, two, second=one).level is not Level.PASS


def test_a_word_too_common_proves_nothing() -> None:
    found = compare("that", record())
    assert (found.verdict, found.level) == (Verdict.INDETERMINATE, Level.REVIEW)
    assert found.chance > compare("harbour", record()).chance


def test_a_quotation_without_words_is_indeterminate() -> None:
    assert compare("...", record()).verdict is Verdict.INDETERMINATE


def test_a_source_without_letters_is_unreadable() -> None:
    assert compare(QUOTE, SourceText.from_text(" \f ")).level is Level.BLOCKED


def codes(found: Comparison) -> set[str]:
    return {finding.code for finding in found.findings}


def test_an_ellipsis_that_hides_the_denial_is_spliced_and_shows_it() -> None:
    found = compare("and was ... prepared to discuss it before the elections", record())
    assert (found.verdict, found.level) == (Verdict.SPLICED, Level.FAIL)
    assert "Q301" in codes(found)
    assert found.omitted[0].text == "not"


def test_an_ellipsis_that_reverses_the_order_is_spliced() -> None:
    found = compare(
        "the survey could begin on 12 May at the earliest ... his government had never accepted the boundary", record()
    )
    assert found.level is Level.FAIL


def test_what_follows_is_shown_where_it_turns_the_sense() -> None:
    found = compare("He did not believe that the companies would object", record())
    assert found.follows.startswith(", unless the fees")
    assert "Q401" in codes(found)
    assert "Q402" in codes(compare("He did not believe that the companies would object.", record()))


def test_a_quotation_that_begins_after_a_denial_says_so() -> None:
    assert "Q403" in codes(compare("prepared to discuss it before the elections", record()))


def test_sic_vouches_for_the_sources_own_slip() -> None:
    assert "Q313" in codes(compare("the conversaton [sic] then turned to the railway concession", record()))
    assert "Q313" not in codes(compare("He recieved [sic] complaints about it daily", record()))


def test_brackets_that_add_or_swallow_a_denial_are_noted() -> None:
    assert "Q312" in codes(compare("the survey could [not] begin on 12 May at the earliest", record()))
    assert compare("and was [fully] prepared to discuss it before the elections", record()).level is Level.FAIL


def test_a_speaker_of_another_name_is_a_finding() -> None:
    text = (
        "The President: I shall send the letter tomorrow morning.\nPrime Minister Olsen: We would prefer to wait for "
        "the report.\nThe President: That is reasonable.\nPrime Minister Olsen: I thank you."
    )
    source = SourceText.from_text(text)
    quote = "We would prefer to wait for the report"
    assert "Q701" in codes(compare(quote, source, speaker="Ambassador Reyes"))
    assert "Q701" not in codes(compare(quote, source, speaker="Olsen"))
    assert "Q701" not in codes(compare(quote, source))


def test_the_same_talk_in_other_words_is_known_for_what_it_is() -> None:
    quote = (
        "Objections of the companies depend on fees, the Ambassador thought; in May at the earliest comes the survey"
    )
    found = compare(quote, record())
    assert found.verdict is Verdict.ABSENT
    assert {"Q702", "Q703"} <= codes(found)


def test_words_of_the_same_field_are_not_the_same_talk() -> None:
    found = compare("the treaty of alliance was signed by both monarchs in the garden of the summer palace", record())
    assert "Q702" not in codes(found)


OWN_BRACKETS = [
    ("a digit changed inside", "gave them an advantage [810 vs. 150] in heavy bombers", Level.FAIL),
    ("word for word", "gave them an advantage [210 vs. 150] in heavy bombers", Level.PASS),
    ("the author's own words beside", "gave them an advantage [210 vs. 150] in [manned] heavy bombers", Level.PASS),
]


@pytest.mark.parametrize(("quote", "level"), [row[1:] for row in OWN_BRACKETS], ids=[row[0] for row in OWN_BRACKETS])
def test_brackets_of_the_source_are_quoted_like_its_words(quote: str, level: Level) -> None:
    source = SourceText.from_text("It gave them an advantage [210 vs. 150] in heavy bombers, the paper said.")
    assert compare(quote, source).level is level


def test_a_passage_put_inside_the_source_s_own_brackets_is_an_alteration() -> None:
    source = SourceText.from_text("He put it off [quoted by Larsen, Harbours and Tolls, page 17] and went home.")
    quote = "He put it off [quoted by Larsen who went home and was ill, Harbours and Tolls, page 17]"
    assert compare(quote, source).level is Level.FAIL


LOOK_AT_THE_PAGE = [
    ("a digit read as another", "the boundary of 1926 was", "the boundary of 1928 was"),
    ("a digit read as a letter like another digit", "the boundary of 1926 was", "the boundary of 192O was"),
    ("a modal read for a modal", "this could be settled by the bank", "this would be settled by the bank"),
    (
        "a denial of which a trace is read",
        "which was not accepted by the council",
        "which was t accepted by the council",
    ),
    ("a denial that lost its space", "which was accepted by the council", "which was notaccepted by the council"),
    (
        "letters one misreading from a denial",
        "they were accepted by the council",
        "they were ro accepted by the council",
    ),
]


@pytest.mark.parametrize(
    ("quote", "read"), [row[1:] for row in LOOK_AT_THE_PAGE], ids=[row[0] for row in LOOK_AT_THE_PAGE]
)
def test_what_a_scan_cannot_settle_never_passes(quote: str, read: str) -> None:
    assert compare(quote, scanned(read, rate=0.06)).level is not Level.PASS


READ_THROUGH = [
    ("a blot in the middle of a word", "describing the meeting as a success", "describing the m ing as a success"),
    ("a letter O for a nought", "the boundary of 1920 was drawn", "the boundary of 192O was drawn"),
    ("specks between words", "describing the meeting as a success", "describing the ee Sa meeting as a success"),
]


@pytest.mark.parametrize(("quote", "read"), [row[1:] for row in READ_THROUGH], ids=[row[0] for row in READ_THROUGH])
def test_what_a_scan_does_is_read_through(quote: str, read: str) -> None:
    found = compare(quote, scanned(read))
    assert (found.level, found.through_noise) == (Level.PASS, True)


def test_an_ellipsis_is_a_step_of_its_own_with_what_it_hides() -> None:
    quote = "The survey could begin [...] at the earliest. He did ..."
    found = compare(quote, record())
    hidden = [edit.source.strip() for edit in found.edits if edit.cause is Cause.MARKED_EDIT]
    assert hidden == ["on 12 May", ""]
    assert "".join(edit.quote for edit in found.edits) == quote


SHORT = [
    ("an ampersand for and", "Mr. Trask & the Committee agreed", Verdict.VERBATIM, Level.PASS),
    ("a percent sign", "would spend 20% more on the series", Verdict.ALTERED, Level.REVIEW),
    ("an abbreviation", "the Dept. of State would spend", Verdict.ALTERED, Level.REVIEW),
    ("two words for a number in digits", "It has been 25 years", Verdict.ALTERED, Level.REVIEW),
    ("a year with its note's number", "in fiscal year 1982. Mr. Trask", Verdict.VERBATIM, Level.PASS),
]


@pytest.mark.parametrize(("quote", "verdict", "level"), [row[1:] for row in SHORT], ids=[row[0] for row in SHORT])
def test_signs_and_short_forms(quote: str, verdict: Verdict, level: Level) -> None:
    source = SourceText.from_text(
        "It has been twenty-five years, the paper said. The Department of State, Mr. Trask and the Committee agreed. "
        "Mr. Trask and the Committee agreed that the Department of State would spend 20 percent more on the series in "
        "fiscal year 1982.2 Mr. Trask hoped that nobody would object."
    )
    found = compare(quote, source)
    assert (found.verdict, found.level) == (verdict, level)
