"""Citations: what each note says, what it means, and which quotation it governs. Does no I/O."""

from verifier.citations.govern import govern
from verifier.citations.lint import lint
from verifier.citations.parse import parse_notes
from verifier.citations.resolve import resolve

__all__ = ["govern", "lint", "parse_notes", "resolve"]
