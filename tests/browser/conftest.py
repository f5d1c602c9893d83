"""Debian's Chromium, driven by Playwright; every test here skips, saying so, where either is absent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.sample import page_picture, sample_run
from verifier.records.report import Run
from verifier.reporting import write_reports

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with api.sync_playwright() as driver:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


# before the page goes on to unfold itself in idle moments, which a busy machine may have sooner or later
COUNT_AT_OPENING = (
    "addEventListener('DOMContentLoaded', () => { window.opened = document.querySelectorAll('*').length })"
)


@dataclass
class Opened:
    """A page in the browser, with everything it asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """The ids of the claims that are shown, in their order on the page."""
        found: list[str] = self.page.evaluate(
            "Array.from(document.querySelectorAll('.claim')).filter(c => !c.hidden).map(c => c.id.slice(6))"
        )
        return found

    def settle(self) -> None:
        """Unfold every claim's evidence at once, as printing does."""
        self.page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")

    def until(self, expression: str) -> None:
        """Wait until the expression holds (the page's policy forbids Playwright's own way of waiting)."""
        for _ in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {expression}")


Opener = Callable[..., Opened]


@pytest.fixture(scope="session")
def profiles(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Browser profiles by their settings, each made once: a new one for every test would take most of the time."""
    made: dict[tuple[object, ...], Any] = {}

    def profile(width: int, scheme: str, script: bool) -> Any:
        key = (width, scheme, script)
        if key not in made:
            made[key] = chromium.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                java_script_enabled=script,
                reduced_motion="reduce",
            )
        return made[key]

    yield profile
    for context in made.values():
        context.close()


@pytest.fixture
def open_page(profiles: Callable[..., Any]) -> Iterator[Opener]:
    """Open a file on a fresh page: `open_page(path, width=, scheme=, script=, anchor=)`."""
    pages: list[Any] = []

    def opened(
        path: Path, *, width: int = 1280, scheme: str = "light", script: bool = True, anchor: str = ""
    ) -> Opened:
        held = Opened(profiles(width, scheme, script).new_page())
        pages.append(held.page)
        held.page.on("request", lambda request: held.requests.append(request.url))
        held.page.on("console", lambda message: held.complaints.append(message.text))
        held.page.on("pageerror", lambda error: held.complaints.append(str(error)))
        held.page.on("dialog", lambda dialog: (held.complaints.append("dialog"), dialog.dismiss()))
        held.page.add_init_script(COUNT_AT_OPENING)
        held.page.goto(path.as_uri() + (f"#{anchor}" if anchor else ""))
        return held

    yield opened
    for page in pages:
        page.evaluate("try { localStorage.clear() } catch {}")
        page.close()


@pytest.fixture(scope="session")
def run() -> Run:
    return sample_run()


@pytest.fixture(scope="session")
def report(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's report without pictures, which most tests have no use for."""
    return write_reports(run, tmp_path_factory.mktemp("report"), ["html"])["html"]


@pytest.fixture(scope="session")
def pictured(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's report with its page pictures."""
    return write_reports(run, tmp_path_factory.mktemp("pictured"), ["html"], pictures=page_picture)["html"]


@pytest.fixture(scope="session")
def reader(profiles: Callable[..., Any], report: Path) -> Iterator[Any]:
    """One page of the report with every claim open, for tests that only read."""
    page = profiles(1280, "light", True).new_page()
    page.goto(report.as_uri())
    page.keyboard.press("e")
    page.evaluate("""() => {  // lay out what is off the screen as well: text there reads as empty otherwise
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("details { content-visibility: visible !important }");
        document.adoptedStyleSheets = [sheet];
    }""")
    yield page
    page.close()
