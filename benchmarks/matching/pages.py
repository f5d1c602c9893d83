"""Set a clean text as typed pages and spoil it, keeping the way from the clean text to the spoilt one."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Noise = Callable[[str, float, random.Random], str]
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Spoilt:
    """The page texts as a reader would get them, and for asked offsets of the clean text their place in these."""

    pages: tuple[str, ...]
    places: dict[int, int]


def laid_out(
    text: str, rng: random.Random, *, head: str, lines: int = 44, width: int = 72
) -> list[list[tuple[str, int]]]:
    """Pages of (character, offset in the clean text): wrapped, hyphenated, with running heads and page numbers."""
    rows: list[list[tuple[str, int]]] = []
    at = 0
    for paragraph in text.split("\n"):
        rows.extend([*_wrapped(paragraph, at, width, rng), []])
        at += len(paragraph) + 1
    pages = []
    for number, first in enumerate(range(0, len(rows), lines), 1):
        top = _loose(f"{head.upper() if number % 2 else head}\n\n")
        body = [pair for row in rows[first : first + lines] for pair in [*row, ("\n", NOWHERE)]]
        pages.append([*top, *body, *_loose(f"\n- {number} -\n")])
    return pages


def _loose(text: str) -> list[tuple[str, int]]:
    return [(mark, NOWHERE) for mark in text]


def _wrapped(paragraph: str, at: int, width: int, rng: random.Random) -> list[list[tuple[str, int]]]:
    rows: list[list[tuple[str, int]]] = []
    line: list[tuple[str, int]] = []
    offset = at
    for word in paragraph.split(" "):
        letters = [(mark, offset + n) for n, mark in enumerate(word)]
        offset += len(word) + 1
        room = width - len(line) - 1
        if len(word) <= room:
            line.extend([*([(" ", NOWHERE)] if line else []), *letters])
            continue
        cut = rng.randint(3, max(len(word) - 3, 3))
        if len(word) > 7 and word.isalpha() and cut + 1 <= room and rng.random() < 0.6:
            rows.append([*line, (" ", NOWHERE), *letters[:cut], ("-", NOWHERE)])
            line = letters[cut:]
        else:
            rows.append(line)
            line = letters
    return [*rows, line]


def spoil(
    pages: Iterable[list[tuple[str, int]]], offsets: Iterable[int], noise: Noise | None, rate: float, rng: random.Random
) -> Spoilt:
    """Misread the pages; the noise is drawn stretch by stretch so that every asked offset keeps a place."""
    asked = sorted(set(offsets))
    places: dict[int, int] = {}
    made: list[str] = []
    at = 0
    for page in pages:
        text, cursor = "", 0
        letters = "".join(mark for mark, _ in page)
        origins = [(origin, n) for n, (_, origin) in enumerate(page) if origin != NOWHERE]
        keys = [origin for origin, _ in origins]
        low, high = (keys[0], keys[-1]) if keys else (0, -1)
        for offset in asked[bisect_left(asked, low) :]:
            if offset > high:
                break
            cut = origins[bisect_left(keys, offset)][1]
            text += noise(letters[cursor:cut], rate, rng) if noise else letters[cursor:cut]
            cursor = cut
            places[offset] = at + len(text)
        text += noise(letters[cursor:], rate, rng) if noise else letters[cursor:]
        made.append(text)
        at += len(text) + 1
    return Spoilt(tuple(made), places)
