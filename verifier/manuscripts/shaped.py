"""Notes told by shape in a manuscript whose format declared none."""

from __future__ import annotations

from dataclasses import replace

from verifier.manuscripts.cuts import Cuts, recut
from verifier.manuscripts.plain.reader import read_notes, unmatched
from verifier.manuscripts.shapes.pieces import Piece
from verifier.records.manuscript import Manuscript
from verifier.records.spans import Span


def with_shaped_notes(manuscript: Manuscript) -> Manuscript:
    """The same manuscript, or one whose notes were found by marks and labels in its running text.

    A mark that a format does declare means its notes are declared too, so then nothing is guessed.
    """
    if manuscript.notes or manuscript.note_refs:
        return manuscript
    pieces = [Piece(Span(block.start, block.end)) for block in manuscript.blocks]
    found = read_notes(manuscript.text, pieces, set())
    if not found.notes and not found.refs:
        return manuscript
    cuts = Cuts([*found.cuts, *(pieces[at].span for at in found.pieces)])
    return replace(
        manuscript,
        blocks=tuple(recut(manuscript.text, manuscript.blocks, cuts)),
        notes=tuple(found.notes),
        note_refs=tuple(found.refs),
        problems=(*manuscript.problems, *unmatched(found.notes, found.refs)),
    )
