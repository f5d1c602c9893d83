"""What a generated manuscript is before it is rendered, and what every quotation of it should be read as."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """Running words as printed; `strong` ones are set in italics where the format has them."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Mark:
    """A note's mark; `note` is the note's number, from 1."""

    note: int


Run = Words | Mark


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `kind` is paragraph | heading | block_quote."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def words(self) -> str:
        """The words without marks."""
        return "".join(run.text for run in self.runs if isinstance(run, Words))


@dataclass(frozen=True)
class Truth:
    """What one quotation should be read as. `quote` is as typed; `resolved` the note that holds the full citation."""

    quote: str
    kind: str
    note: str = ""
    resolved: str = ""
    url: str = ""
    page: str = ""


@dataclass(frozen=True)
class Sample:
    """One manuscript and its answers; `notes[i]` is the body of note i + 1."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[tuple[Words, ...], ...]
    truths: tuple[Truth, ...] = field(repr=False)

    def note(self, number: int) -> str:
        """A note's words."""
        return "".join(run.text for run in self.notes[number - 1])
