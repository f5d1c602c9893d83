"""What a reader sees and does: the first screen, the filters, the keys, the evidence of each claim."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Opener
from tests.reporting.sample import claims, page_picture
from verifier.records.report import ClaimResult, Run
from verifier.records.verdict import Verdict
from verifier.reporting.labels import VERDICTS
from verifier.reporting.order import needs_human

pytestmark = pytest.mark.browser

TO_VERIFY = [entry for entry in claims() if entry.claim.to_verify]
ALL = [entry.id for entry in TO_VERIFY]


def of(verdict: Verdict) -> list[str]:
    return [entry.id for entry in TO_VERIFY if entry.verdict is verdict]


def test_the_first_screen_says_what_stands_what_fails_and_what_was_not_checked(open_page: Opener, report: Path) -> None:
    page = open_page(report).page
    headline = " ".join(page.inner_text(".headline").split())
    assert headline == "4 of 13 quotations stand. 3 fail, 3 want a reader, 3 could not be checked."
    assert page.locator(".queue li").count() == 5
    assert page.locator(".queue li").first.inner_text().startswith("ALTERED MAJOR")
    assert "404 Not Found" in page.inner_text(".blocked")
    assert "never closes" in page.inner_text(".warnings")
    assert page.locator(".tick").count() == len(ALL)


def test_the_page_asks_for_nothing_and_complains_of_nothing(open_page: Opener, pictured: Path) -> None:
    held = open_page(pictured)
    held.settle()
    assert [url for url in held.requests if not url.startswith("data:")] == [pictured.as_uri()]
    assert held.complaints == []


@pytest.mark.parametrize("key", list("1234567890"))
def test_a_number_shows_one_verdict_and_again_shows_all(open_page: Opener, report: Path, key: str) -> None:
    held = open_page(report)
    verdict = list(VERDICTS)["1234567890".index(key)]
    held.page.keyboard.press(key)
    assert held.shown() == of(verdict)
    assert held.page.get_attribute(f".bar[data-verdict={verdict}]", "aria-pressed") == "true"
    held.page.keyboard.press(key)
    assert held.shown() == ALL


def test_bars_add_up_and_the_count_is_said(open_page: Opener, report: Path) -> None:
    held = open_page(report)
    held.page.click(".bar[data-verdict=altered]")
    held.page.click(".bar[data-verdict=absent]")
    assert set(held.shown()) == {*of(Verdict.ALTERED), *of(Verdict.ABSENT)}
    assert held.page.inner_text("#shown") == "3 of 13 shown"
    held.page.keyboard.press("a")
    assert held.shown() == ALL


def test_h_shows_only_what_wants_a_person(open_page: Opener, report: Path) -> None:
    held = open_page(report)
    held.page.keyboard.press("h")
    assert held.shown() == [entry.id for entry in TO_VERIFY if needs_human(entry)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("lighthouse", ["c006"], id="a word of a quotation"),
        pytest.param("ГАВАНЬ", ["c011"], id="Cyrillic in any case"),
        pytest.param("الميناء", ["c012"], id="Arabic"),
        pytest.param("Q301", ["c004"], id="a rule's code"),
        pytest.param("okafor accepted", ["c005", "c013"], id="two words, anywhere in the claim"),
        pytest.param("article", [], id="no tag name of the page itself"),
    ],
)
@pytest.mark.parametrize("settled", [False, True], ids=["while folded", "when unfolded"])
def test_search_finds_what_a_claim_says(
    open_page: Opener, report: Path, words: str, found: list[str], settled: bool
) -> None:
    held = open_page(report)
    if settled:
        held.settle()
    held.page.keyboard.press("/")
    held.page.keyboard.type(words)
    held.page.wait_for_timeout(200)
    assert held.shown() == found


@pytest.mark.parametrize(
    ("order", "first"),
    [("rank", "c002"), ("confidence", "c007"), ("position", "c001"), ("source", "c010")],
)
def test_the_claims_can_be_ordered(open_page: Opener, report: Path, order: str, first: str) -> None:
    held = open_page(report)
    held.page.select_option("#sort", order)
    assert held.shown()[0] == first
    assert sorted(held.shown()) == ALL


def test_j_and_k_walk_the_claims_shown_and_enter_opens_one(open_page: Opener, report: Path) -> None:
    held = open_page(report)
    page = held.page
    page.keyboard.press("1")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.get_attribute(".claim.here", "id") == "claim-c012"
    page.keyboard.press("k")
    assert page.get_attribute(".claim.here", "id") == "claim-c002"
    for key in ("Enter", "o"):
        was = page.evaluate("document.querySelector('.claim.here > details').open")
        page.keyboard.press(key)
        assert page.evaluate("document.querySelector('.claim.here > details').open") is not was


def test_the_question_mark_shows_the_keys_and_a_key_typed_into_search_is_text(open_page: Opener, report: Path) -> None:
    held = open_page(report)
    held.page.keyboard.press("?")
    assert held.page.is_visible("#keys")
    held.page.keyboard.press("Escape")
    assert not held.page.is_visible("#keys")
    held.page.click("#search")
    held.page.keyboard.type("j1?")
    assert held.page.input_value("#search") == "j1?"
    assert not held.page.is_visible("#keys")


def test_e_opens_every_claim_and_t_changes_the_light(open_page: Opener, report: Path) -> None:
    held = open_page(report)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = held.page.evaluate(ground)
    held.page.keyboard.press("t")
    assert held.page.evaluate(ground) != light
    held.page.keyboard.press("e")
    assert held.page.evaluate("document.querySelectorAll('.claim > details[open]').length") == len(ALL)


def test_a_permanent_link_opens_its_claim_even_when_a_filter_hides_it(open_page: Opener, report: Path) -> None:
    held = open_page(report, anchor="claim-c011")
    assert held.page.evaluate("document.querySelector('#claim-c011 > details').open")
    assert "гавань" in held.page.inner_text("#claim-c011 .pair")
    held.page.keyboard.press("1")
    held.page.evaluate("location.hash = 'claim-c001'")
    held.page.wait_for_selector("#claim-c001 .pair")
    assert held.shown() == ALL


def test_a_tick_of_the_strip_leads_to_its_claim(open_page: Opener, report: Path) -> None:
    held = open_page(report)
    held.page.click(".tick[data-to=claim-c003]", force=True)
    held.page.wait_for_selector("#claim-c003 .pair")
    assert held.page.evaluate("location.hash") == "#claim-c003"


@pytest.mark.parametrize("entry", TO_VERIFY, ids=[f"{entry.verdict}-{entry.id}" for entry in TO_VERIFY])
def test_a_claim_shows_its_evidence(reader: Any, entry: ClaimResult, run: Run) -> None:
    claim = reader.locator(f"#claim-{entry.id}")
    said = claim.inner_text()
    assert entry.claim.before.strip() in said
    assert entry.claim.citation in said
    assert ("nothing could be compared" if entry.level == "blocked" else entry.evidence_level + ":") in said
    if entry.reason:
        assert entry.reason[1:] in said
    for finding in entry.findings:
        assert finding.code in said
    for match in entry.matches:
        assert "As the source has it" in said
        assert claim.locator("a.go").get_attribute("href") == match.link
        assert entry.follows.strip() in said
    capture = next((held for held in run.captures if held.id == entry.source.capture), None)
    if capture:
        assert capture.url in said
        assert capture.retrieved_at[:10] in said
        assert capture.sha256 in said
        for hop in capture.hops:
            assert f"{hop.status} to {hop.location}" in said
    if entry.nearest:
        assert entry.nearest.exact in said
        assert "never a match" in said


def test_every_difference_is_numbered_on_both_sides_and_named_by_its_cause(reader: Any) -> None:
    page = reader
    sides = [side.inner_text() for side in page.locator("#claim-c002 .pair section").all()]
    assert all(f"{number}" in side for side in sides for number in (1, 2, 3))
    named = [" ".join(line.split()) for line in page.locator("#claim-c002 .differences li").all_inner_texts()]
    assert named == [
        "negation the quotation leaves out not",
        "number source forty-three, quotation forty-two",
        "modal or quantifier source should, quotation shall",
    ]


def test_what_an_ellipsis_hides_is_shown_and_a_long_passage_can_be_unfolded(reader: Any) -> None:
    page = reader
    assert "only if we are compelled" in page.inner_text("#claim-c004 .d.hidden")
    assert "more words" in page.inner_text("#claim-c004 .d.hidden")
    assert "hides 165 words" in page.inner_text("#claim-c004 .differences")
    page.click("#claim-c004 .omitted summary")
    assert page.inner_text("#claim-c004 .omitted p").count("coal") == 30


def test_typography_is_counted_and_never_numbered(reader: Any) -> None:
    page = reader
    said = page.inner_text("#claim-c013 .differences")
    assert "line-break hyphen" in said
    assert "2 places, wording unaffected" in said
    assert page.locator("#claim-c013 .pair sup").count() == 0


def test_a_memento_is_a_robust_link(reader: Any) -> None:
    link = reader.locator("#claim-c011 a[data-versionurl]")
    assert link.get_attribute("data-originalurl") == "http://archive.example.org/document/diary-3"
    assert link.get_attribute("data-versiondate") == "2019-05-06"
    assert link.get_attribute("data-versionurl").startswith("https://web.archive.org/web/2019")


def test_a_decision_stands_beside_the_verdict_and_a_stale_one_is_reopened(reader: Any) -> None:
    page = reader
    assert "Reopened" in page.inner_text("#claim-c013 .reviews")
    assert "Accepted by R. Lindqvist and M. Okafor" in page.inner_text("#claim-c005 .reviews")
    assert page.get_attribute("#claim-c005", "data-verdict") == "elsewhere"


def test_each_picture_is_its_own_claims_and_keeps_its_shape(open_page: Opener, pictured: Path) -> None:
    held = open_page(pictured)
    held.page.keyboard.press("e")
    for entry in TO_VERIFY:
        picture = page_picture(entry)
        image = held.page.locator(f"#claim-{entry.id} .picture img")
        assert image.count() == (1 if picture else 0)
        if picture:
            assert base64.b64decode(image.get_attribute("src").partition(",")[2]) == picture
            image.scroll_into_view_if_needed()
            held.until(f"document.querySelector('#claim-{entry.id} .picture img').naturalWidth > 0")
            natural, shown = image.evaluate("i => [i.naturalWidth / i.naturalHeight, i.clientWidth / i.clientHeight]")
            assert abs(natural - shown) < 0.02


def test_right_to_left_words_read_from_the_right(reader: Any) -> None:
    page = reader
    directions = page.evaluate(
        """Array.from(document.querySelectorAll('#claim-c012 .words, #claim-c012 .manuscript'))
            .map(e => getComputedStyle(e).direction)"""
    )
    assert directions == ["rtl", "rtl", "rtl"]
