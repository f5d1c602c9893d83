"""PDFium in the child: words with boxes from the text layer, pages as pictures, strips of pages. Runs under limits."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

Line = dict[str, Any]

PIXELS_MAX = 40_000_000  # of one rendered page: A3 at 600 dpi; a page box of 10^8 points asks for far more
PAGE_CHARS_MAX = 200_000  # of one page's text: twenty dense newspaper pages
OBJECTS_MAX = 20_000  # page objects looked at to tell a scan from typed pages
MODES_SAMPLED = 200  # text objects asked for their render mode; a layer is made by one program in one way
GRID = 20  # cells a side in which image coverage is counted, so that strips and overlaps add up rightly
SIDE_MIN_PT, SIDE_MAX_PT = 1.0, 20_000.0  # a page's side in points that can be meant: up to seven metres
_TOKEN = re.compile("[^\\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_PASSWORD, _FORMAT, _SECURITY = 4, 3, 5  # FPDF_GetLastError


def do_text(order: Line) -> Iterator[Line]:
    """One line for the document ({pages, error}), then one a page: size, words, image coverage, render modes."""
    import pypdfium2 as pdfium

    document, error = _opened()
    if document is None:
        yield {"pages": 0, "error": error}
        return
    count = len(document)
    yield {"pages": count, "error": "", "info": _info(document)}
    for index in range(order.get("first", 0), min(count, order["max_pages"])):
        try:
            page = document[index]
            line = _page(page, index, boxes=order.get("boxes", True))
            page.close()
        except pdfium.PdfiumError as failure:
            line = {"index": index, "error": f"page cannot be read ({failure})"}
        yield line


def do_render(order: Line) -> Iterator[Line]:
    """Each wanted page as a grey picture `page-N.pgm`, cleaned and straightened when asked for."""
    import pypdfium2 as pdfium

    from verifier.texts.clean_image import cleaned

    document, error = _opened()
    if document is None:
        yield {"pages": 0, "error": error}
        return
    for index in order["pages"]:
        try:
            page = document[index]
            dpi = _dpi(page, order)
            image = _picture(page, dpi)
            page.close()
        except (pdfium.PdfiumError, IndexError, ValueError) as failure:
            yield {"index": index, "error": f"page cannot be drawn ({failure})"}
            continue
        picture, facts = cleaned(image, order.get("clean", {}), dpi)
        name = f"page-{index}.pgm"
        picture.save(name, "PPM")
        yield {"index": index, "file": name, "dpi": dpi, "width": picture.width, "height": picture.height, **facts}


def do_crop(order: Line) -> Iterator[Line]:
    """The strips of `order["strips"]` (page index, boxes) as `strip-N.png`, the boxes marked; one line a strip."""
    from verifier.texts.pictures import strip

    document, error = _opened()
    for number, (index, boxes) in enumerate(order["strips"]):
        image, fault = _page_at_width(document, index, order["width"]) if document is not None else (None, error)
        if image is None:
            yield {"strip": number, "error": fault}
            continue
        name = f"strip-{number}.png"
        strip(image, boxes, order["margin"]).save(name, optimize=True)
        yield {"strip": number, "file": name}


def _page_at_width(document: Any, index: int, wide: int) -> tuple[Any, str]:
    """(the page drawn `wide` pixels wide, '') or (None, why not)."""
    import pypdfium2 as pdfium

    try:
        page = document[index]
        width, height = _size(page)
        scale = min(wide / width, math.sqrt(PIXELS_MAX / (width * height)))
        return page.render(scale=scale).to_pil(), ""
    except (pdfium.PdfiumError, IndexError, ValueError) as failure:
        return None, f"page cannot be drawn ({failure})"


def _opened() -> tuple[Any, str]:
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    try:
        return pdfium.PdfDocument("in"), ""
    except pdfium.PdfiumError:
        code = raw.FPDF_GetLastError()
    if code in {_PASSWORD, _SECURITY}:
        return None, "encrypted: a password is needed"
    return None, "damaged: the file's structure cannot be read" if code == _FORMAT else "damaged: it cannot be opened"


def _info(document: Any) -> Line:
    try:
        found = document.get_metadata_dict(skip_empty=True)
    except Exception:  # noqa: BLE001 - metadata is an extra; whatever is wrong with it, the pages matter
        return {}
    return {key: str(found[key])[:300] for key in ("Title", "Producer", "Creator") if key in found}


def _size(page: Any) -> tuple[float, float]:
    """Width and height in points as shown (rotation applied). ValueError for a size no page can have."""
    width, height = page.get_size()
    if not (SIDE_MIN_PT <= width <= SIDE_MAX_PT and SIDE_MIN_PT <= height <= SIDE_MAX_PT):
        raise ValueError(f"a page of {width:.0f} by {height:.0f} points")
    return width, height


def _page(page: Any, index: int, *, boxes: bool) -> Line:
    try:
        width, height = _size(page)
    except ValueError as failure:
        return {"index": index, "error": f"page cannot be read ({failure})"}
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        line: Line = {"index": index, "width": width, "height": height}
        if boxes:
            line |= {
                "words": _words(page, textpage, text),
                "angle": _angle(textpage, text),
                **_make(page),
            }
        else:
            line["text"] = text
    finally:
        textpage.close()
    return line


def _text(textpage: Any) -> str:
    """One character a PDFium character, so that offsets are PDFium's own."""
    from pypdfium2 import raw

    count = min(textpage.count_chars(), PAGE_CHARS_MAX)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Letters outside the first plane and dropped characters make the two counts differ: ask one by one.
    return "".join(_char(raw.FPDFText_GetUnicode(textpage, place)) for place in range(count))


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _words(page: Any, textpage: Any, text: str) -> list[list[Any]]:
    """[word, line number, x0, y0, x1, y1] in fractions of the page as shown, origin at the top left."""
    found: list[list[Any]] = []
    place = _placer(page)
    line, at = 0, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", at, token.start())
        at = token.start()
        word = token.group()
        broken = word[-1] in "\x02\ufffe"  # PDFium's sign for a hyphen at the end of a line, which it swallowed
        box = place(_bounds(textpage, token.start(), len(word)))
        found.append([word.replace("\x02", "-").replace("\ufffe", "-"), line, *box])
        line += broken
    return found


def _bounds(textpage: Any, start: int, length: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top in points of the page's own space."""
    from pypdfium2 import raw

    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    box = [math.inf, math.inf, -math.inf, -math.inf]
    for number in range(raw.FPDFText_CountRects(textpage, start, length)):
        raw.FPDFText_GetRect(textpage, number, left, top, right, bottom)
        box = [
            min(box[0], left.value), min(box[1], bottom.value), max(box[2], right.value), max(box[3], top.value),
        ]  # fmt: skip
    return (box[0], box[1], box[2], box[3]) if box[0] < math.inf else (0.0, 0.0, 0.0, 0.0)


def _placer(page: Any) -> Any:
    """From points of the page's own space to fractions of the page as shown."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    wide, high = max(right - left, 1e-6), max(top - bottom, 1e-6)
    turned = page.get_rotation() % 360

    def place(box: tuple[float, float, float, float]) -> list[float]:
        x0, x1 = (box[0] - left) / wide, (box[2] - left) / wide
        y0, y1 = (top - box[3]) / high, (top - box[1]) / high
        if turned == 90:
            x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
        elif turned == 180:
            x0, y0, x1, y1 = 1 - x1, 1 - y1, 1 - x0, 1 - y0
        elif turned == 270:
            x0, y0, x1, y1 = y0, 1 - x1, y1, 1 - x0
        return [round(min(max(value, 0.0), 1.0), 5) for value in (x0, y0, x1, y1)]

    return place


def _angle(textpage: Any, text: str) -> int:
    """How most letters are turned against the page's own space: 0, 90, 180 or 270 degrees."""
    from pypdfium2 import raw

    step = max(len(text) // 40, 1)
    turns = [
        raw.FPDFText_GetCharAngle(textpage, place) for place in range(0, len(text), step) if not text[place].isspace()
    ]
    quarters = [round(math.degrees(turn) / 90) % 4 * 90 for turn in turns if turn >= 0]
    return max(set(quarters), key=quarters.count) if quarters else 0


def _make(page: Any) -> Line:
    """How the page is made: share covered by images, render modes of its text, and whether text lies over an image."""
    from pypdfium2 import raw

    grid = bytearray(GRID * GRID)
    modes: dict[int, int] = {}
    place = _placer(page)
    images, over, asked = 0, False, 0
    pixels = 0
    for number in range(min(raw.FPDFPage_CountObjects(page), OBJECTS_MAX)):
        item = raw.FPDFPage_GetObject(page, number)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
            pixels = max(pixels, _cover(raw, item, grid, place))
        elif kind == raw.FPDF_PAGEOBJ_FORM and images < 50:
            for inner in range(min(raw.FPDFFormObj_CountObjects(item), 200)):
                part = raw.FPDFFormObj_GetObject(item, inner)
                if raw.FPDFPageObj_GetType(part) == raw.FPDF_PAGEOBJ_IMAGE:
                    images += 1
                    pixels = max(pixels, _cover(raw, item, grid, place))
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            over = over or images > 0
            if asked < MODES_SAMPLED:
                asked += 1
                mode = raw.FPDFTextObj_GetTextRenderMode(item)
                modes[mode] = modes.get(mode, 0) + 1
    return {"covered": sum(grid) / len(grid), "modes": modes, "over": over, "pixels": pixels}


def _cover(raw: Any, item: Any, grid: bytearray, place: Any) -> int:
    """Tick the cells of the page that an object covers; returns its width in pixels when it is an image."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return 0
    x0, y0, x1, y1 = place(tuple(side.value for side in sides))
    for row in range(round(y0 * GRID), round(y1 * GRID)):
        for column in range(round(x0 * GRID), round(x1 * GRID)):
            grid[row * GRID + column] = 1
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFImageObj_GetImagePixelSize(item, wide, high):
        return int(max(wide.value, high.value))
    return 0


def _dpi(page: Any, order: Line) -> float:
    """Dots an inch to draw at: the scan's own where it lies within the wanted range, else the nearer end."""
    width, height = _size(page)
    low, high = order["dpi"]
    own = _make(page)["pixels"] / (max(width, height) / 72)
    wanted = min(max(own, low), high) if own else order.get("dpi_typed", 300)
    return float(min(wanted, 72 * math.sqrt(PIXELS_MAX / (width * height))))


def _picture(page: Any, dpi: float) -> Any:
    return page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
