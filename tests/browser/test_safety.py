"""Nothing a source, an author or a table says is ever run, and nothing leaves the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Opener
from tests.reporting.payloads import MARKUP
from tests.reporting.sample import CAPTURES, MANUSCRIPT, claims, finding, sample_run
from verifier.records.report import ClaimResult, ManuscriptReport, ReportedSource, Review, Run
from verifier.reporting import write_reports

pytestmark = pytest.mark.browser


def hostile(number: int, payload: str) -> ClaimResult:
    """The claim with differences, its every text and address replaced by the payload."""
    base = claims()[1]
    flat = payload.replace("\n", " ")
    edits = tuple(e.model_copy(update={"quote": payload, "source": payload}) for e in base.edits)
    place = base.matches[0].model_copy(
        update={
            "exact": payload,
            "prefix": payload,
            "suffix": payload,
            "link": payload,
            "page_label": flat,
            "url": payload,
        }
    )
    claim = base.claim.model_copy(
        update={
            "id": f"x{number}{payload}", "quote": payload, "url": payload, "page": payload, "note": payload,
            "citation": payload, "source_title": payload, "source_author": payload, "source_date": payload,
            "manuscript": payload, "before": payload, "after": payload, "resolved_note": payload,
            "extra": {payload: payload},
        }
    )  # fmt: skip
    return base.model_copy(
        update={
            "id": claim.id, "quote": payload, "claim": claim, "edits": edits, "matches": (place,), "nearest": place,
            "candidates": (place,), "follows": payload, "reason": payload, "ignored": payload,
            "findings": (finding(payload, payload),),
            "source": ReportedSource(url=payload, title=payload, capture=f"cap{number}"),
            "reading": base.reading.model_copy(update={"engine": payload, "language": payload}),
            "evidence_level": payload,
            "reviews": (Review(decision=payload, name=payload, date=payload, reason=payload, second=payload),),
        }
    )  # fmt: skip


def hostile_run() -> Run:
    captures = tuple(
        CAPTURES[2].model_copy(
            update={"id": f"cap{number}", "url": payload, "final_url": payload, "media_type": payload,
                    "reason": payload,
                    "memento_url": payload, "memento_at": payload, "note": payload, "sha256": payload,
                    "hops": tuple(h.model_copy(update={"url": payload, "location": payload}) for h in CAPTURES[0].hops)}
        )
        for number, payload in enumerate(MARKUP)
    )  # fmt: skip
    base = sample_run([hostile(number, payload) for number, payload in enumerate(MARKUP)])
    everywhere = " ".join(MARKUP)
    manuscript = ManuscriptReport(path=everywhere, findings=(finding(everywhere, everywhere),))
    header = base.run.model_copy(update={"tool": everywhere, "version": everywhere, "inputs": MARKUP})
    return base.model_copy(
        update={"captures": captures, "manuscripts": (manuscript,), "problems": manuscript.findings, "run": header}
    )


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(hostile_run(), tmp_path_factory.mktemp("hostile"), ["html"])["html"]


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_forty_payloads_in_every_field_run_no_script_and_send_no_request(
    open_page: Opener, hostile_report: Path, script: bool
) -> None:
    held = open_page(hostile_report, script=script)
    page = held.page
    if script:
        held.settle()
        page.keyboard.press("e")
        page.hover(".claim .words >> nth=0")
        for key in "jjjkko":
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is None
        tags = (
            "script, iframe, object, embed, video, audio, base, link, img, "
            "meta[http-equiv=refresh], form:not([method=dialog])"
        )
        found = page.evaluate(f"Array.from(document.querySelectorAll('{tags}')).map(e => e.outerHTML.slice(0, 40))")
        assert len(found) == 1, found
        handlers = """Array.from(document.querySelectorAll('*'))
            .filter(e => e.getAttributeNames().some(n => n.startsWith('on') || n === 'style')).length"""
        assert page.evaluate(handlers) == 0
    assert held.requests == [hostile_report.as_uri()]
    assert held.complaints == []


def test_only_plain_web_addresses_become_links(open_page: Opener, hostile_report: Path) -> None:
    held = open_page(hostile_report)
    held.settle()
    schemes = held.page.evaluate("Array.from(new Set(Array.from(document.links).map(a => a.protocol)))")
    assert set(schemes) <= {"file:"}, "only the page's own fragments"


def test_the_payloads_are_shown_as_they_are(open_page: Opener, hostile_report: Path) -> None:
    held = open_page(hostile_report)
    held.settle()
    texts = held.page.evaluate(
        "Array.from(document.querySelectorAll('.claim .manuscript mark')).map(e => e.textContent)"
    )
    assert texts == [payload.replace("\r", "\n") for payload in MARKUP]


def test_the_policy_refuses_scripts_styles_pictures_and_calls_that_are_not_ours(
    open_page: Opener, report: Path
) -> None:
    held = open_page(report)
    refused = held.page.evaluate("""async () => {
        const refused = new Set();
        document.addEventListener("securitypolicyviolation", (event) => refused.add(event.effectiveDirective));
        const script = document.createElement("script");
        try { script.textContent = "window.pwned = 1"; document.body.append(script); } catch { /* refused */ }
        const image = new Image(); image.src = "https://evil.example/x.png"; document.body.append(image);
        document.body.setAttribute("style", "background: red");
        await fetch("https://evil.example/").catch(() => 0);
        await new Promise((done) => setTimeout(done, 100));
        return Array.from(refused).sort();
    }""")
    assert {"connect-src", "img-src", "style-src-attr"} <= set(refused)
    assert {"script-src-elem", "require-trusted-types-for"} & set(refused)
    assert held.page.evaluate("window.pwned") is None
    assert held.page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 0, 0)"


def test_without_scripts_every_word_is_still_there(open_page: Opener, report: Path) -> None:
    page = open_page(report, script=False).page
    assert not page.is_visible("#search")
    page.click("#claim-c001 > details > summary")
    assert "closed to all shipping" in page.inner_text("#claim-c001 .pair")
    assert MANUSCRIPT in page.inner_text("h1")
