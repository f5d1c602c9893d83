"""What an adapter is: one archive, one file, three pure members that say what to request and read what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from verifier.records.capture import Capture
from verifier.records.source import Source, Wanted
from verifier.records.text import SourceText
from verifier.texts import Reader


@dataclass(frozen=True, slots=True)
class UrlForm:
    """One shape of address the adapter knows. `pattern` is for people (`/document/{id}-{slug}`)."""

    pattern: str
    example: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one wanted request; `body` is empty when the capture is not usable."""

    wanted: Wanted
    capture: Capture
    body: bytes = b""


class Adapter(Protocol):
    """One archive. Built-ins and strangers' packages register alike, in the entry-point group `verifier.sources`."""

    @property
    def name(self) -> str:
        """Short and lower case: what reports and `verifier sources` call it."""

    @property
    def title(self) -> str:
        """The archive's own name."""

    @property
    def forms(self) -> tuple[UrlForm, ...]:
        """The shapes of address it knows; a plain class attribute will do."""

    def recognise(self, url: str) -> Source | None:
        """The source this URL names, or None when it is not this archive's. Pure; never raises on odd input."""

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """What to request next, given what has answered so far; empty when nothing more is wanted.

        Called again after each batch. Alternatives (forms of an address that are only inferred) are wanted one at
        a time: the next is asked only when the one before did not answer with usable bytes.
        """

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The layers of text in what was captured, the document's own words first. Empty when there are none."""
