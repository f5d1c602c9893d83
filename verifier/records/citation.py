"""What a note says (Citation) and what we take it to mean (Resolution)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verifier.records.spans import Span


class Position(StrEnum):
    """CSL's words for how a citation refers to its work."""

    FULL = "full"
    IBID = "ibid"
    IBID_WITH_LOCATOR = "ibid-with-locator"
    SHORT = "short"
    CROSS_REFERENCE = "cross-reference"
    UNKNOWN = "unknown"


class CitationStatus(StrEnum):
    """The contract's `citation_status`."""

    FULL = "full"
    IBID = "ibid"
    SHORT = "short"
    CROSS_REFERENCE = "cross-reference"
    NONE = "none"
    AMBIGUOUS = "ambiguous"


BIBLIOGRAPHY = -1  # the `note` of a citation that stands in the bibliography


@dataclass(frozen=True, slots=True)
class Locator:
    """A pinpoint: `label` page | paragraph | document | frame | chapter; `value` as printed (`3`, `793-794`, `vii`)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One work cited in one note. `span` is its place in the manuscript's text, `raw` its words.

    `note` is the note's ordinal, BIBLIOGRAPHY (-1) for an entry of the list of works. `refers_to` is the label a
    cross-reference names. `signal` holds the words that bring in a work beside the point (`see also`), `known_as`
    the short form the note declares (`hereafter ...`), `extent` the pages the whole work fills, as printed.
    """

    note: int
    index: int
    raw: str
    span: Span
    position: Position
    author: str | None = None
    title: str | None = None
    date: str | None = None
    urls: tuple[str, ...] = ()
    locator: Locator | None = None
    refers_to: str | None = None
    quoted_in: bool = False
    signal: str = ""
    known_as: str | None = None
    extent: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation means: `source` is the citation that names the work in full, or None.

    One candidate or none, never a guess; `reason` says why in one sentence. `chain` lists the ordinals of
    the notes walked, nearest first. `locator` is the citation's own or the one Ibid. inherits.
    """

    citation: Citation | None
    source: Citation | None
    status: CitationStatus
    chain: tuple[int, ...] = ()
    locator: Locator | None = None
    reason: str = ""
