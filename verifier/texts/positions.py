"""Words and their places as archives publish them (DocumentCloud, ALTO, hOCR): read before any OCR of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from verifier.errors import SourceUnreadable
from verifier.records.source import Layer
from verifier.records.text import Box, Page, SourceText
from verifier.texts.furniture import furnish
from verifier.texts.language import language_of
from verifier.texts.layout import compose
from verifier.texts.quality import confidence_of
from verifier.texts.rows import Line, Piece

_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def read_documentcloud(pages: Sequence[bytes], *, url: str = "", first: int = 0) -> SourceText:
    """DocumentCloud's `.position.json` files, one a page in order: a list of {text, x1, x2, y1, y2} in fractions.

    `first` is the zero-based index of the first of them. Raises SourceUnreadable for what is no such list.
    """
    made = []
    for number, body in enumerate(pages):
        try:
            words = json.loads(body)
            pieces = [Piece(str(w["text"]), Box(*(float(w[k]) for k in ("x1", "y1", "x2", "y2")))) for w in words]
        except (ValueError, TypeError, KeyError) as error:
            raise SourceUnreadable(f"page {first + number + 1}: not a list of word positions ({error})") from error
        made.append(_page(first + number, _lines_by_drop(pieces), "documentcloud"))
    return _text(made, "documentcloud", url)


def read_alto(body: bytes, *, url: str = "") -> SourceText:
    """An ALTO file (any version): its pages, TextLines and Strings, with WC as confidence. Raises SourceUnreadable."""
    from verifier.texts.tei import parse

    made = []
    for index, page in enumerate(_named(parse(body), "Page")):
        size = (_number(page.get("WIDTH")), _number(page.get("HEIGHT")))
        if not size[0] or not size[1]:
            raise SourceUnreadable(f"page {index + 1}: an ALTO page without its width and height")
        lines = [
            [_string(item, size) for item in _named(line, "String") if item.get("CONTENT")]
            for line in _named(page, "TextLine")
        ]
        label = page.get("PRINTED_IMG_NR")
        made.append(_page(index, lines, "alto", label=str(label) if label else None))
    if not made:
        raise SourceUnreadable("an ALTO file without a page")
    return _text(made, "alto", url)


def read_hocr(body: bytes, *, url: str = "", charset: str = "") -> SourceText:
    """An hOCR file: its pages, lines and words, with x_wconf as confidence. Raises SourceUnreadable."""
    from verifier.texts.html import document

    soup = document(body, charset)
    made = []
    for index, page in enumerate(soup.select(".ocr_page")):
        corner = _box_of(page)
        if corner is None or corner[2] <= corner[0] or corner[3] <= corner[1]:
            raise SourceUnreadable(f"page {index + 1}: an hOCR page without its bbox")
        rows = page.select(".ocr_line, .ocr_header, .ocr_textfloat, .ocr_caption") or [page]
        lines = [[piece for word in row.select(".ocrx_word") if (piece := _hocr_word(word, corner))] for row in rows]
        printed = re.search(r'lpageno\s+"?([^";]+)', str(page.get("title") or ""))
        made.append(_page(index, lines, "hocr", label=printed.group(1).strip() if printed else None))
    if not made:
        raise SourceUnreadable("an hOCR file without a page")
    return _text(made, "hocr", url)


def _page(index: int, lines: list[Line], engine: str, *, label: str | None = None) -> Page:
    text, words = compose([line for line in lines if line])
    return Page(index=index, text=text, label=label, words=words, quality=confidence_of(words), engine=engine)


def _text(pages: list[Page], engine: str, url: str) -> SourceText:
    furnished = furnish(tuple(pages))
    language = language_of(" ".join(page.text for page in furnished))
    return SourceText(pages=furnished, layer=Layer.OCR, language=language, engine=engine, noisy=True, url=url)


def _lines_by_drop(pieces: Sequence[Piece]) -> list[Line]:
    """Words in the order given; a new line where a word starts lower, or further left, than the one before."""
    lines: list[Line] = []
    for piece in pieces:
        before = lines[-1][-1] if lines else None
        if (
            before is None
            or piece.middle > before.box.y1
            or piece.box.y1 < before.box.y0
            or piece.box.x0 < before.box.x0
        ):
            lines.append([])
        lines[-1].append(piece)
    return lines


def _string(item: Any, size: tuple[float, float]) -> Piece:
    left, top, wide, high = (_number(item.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    box = Box(left / size[0], top / size[1], (left + wide) / size[0], (top + high) / size[1])
    sure = item.get("WC")
    return Piece(str(item.get("CONTENT")), box, _number(sure) if sure is not None else None)


def _hocr_word(word: Any, page: Sequence[float]) -> Piece | None:
    box, text = _box_of(word), word.get_text().strip()
    if box is None or not text:
        return None
    wide, high = page[2] - page[0], page[3] - page[1]
    x0, y0, x1, y1 = box
    sure = re.search(r"x_wconf\s+(\d+(?:\.\d+)?)", str(word.get("title") or ""))
    place = Box((x0 - page[0]) / wide, (y0 - page[1]) / high, (x1 - page[0]) / wide, (y1 - page[1]) / high)
    return Piece(text, place, float(sure.group(1)) / 100 if sure else None)


def _box_of(element: Any) -> tuple[float, float, float, float] | None:
    found = re.search(r"bbox((?:\s+-?\d+(?:\.\d+)?){4})", str(element.get("title") or ""))
    if not found:
        return None
    x0, y0, x1, y1 = (float(value) for value in found.group(1).split())
    return x0, y0, x1, y1


def _named(element: Any, name: str) -> Iterator[Any]:
    return (item for item in element.iter() if isinstance(item.tag, str) and item.tag.rpartition("}")[2] == name)


def _number(value: str | None) -> float:
    found = _NUMBERS.search(value or "")
    return float(found.group()) if found else 0.0
