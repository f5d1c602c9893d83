"""Words and places as archives publish them, and ours as others can read them."""

from __future__ import annotations

import json

import pytest

from verifier.errors import SourceUnreadable
from verifier.records.source import Layer
from verifier.records.text import Box, Page, SourceText, Word
from verifier.texts import Reader, write_hocr
from verifier.texts.positions import read_alto, read_documentcloud, read_hocr

ALTO = b"""<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout>
<Page WIDTH="1000" HEIGHT="2000" PRINTED_IMG_NR="17"><PrintSpace><TextBlock>
<TextLine><String CONTENT="The" HPOS="100" VPOS="200" WIDTH="50" HEIGHT="20" WC="0.9"/><SP/>
<String CONTENT="minister" HPOS="160" VPOS="200" WIDTH="140" HEIGHT="20"/></TextLine>
<TextLine><String CONTENT="agreed." HPOS="100" VPOS="240" WIDTH="120" HEIGHT="20" WC="0.8"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"""


def test_alto_gives_lines_boxes_confidences_and_the_printed_number() -> None:
    text = read_alto(ALTO)
    (page,) = text.pages
    assert (page.text, page.label, text.layer, text.noisy) == ("The minister\nagreed.", "17", Layer.OCR, True)
    assert page.words[0].box == Box(0.1, 0.1, 0.15, 0.11)
    assert [word.confidence for word in page.words] == [0.9, None, 0.8]


def test_documentcloud_positions_make_lines_where_words_drop() -> None:
    words = [("The", 0.1, 0.1), ("minister", 0.2, 0.1), ("agreed.", 0.1, 0.13)]
    body = json.dumps([{"text": t, "x1": x, "x2": x + 0.08, "y1": y, "y2": y + 0.02} for t, x, y in words]).encode()
    text = read_documentcloud([body, b"[]"], first=3)
    assert [(page.index, page.text) for page in text.pages] == [(3, "The minister\nagreed."), (4, "")]


WORDS = (
    Word(0, 3, Box(0.1, 0.1, 0.2, 0.12), 0.93),
    Word(4, 14, Box(0.3, 0.1, 0.5, 0.12), 0.5),
    Word(15, 22, Box(0.1, 0.2, 0.3, 0.22)),
)
SOURCE = SourceText(
    pages=(Page(0, "The <minister>\nagreed.", "5", WORDS), Page(1, "")),
    layer=Layer.OCR,
    engine="tesseract",
    engine_version="5.5",
    noisy=True,
)


def test_what_we_write_as_hocr_reads_back_the_same() -> None:
    again = read_hocr(write_hocr(SOURCE).encode())
    assert [(page.text, page.label) for page in again.pages] == [(page.text, page.label) for page in SOURCE.pages]
    assert [tuple(page.words) for page in again.pages] == [tuple(page.words) for page in SOURCE.pages]


def test_a_hocr_or_alto_file_is_known_by_what_it_is() -> None:
    assert Reader().any(ALTO)[0].engine == "alto"
    assert Reader().any(write_hocr(SOURCE).encode())[0].engine == "hocr"


BROKEN = {
    "positions that are no list": (lambda: read_documentcloud([b"{}x"]), "page 1: not a list"),
    "positions without places": (lambda: read_documentcloud([b'[{"text": "a"}]']), "page 1: not a list"),
    "ALTO without a page": (lambda: read_alto(b"<alto/>"), "without a page"),
    "ALTO without a size": (lambda: read_alto(b"<alto><Page/></alto>"), "without its width"),
    "hOCR without a page": (lambda: read_hocr(b"<p>words</p>"), "without a page"),
    "hOCR without a box": (lambda: read_hocr(b"<div class='ocr_page'>words</div>"), "without its bbox"),
}


@pytest.mark.parametrize(("read", "message"), BROKEN.values(), ids=BROKEN)
def test_broken_ones_are_named(read, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SourceUnreadable, match=message):
        read()
