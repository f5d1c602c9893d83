"""Two checkers at one desk, end to end: browser, server, reviews.csv, and the next run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.sample import claims, page_picture, sample_run
from verifier.reporting.order import needs_human
from verifier.reporting.review_server import ReviewServer, open_desk
from verifier.reporting.reviews import REVIEWS_FILE, apply_reviews, read_reviews

pytestmark = pytest.mark.browser

BARE = sample_run([entry.model_copy(update={"reviews": ()}) for entry in claims()])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReviewServer]:
    made = open_desk(BARE, tmp_path / REVIEWS_FILE, pictures=page_picture, two_person=True)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def decide(page: Any, claim: str, name: str, word: str, reason: str) -> str:
    """What the page says of the claim's decisions after `name` presses the button."""
    page.fill("#checker", name)
    page.fill(f"#claim-{claim} .decide input", reason)
    page.click(f"#claim-{claim} .decide button[value={word}]")
    page.get_by_text(f": {claim}", exact=False).first.wait_for()
    said: str = page.inner_text(f"#claim-{claim} .reviews")
    return said


def test_two_checkers_close_a_claim_and_a_third_reopens_it(chromium: Any, desk: ReviewServer, tmp_path: Path) -> None:
    contexts = [chromium.new_context() for _ in range(2)]
    complaints: list[str] = []
    pages = []
    for context in contexts:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(desk.url + "#claim-c002")
        pages.append(page)
    ada, bo = pages

    ada.click("#claim-c002 .decide button[value=accept]")
    assert ada.inner_text("#saved") == "Your name first."
    said = decide(ada, "c002", "Ada <b>", "accept", "<img src=x onerror=window.pwned=1>")
    assert "Accepted by Ada <b>" in said
    assert "Waits for a second person." in said
    assert ada.evaluate("window.pwned") is None
    assert ada.get_attribute("#claim-c002", "data-human") == ""

    said = decide(bo, "c002", "Bo", "accept", "collated with the scan")
    assert "Accepted by Bo and Ada <b>" in said
    assert bo.get_attribute("#claim-c002", "data-human") is None
    assert bo.inner_text("#decided-count") == "1 of 13"

    ada.reload()
    assert "collated with the scan" in ada.inner_text("#claim-c002 .reviews")
    assert "disputed" in decide(ada, "c002", "Cy", "dispute", "the number is wrong").lower()

    held = read_reviews(tmp_path / REVIEWS_FILE)
    assert [(row.name, row.decision) for row in held] == [("Ada <b>", "accept"), ("Bo", "accept"), ("Cy", "dispute")]
    after = apply_reviews(BARE, held, two_person=True)
    assert needs_human(next(entry for entry in after.claims if entry.id == "c002"))
    assert complaints == []
    for context in contexts:
        context.close()


def test_a_claim_decided_here_survives_the_next_run_until_its_quotation_changes(
    chromium: Any, desk: ReviewServer, tmp_path: Path
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(desk.url + "#claim-c005")
    decide(page, "c005", "Ada", "accept", "the note is wrong, the words are right")
    decide(page, "c005", "Bo", "accept", "agreed")
    context.close()
    held = read_reviews(tmp_path / REVIEWS_FILE)
    again = apply_reviews(BARE, held, two_person=True)
    assert not needs_human(next(entry for entry in again.claims if entry.id == "c005"))
    edited = tuple(
        entry.model_copy(update={"quote": "not one buoy was left"}) if entry.id == "c005" else entry
        for entry in BARE.claims
    )
    reopened = apply_reviews(BARE.model_copy(update={"claims": edited}), held, two_person=True)
    assert needs_human(next(entry for entry in reopened.claims if entry.id == "c005"))
