"""Markdown, path to Manuscript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from verifier.manuscripts.cuts import Cuts, trimmed
from verifier.manuscripts.files import read_text
from verifier.manuscripts.markdown.blocks import AGAIN, Outline, RawBlock, outline
from verifier.manuscripts.markdown.inlines import Inlines, InlineScanner
from verifier.manuscripts.plain.reader import NotesRead, read_notes, title_of, unmatched
from verifier.manuscripts.shapes.pieces import split
from verifier.manuscripts.shapes.words import opens_bibliography
from verifier.records.findings import Finding
from verifier.records.manuscript import Block, BlockKind, Link, Manuscript, Note, NotePlace, NoteRef
from verifier.records.spans import Span, Stream
from verifier.rules import rule


@dataclass
class _Defined:
    """A note while it is read: the cleaned spans of its paragraphs and where its label stands."""

    label: str
    spans: list[Span] = field(default_factory=list)
    place: NotePlace = NotePlace.FOOT


@dataclass
class _Reading:
    """The parts of a manuscript as they are gathered."""

    text: str
    targets: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    calls: list[tuple[str, Span]] = field(default_factory=list)
    defined: dict[str, _Defined] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)


def read_markdown(path: Path) -> Manuscript:
    """A .md manuscript. Raises ManuscriptError for what is not text."""
    text, problems = read_text(path)
    return manuscript_of(text, str(path), problems)


def manuscript_of(text: str, name: str = "", problems: tuple[Finding, ...] = ()) -> Manuscript:
    """A manuscript of characters already read."""
    parsed = outline(text)
    reading = _Reading(text, parsed.targets)
    shaped = _shaped(text, parsed)
    taken = Cuts([*shaped.cuts, *(piece.span for at, piece in enumerate(split(text)) if at in shaped.pieces)])
    for raw in parsed.blocks:
        _read_block(reading, raw, taken)
    notes, refs = _numbered(reading)
    made = tuple(_with_bibliography(text, reading.blocks))
    return Manuscript(
        path=name,
        format="markdown",
        text=text,
        blocks=made,
        notes=tuple(notes or shaped.notes),
        note_refs=tuple(refs or shaped.refs),
        links=tuple(sorted(reading.links, key=lambda link: link.span)),
        problems=(*problems, *reading.problems, *unmatched(notes or shaped.notes, refs or shaped.refs)),
        title=parsed.title or title_of(text, made),
    )


def _shaped(text: str, parsed: Outline) -> NotesRead:
    """Notes told by shape, asked only of a file that has none of Markdown's own."""
    if "[^" in text or "^[" in text or any(raw.label for raw in parsed.blocks):
        return NotesRead()
    return read_notes(text, split(text), set())


def _read_block(reading: _Reading, raw: RawBlock, taken: Cuts) -> None:
    lines = tuple(part for line in raw.lines for part in taken.rest(line))
    if raw.raw:
        _add_block(reading, raw.kind, lines)
        return
    stream = Stream.of(reading.text, lines)
    found = _scan(reading, stream)
    cuts = Cuts(found.cuts)
    spans = tuple(part for line in lines for part in cuts.rest(line))
    if raw.label is None:
        _add_block(reading, raw.kind, spans)
    else:
        _define(reading, raw.label, spans)


def _scan(reading: _Reading, stream: Stream) -> Inlines:
    """Scan a paragraph, and the inline notes in it as paragraphs of their own."""
    found = InlineScanner(stream, reading.targets).scan()
    reading.links += found.links
    reading.calls += found.calls
    for mark, body in found.inline_notes:
        _inline_note(reading, stream, mark, body)
    for mark, body in found.keys:
        _inline_note(reading, stream, mark, body)
    return found


def _inline_note(reading: _Reading, stream: Stream, mark: Span, body: Span) -> None:
    inside = tuple(
        Span(max(part.start, body.start), min(part.end, body.end)) for part in stream.spans if part.overlaps(body)
    )
    label = f"^{mark.start}"
    reading.calls.append((label, mark))
    inner = Stream.of(reading.text, inside)
    cuts = Cuts(_scan(reading, inner).cuts)
    spans = [part for line in inside for part in cuts.rest(line)]
    reading.defined[label] = _Defined(label, spans, NotePlace.INLINE)


def _add_block(reading: _Reading, kind: BlockKind, spans: tuple[Span, ...]) -> None:
    kept = trimmed(reading.text, spans)
    if kept:
        reading.blocks.append(Block(kind, tuple(_touching_joined(kept))))


def _touching_joined(spans: tuple[Span, ...]) -> Iterator[Span]:
    held = spans[0]
    for span in spans[1:]:
        if span.start == held.end:
            held = Span(held.start, span.end)
        else:
            yield held
            held = span
    yield held


def _define(reading: _Reading, label: str, spans: tuple[Span, ...]) -> None:
    known = reading.defined.get(label)
    if known is None:
        reading.defined[label] = _Defined(label, list(spans))
    elif spans:
        known.spans += spans


def _numbered(reading: _Reading) -> tuple[list[Note], list[NoteRef]]:
    """Notes in printing order: by first call, then the uncalled. Inline notes take the number they are printed with."""
    calls = sorted(reading.calls, key=lambda call: call[1])
    order: dict[str, int] = {}
    for label, _ in calls:
        if label in reading.defined:
            order.setdefault(label, len(order))
    for label in reading.defined:
        order.setdefault(label, len(order))
    notes = [_note(reading, label, ordinal) for label, ordinal in order.items()]
    refs = [NoteRef(_shown(label, order), span, order.get(label)) for label, span in calls]
    _report_shared(reading, notes, refs)
    for note, label in zip(notes, order, strict=True):
        if AGAIN in label:
            message = f"the label {note.label} is defined more than once"
            reading.problems.append(rule("M108").finding(message, span=note.spans[0]))
    return notes, refs


def _note(reading: _Reading, label: str, ordinal: int) -> Note:
    entry = reading.defined[label]
    spans = trimmed(reading.text, entry.spans)
    kept = tuple(_touching_joined(spans)) if spans else (Span(0, 0),)
    return Note(ordinal, _shown(label, {label: ordinal}), kept, place=entry.place)


def _shown(label: str, order: dict[str, int]) -> str:
    if label.startswith("^") and label in order:
        return str(order[label] + 1)
    return label.partition(AGAIN)[0]


def _report_shared(reading: _Reading, notes: list[Note], refs: list[NoteRef]) -> None:
    times: dict[int, list[NoteRef]] = {}
    for ref in refs:
        if ref.note is not None:
            times.setdefault(ref.note, []).append(ref)
    for ordinal, found in times.items():
        if len(found) > 1:
            message = f"note {notes[ordinal].label} is called {len(found)} times"
            reading.problems.append(rule("M106").finding(message, span=found[1].span))


def _with_bibliography(text: str, made: list[Block]) -> Iterator[Block]:
    inside = False
    for block in made:
        if block.kind is BlockKind.HEADING:
            inside = opens_bibliography(Stream.of(text, block.spans).text)
        yield Block(BlockKind.BIBLIOGRAPHY, block.spans) if inside and block.kind is not BlockKind.HEADING else block
