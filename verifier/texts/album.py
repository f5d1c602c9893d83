"""The pages of one document as pictures with their words, drawn when first asked for, and the type they are set in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import TYPE_CHECKING

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
FACES_MAX = 12  # and types, alone and with other pages' letters: 3 MB each
SURE = 0.85  # confidence from which a word is believed as it was read by one engine alone
PLENTY = 3  # examples of a letter from which no other page is asked for more
SAME_SIZE = 0.1  # of their height by which the capitals of two pages may differ, measured in whole pixels
MORE_PAGES = 2  # other pages asked for letters that this one lacks
NOWHERE = Box(0.5, 0.5, 0.5, 0.5)  # of a word whose reader did not say where it stands
WORDS_MAX = 1 << 20  # words of a page, more than any holds

Key = tuple[str, int, int, int]


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
    _leaves: dict[Key, Leaf | None] = field(default_factory=dict)
    _faces: dict[tuple[str, float, tuple[tuple[int, int], ...]], Typeface] = field(default_factory=dict)

    def leaf(self, source: SourceText, other: SourceText | None, index: int) -> Leaf | None:
        """A page (zero-based) with the words of `source`; None where it cannot be drawn or has too few words.

        Words are believed that `other`, a second reading, has alike; without one, those read surely.
        """
        self._draw(source, other, [index])
        return self._leaves[_key(source, other, index)]

    def _draw(self, source: SourceText, other: SourceText | None, indices: Sequence[int]) -> None:
        """Have these pages among the leaves; those that are not yet are drawn in one go."""
        fresh = [index for index in indices if _key(source, other, index) not in self._leaves]
        drawn = _drawn(self.body, fresh) if fresh else {}
        for index in fresh:
            while len(self._leaves) >= LEAVES_MAX:
                self._leaves.pop(next(iter(self._leaves)))
            page, beside = _page(source, index), _page(other, index) if other else None
            made = _leaf(page, beside, *drawn[index]) if page and index in drawn else None
            self._leaves[_key(source, other, index)] = made

    def faces(self, source: SourceText, other: SourceText | None, leaf: Leaf, signs: str) -> Iterator[Typeface]:
        """The type of a page, then with other pages' examples of those of `signs` it lacks, page by page.

        Only pages struck by the same machine lend their letters.
        """
        name, leaves = _identity(source), [leaf]
        alone = self._face(name, leaves)
        yield alone
        lacking = {sign for sign in signs if sign.isalnum() and alone.count(sign) < PLENTY}
        wanted = _holding(source, leaf.index, lacking) if alone.own and lacking else []
        self._draw(source, other, wanted)
        for index in wanted:
            more = _scaled(self.leaf(source, other, index), leaf.plate.tall)
            if more is not None and more.plate.like(leaf.plate) and alone.resembles(self._face(name, [more])):
                leaves.append(more)
                yield self._face(name, leaves)

    def _face(self, name: str, leaves: Sequence[Leaf]) -> Typeface:
        key = (name, leaves[0].plate.tall, tuple((leaf.index, len(leaf.plate.words)) for leaf in leaves))
        if key not in self._faces:
            while len(self._faces) >= FACES_MAX:
                self._faces.pop(next(iter(self._faces)))
            words = [
                (leaf.plate, number_of(leaf.index, at), leaf.plate.words[at]) for leaf in leaves for at in leaf.trusted
            ]
            self._faces[key] = Typeface(leaves[0].plate.wide, words)
        return self._faces[key]


def _leaf(page: Page, other: Page | None, grey: Grey, skew: float) -> Leaf | None:
    straight = _straightened(skew, (grey.shape[1], grey.shape[0]))
    words = [
        Spelled(page.text[word.start : word.end], straight(word.box or NOWHERE), word.confidence or 0.0)
        for word in page.words
    ]
    if any(word.confidence is None for word in page.words):
        words = _registered(words, grey)
    plate = Plate.of(grey, words)
    return Leaf(page.index, grey, plate, _trusted(page, other)) if plate else None


def _scaled(leaf: Leaf | None, tall: float) -> Leaf | None:
    """A page at the scale of another whose capitals are `tall` pixels high; None where its own type is another size."""
    if leaf is None or abs(leaf.plate.tall - tall) > SAME_SIZE * tall:
        return None
    plate = Plate.of(leaf.grey, leaf.plate.words, tall)
    return replace(leaf, plate=plate) if plate else None


def _key(source: SourceText, other: SourceText | None, index: int) -> Key:
    """What a leaf depends on: whose reading it is, which page, and how much either reading has of it by now."""
    page, beside = _page(source, index), _page(other, index) if other else None
    return _identity(source), index, len(page.words) if page else 0, len(beside.words) if beside else 0


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
    found = [
        n for n, word in enumerate(page.words) if word.box and (word.confidence is None or word.confidence >= SURE)
    ]
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


def _drawn(body: bytes, indices: Sequence[int]) -> dict[int, tuple[Grey, float]]:
    """By page: grey values, straightened, and the degrees it was turned by; without pages that lie on their side."""
    import numpy as np

    task = "render" if kind_of(body) == "pdf" else "image"
    made: dict[int, tuple[Grey, float]] = {}
    with Workplace(body) as place:
        outcome = place.run(task, pages=list(indices), dpi=DPI, clean=CLEANING, max_pages=max(indices) + 1)
        for line in outcome.lines:
            size = line.get("width", 0), line.get("height", 0)
            if "file" in line and not line.get("sideways") and 0 < size[0] * size[1] <= PIXELS_MAX:
                grey = (place.path / str(line["file"])).read_bytes()[-size[0] * size[1] :]
                values = np.frombuffer(grey, dtype=np.uint8).reshape(size[1], size[0])
                made[int(line["index"])] = values, float(line.get("skew", 0.0))
    return made


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
