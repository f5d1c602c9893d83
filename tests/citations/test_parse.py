"""One note, read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.citations.building import build
from verifier.citations import parse_notes
from verifier.records.citation import BIBLIOGRAPHY, Citation, Position


def read(note: str) -> tuple[Citation, ...]:
    return parse_notes(build(["Text.{1}"], [note]))


@pytest.mark.parametrize(
    ("note", "author", "title", "date", "page"),
    [
        pytest.param(
            "Jane M. Roe, The Making of Pacts (Ithaca, NY: Cornell University Press, 1987), 18.",
            "Jane M. Roe",
            "The Making of Pacts",
            "1987",
            "18",
            id="a book, italics lost",
        ),
        pytest.param(
            "Luca Rossi, “Back Again?,” Journal of Policy 64, no. 2 (2009), 402.",
            "Luca Rossi",
            "Back Again?",
            "2009",
            "402",
            id="an article",
        ),
        pytest.param(
            'Hall, Gregory O. "Pacts and Powers." World Review 162, no. 1 (1999): 22.',
            "Hall, Gregory O",
            "Pacts and Powers",
            "1999",
            "22",
            id="surname first",
        ),
        pytest.param(
            "“Record of conversation between A and B,” May 18, 1990. Archive X, Fond 1, Opis 1.",
            None,
            "Record of conversation between A and B",
            "May 18, 1990",
            None,
            id="a document without author",
        ),
        pytest.param(
            "Record of conversation between Ann Lee and Bob Fox,” May 18, 1990. Archive X.",
            None,
            "Record of conversation between Ann Lee and Bob Fox",
            "May 18, 1990",
            None,
            id="a lost opening mark",
        ),
        pytest.param(
            "Ann Lee to Bob Fox, “Pact Letter,” 15 September 1993, National Archive, 3.",
            "Ann Lee to Bob Fox",
            "Pact Letter",
            "15 September 1993",
            "3",
            id="a letter",
        ),
        pytest.param(
            "Ann Lee memorandum to Bob Fox, April 14, 1980, “Channel Package.”",
            "Ann Lee",
            "Ann Lee memorandum to Bob Fox",
            "April 14, 1980",
            None,
            id="an unpublished document by its description",
        ),
        pytest.param(
            "League of States, “The Pact of Peace (1949),” League, April 1, 2009, https://x.org/pact.",
            "League of States",
            "The Pact of Peace (1949)",
            "1949",
            None,
            id="a reprint bears the date in its title",
        ),
        pytest.param(
            "“Letter from Ann Lee to Bob Fox,” February 10, 1990. State Archive, 3.",
            "Ann Lee",
            "Letter from Ann Lee to Bob Fox",
            "February 10, 1990",
            "3",
            id="a letter that names its writer",
        ),
        pytest.param(
            "Ann Lee, “Pacts,” The World, accessed October 28, 2021, https://x.org/a.",
            "Ann Lee",
            "Pacts",
            None,
            None,
            id="a date of access is no date of the source",
        ),
        pytest.param(
            'Ann Roe, "The 1990 Deals to "bribe the West" and Win." Security 35 (2010): 110.',
            "Ann Roe",
            'The 1990 Deals to "bribe the West" and Win',
            "2010",
            "110",
            id="straight marks nested in a title",
        ),
    ],
)
def test_full_citations(note: str, author: str | None, title: str, date: str | None, page: str | None) -> None:
    (found,) = read(note)

    assert found.position is Position.FULL
    assert (found.author, found.title, found.date) == (author, title, date)
    assert (found.locator.value if found.locator else None) == page


@pytest.mark.parametrize(
    ("note", "position", "page"),
    [
        ("Ibid.", Position.IBID, None),
        ("Ibid", Position.IBID, None),
        ("Ibid, vii.", Position.IBID_WITH_LOCATOR, "vii"),
        ("Ibid., 402-403.", Position.IBID_WITH_LOCATOR, "402-403"),
        ("Ibidem, p. 12.", Position.IBID_WITH_LOCATOR, "12"),
        ("Id. at 717.", Position.IBID_WITH_LOCATOR, "717"),
        ("Ebd., S. 12.", Position.IBID_WITH_LOCATOR, "12"),
        ("Ibid., In particular, see the accounts by Lee and Fox.", Position.IBID, None),
        ("Roe, The Making of Pacts, vii.", Position.SHORT, "vii"),
        ("Rossi, “Back Again?,” 415.", Position.SHORT, "415"),
        ("Roe, op. cit., 12.", Position.SHORT, "12"),
        ("See note 12 above, 44.", Position.CROSS_REFERENCE, "44"),
        ("Rossi, supra note 3, at 7.", Position.CROSS_REFERENCE, "7"),
        ("The matter was much debated in those years.", Position.UNKNOWN, None),
    ],
)
def test_positions(note: str, position: Position, page: str | None) -> None:
    (found,) = read(note)

    assert found.position is position
    assert (found.locator.value if found.locator else None) == page


@pytest.mark.parametrize(
    ("note", "titles"),
    [
        pytest.param("Ann Lee, “One,” A 1 (1990): 3; Bob Fox, “Two,” B 2 (1991): 4.", ["One", "Two"], id="a semicolon"),
        pytest.param("Ann Lee, “One; or Both,” A 1 (1990): 3.", ["One; or Both"], id="a semicolon in a title"),
        pytest.param(
            "Ann Lee, “One,” A 1 (1990): 3. See also Bob Fox, “Two,” B 2 (1991): 4.", ["One", "Two"], id="see also"
        ),
        pytest.param(
            "Ann Lee, “One,” A 1 (1990): 3. For more on pacts see Bob Fox, “Two,” B 2 (1991): 4.",
            ["One", "Two"],
            id="for more ... see",
        ),
        pytest.param(
            "Good studies include: Ann Lee, “One,” A 1 (1990): 3.; Bob Fox, “Two,” B 2 (1991): 4.",
            ["One", "Two"],
            id="a lead-in",
        ),
        pytest.param(
            "[[Lee to Fox, May 1, 1980|https://x.org/#4]] and [[Dee to Fox, May 2, 1980|https://x.org/#5]] in “P.”",
            ["Lee to Fox, May 1, 1980", "Dee to Fox, May 2, 1980"],
            id="two linked documents",
        ),
    ],
)
def test_strings_of_sources(note: str, titles: list[str]) -> None:
    assert [found.title for found in read(note)] == titles


def test_signals_are_kept() -> None:
    assert [found.signal for found in read("Ann Lee, “One” (1990), 3. See also Bob Fox, “Two” (1991), 4.")] == [
        "",
        "See also",
    ]


def test_a_hyperlink_gives_the_address_with_its_fragment() -> None:
    (found,) = read("[[Ann Lee memorandum for the record, April 11, 1980,|https://x.org/papers#d6]] “Channel Package.”")

    assert found.urls == ("https://x.org/papers#d6",)
    assert found.title == "Ann Lee memorandum for the record, April 11, 1980"


def test_quoted_at_second_hand() -> None:
    (found,) = read("Boris Ivanov quoted in Hamil, “Piece of the Whole,” 22.")

    assert found.quoted_in
    assert (found.author, found.title) == ("Hamil", "Piece of the Whole")


def test_a_declared_short_form() -> None:
    assert (
        read("Ann Lee, The Making of Pacts (Ithaca: Cornell, 1987), 18 (hereafter cited as Pacts).")[0].known_as
        == "Pacts"
    )


def test_bibliography_entries_follow_the_notes() -> None:
    found = parse_notes(
        build(["Text.{1}"], ["Lee, “One,” 3."], bibliography=["Lee, Ann. “One of Many.” Review 1 (1990): 1-9."])
    )

    assert [one.note for one in found] == [0, BIBLIOGRAPHY]
    assert found[1].title == "One of Many"


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.text(alphabet="Ib.id, “”\"'‘;()[]123 https://x.org#ASeealsonote", min_size=1, max_size=90), max_size=4)
)
def test_any_notes_give_citations_in_order_inside_their_notes(notes: list[str]) -> None:
    manuscript = build(["Text."], notes)

    found = parse_notes(manuscript)

    assert [one.note for one in found] == sorted(one.note for one in found)
    for one in found:
        (span,) = manuscript.notes[one.note].spans
        assert span.start <= one.span.start <= one.span.end <= span.end
