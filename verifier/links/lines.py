"""From an offset in a file's text to the line and column an editor shows."""

from __future__ import annotations

from bisect import bisect_right

from verifier.links.records import Place


class Lines:
    """The lines of one text, ended by a line feed; a carriage return before it counts as the line's last character."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, offset: int) -> Place:
        """The 1-based line and column of the code point at `offset`."""
        line = bisect_right(self._starts, offset)
        return Place(self.file, line, offset - self._starts[line - 1] + 1)
