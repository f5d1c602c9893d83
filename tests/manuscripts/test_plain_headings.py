"""A heading over notes is a heading with or without a blank line after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.manuscripts import read_manuscript

BODY = "He said that “the ships will stay.”[1] She said that “nobody asked.”[2]\n\n"
NOTES = "1. Memorandum, May 3, 1990, p. 3, https://archive.example.org/1\n2. Ibid., p. 4.\n"


@pytest.mark.parametrize("heading", ["Notes\n", "Notes\n\n", "NOTES\n", "Notes:\n", "Endnotes\n"], ids=repr)
def test_notes_under_a_heading_are_read(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "essay.txt"
    path.write_text(BODY + heading + NOTES)
    manuscript = read_manuscript(path)
    assert [note.label for note in manuscript.notes] == ["1", "2"]
    assert [ref.note for ref in manuscript.note_refs] == [0, 1]
