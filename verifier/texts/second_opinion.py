"""pypdf in the child, for the pages on which PDFium dies: text only, no boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from verifier.texts.pdfium import PAGE_CHARS_MAX

Line = dict[str, Any]


def do_text(order: Line) -> Iterator[Line]:
    """One line for the document, then one for each wanted page."""
    import logging

    import pypdf

    logging.disable(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader("in", strict=False)
        encrypted = reader.is_encrypted and not reader.decrypt("")
        count = 0 if encrypted else len(reader.pages)
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - a damaged file may raise anything in a pure-Python parser
        yield {"pages": 0, "error": f"damaged: {type(failure).__name__}"}
        return
    if encrypted:
        yield {"pages": 0, "error": "encrypted: a password is needed"}
        return
    yield {"pages": count, "error": ""}
    wanted = order.get("pages") or range(min(count, order["max_pages"]))
    for index in wanted:
        yield _page(reader, index)


def _page(reader: Any, index: int) -> Line:
    try:
        text = reader.pages[index].extract_text()[:PAGE_CHARS_MAX]
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - as above
        return {"index": index, "error": f"page cannot be read ({type(failure).__name__})"}
    return {"index": index, "text": text}
