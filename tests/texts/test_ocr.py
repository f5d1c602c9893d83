"""Real OCR of pages drawn here: words, boxes, confidences, and what is said when there is nothing to read with."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.texts.pdfs import drawn, scanned_pdf
from verifier.records.source import Layer
from verifier.records.text import Box
from verifier.texts import Reader, tesseract
from verifier.texts.clean_image import cleaned, without_dust, without_frame
from verifier.texts.ink import threshold
from verifier.texts.redaction import black_boxes
from verifier.texts.rows import Piece
from verifier.texts.skew import skew_of

LINES = [
    "The Minister said that the talks had failed",
    "because neither side would give way on the",
    "question of inspections before the summer.",
    "He added that 14 proposals were not read.",
]


@pytest.fixture(autouse=True)
def only_the_first_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second engine is an extra: what is tested here must hold without it."""
    monkeypatch.setattr("verifier.texts.second_engine.available", lambda: "")


needs_ocr = pytest.mark.skipif(not tesseract.engines(), reason="no Tesseract on this machine")


def picture(lines: list[str] = LINES, *, angle: float = 0.0) -> Image.Image:
    pixels, width, height = drawn(lines, angle=angle)
    return Image.frombytes("L", (width, height), pixels)


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


@needs_ocr
def test_a_scan_without_a_layer_is_read_and_both_readings_come_back() -> None:
    layer, scan = Reader().pdf(scanned_pdf(LINES), url="https://a.example/scan.pdf")
    assert layer.text == ""
    assert layer.url == scan.url
    assert (scan.layer, scan.noisy, scan.engine) == (Layer.OCR, True, "tesseract")
    assert scan.text.split("\n")[:4] == LINES
    assert scan.language == "en"


@needs_ocr
def test_words_of_a_crooked_page_are_boxed_where_they_stand_on_it() -> None:
    body = scanned_pdf(LINES, angle=2.0)
    _, scan = Reader().pdf(body)
    assert scan.text.split("\n")[:4] == LINES
    words = {scan.text[word.start : word.end]: word.box for word in scan.pages[0].words}
    first, last = words["The"], words["failed"]
    assert first is not None
    assert last is not None
    assert first.y0 - last.y0 > 0.02  # two degrees up to the right, as on the page, not as straightened


@needs_ocr
def test_a_page_on_its_side_is_turned() -> None:
    body = png(picture().transpose(Image.Transpose.ROTATE_90))
    (scan,) = Reader().image(body)
    assert "neither side would give way" in scan.text


@needs_ocr
def test_a_good_layer_is_not_read_again_unless_asked() -> None:
    body = scanned_pdf(LINES, layer=LINES)
    assert len(Reader().pdf(body)) == 1
    assert len(Reader(ocr="never").pdf(body)) == 1
    assert len(Reader(pages=frozenset({0})).pdf(body)) == 2


@needs_ocr
def test_a_language_without_a_model_is_unreadable_not_absent() -> None:
    _, scan = Reader(languages=("xyz",)).pdf(scanned_pdf(LINES))
    assert scan.problems == ("unreadable: no OCR model for xyz on this machine",)
    assert [page.text for page in scan.pages] == [""]


RUSSIAN = "Министр заявил что переговоры не привели к результату потому что никто не хотел уступать по этому вопросу"
MISREAD = "MHHUCTp 3a9BuJI 4TO neperoBopbl He npuBeJIu K pe3yJIbTaTy noToMy 4TO HuKTO He xoTeJI ycTynaTb no 3ToMy"


def typed(text: str, sure: float) -> list[Piece]:
    """A page of twelve such lines, as the engine hands it over."""
    return [
        Piece(word, Box(0.1 + 0.04 * at, 0.1 + 0.03 * row, 0.135 + 0.04 * at, 0.115 + 0.03 * row), sure, row)
        for row in range(12)
        for at, word in enumerate(text.split())
    ]


@pytest.mark.parametrize(
    ("models", "problems", "start"),
    [
        pytest.param(
            {"eng"}, ("unreadable: other language (ru)",), "", id="without its model a language is unreadable"
        ),
        pytest.param({"eng", "rus"}, (), "Министр заявил", id="with its model it is read"),
    ],
)
def test_a_page_in_another_script(
    models: set[str], problems: tuple[str, ...], start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = tesseract.Engine("tesseract", "", "5", frozenset(models))
    monkeypatch.setattr(tesseract, "engines", lambda: (engine,))
    monkeypatch.setattr(
        tesseract,
        "read",
        lambda *args, **more: typed(RUSSIAN, 0.9) if args[3] == ("rus",) else typed(MISREAD, 0.4),
    )
    (scan,) = Reader().image(png(picture()))
    assert scan.problems == problems
    assert scan.text[:14] == start


@needs_ocr
def test_a_page_of_nothing_says_so() -> None:
    (scan,) = Reader().image(png(Image.new("L", (800, 600), 255)))
    assert scan.problems == ("unreadable: OCR found no words on any page",)


@needs_ocr
def test_a_black_bar_is_a_place_where_words_may_be_hidden() -> None:
    image = picture()
    image.paste(0, (500, 175, 900, 240))
    (scan,) = Reader().image(png(image))
    places = [place for place in scan.pages[0].obscured if place.kind == "redaction"]
    assert places
    assert places[0].offset is not None
    assert abs(places[0].box.x0 - 500 / image.width) < 0.02


def test_a_picture_that_is_none_is_named() -> None:
    (scan,) = Reader().image(b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert scan.problems[0].startswith("damaged: the picture cannot be opened")


@pytest.mark.parametrize("angle", [-3.0, -0.7, 0.0, 0.4, 2.5])
def test_the_skew_is_found(angle: float) -> None:
    assert abs(skew_of(np.asarray(picture(LINES * 3, angle=-angle))) - angle) < 0.15


SHADOWS = [
    ("no shadow", ()),
    ("a copier's shadow beside the text", ((700, 790),)),
    ("the two edges of a film", ((20, 26), (760, 768))),
]


@pytest.mark.parametrize("bars", [row[1] for row in SHADOWS], ids=[row[0] for row in SHADOWS])
def test_how_a_page_lies_is_told_by_its_letters_and_not_by_shadows(bars: tuple[tuple[int, int], ...]) -> None:
    page = np.asarray(picture(LINES * 3)).copy()
    scale = page.shape[1] / 800
    for left, right in bars:
        page[10:-10, round(left * scale) : round(right * scale)] = 0
    upright = Image.fromarray(page)
    lies = [
        cleaned(turned, {"straighten": True}, 200)[1]["sideways"]
        for turned in (upright, upright.transpose(Image.Transpose.ROTATE_90))
    ]
    assert lies == [False, True]


def test_a_page_of_a_few_letters_lies_as_it_lies() -> None:
    few = picture(["No."]).transpose(Image.Transpose.ROTATE_90)
    assert not cleaned(few, {"straighten": True}, 200)[1]["sideways"]


def test_dust_is_removed_and_stops_and_dots_are_kept() -> None:
    clean = np.asarray(picture(LINES * 3).resize((2550, 2400)))
    dirty, dice = clean.copy(), np.random.default_rng(3)
    for y, x in zip(dice.integers(5, 2390, 600), dice.integers(5, 2540, 600), strict=True):
        dirty[y : y + 3, x : x + 3] = 0
    dusted, specks = without_dust(dirty, 300)
    level = threshold(clean)
    assert specks > 300
    assert np.count_nonzero((dusted < level) & (clean >= level)) < 0.4 * np.count_nonzero(
        (dirty < level) & (clean >= level)
    )
    assert np.count_nonzero((dusted >= level) & (clean < level)) < 0.01 * np.count_nonzero(clean < level)


def test_a_black_frame_is_taken_off_and_the_text_is_not() -> None:
    image = picture(LINES * 3)
    text = np.asarray(image)
    framed = text.copy()
    framed[:30], framed[-25:], framed[:, :30], framed[:, -35:] = 0, 0, 0, 0
    wiped, share = without_frame(framed)
    assert share > 0.02
    assert np.count_nonzero(wiped < 128) < 1.05 * np.count_nonzero(text < 128)
    assert without_frame(text)[1] == 0.0


def test_strokes_broken_into_dots_are_closed_and_whole_ones_left() -> None:
    image = picture(LINES * 3).resize((2550, 1386))
    dice = np.random.default_rng(4)
    broken = np.asarray(image).copy()
    broken[dice.random(broken.shape) < 0.45] = 255
    wanted = {"soften": True}
    assert "softened" not in cleaned(image, wanted, 300)[1]
    assert cleaned(Image.fromarray(broken), wanted, 300)[1]["softened"]


def test_letters_are_no_redactions() -> None:
    grey = np.asarray(picture(LINES * 3))
    assert black_boxes(grey, 200, 128) == []


def test_cleaning_an_empty_page_is_harmless() -> None:
    wanted = {"frame": True, "straighten": True, "median": True, "dust": True}
    made, facts = cleaned(Image.new("L", (400, 300), 255), wanted, 300)
    assert made.size == (400, 300)
    assert facts["skew"] == 0.0


@pytest.mark.parametrize(
    ("printed", "alone"),
    [
        pytest.param((1, 2, 3), [], id="all of a list are read in one go"),
        pytest.param((1, 2), [2, 3], id="what broke off is read again one by one, its last page too"),
        pytest.param((), [1, 2, 3], id="a list that kills the reader is read one by one"),
    ],
)
def test_pages_are_read_together(
    printed: tuple[int, ...], alone: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def run(picture: Path, *_: object, **__: object) -> str:
        if picture.suffix == ".txt":
            return "".join(page_told(number, f"together{number}") for number in printed)
        asked.append(int(picture.stem))
        return page_told(1, f"alone{picture.stem}")

    monkeypatch.setattr(tesseract, "_run", run)
    engine, size = tesseract.Engine("tesseract", "", "5", frozenset({"eng"})), tesseract.Size(100, 100)
    pictures = [tmp_path / f"{number}.tif" for number in (1, 2, 3)]
    read = tesseract.read_pages(pictures, [size] * 3, engine, ("eng",), dpi=300)
    assert asked == alone
    assert [page[0].text for page in read] == [f"{'alone' if n in alone else 'together'}{n}" for n in (1, 2, 3)]


def page_told(number: int, word: str) -> str:
    """What Tesseract prints of a picture with one word."""
    page = f"1\t{number}" + "\t0" * 4 + "\t0\t0\t100\t100\t-1\t\n"
    return page + f"5\t{number}" + "\t1" * 4 + f"\t10\t10\t50\t20\t96\t{word}\n"
