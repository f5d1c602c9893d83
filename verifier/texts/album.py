"""The pages of one document as pictures with their words, drawn when first asked for, and the type they are set in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from verifier.records.text import Box, Page, SourceText, Word
from verifier.texts.child import Workplace
from verifier.texts.geometry import straight_to_page
from verifier.texts.pictures import registered
from verifier.texts.plate import Plate, Spelled
from verifier.texts.sniff import kind_of
from verifier.texts.typeface import Typeface

if TYPE_CHECKING:
    from verifier.texts.ink import Grey

DPI = (200, 200)  # dots an inch a page is drawn at: capitals are then as high as they are compared at
CLEANING = {"median": True, "straighten": True}
PIXELS_MAX = 20_000_000  # of a page kept as a picture: ledger paper at 300 dpi
LEAVES_MAX = 4  # pages of a document kept at once, some 40 MB each
SURE = 0.85  # confidence from which a word is believed as it was read by one engine alone
PLENTY = 3  # examples of a letter from which no other page is asked for more
MORE_PAGES = 2  # other pages asked for letters that this one lacks
NOWHERE = Box(0.5, 0.5, 0.5, 0.5)  # of a word whose reader did not say where it stands
WORDS_MAX = 1 << 20  # words of a page, more than any holds


@dataclass(frozen=True, eq=False)
class Leaf:
    """One page: its straightened picture, the plate made of it, which of its words (by number) are believed."""

    index: int
    grey: Grey
    plate: Plate
    trusted: tuple[int, ...]

    def cut(self, box: Box) -> Grey:
        """The picture of a word."""
        high, wide = self.grey.shape
        pad = max(round(0.1 * (box.y1 - box.y0) * high), 1)
        top, foot = max(round(box.y0 * high) - pad, 0), round(box.y1 * high) + pad
        left, right = max(round(box.x0 * wide) - pad, 0), round(box.x1 * wide) + pad
        return self.grey[top:foot, left:right]


@dataclass(frozen=True, eq=False)
class Album:
    """A document's bytes and what was drawn of it so far."""

    body: bytes
    _leaves: dict[tuple[str, int, int], Leaf | None] = field(default_factory=dict)
    _faces: dict[tuple[str, tuple[tuple[int, int], ...]], Typeface] = field(default_factory=dict)

    def leaf(self, source: SourceText, other: SourceText | None, index: int) -> Leaf | None:
        """A page (zero-based) with the words of `source`; None where it cannot be drawn or has too few words.

        Words are believed that `other`, a second reading, has alike; without one, those read surely.
        """
        page = _page(source, index)
        key = (_identity(source), index, len(page.words) if page else 0)
        if key not in self._leaves:
            while len(self._leaves) >= LEAVES_MAX:
                self._leaves.pop(next(iter(self._leaves)))
            self._leaves[key] = self._made(page, _page(other, index) if other else None)
        return self._leaves[key]

    def faces(self, source: SourceText, other: SourceText | None, leaf: Leaf, signs: str) -> Iterator[Typeface]:
        """The type of a page, then with other pages' examples of those of `signs` it lacks, page by page.

        Only pages struck by the same machine lend their letters.
        """
        name, leaves = _identity(source), [leaf]
        alone = self._face(name, leaves)
        yield alone
        lacking = {sign for sign in signs if sign.isalnum() and alone.count(sign) < PLENTY}
        for index in _holding(source, leaf.index, lacking) if alone.own else ():
            more = self.leaf(source, other, index)
            if more is not None and more.plate.like(leaf.plate) and alone.resembles(self._face(name, [more])):
                leaves.append(more)
                yield self._face(name, leaves)

    def _face(self, name: str, leaves: Sequence[Leaf]) -> Typeface:
        key = (name, tuple((leaf.index, len(leaf.plate.words)) for leaf in leaves))
        if key not in self._faces:
            words = [
                (leaf.plate, number_of(leaf.index, at), leaf.plate.words[at]) for leaf in leaves for at in leaf.trusted
            ]
            self._faces[key] = Typeface(leaves[0].plate.wide, words)
        return self._faces[key]

    def _made(self, page: Page | None, other: Page | None) -> Leaf | None:
        drawn = _drawn(self.body, page.index) if page is not None else None
        if page is None or drawn is None:
            return None
        grey, skew = drawn
        straight = _straightened(skew, (grey.shape[1], grey.shape[0]))
        words = [
            Spelled(page.text[word.start : word.end], straight(word.box or NOWHERE), word.confidence or 0.0)
            for word in page.words
        ]
        if all(word.confidence is None for word in page.words):
            words = _registered(words, grey)
        plate = Plate.of(grey, words)
        return Leaf(page.index, grey, plate, _trusted(page, other)) if plate else None


def number_of(page: int, word: int) -> int:
    """One number for a word of a document."""
    return page * WORDS_MAX + word


def _identity(source: SourceText) -> str:
    return f"{source.layer.value} {source.engine}"


def _page(source: SourceText, index: int) -> Page | None:
    return next((page for page in source.pages if page.index == index), None)


def _holding(source: SourceText, index: int, signs: set[str]) -> list[int]:
    """The pages that have most of some signs, this one left out."""
    counts = {
        page.index: sum(min(page.text.count(sign), PLENTY) for sign in signs)
        for page in source.pages
        if page.index != index
    }
    found = sorted((at for at in counts if counts[at]), key=lambda at: (-counts[at], abs(at - index), at))
    return found[:MORE_PAGES]


def _trusted(page: Page, other: Page | None) -> tuple[int, ...]:
    """Numbers of the words believed as they were read, the surest first."""
    rated = any(word.confidence is not None for word in page.words)
    found = [n for n, word in enumerate(page.words) if word.box and (not rated or (word.confidence or 0.0) >= SURE)]
    if other is not None and other.words:
        there = _places(other)
        found = [n for n in found if _agreed(page, page.words[n], there)]
    return tuple(sorted(found, key=lambda n: (-(page.words[n].confidence or 0.0), n)))


def _places(page: Page) -> dict[str, list[Box]]:
    made: dict[str, list[Box]] = {}
    for word in page.words:
        if word.box:
            made.setdefault(page.text[word.start : word.end], []).append(word.box)
    return made


def _agreed(page: Page, word: Word, there: dict[str, list[Box]]) -> bool:
    """True where the other reading has the same word at this place, or a line's height from it."""
    box = word.box
    if box is None:
        return False
    x, y, high = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, box.y1 - box.y0
    return any(
        one.x0 <= x <= one.x1 and abs((one.y0 + one.y1) / 2 - y) <= high
        for one in there.get(page.text[word.start : word.end], ())
    )


def _drawn(body: bytes, index: int) -> tuple[Grey, float] | None:
    """(grey values of a page straightened, degrees it was turned by); None where it can't be drawn or lies on a side."""
    import numpy as np

    task = "render" if kind_of(body) == "pdf" else "image"
    with Workplace(body) as place:
        outcome = place.run(task, pages=[index], dpi=DPI, clean=CLEANING, max_pages=index + 1)
        line: dict[str, Any] = next((line for line in outcome.lines if "file" in line), {})
        size = line.get("width", 0), line.get("height", 0)
        if line.get("sideways") or not 0 < size[0] * size[1] <= PIXELS_MAX:
            return None
        values = np.frombuffer((place.path / line["file"]).read_bytes()[-size[0] * size[1] :], dtype=np.uint8)
    return values.reshape(size[1], size[0]), float(line.get("skew", 0.0))


def _straightened(skew: float, size: tuple[int, int]) -> Callable[[Box], Box]:
    """From boxes on the page as it lies to boxes on its straightened picture of `size` pixels."""
    place, sine = straight_to_page(-skew, 0, size), abs(math.sin(math.radians(skew)))

    def moved(box: Box) -> Box:
        middle = place(box)
        x, y = (middle.x0 + middle.x1) / 2, (middle.y0 + middle.y1) / 2
        wide, high = (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2
        high = max(high - sine * wide * size[0] / size[1], high / 2)  # slanting words have taller boxes
        return Box(x - wide, y - high, x + wide, y + high)

    return moved if skew else lambda box: box


def _registered(words: Sequence[Spelled], grey: Grey) -> list[Spelled]:
    """The words moved up or down together to where the ink is: some libraries' layers lie off their pictures."""
    from PIL import Image

    boxes = [astuple(word.box) for word in words]
    moved = registered(boxes, Image.fromarray(grey))
    return [replace(word, box=Box(*box)) for word, box in zip(words, moved, strict=True)]
