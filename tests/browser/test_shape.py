"""How the page stands: narrow, dark, on paper, for a screen reader, and with thousands of claims."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser.conftest import Opened, Opener
from tests.reporting.sample import claims, many_claims, page_picture, sample_run
from verifier.reporting import html as html_report
from verifier.reporting import write_reports

pytestmark = pytest.mark.browser


def violations(held: Opened, part: str = "html") -> list[str]:
    """What axe finds against WCAG 2.2 A and AA (and its best practices), one line each."""
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe is not installed (axe-playwright-python ships it)")
    held.page.evaluate(Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8"))
    found = held.page.evaluate(
        """part => axe.run(part).then(
            r => r.violations.map(v => [v.id, v.nodes.map(n => n.target.join(' ')).slice(0, 4)]))""",
        part,
    )
    return [f"{name}: {targets}" for name, targets in found]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing(open_page: Opener, report: Path, scheme: str, width: int) -> None:
    held = open_page(report, scheme=scheme, width=width)
    held.settle()
    held.page.keyboard.press("e")
    assert violations(held) == []


def test_axe_finds_nothing_in_the_keys(open_page: Opener, report: Path) -> None:
    held = open_page(report)
    held.page.keyboard.press("?")
    assert violations(held, "#keys") == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_nothing_runs_off_the_side(open_page: Opener, report: Path, width: int) -> None:
    held = open_page(report, width=width)
    held.settle()
    held.page.keyboard.press("e")
    assert held.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_dark_page_is_dark(open_page: Opener, report: Path) -> None:
    ground = open_page(report, scheme="dark").page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert all(int(part) < 60 for part in re.findall(r"\d+", ground)[:3])


def test_the_packet_has_one_claim_a_page_with_its_picture(open_page: Opener, pictured: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    held = open_page(pictured)
    page = held.page
    page.evaluate("window.print = () => { window.asked = true; }")
    page.keyboard.press("p")
    held.until("window.asked === true")
    page.pdf(path=str(tmp_path / "packet.pdf"), format="A4", print_background=True)
    pages = PdfReader(tmp_path / "packet.pdf").pages
    wanted = [entry.id for entry in claims() if entry.claim.to_verify]
    places = {}
    for number, sheet in enumerate(pages):
        named = re.findall(r"#\s*(c\d{3})\b", sheet.extract_text())
        assert len(named) <= 1, f"page {number + 1} holds {named}"
        for name in named:
            places[name] = len(sheet.images)
    assert list(places) == wanted
    assert all(bool(places[entry.id]) is bool(entry.matches) for entry in claims() if entry.id in places)
    assert page.evaluate("document.querySelectorAll('.claim > details[open]').length") == 5, (
        "closed again after printing"
    )


def test_only_the_claims_shown_are_printed(open_page: Opener, report: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    page = open_page(report).page
    page.keyboard.press("3")
    page.pdf(path=str(tmp_path / "packet.pdf"), format="A4")
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "packet.pdf").pages)
    assert re.findall(r"#\s*(c\d{3})\b", text) == ["c006"]


@pytest.fixture(scope="module")
def large_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = sample_run(many_claims(2000))
    return write_reports(run, tmp_path_factory.mktemp("large"), ["html"])["html"]


def test_two_thousand_claims_open_folded_and_can_be_searched_and_walked(open_page: Opener, large_report: Path) -> None:
    held = open_page(large_report)
    page = held.page
    assert page.evaluate("window.opened") < 60_000, "the evidence waits, folded"
    total = len(held.shown())
    assert total > 1800
    page.keyboard.press("3")
    assert 0 < len(held.shown()) < total
    page.keyboard.press("a")
    page.evaluate("location.hash = 'claim-k01996'")
    held.until("document.querySelector('.claim.here')?.id === 'claim-k01996'")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_many_pictures_lie_beside_the_page_and_load_when_they_are_scrolled_to(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_report, "INLINE_PICTURE_BYTES", 1000)
    path = write_reports(sample_run(), tmp_path, ["html"], pictures=page_picture)["html"]
    assert "data:image" not in path.read_text()
    held = open_page(path, anchor="claim-c002")
    image = held.page.locator("#claim-c002 .picture img")
    image.scroll_into_view_if_needed()
    held.until("document.querySelector('#claim-c002 .picture img').naturalWidth > 0")
    assert held.complaints == []
    folder = (tmp_path / html_report.ASSETS_FOLDER).as_uri()
    assert all(url == path.as_uri() + "#claim-c002" or url.startswith((folder, path.as_uri())) for url in held.requests)
