"""String libraries: they give a likeness, and the line drawn across it is ours."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from benchmarks.peers.base import Accepts, TextPeer, levelled


class Rapidfuzz(TextPeer):
    """The best window of the document by `partial_ratio`."""

    package = "rapidfuzz"

    def __init__(self, least: int) -> None:
        self.least = least
        self.name = f"rapidfuzz >= {least}"
        self.rule = f"`fuzz.partial_ratio` of levelled text at least {least}"
        self._fuzz: Any = None

    def load(self) -> None:
        self._fuzz = import_module("rapidfuzz.fuzz")

    def read(self, text: str, quotes: Sequence[str]) -> Accepts:  # noqa: ARG002
        plain = levelled(text)
        return lambda quote: self._fuzz.partial_ratio(levelled(quote), plain, score_cutoff=self.least) >= self.least


class Edlib(TextPeer):
    """The cheapest place of the quotation inside the document by edit distance."""

    package = "edlib"

    def __init__(self, least: int) -> None:
        self.least = least
        self.name = f"edlib >= {least} %"
        self.rule = f"infix distance (`HW`) of levelled text, 1 - distance / length at least {least} %"
        self._align: Any = None

    def load(self) -> None:
        self._align = import_module("edlib").align

    def read(self, text: str, quotes: Sequence[str]) -> Accepts:  # noqa: ARG002
        plain = _ascii(text)

        def accepts(quote: str) -> bool:
            asked = _ascii(quote)
            most = int(len(asked) * (100 - self.least) / 100)
            return bool(self._align(asked, plain, mode="HW", task="distance", k=most)["editDistance"] >= 0)

        return accepts


def _ascii(text: str) -> bytes:
    """Levelled text as bytes, which edlib aligns many times faster than str."""
    return levelled(text).encode("ascii", "replace")
