"""What a page's picture tells beside its words: patches of ink, stamps, ink nobody read, places where words hide."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image, ImageDraw, ImageFont

from verifier.records.text import Box
from verifier.texts import tesseract
from verifier.texts.clean_image import cleaned
from verifier.texts.components import patches_of
from verifier.texts.hidden import hidden_places
from verifier.texts.perforations import regions, without_dots
from verifier.texts.rows import Line, Piece
from verifier.texts.second_look import Cuttings, looked_again
from verifier.texts.sheet import Sheet

WIDTH, HEIGHT, LEAD, TOP, LEFT, SIZE = 1700, 1200, 50, 100, 150, 30
LINES = [
    "The Minister said that the talks had failed because neither",
    "side would give way on the question of inspections, and the",
    "Ambassador replied that his government had never wanted them.",
    "He added that the proposals of the summer were not read, and",
    "that nobody in the delegation had been told of the schedule.",
    "The Chairman asked whether the committee could meet again in",
    "Geneva, where the question of the borders would be discussed.",
    "Nothing was said of the treaty that both sides had in mind.",
]  # fmt: skip

Flat = list[tuple[int, int, int, int, int]]


def page(lines: list[str] = LINES) -> tuple[Image.Image, list[Line]]:
    """Lines drawn with the font that comes with Pillow, and the same lines as a perfect reader gives them."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(SIZE)
    read: list[Line] = []
    for number, line in enumerate(lines):
        y, x, pieces = TOP + number * LEAD, float(LEFT), []
        for word in line.split(" "):
            if word:
                x0, y0, x1, y1 = pen.textbbox((x, y), word, font=font)
                pen.text((x, y), word, fill=0, font=font)
                pieces.append(Piece(word, Box(x0 / WIDTH, y0 / HEIGHT, x1 / WIDTH, y1 / HEIGHT), 0.96, number))
            x += pen.textlength(word + " ", font=font)
        read.append(pieces)
    return image, read


def sheet(image: Image.Image) -> Sheet:
    grey = np.asarray(image)
    return Sheet(grey, 128, patches_of(grey < 128))


def kinds(image: Image.Image, lines: list[Line]) -> list[tuple[str, float, float]]:
    """Kind and middle (in pixels) of every hidden place."""
    return [
        (place.kind, (place.box.x0 + place.box.x1) / 2 * WIDTH, (place.box.y0 + place.box.y1) / 2 * HEIGHT)
        for place in hidden_places(sheet(image), lines)
    ]


def flooded(dark: np.ndarray) -> Flat:
    """The patches as a child would find them: by walking from pixel to pixel."""
    seen, found = np.zeros_like(dark), []
    for start in zip(*np.nonzero(dark), strict=True):
        if seen[start]:
            continue
        seen[start], todo, pixels = True, [start], []
        while todo:
            y, x = todo.pop()
            pixels.append((y, x))
            for near in ((y + j, x + i) for j in (-1, 0, 1) for i in (-1, 0, 1)):
                inside = all(0 <= at < side for at, side in zip(near, dark.shape, strict=True))
                if inside and dark[near] and not seen[near]:
                    seen[near] = True
                    todo.append(near)
        rows, columns = zip(*pixels, strict=True)
        found.append((min(columns), min(rows), max(columns) + 1, max(rows) + 1, len(pixels)))
    return sorted((int(a), int(b), int(c), int(d), e) for a, b, c, d, e in found)


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(bool, st.tuples(st.integers(1, 14), st.integers(1, 14))))
def test_patches_are_what_a_walk_over_the_pixels_finds(dark: np.ndarray) -> None:
    found = patches_of(dark)
    assert sorted(zip(*(a.tolist() for a in (found.x0, found.y0, found.x1, found.y1, found.area)), strict=True)) == (
        flooded(dark)
    )


def dotted(image: Image.Image, left: int, top: int, rows: int = 12, columns: int = 4) -> None:
    """A stamp of round dots, as cables bear them, over whatever stands there."""
    pen = ImageDraw.Draw(image)
    for row in range(rows):
        for column in range(columns):
            x, y = left + column * 12, top + row * 12
            pen.ellipse((x, y, x + 7, y + 7), fill=0)


def test_the_dots_of_a_stamp_are_taken_off_paper_and_faded_over_letters() -> None:
    image, _ = page()
    clean = np.asarray(image)
    dotted(image, 1500, 300)  # on blank paper
    dotted(image, 400, 105)  # over the first lines
    made, dots = without_dots(np.asarray(image), patches_of(np.asarray(image) < 128), 200, 128)
    assert dots is not None
    assert (made[290:460, 1490:1560] >= 128).all()
    lost = np.count_nonzero((made >= 128) & (clean < 128))
    assert lost < 0.002 * np.count_nonzero(clean < 128), "only ink under a dot that stands free, as a full stop may"
    over = [box for box in regions(dots, image.size, 200) if 380 < box[0] * WIDTH < 450]
    assert over, "the place of the stamp over the text is known"


def test_full_stops_and_leaders_are_no_stamp() -> None:
    image, _ = page(["Chapter one . . . . . . . . . . . . . . . . . 12"] * 8)
    grey = np.asarray(image)
    assert without_dots(grey, patches_of(grey < 128), 200, 128)[0] is grey


def test_the_stamp_is_among_the_facts_of_cleaning() -> None:
    image, _ = page()
    dotted(image, 1500, 300)
    dotted(image, 400, 105)
    assert cleaned(image, {"dots": True}, 200)[1]["stamps"]


needs_ocr = pytest.mark.skipif(not tesseract.engines(), reason="no Tesseract on this machine")


@needs_ocr
@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        pytest.param(slice(4, 5), LINES[4], id="a line that was passed over is read"),
        pytest.param(slice(0, 0), None, id="a page read whole is left alone"),
    ],
)
def test_ink_that_belongs_to_no_word_is_looked_at_again(tmp_path: Path, lost: slice, expected: str | None) -> None:
    image, lines = page()
    del lines[lost]
    engine = tesseract.engine_for(("eng",))
    assert engine is not None
    (again,) = looked_again([(sheet(image), lines)], engine, ("eng",), folder=tmp_path, dpi=200)
    assert [" ".join(piece.text for piece in line) for line in again] == ([expected] if expected else [])
    assert not list(tmp_path.iterdir())


def test_a_line_cut_out_finds_its_words_on_the_page_again(tmp_path: Path) -> None:
    image, lines = page()
    lost = lines.pop(4)
    cut = Cuttings.of(sheet(image), lines, tmp_path / "close")
    assert [file.name for file in cut.files] == ["close-0.pgm"]
    next_line, inside = Piece("above", Box(0.1, 0.0, 0.2, 0.2)), Piece("that", Box(0.0, 0.3, 0.1, 0.7))
    (word,) = cut.on_page(0, [next_line, inside])
    assert abs(word.box.x0 - lost[0].box.x0) < 0.02
    assert lost[0].box.y0 < word.middle < lost[0].box.y1


@needs_ocr
def test_labels_that_hang_before_the_lines_are_read(tmp_path: Path) -> None:
    image, lines = page()
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(SIZE)
    for number in (0, 2, 5, 6):
        pen.text((40, TOP + number * LEAD), "CY"[number % 2] + ":", fill=0, font=font)
    engine = tesseract.engine_for(("eng",))
    assert engine is not None
    (again,) = looked_again([(sheet(image), lines)], engine, ("eng",), folder=tmp_path, dpi=200)
    assert [piece.text for line in again for piece in line] == ["C:", "C:", "Y:", "C:"]


@needs_ocr
def test_a_hole_in_a_line_is_looked_at_again_where_it_stands(tmp_path: Path) -> None:
    image, lines = page()
    first, last = lines[3][2].box, lines[3][5].box
    del lines[3][2:6]
    engine = tesseract.engine_for(("eng",))
    assert engine is not None
    ((again,),) = looked_again([(sheet(image), lines)], engine, ("eng",), folder=tmp_path, dpi=200)
    read = {piece.text: piece.box for piece in again}
    assert abs(read["that"].x0 - first.x0) < 0.01
    assert abs(read["of"].x1 - last.x1) < 0.01


def test_a_white_gap_in_running_text_is_a_redaction_and_a_page_without_one_has_none() -> None:
    image, lines = page()
    assert kinds(image, lines) == []
    gone = lines[3][3:6]
    del lines[3][3:6]
    x0, x1 = round(gone[0].box.x0 * WIDTH), round(gone[-1].box.x1 * WIDTH)
    image.paste(255, (x0 - 4, TOP + 3 * LEAD - 6, x1 + 4, TOP + 3 * LEAD + 40))
    ((kind, x, y),) = kinds(image, lines)
    assert kind == "redaction"
    assert x0 < x < x1
    assert abs(y - TOP - 3 * LEAD - SIZE / 2) < SIZE


def test_the_columns_of_a_table_are_no_redaction() -> None:
    rows = [f"name of row {n}                         and the value {n * 7}" for n in range(8)]
    assert kinds(*page(rows)) == []


def test_an_empty_frame_between_lines_is_a_redaction_and_one_around_words_is_none() -> None:
    image, lines = page([*LINES[:3], "", "", *LINES[3:6]])
    lines = [line for line in lines if line]
    ImageDraw.Draw(image).rectangle((300, TOP + 3 * LEAD - 4, 900, TOP + 4 * LEAD + 34), outline=0, width=3)
    assert [kind for kind, *_ in kinds(image, lines)] == ["redaction"]
    ImageDraw.Draw(image).rectangle((120, TOP + 4 * LEAD + 44, 1500, TOP + 7 * LEAD + 44), outline=0, width=3)
    assert len(kinds(image, lines)) == 1


@pytest.mark.parametrize(
    ("line", "places"),
    [
        pytest.param("(b)(1)", 1, id="a code alone between two lines"),
        pytest.param("The Minister told 1.4(b) of his plans for it.", 1, id="a code in a line"),
        pytest.param("DECLASSIFIED under authority of 1.4(b)", 0, id="a release stamp names one too"),
        pytest.param("The B-1 bomber and the B52 were named (b) twice.", 0, id="what only looks like one"),
        pytest.param("(b)(1) (b)(3) (b)(5) (b)(6) as set out below", 0, id="a page that explains the codes"),
    ],
)
def test_exemption_codes_mark_what_was_taken_out(line: str, places: int) -> None:
    image, lines = page([*LINES[:4], line, *LINES[4:]])
    assert [kind for kind, *_ in kinds(image, lines)] == ["redaction"] * places


def test_large_letters_across_the_lines_are_a_stamp() -> None:
    image, lines = page()
    ImageDraw.Draw(image).text((500, TOP - 10), "SECRET", fill=0, font=ImageFont.load_default(150))
    found = kinds(image, lines)
    assert found
    assert {kind for kind, *_ in found} == {"stamp"}


@pytest.mark.parametrize(
    ("written", "width", "height"),
    [
        pytest.param(b"P5\n4 3\n255\n" + bytes(12), 40, 30, id="a file shorter than it is said to be"),
        pytest.param(None, 4, 3, id="no file"),
        pytest.param(b"P5\n4 3\n255\n" + bytes(12), 60_000, 60_000, id="a sheet too large to look at"),
        pytest.param(b"", 0, 0, id="an empty sheet"),
    ],
)
def test_a_picture_that_is_not_as_said_is_no_sheet(
    tmp_path: Path, written: bytes | None, width: int, height: int
) -> None:
    file = tmp_path / "page.pgm"
    if written is not None:
        file.write_bytes(written)
    assert Sheet.of(file, width, height) is None
