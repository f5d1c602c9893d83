"""Cross-references: `see note 12` goes by the printed label, in its own section first."""

from __future__ import annotations

from collections import defaultdict

from verifier.records.citation import Citation
from verifier.records.manuscript import Manuscript


class NoteLabels:
    """The notes by their printed labels, section by section."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._notes = manuscript.notes
        self._by_label: dict[str, list[int]] = defaultdict(list)
        for note in manuscript.notes:
            self._by_label[note.label.strip().lower()].append(note.ordinal)

    def find(self, citation: Citation) -> int | None:
        """The ordinal of the note a cross-reference names: in its section, else the only one with that label."""
        places = self._by_label.get((citation.refers_to or "").strip().lower(), [])
        section = self._notes[citation.note].section
        here = [place for place in places if self._notes[place].section == section]
        if len(here) == 1:
            return here[0]
        return places[0] if len(places) == 1 else None
