"""From bytes to words on a page: HTML, PDF, OCR, TEI, plain text.

`Reader` reads bytes, `read_file` a file; `crop` draws the strip of a page around words; `write_hocr` hands a
reading on. The helpers archive adapters use are in `verifier.texts.html`, `tei` and `positions`.
"""

from __future__ import annotations

from verifier.texts.crop import crop, crops
from verifier.texts.hocr import write_hocr
from verifier.texts.reader import Reader, read_file

__all__ = ["Reader", "crop", "crops", "read_file", "write_hocr"]
