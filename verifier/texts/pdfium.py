"""PDFium in the child: words with boxes from the text layer, pages as pictures, strips of pages. Runs under limits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from verifier.texts.pdflayer import Layer, layer_of
from verifier.texts.pdfmake import make_of, size_of
from verifier.texts.pdfpages import written

Line = dict[str, Any]

PIXELS_MAX = 40_000_000  # of one rendered page: A3 at 600 dpi; a page box of 10^8 points asks for far more
TITLE_CHARS_MAX = 300  # of the title a file gives itself
_PASSWORD, _FORMAT, _SECURITY = 4, 3, 5  # FPDF_GetLastError


def do_text(order: Line) -> Iterator[Line]:
    """The document's text layer into the file READING; a line before each page, so that a death has a place.

    Pages of `order["given"]` killed PDFium before: they are taken from there. Not `order["boxes"]`: without the places
    of words, where they are not needed to put them in order. {"pages": 0, "error": why} and no more where PDFium
    cannot open the file.
    """
    import pypdfium2 as pdfium

    document, error = _opened()
    if document is None:
        yield {"pages": 0, "error": error}
        return
    count = len(document)
    yield {"pages": count, "error": ""}
    given = {line["index"]: line for line in order.get("given", ())}
    layers = []
    for index in range(min(count, order["max_pages"])):
        if index in given or index >= order["stop"]:
            layers.append(Layer(**given.get(index, {"index": index})))
            continue
        yield {"at": index}
        try:
            page = document[index]
            layers.append(layer_of(page, index, boxes=order.get("boxes", True)))
            page.close()
        except pdfium.PdfiumError as failure:
            layers.append(Layer(index, error=f"page cannot be read ({failure})"))
    yield from written(layers, title=_title(document), engine="pdfium", laid_out=order.get("layout", True))


def do_render(order: Line) -> Iterator[Line]:
    """Each wanted page as a grey picture `page-N.tif`, cleaned and straightened when asked for."""
    import pypdfium2 as pdfium

    from verifier.texts.clean_image import cleaned, put_down

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
        name = f"page-{index}.tif"
        put_down(picture, name)
        yield {"index": index, "file": name, "width": picture.width, "height": picture.height, **facts}


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
        width, height = size_of(page)
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


def _title(document: Any) -> str:
    try:
        return str(document.get_metadata_value("Title"))[:TITLE_CHARS_MAX]
    except Exception:  # noqa: BLE001 - a title is an extra; whatever is wrong with it, the pages matter
        return ""


def _dpi(page: Any, order: Line) -> float:
    """Dots an inch to draw at: the scan's own where it lies within the wanted range, else the nearer end."""
    width, height = size_of(page)
    low, high = order["dpi"]
    own = make_of(page).pixels / (max(width, height) / 72)
    wanted = min(max(own, low), high) if own else order.get("dpi_typed", 300)
    return float(min(wanted, 72 * math.sqrt(PIXELS_MAX / (width * height))))


def _picture(page: Any, dpi: float) -> Any:
    return page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
