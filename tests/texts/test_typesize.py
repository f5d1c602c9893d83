"""How large the type of a page is, whether a typewriter set it, and the size the page is brought to for reading."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verifier.records.text import Box
from verifier.texts.clean_image import cleaned
from verifier.texts.components import patches_of
from verifier.texts.geometry import straight_to_page
from verifier.texts.ink import threshold
from verifier.texts.redaction import black_boxes
from verifier.texts.typesize import Type, at_reading_size, reading_scale, type_of

Grey = NDArray[np.uint8]
WIDE, HIGH, LINES = 1500, 900, 12
TEXT = "The Minister said that neither lady would bend way "


def page(*, typed: bool, size: int, lines: int = LINES) -> Grey:
    """Lines in the font that comes with Pillow, `size` pixels to the em; `typed`: every letter at the same step."""
    image = Image.new("L", (WIDE, HIGH), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size)
    for row in range(lines):
        y = 20 + row * (HIGH - 40) // LINES
        if not typed:
            pen.text((30, y), TEXT, fill=20, font=font)
            continue
        for place, sign in enumerate(TEXT):
            pen.text((30 + 0.6 * size * (place + 0.5), y), sign, fill=20, font=font, anchor="ma")
    return np.asarray(image)


def found_on(grey: Grey) -> Type | None:
    return type_of(grey, patches_of(grey < threshold(grey)), 300)


@pytest.mark.parametrize("size", [30, 42, 56])
@pytest.mark.parametrize("typed", [pytest.param(True, id="typewritten"), pytest.param(False, id="printed")])
def test_type_is_told_by_its_steps_and_measured(size: int, typed: bool) -> None:
    found = found_on(page(typed=typed, size=size))
    assert found is not None
    assert found.fixed is typed
    assert 0.45 * size < found.high < 0.75 * size


def test_strokes_broken_into_dots_do_not_make_the_type_smaller() -> None:
    whole = page(typed=True, size=50)
    broken = whole.copy()
    broken[np.random.default_rng(5).random(whole.shape) < 0.25] = 255
    one, other = found_on(whole), found_on(broken)
    assert one is not None
    assert other is not None
    assert 0.8 * one.high < other.high <= one.high
    assert other.fixed


def test_a_few_letters_tell_nothing() -> None:
    grey = page(typed=True, size=42, lines=1)
    assert found_on(grey) is None
    same, dpi = at_reading_size(grey, patches_of(grey < threshold(grey)), 300, upright=True)
    assert same is grey
    assert dpi == 300


@pytest.mark.parametrize(
    ("found", "dpi", "scale"),
    [
        pytest.param(Type(24, True), 300, 1 / 2, id="10-pitch type at 300 dots an inch is halved"),
        pytest.param(Type(20, True), 300, 3 / 5, id="a cable's smaller capitals are kept larger"),
        pytest.param(Type(24, False), 300, 3 / 5, id="print, whose letters are narrower, as well"),
        pytest.param(Type(17, False), 300, 5 / 6, id="8-point print is nearly left alone"),
        pytest.param(Type(10, True), 300, 1.0, id="small type is left alone"),
        pytest.param(Type(48, True), 600, 1 / 4, id="a picture of 600 dots an inch comes down as far"),
        pytest.param(Type(60, True), 300, 1 / 2, id="a page of headings keeps its small print legible"),
        pytest.param(Type(24, True), 140, 1.0, id="what is coarse already is left alone"),
        pytest.param(None, 300, 1.0, id="unknown type is left alone"),
    ],
)
def test_the_size_a_page_is_read_at(found: Type | None, dpi: float, scale: float) -> None:
    assert reading_scale(found, dpi) == scale


@pytest.mark.parametrize(
    ("typed", "upright", "share"),
    [
        pytest.param(True, True, 5 / 6, id="typewritten type is pushed together"),
        pytest.param(False, True, 1.0, id="print is not"),
        pytest.param(True, False, 1.0, id="nor is a page on its side, whose lines run up"),
    ],
)
def test_only_typewritten_lines_are_narrowed(typed: bool, upright: bool, share: float) -> None:
    grey = page(typed=typed, size=42)
    made, dpi = at_reading_size(grey, patches_of(grey < threshold(grey)), 300, upright=upright)
    assert made.shape[0] == pytest.approx(HIGH * dpi / 300, abs=1)
    assert made.shape[1] == pytest.approx(WIDE * dpi / 300 * share, abs=1)


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 90), st.integers(1, 90))), st.sampled_from([72, 150, 300, 1200]))
def test_no_picture_grows_or_vanishes(grey: Grey, dpi: int) -> None:
    made, after = at_reading_size(grey, patches_of(grey < 128), dpi, upright=True)
    assert 1 <= made.shape[0] <= grey.shape[0]
    assert 1 <= made.shape[1] <= grey.shape[1]
    assert after <= dpi


@pytest.mark.parametrize("angle", [-2.0, 0.0, 1.5])
def test_places_on_a_narrowed_page_lead_back_to_the_page(angle: float) -> None:
    """Shares of the page stay shares of it, though the picture was turned after it was narrowed."""
    image = Image.fromarray(page(typed=True, size=42))
    pen = ImageDraw.Draw(image)
    pen.rectangle((900, 500, 1300, 560), fill=0)
    tilted = image.rotate(angle, resample=3, fillcolor=255)
    made, facts = cleaned(tilted, {"reduce": True, "straighten": True}, 300)
    assert made.width <= 0.5 * WIDE
    (black,) = facts["redactions"]
    back = straight_to_page(facts["skew"], 0, made.size)(Box(*black))
    middle = straight_to_page(-angle, 0, (WIDE, HIGH))(Box(900 / WIDE, 500 / HIGH, 1300 / WIDE, 560 / HIGH))
    assert (back.x0 + back.x1) / 2 == pytest.approx((middle.x0 + middle.x1) / 2, abs=0.02)
    assert (back.y0 + back.y1) / 2 == pytest.approx((middle.y0 + middle.y1) / 2, abs=0.02)


@pytest.mark.parametrize("dpi", [120, 150, 200, 300, 600])
def test_a_black_bar_is_one_at_any_resolution(dpi: int) -> None:
    grey = np.full((4 * dpi, 4 * dpi), 255, np.uint8)
    grey[dpi : round(1.3 * dpi), dpi : 3 * dpi] = 0
    (bar,) = black_boxes(grey, dpi, 128)
    assert bar == pytest.approx([0.25, 0.25, 0.75, 0.325], abs=0.02)


def test_a_page_full_of_dust_is_read_at_its_own_size() -> None:
    clean = page(typed=True, size=42)
    dust = np.random.default_rng(7)
    worn = clean.copy()  # spots of six pixels, which stay spots from afar
    for y, x in zip(dust.integers(0, clean.shape[0] - 6, 600), dust.integers(0, clean.shape[1] - 6, 600), strict=True):
        worn[y : y + 6, x : x + 6] = 0
    assert at_reading_size(clean, patches_of(clean < 128), 300, upright=True)[1] < 300
    assert at_reading_size(worn, patches_of(worn < 128), 300, upright=True)[1] == 300
