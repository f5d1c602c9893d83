"""Cells that a spreadsheet would run as a formula, made harmless and turned back exactly.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is written with an apostrophe before it, the
spreadsheets' own sign for text. So that every cell comes back as it was, apostrophes that already stand before such
a sign get one more; reading takes one away. Any other cell is left alone.
"""

from __future__ import annotations

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell as it is written to a file."""
    return "'" + cell if _RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as its author meant it; `unguarded(guarded(cell)) == cell` for every text."""
    return cell[1:] if _GUARDED.match(cell) else cell
