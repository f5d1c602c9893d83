"""Running heads, page numbers, classification lines and telegram heads are set aside, never deleted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.records.spans import Span
from verifier.records.text import Page
from verifier.texts.furniture import furnish
from verifier.texts.labels import labelled, number_in, shared

BODY = [
    "The minister said that the talks had gone on for hours\nand that nobody wanted to leave the table early.",
    "His colleague replied that a pause would do no harm\nand that both had much to think about.",
    "They agreed to meet again after the holidays\nand to tell the press as little as they could.",
    "A note on the margin says that this was not done\nand gives no reason for the change of mind.",
]


def pages(*texts: str) -> tuple[Page, ...]:
    return furnish(tuple(Page(index=n, text=text) for n, text in enumerate(texts)))


def set_aside(page: Page) -> list[str]:
    return [line for span in page.furniture for line in span.of(page.text).split("\n") if line]


def test_a_head_that_comes_again_is_furniture_and_the_text_is_not() -> None:
    made = pages(*(f"Minutes of the Council, sheet {n}\n{body}" for n, body in enumerate(BODY)))
    assert [set_aside(page) for page in made] == [[f"Minutes of the Council, sheet {n}"] for n in range(4)]


LINES = {
    "a classification": "SECRET",
    "a classification with a caveat": "SECRET/NODIS",
    "a telegram's page head": "PAGE 02 LA PAZ 08916 01 OF 04 191654Z",
    "the end of a telegram": "NNNN",
    "a release stamp": "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005",
    "an executive order": "PER E.O. 13526",
    "a library's stamp": "CLINTON LIBRARY PHOTOCOPY",
    "an exemption": "1.4(b), (d)",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_lines_that_are_furniture_wherever_they_stand(line: str) -> None:
    (page,) = pages(f"{BODY[0]}\n{line}\n{BODY[1]}")
    assert set_aside(page) == [line]


TEXT = {
    "a sentence about secrecy": "The secret was kept by all.",
    "a line of a list": "3. Secret agents",
    "a heading": "CONCLUSIONS",
    "the word page in a sentence": "On page 3 he writes that it was late.",
    "a lone name": "George Bush",
}


@pytest.mark.parametrize("line", TEXT.values(), ids=TEXT)
def test_lines_that_are_text(line: str) -> None:
    (page,) = pages(f"{BODY[0]}\n{line}\n{BODY[1]}")
    assert set_aside(page) == []


AT_THE_FOOT = {
    "when to declassify": "Declassify on: OADR",
    "when to declassify, in short": "DECL: OADR",
    "an executive order": "E.O. 12958",
    "under an executive order": "PER E.O. 12958",
    "who classified": "Classified by: Brent Scowcroft",
    "who classified, without a colon": "CLASSIFIED BY ROBERT M. GATES",
    "why": "Reason: 1.5 (b), (d)",
    "what it was derived from": "Derived from: Multiple Sources",
    "by whose authority": "DECLASSIFIED UNDER AUTHORITY OF THE INTERAGENCY SECURITY CLASSIFICATION APPEALS PANEL",
    "an authority's number": "Authority NND 957300",
    "who opened it and when": "By MJ, NARA, Date 6/12/98",
    "who opened it, with a colon": "By: K. Brown NARA Date: 11/3/2004",
    "where the copy comes from": "Photocopy from Gerald R. Ford Library",
    "where the copy comes from, in capitals": "PHOTOCOPY FROM GEORGE BUSH LIBRARY",
    "where it was reproduced": "REPRODUCED FROM THE HOLDINGS OF THE NATIONAL ARCHIVES",
    "an order as it is misread": "PER E.0,13S26",
    "in small letters, as some are read": "declassified",
    "a month that is also a verb": "DECLASSIFIED BY NSC 23 MAY 2000",
}


@pytest.mark.parametrize("line", AT_THE_FOOT.values(), ids=AT_THE_FOOT)
def test_lines_that_are_furniture_at_the_foot_of_the_only_page_that_has_them(line: str) -> None:
    first, last = pages(f"{BODY[0]}\n{BODY[1]}", f"{BODY[2]}\n{BODY[3]}\n{line}")
    assert (set_aside(first), set_aside(last)) == ([], [line])


def test_a_stamp_of_several_lines_is_set_aside_as_a_whole() -> None:
    stamp = ["DECLASSIFIED", "E.O. 13526, Sec. 3.5", "Authority NLC-126-7-24", "By RB, NARA, Date 3/4/2011"]
    (page,) = pages("\n".join([*BODY, *BODY, *stamp, "Classified by: S. Talbott", "Declassify on: OADR"]))
    assert set_aside(page) == [*stamp, "Classified by: S. Talbott", "Declassify on: OADR"]


SPOKEN_OF = {
    "papers that were released": "Released in part in 1998, the minutes were soon forgotten.",
    "papers that somebody declassified": "Declassified by the ministry, the letters show how little was known.",
    "a sentence that runs on from the line above": "declassified in part and sent to the committee in May",
    "a sentence about an order": "The archive reviews papers under Executive Order 12958 once a year.",
    "a sentence in capitals": "THE PAPER WAS DECLASSIFIED BY THE STATE DEPARTMENT LAST YEAR.",
    "an authority": "Authority rests with the president alone, he said.",
    "the author of a plan": "By the date of the summit both had changed their minds.",
    "a copy": "A photocopy from the Ford Library lay on his desk.",
    "a copy at the head of a sentence": "Photocopies from the library were passed round the table.",
    "what was classified": "Classified by the army as a training flight, it crossed the border.",
    "a reason": "Reason: 1.5 million people had left the country.",
    "a downgrade": "Downgraded to an observer, the delegation went home.",
    "a book": "Released in Full, a novel by their daughter, sold well.",
    "a notice": "The agency stamps Approved for Release on whatever it likes.",
    "a source": "Derived from several reports, this estimate is the best we have.",
}


STANDS = {
    "amid text": (BODY[:1], BODY[1:2]),
    "at the foot": (BODY[:2], []),
    "at the head": ([], BODY[:2]),
    "beside a stamp": (BODY[:1], ["SECRET", BODY[1]]),
}


@pytest.mark.parametrize("line", SPOKEN_OF.values(), ids=SPOKEN_OF)
@pytest.mark.parametrize(("before", "after"), STANDS.values(), ids=STANDS)
def test_text_that_speaks_of_declassification_is_text(line: str, before: list[str], after: list[str]) -> None:
    (page,) = pages("\n".join([*before, line, *after]))
    assert line not in set_aside(page)


HEAD = """SECRET
PAGE 01 LA PAZ 08916 0{n} OF 03 191705Z
ACTION SY-05
INFO OCT-01 ADS-00 SYE-00 /006 W
------------------126307 191735Z /40
O 191620Z OCT 79
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC NIACT IMMEDIATE 8738

SECRET SECTION {n} OF 3 LA PAZ 8916
"""


def test_the_head_of_a_second_section_is_set_aside_and_that_of_the_first_is_text() -> None:
    first, second = pages(HEAD.format(n=1) + "THE VISIT BEGINS AT THE", HEAD.format(n=2) + "AIRPORT AND ENDS THERE.")
    assert "O 191620Z OCT 79" not in set_aside(first)
    assert "O 191620Z OCT 79" in set_aside(second)
    assert "AIRPORT AND ENDS THERE." not in set_aside(second)


def test_two_printer_lines_in_one_head_are_the_head_of_one_telegram() -> None:
    title = "Message Text\nSECRET\n"
    first, second = pages(title + HEAD.format(n=1) + "THE VISIT BEGINS AT", HEAD.format(n=2) + "NOON.")
    assert "O 191620Z OCT 79" not in set_aside(first)
    assert "O 191620Z OCT 79" in set_aside(second)


OWN = {
    "a telegram of one section": "PAGE 01 LA PAZ 08916 191705Z",
    "the first section of several": "PAGE 01 LA PAZ 08916 01 OF 03 191705Z",
    "a first section as it is misread": "PAGE 0l LA PAZ 08916 Ol OF O3 191705Z",
}


@pytest.mark.parametrize("line", OWN.values(), ids=OWN)
def test_the_head_of_a_telegram_is_text_whatever_was_printed_above_it_or_stands_before_it(line: str) -> None:
    head = HEAD.format(n=1).replace("PAGE 01 LA PAZ 08916 01 OF 03 191705Z", line)
    for text in (f"Message Text\n{head}THE VISIT BEGINS", f"{HEAD.format(n=1)}IT ENDS.\nNNNN\n{head}IT BEGINS."):
        (page,) = pages(text)
        assert line in set_aside(page)
        assert not {"O 191620Z OCT 79", "TO SECSTATE WASHDC NIACT IMMEDIATE 8738"} & set(set_aside(page))


def test_the_head_of_a_second_section_is_set_aside_where_a_document_begins_with_it() -> None:
    (page,) = pages("END OF THE FIRST PART\n" + HEAD.format(n=2).replace("02 OF", "02 DF") + "AIRPORT AND ENDS THERE.")
    assert "O 191620Z OCT 79" in set_aside(page)


def test_what_is_read_into_holes_below_the_text_is_set_aside_and_numbers_and_words_are_not() -> None:
    (page,) = pages(f"{BODY[0]}\n1986\nS.....\n" + "\n".join(["NNNN", "S..S", "a....", ". S", "•01.••", "S"]))
    assert set_aside(page) == ["S.....", "NNNN", "S..S", "a....", ". S", "•01.••", "S"]


NUMBERS: dict[str, tuple[list[str], list[str | None]]] = {
    "dashes around": (["- 2 -", "- 3 -", "- 4 -"], ["2", "3", "4"]),
    "page of pages": (["Page 3 of 5", "Page 4 of 5", "Page 5 of 5"], ["3", "4", "5"]),
    "a first page without a number": (["", "2", "3"], ["1", "2", "3"]),
    "a number that was not read": (["5", "", "7"], ["5", "6", "7"]),
    "numbers that do not run on are no page numbers": (["1962", "7", "44"], [None, None, None]),
    "Roman numbers": (["iv", "v", "vi"], ["iv", "v", "vi"]),
    "two documents bound together": (["1", "2", "3", "1", "2", "3"], ["1", "2", "3", "1", "2", "3"]),
}


@pytest.mark.parametrize(("printed", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_printed_numbers(printed: Sequence[str], expected: Sequence[str | None]) -> None:
    numbers = [number_in(text, Span(0, len(text)), whole=True) for text in printed]
    assert labelled([None] * len(printed), numbers) == list(expected)


def test_a_label_that_was_given_is_never_changed() -> None:
    numbers = [number_in(text, Span(0, 1), whole=True) for text in ("2", "3", "4")]
    assert labelled(["A1", None, None], numbers) == ["A1", "3", "4"]


def test_two_readings_of_one_page_share_their_labels() -> None:
    first, second = shared((Page(0, "a", "1"), Page(1, "b")), (Page(0, "a"), Page(1, "b", "2")))
    assert [page.label for page in first] == [page.label for page in second] == ["1", "2"]


@given(st.lists(st.text(alphabet="aB 1\n-SECRETPAGE/", max_size=60), max_size=6))
def test_furniture_lies_in_its_page_sorted_and_apart(texts: list[str]) -> None:
    for page, text in zip(pages(*texts), texts, strict=True):
        assert page.text == text
        ends = [0]
        for span in page.furniture:
            assert ends[-1] <= span.start <= span.end <= len(text)
            ends.append(span.end)
