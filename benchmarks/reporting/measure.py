"""How long a report takes to write and to open: `python -m benchmarks.reporting.measure [CLAIMS]`.

Opening is measured in Chromium when Playwright and a browser are there: milliseconds to the first paint and to the end
of loading, the page's own processor time, and the time between frames while scrolling.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.reporting.sample import many_claims, page_picture, sample_run
from verifier.records.report import ClaimResult, Run
from verifier.reporting import write_reports
from verifier.reporting.formats import FORMATS

OPENINGS = 3
SCROLLING = """async () => {
    const gaps = [];
    let last = performance.now();
    for (let step = 0; step < 120; step++) {
        scrollBy(0, 400);
        await new Promise((done) => requestAnimationFrame(done));
        gaps.push(performance.now() - last);
        last = performance.now();
    }
    gaps.sort((a, b) => a - b);
    return [gaps[60], gaps[114]];
}"""
TIMES = """() => {
    const entry = performance.getEntriesByType("navigation")[0];
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return [paint ? paint.startTime : 0, entry.loadEventEnd];
}"""


class Pictures:
    """Pictures of the sample, each drawn once and made different for each claim, so that none is shared."""

    def __init__(self) -> None:
        self._drawn: dict[str, bytes | None] = {}

    def __call__(self, result: ClaimResult) -> bytes | None:
        if result.quote not in self._drawn:
            self._drawn[result.quote] = page_picture(result)
        drawn = self._drawn[result.quote]
        return drawn + result.id.encode() if drawn else None


def writing(run: Run, folder: Path) -> None:
    for name, entry in FORMATS.items():
        begun = time.perf_counter()
        if name == "html":
            size = write_reports(run, folder, ["html"], pictures=Pictures())["html"].stat().st_size
        else:
            size = len(entry.make(run))
        print(f"  {name:<12}{time.perf_counter() - begun:7.2f} s {size / 1e6:8.2f} MB")


def opening(page: Path) -> None:
    browser_path = shutil.which("chromium")
    if browser_path is None:
        print("  no Chromium on this machine")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=browser_path, args=arguments)
        for _ in range(OPENINGS):
            print("  " + opened(browser, page))
        browser.close()


def opened(browser: Any, page: Path) -> str:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    tab.goto(page.as_uri())
    metrics = {entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]}
    paint, loaded = tab.evaluate(TIMES)
    median, late = tab.evaluate(SCROLLING)
    context.close()
    return (
        f"first paint {paint:5.0f} ms, loaded {loaded:5.0f} ms, page's CPU {metrics['TaskDuration']:.2f} s, "
        f"frames while scrolling {median:.0f} ms median, {late:.0f} ms at 95 %"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    run = sample_run(many_claims(count))
    print(f"{count} claims; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with TemporaryDirectory() as folder:
        writing(run, Path(folder))
        opening(Path(folder) / "report.html")


if __name__ == "__main__":
    main()
