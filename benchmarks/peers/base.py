"""What the comparison asks of a tool, and what several tools share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from verifier.records.text import PAGE_JOINT, SourceText

Accepts = Callable[[str], bool]  # quotation -> the tool says that it stands so in the document


@dataclass(frozen=True, slots=True)
class Document:
    """One source as every tool gets it: one reading, or a scan's text layer and our OCR of it."""

    readings: tuple[SourceText, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The readings as plain strings, a line end where a page ends; blank ones are left out."""
        plain = (reading.text.replace(PAGE_JOINT, "\n") for reading in self.readings)
        return tuple(text for text in plain if text.strip())

    @property
    def noisy(self) -> bool:
        """True where a reading came off a scan."""
        return any(reading.noisy for reading in self.readings)


class Peer(Protocol):
    """A tool behind one door.

    `name` heads its row, `package` is what is installed for it, `rule` says when we count a quotation as accepted.
    `cases` bounds how many cases per level a slow tool is given, None for all of them.
    """

    name: str
    package: str
    rule: str
    cases: int | None

    def load(self) -> None:
        """Import the tool. Raises ImportError where it is not installed."""

    def open(self, document: Document, quotes: Sequence[str]) -> Accepts:
        """Prepare a document; `quotes` are all that will be asked of it, for tools that work on whole texts."""


class TextPeer:
    """A tool that knows one plain text: of several readings of a document it may take the one that suits it best."""

    name = ""
    package = ""
    rule = ""
    cases: int | None = None

    def load(self) -> None:
        """Nothing to import unless a tool says so."""

    def read(self, text: str, quotes: Sequence[str]) -> Accepts:
        """Prepare one text."""
        raise NotImplementedError

    def open(self, document: Document, quotes: Sequence[str]) -> Accepts:
        """Accepted where any reading holds the quotation."""
        judges = [self.read(text, quotes) for text in document.texts]
        return lambda quote: any(judge(quote) for judge in judges)


def version_of(package: str) -> str:
    """The installed version of a distribution, or a dash."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"


_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "-", "–": "-", "\u00ad": None})
_BROKEN = re.compile(r"(?<=[a-z])-[ \t]*\n\s*(?=[a-z])")


def levelled(text: str) -> str:
    """Lower case, plain quotation marks and dashes, words broken at line ends joined, single spaces.

    What a careful user does before asking a string library; the tools that do it themselves get the text as it is.
    """
    joined = _BROKEN.sub("", text.translate(_MARKS).lower())
    return " ".join(joined.split())
