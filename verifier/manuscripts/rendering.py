"""Our own rendering of a manuscript that is not plain text: paragraphs, then a section with the notes.

A reader calls `begin`, `words`, `mark`, `end` in reading order; the Rendering keeps where everything came to stand.
Note marks are printed as `[^label]` and stand outside the blocks' spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from verifier.manuscripts.cuts import trimmed
from verifier.manuscripts.sheets import PARAGRAPH_GAP, Call, Sheet
from verifier.records.findings import Finding
from verifier.records.manuscript import Block, BlockKind, Link, Manuscript, Note, NotePlace, NoteRef
from verifier.records.spans import Span
from verifier.rules import rule

NOTES_HEADING = "Notes"


@dataclass
class NoteSheet:
    """A note's sheet with what the format says of it."""

    key: str
    label: str | None = None
    place: NotePlace = NotePlace.FOOT
    section: int = 0
    sheet: Sheet = field(default_factory=Sheet)


class Rendering:
    """The whole manuscript while it is written."""

    def __init__(self) -> None:
        self.body = Sheet()
        self.notes: dict[str, NoteSheet] = {}
        self.problems: list[Finding] = []

    def note(self, key: str, label: str | None = None, place: NotePlace = NotePlace.FOOT, section: int = 0) -> Sheet:
        """The sheet to write note `key` on. A key known already gives the same sheet again.

        The words written first lose `label` where they open with it.
        """
        entry = self.notes.setdefault(key, NoteSheet(key, label, place, section, Sheet(label)))
        return entry.sheet

    def manuscript(self, path: str, form: str, title: str | None, problems: Iterable[Finding] = ()) -> Manuscript:
        """Set everything in one text."""
        return _Setting(self).set(path, form, title, tuple(problems))


class _Setting:
    """Joins the sheets: marks get their labels, spans their final offsets."""

    def __init__(self, rendering: Rendering) -> None:
        self.rendering = rendering
        self.order = self._order()
        self.labels = {key: self._label(key, at) for key, at in self.order.items()}
        self.text: list[str] = []
        self.length = 0
        self.refs: list[NoteRef] = []
        self.links: list[Link] = []

    def _order(self) -> dict[str, int]:
        """Notes in printing order: by their first mark (marks inside notes after the body's), then the uncalled."""
        notes = self.rendering.notes
        order: dict[str, int] = {}
        queue = [call.key for call in self.rendering.body.calls]
        at = 0
        while at < len(queue):
            key = queue[at]
            if key in notes and key not in order:
                order[key] = len(order)
                queue += [call.key for call in notes[key].sheet.calls]
            at += 1
        for key in notes:
            order.setdefault(key, len(order))
        return order

    def _label(self, key: str, at: int) -> str:
        return self.rendering.notes[key].label or str(at + 1)

    def set(self, path: str, form: str, title: str | None, problems: tuple[Finding, ...]) -> Manuscript:
        """The manuscript."""
        blocks = [Block(kind, spans) for kind, spans in self._sheet(self.rendering.body) if spans]
        notes = [self._note(key, ordinal) for key, ordinal in self.order.items()]
        text = "".join(self.text).rstrip("\n") + "\n"
        blocks = [Block(block.kind, kept) for block in blocks if (kept := trimmed(text, block.spans))]
        found = (*problems, *self.rendering.problems, *self._matching(notes))
        refs = tuple(sorted(self.refs, key=lambda ref: ref.span))
        links = tuple(sorted(self.links, key=lambda link: link.span))
        return Manuscript(path, form, text, tuple(blocks), tuple(notes), refs, links, found, title)

    def _sheet(self, sheet: Sheet) -> list[tuple[BlockKind, tuple[Span, ...]]]:
        """Set one sheet, return its blocks with final spans."""
        sheet.end()
        shifts = self._set_parts(sheet)
        move = _Mover(shifts)
        for start, end, url in sheet.links:
            self.links.append(Link(Span(move.start(start), move.end(end)), url))
        return [
            (kind, tuple(Span(move.start(s.start), move.end(s.end)) for s in spans)) for kind, spans in sheet.blocks
        ]

    def _set_parts(self, sheet: Sheet) -> list[tuple[int, int]]:
        """Write the sheet's parts; the answer pairs sheet offsets with the final offset from there on."""
        calls = {call.at: call for call in sheet.calls}
        shifts = [(0, self.length)]
        offset = 0
        for at, part in enumerate(sheet.parts):
            if at in calls:
                self._mark(calls[at])
                shifts.append((offset, self.length))
            self._put(part)
            offset += len(part)
        return shifts

    def _mark(self, call: Call) -> None:
        label = self.labels.get(call.key) or call.label or call.key
        start = self.length
        self._put(f"[^{label}]")
        self.refs.append(NoteRef(label, Span(start, self.length), self.order.get(call.key)))

    def _note(self, key: str, ordinal: int) -> Note:
        entry = self.rendering.notes[key]
        if ordinal == 0:
            self._put(f"{NOTES_HEADING}{PARAGRAPH_GAP}")
        self._put(f"[^{self.labels[key]}]: ")
        at = self.length
        spans = [span for _, spans in self._sheet(entry.sheet) for span in spans]
        if not spans:
            self._put(PARAGRAPH_GAP)
        return Note(ordinal, self.labels[key], tuple(_joined(spans)) or (Span(at, at),), entry.section, entry.place)

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def _matching(self, notes: list[Note]) -> Iterator[Finding]:
        times: dict[int, list[NoteRef]] = {}
        for ref in self.refs:
            if ref.note is None:
                yield rule("M102").finding(f"mark {ref.label} has no note", span=ref.span)
            else:
                times.setdefault(ref.note, []).append(ref)
        for note in notes:
            calls = times.get(note.ordinal, [])
            if not calls:
                yield rule("M103").finding(f"note {note.label} has no mark in the text", span=note.spans[0])
            elif len(calls) > 1:
                yield rule("M106").finding(f"note {note.label} is called {len(calls)} times", span=calls[1].span)


class _Mover:
    """Sheet offsets to final offsets: at a mark, what ends there stays before it, what starts there comes after."""

    def __init__(self, shifts: list[tuple[int, int]]) -> None:
        self._from = [at for at, _ in shifts]
        self._to = [to for _, to in shifts]

    def start(self, offset: int) -> int:
        from bisect import bisect_right

        at = bisect_right(self._from, offset) - 1
        return self._to[at] + offset - self._from[at]

    def end(self, offset: int) -> int:
        from bisect import bisect_left

        at = max(bisect_left(self._from, offset) - 1, 0)
        return self._to[at] + offset - self._from[at]


def _joined(spans: list[Span]) -> Iterator[Span]:
    """A note's paragraphs with the line ends between them taken in, so that their words do not grow together."""
    for at, span in enumerate(spans):
        nxt = spans[at + 1].start if at + 1 < len(spans) else span.end
        yield Span(span.start, nxt) if nxt - span.end == len(PARAGRAPH_GAP) else span
