"""The strip of the page in the report is of the words: its marks lie where the record's boxes say."""

from __future__ import annotations

import base64
import io
import re

from tests.reporting.sample import claims, sample_run
from verifier.records.report import ClaimResult, ReportedBox
from verifier.records.text import Box
from verifier.reporting.html import build_page
from verifier.texts import crop

PAGE_SIZE = (1000, 1400)  # pixels of an invented scanned page
BOX = Box(0.3, 0.5, 0.6, 0.52)


def scanned_page() -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", PAGE_SIZE, "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(24)
    for line in range(40):
        pen.text((100, 40 + line * 33), "the lamp was out and the pilots would not sail again", fill="black", font=font)
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def marked(picture: bytes) -> tuple[float, float, float]:
    """Left and right edge of the coloured pixels, in fractions of the width; their height in pixels of the page."""
    import numpy as np
    from PIL import Image

    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    coloured = pixels.max(axis=2) - pixels.min(axis=2) > 60
    columns, rows = np.flatnonzero(coloured.any(axis=0)), np.flatnonzero(coloured.any(axis=1))
    width = pixels.shape[1]
    return columns[0] / width, columns[-1] / width, (rows[-1] - rows[0] + 1) * PAGE_SIZE[0] / width


def test_the_marks_of_the_picture_in_the_report_lie_on_the_matched_words() -> None:
    base = claims()[0]
    box = ReportedBox(page_index=0, x0=BOX.x0, y0=BOX.y0, x1=BOX.x1, y1=BOX.y1)
    entry = base.model_copy(update={"matches": (base.matches[0].model_copy(update={"boxes": (box,)}),)})
    page_bytes = scanned_page()

    def pictures(result: ClaimResult) -> bytes:
        held = result.matches[0].boxes[0]
        return crop(page_bytes, 0, [Box(held.x0, held.y0, held.x1, held.y1)])

    html = build_page(sample_run([entry]), pictures).html
    shown = base64.b64decode(re.findall(r'src="data:image/png;base64,([^"]+)"', html)[0])
    left, right, height = marked(shown)
    assert abs(left - BOX.x0) < 0.01
    assert abs(right - BOX.x1) < 0.01
    assert abs(height - (BOX.y1 - BOX.y0) * PAGE_SIZE[1]) < 16, "the words and a little air, not the lines around"
