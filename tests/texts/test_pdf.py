"""Text layers: where words stand, in which order, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts.pdfs import Pdf, drawn, scanned_pdf, typed, typed_pdf
from verifier.records.source import Layer
from verifier.records.text import Page
from verifier.texts import Reader, crop, read_file
from verifier.texts.effort import pages_to_read
from verifier.texts.pdf import PdfReading

READER = Reader(ocr="never")
BARE = Reader(ocr="never", boxes=False)
Turn = Callable[[int], tuple[float, ...]]
LEFT = [f"left line {n} runs on here" for n in range(12)]
RIGHT = [f"right line {n} goes there too" for n in range(12)]


def test_words_carry_boxes_that_say_where_they_stand() -> None:
    (text,) = READER.pdf(typed_pdf(["The first line", "A second line"]))
    words = text.pages[0].words
    assert [text.text[word.start : word.end] for word in words] == ["The", "first", "line", "A", "second", "line"]
    first, fourth = words[0].box, words[3].box
    assert first is not None
    assert fourth is not None
    assert abs(first.x0 - 72 / 612) < 0.01
    assert abs(first.y1 - (792 - 720) / 792) < 0.01
    assert fourth.y0 > first.y1


def test_born_digital_text_is_not_noisy_and_a_scan_is() -> None:
    (typed_text,) = READER.pdf(typed_pdf(["words"]))
    (scan_text,) = READER.pdf(scanned_pdf(["words"], layer=["words read by a library"]))
    assert (typed_text.noisy, typed_text.pages[0].quality) == (False, 1.0)
    assert (scan_text.noisy, scan_text.pages[0].quality) == (True, None)
    assert "read by a library" in scan_text.text


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_has_boxes_as_a_reader_sees_them(turn: int) -> None:
    made = Pdf()
    made.page(typed(["upper left corner"]), extra=f"/Rotate {turn}")
    (text,) = READER.pdf(made.bytes())
    box = text.pages[0].words[0].box
    assert box is not None
    seen = {0: (box.x0, box.y0), 90: (1 - box.x1, box.y0), 180: (1 - box.x1, 1 - box.y1), 270: (box.x0, 1 - box.y1)}
    across, down = seen[turn]
    assert across < 0.2
    assert down < 0.2
    assert text.text == "upper left corner"


TURNS = {
    # how letters are turned against the page's own space -> the matrix that sets line n of a page
    "upright": lambda n: (1, 0, 0, 1, 72, 700 - 14 * n),
    "running up": lambda n: (0, 1, -1, 0, 100 + 14 * n, 72),
    "running down": lambda n: (0, -1, 1, 0, 500 - 14 * n, 700),
    "upside down": lambda n: (-1, 0, 0, -1, 500, 100 + 14 * n),
}
TURNED = ["The minister opened the meeting at noon", "and nobody objected to the agenda then", "until a pause came"]


@pytest.mark.parametrize("scan", [False, True], ids=["typed", "a scan"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("matrix", TURNS.values(), ids=TURNS)
def test_lines_are_read_in_order_however_page_and_letters_are_turned(matrix: Turn, turn: int, scan: bool) -> None:
    made = Pdf()
    picture = made.image(b"\xff" * (612 * 792), 612, 792)
    rows = (b"%g %g %g %g %g %g Tm (%s) Tj" % (*matrix(number), line.encode()) for number, line in enumerate(TURNED))
    content = b"BT /F1 11 Tf %d Tr\n" % (3 if scan else 0) + b"\n".join(rows) + b"\nET"
    content += b"\nq 612 0 0 792 0 0 cm /Im1 Do Q" if scan else b""
    made.page(content, extra=f"/Rotate {turn}", resources=f"/XObject << /Im1 {picture} 0 R >>")
    (text,) = READER.pdf(made.bytes())
    assert text.text.split("\n") == TURNED


def test_columns_of_a_scan_are_read_one_after_the_other() -> None:
    layer = b"\n".join(
        typed([left], x=40, top=700 - 14 * n, size=9, mode=3)
        + b"\n"
        + typed([right], x=330, top=700 - 14 * n, size=9, mode=3)
        for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
    )
    made = Pdf()
    made.scan(b"\xff" * (612 * 792), 612, 792, dpi=72, layer=layer)
    (text,) = READER.pdf(made.bytes())
    assert text.text.split("\n") == [*LEFT, *RIGHT]


def test_a_layer_that_holds_every_word_twice_is_folded() -> None:
    lines = ["EVERY WORD STANDS HERE TWICE", "AND NO READER SHOULD SEE IT SO"]
    twice = typed(lines, mode=3) + typed([line.replace("D", "O") for line in lines], mode=3)
    made = Pdf()
    made.scan(b"\xff" * (612 * 792), 612, 792, dpi=72, layer=twice)
    (text,) = READER.pdf(made.bytes())
    assert text.text.split("\n") == lines


def test_pages_without_a_layer_say_that_they_are_pictures() -> None:
    (text,) = READER.pdf(scanned_pdf(["nobody read this"]))
    assert text.problems == ("no text layer: the pages are pictures",)


def test_url_and_layer_are_those_asked_for() -> None:
    (text,) = READER.pdf(typed_pdf(["words"]), url="https://a.example/x.pdf", layer=Layer.TRANSLATION)
    assert (text.url, text.layer) == ("https://a.example/x.pdf", Layer.TRANSLATION)


def test_a_file_on_disk_is_read_by_its_layer(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(typed_pdf(["on disk"]))
    assert read_file(tmp_path / "a.pdf").text == "on disk"


GOOD_LAYER = ["The minister opened the meeting and said that both sides had come a long way since the spring."] * 3
POOR_LAYER = [
    "Tbe nninistcr opcned thc rneeting ancl saicl tbat botb sicles bad corne a 1ong vvay sincc tbe sprinq."
] * 3
MODES = {
    "auto reads pages that are pictures": ("auto", None, {1, 2}),
    "never reads nothing": ("never", None, set()),
    "always reads every page": ("always", None, {0, 1, 2, 3}),
    "thorough reads every picture": ("thorough", None, {1, 2, 3}),
    "pages asked for are read, and no others": ("auto", frozenset({0, 3, 9}), {0, 3}),
}


@pytest.mark.parametrize(("mode", "wanted", "expected"), MODES.values(), ids=MODES)
def test_which_pages_are_read_again(mode: str, wanted: frozenset[int] | None, expected: set[int]) -> None:
    from verifier.records.text import SourceText

    pages = SourceText.from_pages(["typed", "", "\n".join(POOR_LAYER), "\n".join(GOOD_LAYER)])
    layer = PdfReading(pages, scanned=frozenset({1, 2, 3}), pages=4)
    assert set(pages_to_read(layer, mode, wanted)) == expected


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown OCR mode 'maybe'"):
        Reader(ocr="maybe").pdf(typed_pdf(["words"]))


def test_a_strip_shows_the_words_marked() -> None:
    import io

    from PIL import Image

    body = typed_pdf(["The first line", "A second line"])
    (text,) = READER.pdf(body)
    boxes = [word.box for word in text.pages[0].words[:2] if word.box]
    strip = Image.open(io.BytesIO(crop(body, 0, boxes, width=800)))
    assert strip.width == 800
    assert strip.height < 200
    yellow = [colour for count, colour in strip.getcolors(1 << 20) or [] if colour[2] < 60 and colour[0] > 200]  # type: ignore[index]
    assert yellow


def test_a_strip_of_a_picture_and_of_a_page_that_is_not_there() -> None:
    import io

    from PIL import Image

    from verifier.errors import SourceUnreadable
    from verifier.records.text import Box

    pixels, width, height = drawn(["some words"])
    out = io.BytesIO()
    Image.frombytes("L", (width, height), pixels).save(out, "PNG")
    assert crop(out.getvalue(), 0, [Box(0.1, 0.1, 0.3, 0.2)], width=500).startswith(b"\x89PNG")
    with pytest.raises(SourceUnreadable, match="page 8"):
        crop(typed_pdf(["one page"]), 7, [])


def without_boxes(page: Page) -> Page:
    return replace(page, words=tuple(replace(word, box=None) for word in page.words))


SHEETS = st.lists(
    st.lists(st.text(alphabet="aB1 .-(é\xad\xa0", max_size=30) | st.sampled_from(["SECRET", "- 2 -"]), max_size=8),
    min_size=1,
    max_size=3,
)


@given(SHEETS, st.sampled_from([0, 90, 180, 270]), st.sampled_from([9.0, 14.0, 30.0]))
@settings(max_examples=15, deadline=None)
def test_text_furniture_and_labels_are_the_same_without_boxes(sheets: list[list[str]], turn: int, lead: float) -> None:
    made = Pdf()
    for lines in sheets:
        made.page(typed(lines, lead=lead), extra=f"/Rotate {turn}")
    body = made.bytes()
    (full,), (bare,) = READER.pdf(body), BARE.pdf(body)
    assert replace(bare, pages=()) == replace(full, pages=())
    assert [without_boxes(page) for page in bare.pages] == [without_boxes(page) for page in full.pages]


def test_words_without_places_are_still_found_by_code_point_and_page() -> None:
    (text,) = BARE.pdf(typed_pdf(["The first line"], ["A second page"]))
    at = text.text.index("second")
    ((page, word),) = text.words_in(at, at + 6)
    assert (page.index, page.text[word.start : word.end], word.box) == (1, "second", None)


def test_a_scan_keeps_its_boxes_as_its_words_are_ordered_by_them() -> None:
    (text,) = BARE.pdf(scanned_pdf(["words"], layer=["words read by a library"]))
    assert all(word.box for word in text.pages[0].words)
