"""Born-digital pages with their lost ligatures put back, and the words these make whole under one box."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from verifier.records.text import PAGE_JOINT, Box, Page, Word
from verifier.texts.ligatures import Mend, lost, mended, repair
from verifier.texts.wordtable import WordTable

_WORD = re.compile(r"\S+")
BLOCK_PAGES = 25  # judged together: a bundle may hold sound papers and one that a bad program wrote
LANGUAGE = "en"  # of the dictionary that bears witness: in other languages chance would make words


def with_ligatures(pages: Sequence[Page], language: str) -> tuple[list[Page], tuple[str, ...]]:
    """The pages with what their text proves lost put back, and what there is to tell of it. Scans are left alone."""
    if language != LANGUAGE:
        return list(pages), ()
    made: list[Page] = []
    words: list[str] = []
    for start in range(0, len(pages), BLOCK_PAGES):
        for page, mends in _mends(pages[start : start + BLOCK_PAGES]):
            made.append(_mended(page, mends) if mends else page)
            words += [mend.word for mend in mends]
    return made, (repair(len(words), words),) if words else ()


def _mends(pages: Sequence[Page]) -> Iterator[tuple[Page, list[Mend]]]:
    """The pages of a block, each with the mends that the text of all of them bears out, by places in its own."""
    typed = [page.text if page.quality == 1.0 else "" for page in pages]
    left, at = deque(lost(PAGE_JOINT.join(typed))), 0
    for page, text in zip(pages, typed, strict=True):
        here: list[Mend] = []
        while left and left[0].start < at + len(text):
            mend = left.popleft()
            here.append(mend._replace(start=mend.start - at, end=mend.end - at))
        yield page, here
        at += len(text) + len(PAGE_JOINT)


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
