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
SIZES_APART = 0.3  # of the font's units: marks are set at two thirds of the text
BASES_APART = 1.0  # points between two baselines; on one line they agree to a tenth
SUPERIOR = 0.35  # of its height: how far above the baseline a superior figure starts; plain figures stand on it
SUPERIOR_RISE, SUPERIOR_SIZE = 0.33, 0.6  # of the type size: what superior figures look like they are set in
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
        count = min(textpage.count_chars(), MAX_CHARS)
        signs = _Signs(raw, textpage.raw, _text(raw, textpage.raw, count))
        lines = [line for found in re.finditer(r"[^\r\n]+", signs.text) if (line := signs.line(*found.span()))]
    finally:
        textpage.close()
    links, rules = list(_links(raw, document, page)), list(_rules(raw, page, width))
    return {"width": width, "height": height, "lines": lines, "links": links, "rules": rules}


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


class _Signs:
    """The signs of one page, asked one at a time; the buffers are shared, since a book has a million signs."""

    def __init__(self, raw: Any, handle: Any, text: str) -> None:
        self.raw, self.handle, self.text = raw, handle, text
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.left, self.right, self.bottom, self.top = (ctypes.c_double() for _ in range(4))
        self.matrix = raw.FS_MATRIX()

    def line(self, first: int, last: int) -> list[list[Any]]:
        """Tokens of one run of signs: [words, left, right, base, size, glued to the one before]."""
        tokens: list[list[Any]] = []
        scales: dict[float, float] = {}
        for found in _TOKEN.finditer(self.text, first, last):
            glued = found.start() > first and not self.text[found.start() - 1].isspace()
            for start, end in self._parts(*found.span()):
                for first_sign, past, raised in self._superiors(start, end):
                    tokens.append(self._measured(first_sign, past, glued, scales, raised))
                    glued = True
        return tokens

    def _superiors(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """A part split at a font's own superior figures: of full size by name, small and high by shape."""
        words = self.text[start:end]
        if not any(sign.isdigit() for sign in words) or not any(self._high(start + at) for at in _digits(words)):
            yield start, end, False
            return
        at, high = start, self._high(start)
        for index in range(start + 1, end):
            if self._high(index) is not high:
                yield at, index, high
                at, high = index, not high
        yield at, end, high

    def _high(self, index: int) -> bool:
        if not self.text[index].isdigit():
            return False
        self.raw.FPDFText_GetCharBox(self.handle, index, self.left, self.right, self.bottom, self.top)
        height = self.top.value - self.bottom.value
        return height > 0 and self.bottom.value - self._origin(index)[1] > SUPERIOR * height

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A token in parts of one size and baseline: a mark glued to its word is a part of its own."""
        if end - start < 2 or not self._apart(start, end - 1):
            yield start, end
            return
        at = start
        for index in range(start + 1, end):
            if self._apart(index - 1, index):
                yield at, index
                at = index
        yield at, end

    def _apart(self, one: int, other: int) -> bool:
        size, base = self._size(one), self._origin(one)[1]
        return abs(size - self._size(other)) > SIZES_APART or abs(base - self._origin(other)[1]) > BASES_APART

    def _size(self, index: int) -> float:
        return float(self.raw.FPDFText_GetFontSize(self.handle, index))

    def _origin(self, index: int) -> tuple[float, float]:
        self.raw.FPDFText_GetCharOrigin(self.handle, index, self.x, self.y)
        return self.x.value, self.y.value

    def _measured(self, start: int, end: int, glued: bool, scales: dict[float, float], raised: bool) -> list[Any]:
        left, base = self._origin(start)
        self.raw.FPDFText_GetCharBox(self.handle, end - 1, self.left, self.right, self.bottom, self.top)
        size = self._size(start)
        if size not in scales:
            scales[size] = self._scale(start)
        words = self.text[start:end]
        for sign in _HYPHENS:
            words = words.replace(sign, "\u00ad")
        printed = size * scales[size]
        if raised:
            base, printed = base + printed * SUPERIOR_RISE, printed * SUPERIOR_SIZE
        return [words, round(left, 1), round(self.right.value, 1), round(base, 1), round(printed, 1), glued]

    def _scale(self, index: int) -> float:
        """What the text matrix makes of the font's size: some writers set everything in size 1 and scale it."""
        if not self.raw.FPDFText_GetMatrix(self.handle, index, self.matrix):
            return 1.0
        return hypot(self.matrix.c, self.matrix.d) or 1.0


def _digits(words: str) -> Iterator[int]:
    return (at for at, sign in enumerate(words) if sign.isdigit())


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
