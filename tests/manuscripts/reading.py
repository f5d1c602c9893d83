"""What these tests ask of a manuscript: its words as a reader sees them, and that every record is sound."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from verifier.manuscripts import read_manuscript
from verifier.manuscripts.cuts import Cuts
from verifier.records.manuscript import Manuscript
from verifier.records.spans import Span


def write(folder: Path, name: str, body: str | bytes) -> Path:
    """A file in `folder`, its line ends kept."""
    path = folder / name
    path.write_bytes(body.encode("utf-8") if isinstance(body, str) else body)
    return path


def read(folder: Path, name: str, body: str | bytes) -> Manuscript:
    """Write, read, and check the records."""
    manuscript = read_manuscript(write(folder, name, body))
    check_sound(manuscript)
    return manuscript


def words(manuscript: Manuscript) -> list[str]:
    """Each block's words, white space folded."""
    return [" ".join(manuscript.stream(block).text.split()) for block in manuscript.blocks]


def kinds(manuscript: Manuscript) -> list[str]:
    """Each block's kind."""
    return [str(block.kind) for block in manuscript.blocks]


def notes(manuscript: Manuscript) -> list[tuple[str, str]]:
    """Each note's label and words."""
    return [(note.label, " ".join(manuscript.note_text(note).split())) for note in manuscript.notes]


def called(manuscript: Manuscript) -> list[tuple[str, str | None]]:
    """For each mark, the word before it and the label of the note it calls."""
    found = []
    for ref in manuscript.note_refs:
        before = "".join(
            Span(span.start, min(span.end, ref.span.start)).of(manuscript.text)
            for block in manuscript.blocks
            for span in block.spans
            if span.start < ref.span.start
        )
        note = manuscript.notes[ref.note].label if ref.note is not None else None
        found.append((before.split()[-1] if before.split() else "", note))
    return found


def codes(manuscript: Manuscript) -> list[str]:
    """The codes of what was found, in order."""
    return [problem.code for problem in manuscript.problems]


def check_sound(manuscript: Manuscript) -> None:
    """Everything the other rooms rely on, for any manuscript whatever."""
    size = len(manuscript.text)
    taken: list[Span] = []
    for block in manuscript.blocks:
        _check_spans(block.spans, size)
        taken += block.spans
        joined = manuscript.stream(block).text
        assert joined == joined.strip(), "a block starts and ends with a word"
        assert joined, "a block has words"
    for before, after in pairwise(sorted(taken)):
        assert before.end <= after.start, "no word stands in two blocks"
    body = Cuts(taken)
    for ordinal, note in enumerate(manuscript.notes):
        assert note.ordinal == ordinal
        _check_spans(note.spans, size, empty=True)
        for span in note.spans:
            assert body.rest(span) == ([span] if len(span) else []), "a note's words are not the body's"
    for ref in manuscript.note_refs:
        assert 0 <= ref.span.start < ref.span.end <= size
        assert ref.note is None or 0 <= ref.note < len(manuscript.notes)
        assert body.rest(ref.span) == [ref.span], "a mark is no word of a block"
    for link in manuscript.links:
        assert 0 <= link.span.start <= link.span.end <= size
        assert link.url
    for problem in manuscript.problems:
        assert problem.code.startswith("M1")


def _check_spans(spans: tuple[Span, ...], size: int, *, empty: bool = False) -> None:
    assert spans
    for span in spans:
        assert 0 <= span.start <= span.end <= size
        assert empty or len(span)
    for before, after in pairwise(spans):
        assert before.end <= after.start
