"""From bytes to words on a page: HTML, PDF, OCR, plain text."""

from __future__ import annotations

from verifier.texts.reader import Reader, read_file

__all__ = ["Reader", "read_file"]
