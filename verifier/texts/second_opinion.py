"""pypdf in the child, for the pages on which PDFium dies: text only, no boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from verifier.texts.pdflayer import PAGE_CHARS_MAX, Layer
from verifier.texts.pdfpages import written

Line = dict[str, Any]


def do_text(order: Line) -> Iterator[Line]:
    """The wanted pages, one {"layer": ...} a line; where none is named, the whole document into the file READING."""
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
    if order["pages"]:
        for index in order["pages"]:
            layer = _layer(reader, index)
            yield {"layer": {"index": index, "text": layer.text, "error": layer.error}}
        return
    layers = []
    for index in range(min(count, order["max_pages"])):
        yield {"at": index}
        layers.append(_layer(reader, index))
    yield from written(layers, title="", engine="pypdf")


def _layer(reader: Any, index: int) -> Layer:
    try:
        text = reader.pages[index].extract_text()[:PAGE_CHARS_MAX]
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - as above
        return Layer(index, error=f"page cannot be read ({type(failure).__name__})")
    return Layer(index, text)
