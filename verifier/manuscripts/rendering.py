"""Our own rendering of a manuscript that is not plain text: paragraphs, then a section with the notes.

A reader calls `begin`, `words`, `mark`, `end` in reading order; the Rendering keeps where everything came to stand.
Note marks are printed as `[^label]` and stand outside the blocks' spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from verifier.manuscripts.cuts import trimmed
from verifier.records.findings import Finding
from verifier.records.manuscript import Block, BlockKind, Link, Manuscript, Note, NotePlace, NoteRef
from verifier.records.spans import Span
from verifier.rules.base import rule

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
NOTES_HEADING = "Notes"
LABEL_HEAD = 12  # code points: a string longer than this is the note's first words, not its label


@dataclass(slots=True)
class _Call:
    """A mark on a sheet: which note it calls and the label it is printed with, if the format gives one."""

    key: str
    label: str | None
    at: int


class Sheet:
    """One run of paragraphs with its own offsets: the body, or one note."""

    def __init__(self, label: str | None = None) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.label = label
        self.label_due = label is not None
        self.blocks: list[tuple[BlockKind, list[Span]]] = []
        self.links: list[tuple[int, int, str]] = []
        self.calls: list[_Call] = []
        self._open = False
        self._start = 0
        self._first = 0
        self._spaced = True
        self._owed = False

    @property
    def open(self) -> bool:
        """True inside a paragraph."""
        return self._open

    def begin(self, kind: BlockKind) -> None:
        """Start a paragraph, ending the one that is open."""
        self.end()
        self.blocks.append((kind, []))
        self._open, self._spaced, self._owed = True, True, False
        self._start = self.length
        self._first = len(self.parts)

    def words(self, text: str) -> None:
        """Add running text; white space is folded to single spaces, none at either end of a paragraph."""
        if self.label_due:
            text = self._without_label(text)
        if not self._open:
            if not text.strip():
                return
            self.begin(BlockKind.PARAGRAPH)
        folded = _SPACE.sub(" ", text)
        if folded.startswith(" "):
            self._owed = self._owed or not self._spaced
            folded = folded[1:]
        if not folded:
            return
        if self._owed:
            self._put(" ")
        tail = folded.endswith(" ")
        self._put(folded[:-1] if tail else folded)
        self._spaced, self._owed = False, tail

    def line_break(self) -> None:
        """A line end inside a paragraph."""
        if self._open and not self._spaced:
            self._put("\n")
            self._spaced, self._owed = True, False

    def mark(self, key: str, label: str | None) -> None:
        """A note mark here."""
        if not self._open:
            self.begin(BlockKind.PARAGRAPH)
        self._cut()
        self.calls.append(_Call(key, label, len(self.parts)))
        self._put("")
        self._start = self.length
        self._spaced = False

    def last(self) -> str:
        """The last character of the open paragraph, empty at its start or after a space."""
        if not self._open or self._owed or self.length == self._start:
            return " "
        return next((part[-1] for part in reversed(self.parts) if part), " ")

    def here(self) -> int:
        """The offset at which the next word will stand."""
        return self.length + (1 if self._owed else 0)

    def link(self, start: int, url: str) -> None:
        """Words from `start` to here lead to `url`."""
        end = self.length if self._open else self.length - len("\n\n")  # never the gap after a paragraph that ended
        if end > start:
            self.links.append((start, end, url))

    def grow_link(self, start: int, url: str, beyond: int = 0) -> None:
        """As `link`, but words after a link to the same address lengthen it; the last `beyond` signs are no part."""
        end = self.length - beyond
        if self.links and self.links[-1][2] == url and start - self.links[-1][1] <= 1:
            self.links[-1] = (self.links[-1][0], end, url)
        elif end > start:
            self.links.append((start, end, url))

    def end(self) -> None:
        """End the paragraph that is open; one without words leaves no trace."""
        if not self._open:
            return
        self._cut()
        self._open = False
        if not self.blocks[-1][1] and not (self.calls and self.calls[-1].at == len(self.parts) - 1):
            self.blocks.pop()
            return
        self._put("\n\n")

    def drop_last(self) -> None:
        """Take back the paragraph that was ended last."""
        if self.blocks and not self._open:
            del self.parts[self._first :]
            self.length = sum(len(part) for part in self.parts)
            self.blocks.pop()

    def _without_label(self, text: str) -> str:
        """`text` without the note's printed label at its head, which may come in several strings (`[`, `1`, `]`)."""
        found = (
            re.match(rf"[\s\[(^↑↩]*(?:{re.escape(self.label or '')}(?!\w))?[\])]?[.:)]?\s*", text)
            if self.label
            else None
        )
        bare = text[found.end() :] if found and found[0].strip() else text
        self.label_due = not bare.strip() and len(text) < LABEL_HEAD
        return bare

    def _cut(self) -> None:
        if self.length > self._start:
            self.blocks[-1][1].append(Span(self._start, self.length))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


@dataclass
class NoteSheet:
    """A note's sheet with what the format says of it."""

    key: str
    label: str | None = None
    place: NotePlace = NotePlace.FOOT
    section: int = 0
    sheet: Sheet = field(default_factory=Sheet)


def _title_words(title: str) -> str:
    return " ".join(title.split()).casefold()


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

    def _mark(self, call: _Call) -> None:
        label = self.labels.get(call.key) or call.label or call.key
        start = self.length
        self._put(f"[^{label}]")
        self.refs.append(NoteRef(label, Span(start, self.length), self.order.get(call.key)))

    def _note(self, key: str, ordinal: int) -> Note:
        entry = self.rendering.notes[key]
        if ordinal == 0:
            self._put(f"{NOTES_HEADING}\n\n")
        self._put(f"[^{self.labels[key]}]: ")
        at = self.length
        spans = [span for _, spans in self._sheet(entry.sheet) for span in spans]
        if not spans:
            self._put("\n\n")
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
        yield Span(span.start, nxt) if nxt - span.end == len("\n\n") else span
