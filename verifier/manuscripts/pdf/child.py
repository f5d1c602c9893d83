"""The side of PDF reading that touches PDFium: a process of its own, with limits, that prints one JSON line a page.

A damaged file can crash or stall native code; here it takes nobody with it.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
from collections.abc import Iterator
from math import hypot
from typing import Any

MEMORY_BYTES = 1_500 * 2**20  # address space: PDFium maps fonts and pictures; a book needs a third of it
MAX_PAGES = 3000  # the longest one-volume works stay under two thousand
MAX_CHARS = 60_000  # code points of one page: a newspaper page has thirty thousand
MAX_OBJECTS = 5000  # drawn things looked at for rules; a page of text has a few hundred
RULE_HEIGHT = 3.0  # points: thicker is a box
_TOKEN = re.compile(r"[^\s\x00]+")
_HYPHENS = "\x02\ufffe"


def main() -> None:
    """Read a PDF from standard input, write its pages to standard output."""
    _limit()
    body = sys.stdin.buffer.read()
    out = sys.stdout
    for line in _document(body):
        out.write(json.dumps(line, ensure_ascii=True) + "\n")
    out.flush()


def _limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):
        return


def _document(body: bytes) -> Iterator[dict[str, Any]]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(body)
        count = len(document)
    except pdfium.PdfiumError as error:
        yield {"error": "is locked by a password" if "assword" in str(error) else "is damaged or not a PDF"}
        return
    title = str(document.get_metadata_dict().get("Title") or "")
    yield {"pages": count, "title": title}
    for index in range(min(count, MAX_PAGES)):
        try:
            page = document[index]
            yield _page(document, page)
        except pdfium.PdfiumError:
            yield {"lost": index + 1}


def _page(document: Any, page: Any) -> dict[str, Any]:
    import pypdfium2.raw as raw

    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        count = min(textpage.count_chars(), MAX_CHARS)
        text = _text(raw, handle, count)
        lines = [line for found in re.finditer(r"[^\r\n]+", text) if (line := _line(raw, handle, text, found.span()))]
    finally:
        textpage.close()
    rules = list(_rules(raw, page, width))
    return {
        "width": width,
        "height": height,
        "lines": lines,
        "links": list(_links(raw, document, page)),
        "rules": rules,
    }


def _text(raw: Any, handle: Any, count: int) -> str:
    """The page's characters, one for one with PDFium's indexes."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(memoryview(buffer).cast("B"))[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    return "".join(_sign(raw.FPDFText_GetUnicode(handle, at)) for at in range(count))


def _sign(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _line(raw: Any, handle: Any, text: str, place: tuple[int, int]) -> list[list[Any]]:
    """Tokens of one run of characters: [words, left, right, bottom, size, glued to the one before]."""
    tokens: list[list[Any]] = []
    for found in _TOKEN.finditer(text, *place):
        glued = found.start() > place[0] and not text[found.start() - 1].isspace()
        for start, end in _sizes(raw, handle, *found.span()):
            tokens.append(_measured(raw, handle, text, start, end, glued))
            glued = True
    return tokens


def _sizes(raw: Any, handle: Any, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A token in parts of one size: a mark glued to its word is a part of its own."""
    first, last = raw.FPDFText_GetFontSize(handle, start), raw.FPDFText_GetFontSize(handle, end - 1)
    if end - start < 2 or (
        abs(first - last) < 0.3 and abs(_base(raw, handle, start) - _base(raw, handle, end - 1)) < 1.0
    ):
        yield start, end
        return
    at = start
    for index in range(start + 1, end):
        grown = abs(raw.FPDFText_GetFontSize(handle, index) - raw.FPDFText_GetFontSize(handle, index - 1)) > 0.3
        if grown or abs(_base(raw, handle, index) - _base(raw, handle, index - 1)) > 1.0:
            yield at, index
            at = index
    yield at, end


def _base(raw: Any, handle: Any, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, index, x, y)
    return y.value


def _measured(raw: Any, handle: Any, text: str, start: int, end: int, glued: bool) -> list[Any]:
    left, right = _box(raw, handle, start)[0], _box(raw, handle, end - 1)[1]
    words = text[start:end]
    for sign in _HYPHENS:
        words = words.replace(sign, "\u00ad")
    return [
        words,
        round(left, 1),
        round(right, 1),
        round(_base(raw, handle, start), 1),
        _size(raw, handle, start),
        glued,
    ]


def _box(raw: Any, handle: Any, index: int) -> tuple[float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
    return left.value, right.value


def _size(raw: Any, handle: Any, index: int) -> float:
    """The size in points as printed: the font's size times the text matrix; some writers put it all in the matrix."""
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(handle, index)
    scale = hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(handle, index, matrix) else 1.0
    return float(round(size * scale if scale else size, 1))


def _links(raw: Any, document: Any, page: Any) -> Iterator[list[Any]]:
    """Web links: [left, bottom, right, top, address]."""
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, position, link):
        action = raw.FPDFLink_GetAction(link)
        rect = raw.FS_RECTF()
        if not action or not raw.FPDFLink_GetAnnotRect(link, rect):
            continue
        length = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
        if 1 < length < 8192:
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document.raw, action, buffer, length)
            yield [rect.left, rect.bottom, rect.right, rect.top, buffer.value.decode("utf-8", "replace")]


def _rules(raw: Any, page: Any, width: float) -> Iterator[list[float]]:
    """Thin horizontal strokes, [left, height, right]: one such stands between text and notes."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            length = right.value - left.value
            if top.value - bottom.value < RULE_HEIGHT and 0.05 * width < length < 0.95 * width:
                yield [round(left.value, 1), round(bottom.value, 1), round(right.value, 1)]


if __name__ == "__main__":
    main()
