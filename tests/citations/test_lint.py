"""Each rule of the notes, shown by the smallest manuscript that breaks it and by one that keeps it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.citations.building import build
from verifier.citations import govern, lint, parse_notes, resolve
from verifier.citations.lint.names import ALIKE, _alike
from verifier.citations.lint.pages import LONG_WORK
from verifier.quotations import find_quotations
from verifier.records.findings import Finding, Severity
from verifier.records.manuscript import Manuscript
from verifier.rules.citation import RULES as CITATION_RULES
from verifier.rules.manuscript import WORDS

BOOK = "Jane Roe, The Making of Pacts (Ithaca: Cornell University Press, 1987), 18."
PAPER = "Luca Rossi, “Back Again? Pacts after the War,” Journal of Policy 64, no. 2 (2009): 395-420, 402."
DIARY = "“Ambassador Lee Diary,” March 5, 1991. Personal diary. https://archive.example.org/28, 3."
SAID = "He said “nothing of the sort will ever happen.”"
LIST = [
    f"{name}, Ann. “Study of {name}.” Review 1 (1990): 1-9." for name in ("Abel", "Bohr", "Curie", "Dirac", "Euler")
]


def found(manuscript: Manuscript) -> list[Finding]:
    resolutions = resolve(parse_notes(manuscript), manuscript)
    quotations, problems = find_quotations(manuscript)
    return [*problems, *lint(govern(quotations, manuscript, resolutions), manuscript, resolutions)]


def codes(paragraphs: list[str], notes: list[str], bibliography: list[str] | None = None) -> set[str]:
    return {finding.code for finding in found(build(paragraphs, notes, bibliography=bibliography or []))}


BREAKS = [
    pytest.param(
        "C101", [f"{SAID}{{1}} {SAID}{{2}}"], [f"{BOOK[:-1]}; {PAPER}", "Ibid., 3."], id="Ibid. after two works"
    ),
    pytest.param(
        "C102", ["In July 1991 they wrote that “it is so and stays so.”{2}"], [DIARY, "Ibid."], id="another month"
    ),
    pytest.param(
        "C102", ["The letter said “it is so and stays so.”{2}"], [DIARY, "Ibid."], id="another kind of document"
    ),
    pytest.param(
        "C102", ["In Fox’s letter we read “it is so and stays so.”{2}"], [DIARY, "Ibid."], id="somebody else's letter"
    ),
    pytest.param("C103", [f"{SAID}{{2}}"], [PAPER, "Ibid., 476."], id="a page past the article's end"),
    pytest.param("C104", [f"{SAID}{{1}}"], [PAPER.replace(", 402", "")], id="the whole article for a page"),
    pytest.param("C104", [f"{SAID}{{1}}"], [PAPER.replace("402", "395")], id="the first page"),
    pytest.param("C104", [f"{SAID}{{1}}"], [BOOK.replace(", 18.", ", 345 pp.")], id="the page count"),
    pytest.param("C105", [f"{SAID}{{1}}"], [BOOK.replace(", 18", "")], id="a book without page"),
    pytest.param("C106", [f"{SAID}{{1}}"], ["The matter was much debated."], id="a note of prose"),
    pytest.param("C107", [f"{SAID}{{1}}"], [f"{BOOK[:-1]}; {PAPER}"], id="two works under one quotation"),
    pytest.param("C108", [f"{SAID}{{1}}"], ["Smith, 3."], id="an author never cited"),
    pytest.param("C109", [f"{SAID}{{2}}"], [BOOK, "See note 47 above."], id="a note that is not there"),
    pytest.param("C110", [f"{SAID}{{1}}"], ["Boris Ivanov quoted in Hamil, “Piece of It,” 22."], id="quoted in"),
    pytest.param(
        "C111", ["In The Making of Pacts (1986), Roe said “it is so and stays.”{1}"], [BOOK], id="two years of one book"
    ),
    pytest.param("C111", [f"{SAID}{{1}}"], ["“Talk,” 31 June 1990. Archive of State, 3."], id="a day that is none"),
    pytest.param(
        "C112",
        [f"{SAID}{{1}}"],
        ["“Talk,” May 1, 1990, https://nsarchive.gwu.edu/dc.html?doc=4390816-Doc-02."],
        id="an old viewer",
    ),
    pytest.param(
        "C113",
        [f"{SAID}{{1}}"],
        ["“Talk,” May 1, 1990, https://archive.example.org/7#_edn13."],
        id="another page's note",
    ),
    pytest.param(
        "C114",
        [f"{SAID}{{1}}"],
        ["“Talk,” Archive, accessed May 1, 2020, https://archive.example.org/7."],
        id="only a day of access",
    ),
    pytest.param(
        "C115",
        [f"As Strobe Talbot wrote. {SAID}{{1}}"],
        ["Strobe Talbott, “Bill,” Review 1 (2019): 4."],
        id="a letter more",
    ),
    pytest.param("C116", [f"{SAID}{{1}}"], [PAPER], id="not in the list"),
    pytest.param(
        "C117",
        [f"{SAID}{{1}}"],
        ["[[Lee to Fox, May 1, 1980|/a/b/t#d6]]; [[Lee to Dee, May 2, 1980|https://x.org/a/b/u]]"],
        id="a path alone",
    ),
    pytest.param("M201", ["He called it “a grave error and left."], [], id="an opening mark alone"),
    pytest.param("M202", ["No way,” he wrote."], [], id="a closing mark alone"),
    pytest.param("M203", [SAID], [], id="no note"),
    pytest.param(
        "M204",
        ["“On equal footing, and there would be a pact,”{1} or “on equal footing, and there would be no pact.”{1}"],
        [BOOK],
        id="two wordings",
    ),
    pytest.param(
        "M205",
        [
            "As said below, “the two states could not agree on the future.”",
            "So the two states could not agree on the future.",
        ],
        [],
        id="own words",
    ),
]


@pytest.mark.parametrize(("code", "paragraphs", "notes"), BREAKS)
def test_a_rule_is_broken(code: str, paragraphs: list[str], notes: list[str]) -> None:
    assert code in codes(paragraphs, notes, LIST if code == "C116" else None)


def test_every_rule_of_ours_has_an_example_here() -> None:
    shown = {str(case.values[0]) for case in BREAKS}

    assert shown == {entry.code for entry in (*CITATION_RULES, *WORDS)}


@pytest.mark.parametrize(
    ("paragraphs", "notes"),
    [
        pytest.param(
            [f"{SAID}{{1}} She said “that is how the matter stands.”{{2}}"],
            [BOOK, "Ibid., 19."],
            id="Ibid. after one work",
        ),
        pytest.param(
            ["In March 1991 he wrote that “it is so and stays so.”{2}"],
            [DIARY, "Ibid."],
            id="the month is the source's",
        ),
        pytest.param([f"{SAID}{{1}}"], [PAPER], id="a page inside the article"),
        pytest.param(
            ["In The Making of Pacts (1987), Roe said “it is so and stays.”{1}"], [BOOK], id="the year is the note's"
        ),
        pytest.param(
            [f"{SAID}{{1}}"], ["“Talk,” May 1, 1990, https://archive.example.org/7#d6."], id="a fragment of its own"
        ),
        pytest.param(
            ["The Archives of State.", f"{SAID}{{1}}"],
            ["State Archive, “Talk,” May 1, 1990, 3."],
            id="a plural is no misspelling",
        ),
        pytest.param(
            ["It is “on equal footing, and there would be a pact.”{1} Or “equal footing, and there would be”{1}"],
            [BOOK],
            id="a part quoted again",
        ),
    ],
)
def test_nothing_to_say(paragraphs: list[str], notes: list[str]) -> None:
    assert codes(paragraphs, notes) == set()


def test_findings_stand_in_the_order_of_the_text_and_point_into_it() -> None:
    manuscript = build(
        [f"{SAID}{{1}} “And that is all there was to say.”{{3}}"], [BOOK.replace(", 18", ""), "Prose only.", "Ibid."]
    )

    starts = [finding.span.start for finding in found(manuscript) if finding.span]

    assert starts == sorted(starts)
    assert all(
        0 <= finding.span.start <= finding.span.end <= len(manuscript.text)
        for finding in found(manuscript)
        if finding.span
    )


def test_a_note_of_prose_matters_only_under_a_quotation() -> None:
    with_quotation = found(build([f"{SAID}{{1}}"], ["The matter was much debated."]))
    without = found(build(["Text.{1}"], ["The matter was much debated."]))

    assert [finding.severity for finding in with_quotation if finding.code == "C106"] == [Severity.REVIEW]
    assert [finding.severity for finding in without if finding.code == "C106"] == [Severity.NOTE]


def test_what_moves_when_the_length_of_a_long_work_moves() -> None:
    short = f"Luca Rossi, “Back Again?,” Journal of Policy 64 (2009): 10-{10 + LONG_WORK - 1}."
    manuscript = build([f"{SAID}{{1}}"], [short])
    resolutions = [replace(one, locator=None) for one in resolve(parse_notes(manuscript), manuscript)]
    longer = [
        replace(one, source=replace(one.source, extent=f"10-{10 + LONG_WORK}")) for one in resolutions if one.source
    ]

    def told(given: list) -> set[str]:  # type: ignore[type-arg]
        return {
            finding.code
            for finding in lint(govern(find_quotations(manuscript)[0], manuscript, given), manuscript, given)
        }

    assert "C105" not in told(resolutions)
    assert "C105" in told(longer)


def test_what_moves_when_the_likeness_of_names_moves() -> None:
    assert _alike("Talbot", "Talbott")
    assert not _alike("Kerry", "Kelly")
    assert 0.7 < ALIKE < 0.9
