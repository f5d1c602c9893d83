"""Manuscripts built by hand: paragraphs with note marks written `{1}`, and the notes printed below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.records.manuscript import Block, BlockKind, Link, Manuscript, Note, NoteRef
from verifier.records.spans import Span

MARK = re.compile(r"\{([^{}]+)\}")
LINK = re.compile(r"\[\[(.+?)\|(\S+?)\]\]")


def build(
    paragraphs: Sequence[str | tuple[BlockKind, str]],
    notes: Sequence[str] = (),
    *,
    labels: Sequence[str] = (),
    sections: Sequence[int] = (),
    bibliography: Sequence[str] = (),
) -> Manuscript:
    """A manuscript in which `{1}` calls the note labelled 1 and `[[words|url]]` in a note is a hyperlink."""
    names = list(labels) or [str(number + 1) for number in range(len(notes))]
    pieces: list[str] = []
    blocks: list[Block] = []
    refs: list[NoteRef] = []
    at = 0
    entries = [(BlockKind.BIBLIOGRAPHY, entry) for entry in bibliography]
    for paragraph in [*paragraphs, *entries]:
        kind, words = paragraph if isinstance(paragraph, tuple) else (BlockKind.PARAGRAPH, paragraph)
        text, spans, found = _paragraph(words, at, names)
        pieces.append(text + "\n\n")
        if spans:  # a paragraph of nothing but a note mark is no block: readers make none without words
            blocks.append(Block(kind, tuple(spans)))
        refs.extend(found)
        at += len(text) + 2
    made: list[Note] = []
    links: list[Link] = []
    for ordinal, words in enumerate(notes):
        text, found = _note(words, at + len(names[ordinal]) + 1)
        start = at + len(names[ordinal]) + 1
        pieces.append(f"{names[ordinal]} {text}\n")
        section = sections[ordinal] if sections else 0
        made.append(Note(ordinal, names[ordinal], (Span(start, start + len(text)),), section))
        links.extend(found)
        at = start + len(text) + 1
    return Manuscript("paper.txt", "txt", "".join(pieces), tuple(blocks), tuple(made), tuple(refs), tuple(links))


def _paragraph(words: str, at: int, names: Sequence[str]) -> tuple[str, list[Span], list[NoteRef]]:
    text, spans, refs, last = "", [], [], 0
    for mark in MARK.finditer(words):
        start = at + len(text)
        text += words[last : mark.start()]
        if at + len(text) > start:
            spans.append(Span(start, at + len(text)))
        label = mark.group(1)
        refs.append(
            NoteRef(
                label, Span(at + len(text), at + len(text) + len(label)), names.index(label) if label in names else None
            )
        )
        text += label
        last = mark.end()
    start = at + len(text)
    text += words[last:]
    if at + len(text) > start:
        spans.append(Span(start, at + len(text)))
    return text, spans, refs


def _note(words: str, at: int) -> tuple[str, list[Link]]:
    text, links, last = "", [], 0
    for link in LINK.finditer(words):
        text += words[last : link.start()]
        links.append(Link(Span(at + len(text), at + len(text) + len(link.group(1))), link.group(2)))
        text += link.group(1)
        last = link.end()
    return text + words[last:], links
