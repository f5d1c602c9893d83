"""Quotations: marks, blocks and editorial signs, read from a manuscript's body. Does no I/O."""

from verifier.quotations.editorial import segments
from verifier.quotations.find import find_quotations

__all__ = ["find_quotations", "segments"]
