"""Draw the README's picture of a report: its front, and one claim opened, as a browser shows them.

    python -m verifier demo && python docs/images/draw.py reports/demo/report.html "forty ships" docs/images/report.png

Needs Playwright (extra `dev`) and Chromium. The page is shown in the fonts this machine has.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

WIDTH = 1200  # pixels of the page
FRONT = 700  # pixels of its front that are shown
CLAIM = 880  # pixels of the claim that are shown
GAP = 16


def main(report: str, words: str, target: str) -> None:
    """Write `target`: the front of `report` over the claim whose quotation holds `words`."""
    with sync_playwright() as driver:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=root)
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000})
        page.goto(Path(report).resolve().as_uri())
        front = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": FRONT})
        claim = opened(page, words)
        browser.close()
    joined(front, claim).quantize(128).save(target, optimize=True)


def opened(page: Any, words: str) -> bytes:
    """The picture of the claim, opened."""
    claim = page.locator(".claim", has_text=words).first
    claim.evaluate("one => { one.scrollIntoView(); one.firstElementChild.open = true }")
    page.wait_for_timeout(1_500)  # its picture is drawn when it comes into sight
    box = claim.bounding_box()
    shown: bytes = page.screenshot(clip={**box, "height": min(CLAIM, box["height"])})
    return shown


def joined(front: bytes, claim: bytes) -> Image.Image:
    """One picture over the other, on the front's own paper."""
    top, bottom = (Image.open(io.BytesIO(part)).convert("RGB") for part in (front, claim))
    made = Image.new("RGB", (WIDTH, top.height + bottom.height + 2 * GAP), top.getpixel((2, 2)))
    made.paste(top, (0, 0))
    made.paste(bottom, ((WIDTH - bottom.width) // 2, top.height + GAP))
    return made


if __name__ == "__main__":
    main(*sys.argv[1:4])
