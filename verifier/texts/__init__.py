"""From bytes to words on a page: HTML, PDF, OCR, TEI, plain text.

`Reader` reads bytes, `read_file` a file; `crop` draws the strip of a page around words; `write_hocr` hands a
reading on. The helpers archive adapters use are in `verifier.texts.html`, `tei` and `positions`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verifier.texts.hocr import write_hocr
    from verifier.texts.reader import Reader, read_file
    from verifier.texts.strips import crop, crops

__all__ = ["Reader", "crop", "crops", "read_file", "write_hocr"]

_HOMES = {"Reader": "reader", "crop": "strips", "crops": "strips", "read_file": "reader", "write_hocr": "hocr"}


def __getattr__(name: str) -> Any:
    """Load a name when it is first used: child processes import this package and need almost none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'verifier.texts' has no attribute {name!r}")
    return getattr(import_module(f"verifier.texts.{_HOMES[name]}"), name)
