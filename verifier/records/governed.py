"""A quotation joined to the note that governs it and to the source that note means."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.records.citation import CitationStatus, Resolution
from verifier.records.manuscript import Note
from verifier.records.quotation import Quotation


@dataclass(frozen=True, slots=True)
class Governed:
    """One quotation with its source, as far as the notes tell.

    `note` is the governing note (None where there is none); `resolution` the one citation of it that is meant
    (None where it cannot be told, then `candidates` are those it may be); `url` and `page` are '' where the notes
    give none. `chain` lists the labels of the notes walked from the governing note to the one that holds the full
    citation, both included; `reason` says in a sentence why status is what it is.
    """

    quotation: Quotation
    note: Note | None = None
    resolution: Resolution | None = None
    status: CitationStatus = CitationStatus.NONE
    url: str = ""
    page: str = ""
    chain: tuple[str, ...] = ()
    reason: str = ""
    candidates: tuple[Resolution, ...] = ()
