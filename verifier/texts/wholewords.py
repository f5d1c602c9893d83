"""Born-digital pages with their lost ligatures put back, and the words these make whole under one box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verifier.records.text import PAGE_JOINT, Box, Page, Word
from verifier.texts.ligatures import Mend, lost, mended, repair
from verifier.texts.wordtable import WordTable

_WORD = re.compile(r"\S+")
LANGUAGE = "en"  # of the dictionary that bears witness: in other languages chance would make words


def with_ligatures(pages: Sequence[Page], language: str) -> tuple[list[Page], tuple[str, ...]]:
    """The pages with what their text proves lost put back, and what there is to tell of it. Scans are left alone."""
    typed = [page.text if page.quality == 1.0 else "" for page in pages]
    mends = lost(PAGE_JOINT.join(typed)) if language == LANGUAGE else []
    if not mends:
        return list(pages), ()
    made, left, at = [], iter(mends), 0
    held = next(left, None)
    for page, text in zip(pages, typed, strict=True):
        here: list[Mend] = []
        while held is not None and held.start < at + len(text):
            here.append(held._replace(start=held.start - at, end=held.end - at))
            held = next(left, None)
        made.append(_mended(page, here) if here else page)
        at += len(text) + len(PAGE_JOINT)
    return made, (repair(len(mends), [mend.word for mend in mends]),)


def _mended(page: Page, mends: Sequence[Mend]) -> Page:
    text = mended(page.text, mends)
    places = [found.span() for found in _WORD.finditer(text)]
    words = [Word(start, end, _around(group)) for group, (start, end) in zip(_groups(page, mends), places, strict=True)]
    placed = any(word.box for word in words)
    return replace(page, text=text, words=WordTable.of(words) if placed else WordTable.by_blanks(text))


def _groups(page: Page, mends: Sequence[Mend]) -> list[list[Word]]:
    """The words as they were, those together that are one now: a mend may take the blank between two."""
    blanks = {page.text.find(" ", mend.start, mend.end) for mend in mends}
    groups: list[list[Word]] = []
    for word in page.words:
        if groups and groups[-1][-1].end in blanks:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _around(words: Sequence[Word]) -> Box | None:
    boxes = [word.box for word in words if word.box]
    if not boxes:
        return None
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
