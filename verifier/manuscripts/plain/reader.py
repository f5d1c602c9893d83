"""Plain text, path to Manuscript. The text is the file; whatever is not the author's running words is cut out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from verifier.manuscripts.cuts import Cuts, trimmed
from verifier.manuscripts.files import read_text
from verifier.manuscripts.plain.blocks import blocks, stretches
from verifier.manuscripts.plain.inline import InlinedNote, read_inlined
from verifier.manuscripts.plain.typography import emphasis, link_syntax
from verifier.manuscripts.shapes.bodies import Body, Reading, orphans, read_bodies
from verifier.manuscripts.shapes.marks import Family
from verifier.manuscripts.shapes.pieces import Piece, furniture, split
from verifier.manuscripts.shapes.words import opens_notes
from verifier.manuscripts.shapes.zones import headed_sections, zones
from verifier.records.findings import Finding
from verifier.records.manuscript import Block, BlockKind, Manuscript, Note, NotePlace, NoteRef
from verifier.records.spans import Span
from verifier.rules import rule


@dataclass
class NotesRead:
    """What was found out about the notes of a text: notes, marks, and the spans and pieces they take from the body."""

    notes: list[Note] = field(default_factory=list)
    refs: list[NoteRef] = field(default_factory=list)
    cuts: list[Span] = field(default_factory=list)
    pieces: set[int] = field(default_factory=set)
    symbols: bool = False


def read_plain(path: Path) -> Manuscript:
    """A .txt manuscript. Raises ManuscriptError for what is not text."""
    text, problems = read_text(path)
    return manuscript_of(text, str(path), problems)


def manuscript_of(text: str, name: str = "", problems: tuple[Finding, ...] = ()) -> Manuscript:
    """A manuscript of characters already read."""
    pieces = split(text)
    skip = set(furniture(text, pieces))
    found = read_notes(text, pieces, skip)
    body = [at for at in range(len(pieces)) if at not in skip and at not in found.pieces]
    marks_of_type = [cut for at in body for cut in _typography(text, pieces[at].span, found.symbols)]
    parts = list(stretches(text, pieces, body, Cuts([*found.cuts, *marks_of_type])))
    made = blocks(parts)
    return Manuscript(
        path=name,
        format="text",
        text=text,
        blocks=made,
        notes=tuple(found.notes),
        note_refs=tuple(found.refs),
        problems=(*problems, *unmatched(found.notes, found.refs)),
        title=title_of(text, made),
    )


def read_notes(text: str, pieces: list[Piece], skip: set[int]) -> NotesRead:
    """The notes, whichever of the two ways of printing them explains more marks."""
    reading = read_bodies(text, pieces, skip)
    inlined = read_inlined(text, [piece for at, piece in enumerate(pieces) if at not in skip])
    if inlined and (reading is None or len(inlined) > reading.met):
        return _from_inlined(text, inlined)
    if reading:
        return _from_bodies(text, pieces, reading, skip)
    lost = orphans(text, [piece for at, piece in enumerate(pieces) if at not in skip])
    return NotesRead(refs=[NoteRef(mark.label, mark.digits, None) for mark in lost], cuts=[mark.span for mark in lost])


def _from_inlined(text: str, inlined: list[InlinedNote]) -> NotesRead:
    found = NotesRead()
    for entry in inlined:
        called = len(found.notes) if len(entry.body) else None
        found.refs.append(NoteRef(entry.mark.label, entry.mark.digits, called))
        found.cuts.append(Span(entry.mark.span.start, entry.body.end))
        if called is not None:
            spans = _clean(text, entry.body)
            found.notes.append(Note(called, entry.mark.label, spans, place=NotePlace.INLINE))
    return found


def _from_bodies(text: str, pieces: list[Piece], reading: Reading, skip: set[int]) -> NotesRead:
    owner = zones(text, pieces, reading, skip)
    found = NotesRead(pieces=set(owner), symbols=bool(reading.marks) and reading.marks[0].family is Family.SYMBOL)
    last_body = max((at for at in range(len(pieces)) if at not in owner and at not in skip), default=0)
    headed = headed_sections(text, pieces, reading)
    gathered = reading.bodies[0].piece > last_body
    held: dict[int, list[int]] = {}
    for at in sorted(owner):
        held.setdefault(owner[at], []).append(at)
    for ordinal, body in enumerate(reading.bodies):
        place = NotePlace.END if gathered or body.section in headed else NotePlace.FOOT
        spans = _note_spans(text, pieces, body, held[ordinal])
        found.notes.append(Note(ordinal, body.label, spans, body.section, place))
    found.pieces |= {at for at in range(len(pieces)) if opens_notes(pieces[at].of(text)) and at + 1 in owner}
    for mark, call in zip(reading.marks, reading.calls, strict=True):
        found.refs.append(NoteRef(mark.label, mark.digits, call))
        found.cuts.append(mark.span)
    return found


def _note_spans(text: str, pieces: list[Piece], body: Body, held: list[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for at in held:
        whole = pieces[at].span
        part = Span(body.words, whole.end) if at == body.piece else Span(max(whole.start - 1, 0), whole.end)
        if len(part):
            spans += Cuts(_typography(text, part, False)).rest(part)
    return trimmed(text, spans) or (Span(body.words, body.words),)


def _clean(text: str, span: Span) -> tuple[Span, ...]:
    return trimmed(text, Cuts(_typography(text, span, False)).rest(span)) or (span,)


def _typography(text: str, region: Span, symbols: bool) -> Iterator[Span]:
    yield from emphasis(text, region, stars=not symbols)
    yield from link_syntax(text, region)


def unmatched(notes: list[Note], refs: list[NoteRef]) -> Iterator[Finding]:
    """Marks without a note (M102), notes without a mark (M103), each once."""
    called = {ref.note for ref in refs}
    for ref in refs:
        if ref.note is None:
            yield rule("M102").finding(f"mark {ref.label} has no note", span=ref.span)
    for note in notes:
        if note.ordinal not in called:
            where = note.spans[0] if note.spans else None
            yield rule("M103").finding(f"note {note.label} has no mark in the text", span=where)


def title_of(text: str, made: tuple[Block, ...]) -> str | None:
    """The first heading, if the manuscript opens with one."""
    if made and made[0].kind is BlockKind.HEADING:
        return " ".join("".join(span.of(text) for span in made[0].spans).split())
    return None
