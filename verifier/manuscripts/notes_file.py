"""A manuscript whose notes live in a second file."""

from __future__ import annotations

from dataclasses import replace

from verifier.errors import ManuscriptError
from verifier.manuscripts.cuts import Cuts, recut, trimmed
from verifier.manuscripts.markdown.reader import manuscript_of as markdown_of
from verifier.manuscripts.plain.reader import manuscript_of as plain_of
from verifier.manuscripts.plain.reader import unmatched
from verifier.manuscripts.rendering import NOTES_HEADING
from verifier.manuscripts.shapes.bodies import Body, detected, labelled, pair
from verifier.manuscripts.shapes.marks import Family, Mark
from verifier.manuscripts.shapes.pieces import Piece, split
from verifier.records.manuscript import Manuscript, Note, NotePlace, NoteRef
from verifier.records.spans import Span

MATCHING = frozenset({"M102", "M103"})  # marks and notes that miss each other, which one file alone cannot tell


def with_notes(manuscript: Manuscript, notes: Manuscript) -> Manuscript:
    """`manuscript` with the notes of a second file, whose text is set after its own (so its own offsets stay).

    Raises ManuscriptError where the second file holds no numbered notes, or none that the manuscript calls.
    """
    text = f"{manuscript.text.rstrip()}\n" if manuscript.format not in ("text", "markdown") else manuscript.text
    whole = f"{text}\n\n{NOTES_HEADING}\n\n{notes.text}"
    joined = _as_one_file(manuscript, notes, whole) or _paired(manuscript, notes, whole)
    if not any(ref.note is not None for ref in joined.note_refs):
        raise ManuscriptError(f"holds no note that {manuscript.path} calls", path=notes.path)
    own = [problem for problem in notes.problems if problem.code not in MATCHING]
    return replace(joined, problems=(*own, *joined.problems))


def _as_one_file(manuscript: Manuscript, notes: Manuscript, whole: str) -> Manuscript | None:
    """Two text files read as if one had been cut in two."""
    if manuscript.format == "markdown" and "[^" in notes.text:
        return markdown_of(f"{manuscript.text}\n\n{notes.text}", manuscript.path)
    if manuscript.format == "text" and notes.format in ("text", "markdown"):
        joined = plain_of(whole, manuscript.path)
        return joined if joined.notes else None
    return None


def _paired(manuscript: Manuscript, notes: Manuscript, whole: str) -> Manuscript:
    """The manuscript's marks, declared or told by shape, paired with the label-led paragraphs of the second file."""
    pieces = _shifted(split(notes.text), len(whole) - len(notes.text))
    bodies = labelled(whole, pieces)
    if not bodies:
        raise ManuscriptError("holds no numbered notes", path=notes.path)
    declared = [_mark(ref) for ref in manuscript.note_refs if ref.note is None]
    marks = declared or detected(whole, [Piece(Span(block.start, block.end)) for block in manuscript.blocks])
    calls = list(pair([pieces[body.piece].span.start for body in bodies], bodies, marks))
    first = len(manuscript.notes)
    made = [*manuscript.notes, *_notes(whole, pieces, bodies, first)]
    refs = [ref for ref in manuscript.note_refs if ref.note is not None]
    refs += [
        NoteRef(mark.label, mark.digits, None if call is None else first + call)
        for mark, call in zip(marks, calls, strict=True)
    ]
    refs.sort(key=lambda ref: ref.span)
    kept = [problem for problem in manuscript.problems if problem.code not in MATCHING]
    cuts = Cuts(mark.span for mark in marks)
    return replace(
        manuscript,
        text=whole,
        blocks=tuple(recut(whole, manuscript.blocks, cuts)),
        notes=tuple(made),
        note_refs=tuple(refs),
        problems=(*kept, *unmatched(made, refs)),
    )


def _shifted(pieces: list[Piece], by: int) -> list[Piece]:
    return [Piece(Span(piece.span.start + by, piece.span.end + by), piece.indent, piece.page) for piece in pieces]


def _mark(ref: NoteRef) -> Mark:
    return Mark(Family.BRACKET, ref.label, ref.span, ref.span)


def _notes(text: str, pieces: list[Piece], bodies: tuple[Body, ...], first: int) -> list[Note]:
    """Each note with the paragraphs up to the next label."""
    made = []
    for at, body in enumerate(bodies):
        stop = bodies[at + 1].piece if at + 1 < len(bodies) else len(pieces)
        end = pieces[stop - 1].span.end
        spans = trimmed(text, [Span(body.words, end)]) or (Span(body.words, body.words),)
        made.append(Note(first + at, body.label, spans, body.section, NotePlace.END))
    return made
