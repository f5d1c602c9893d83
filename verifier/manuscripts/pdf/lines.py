"""From PDFium's runs to printed lines in reading order: marks rejoined, columns told apart, page furniture out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from verifier.manuscripts.pdf.pages import Line, Page, Token

SAME_LINE = 0.6  # of the type size: how far apart two baselines on one line may be, marks included
WORD_GAP = 0.12  # of the type size: less white than this between two tokens is no space
GUTTER_MIN = 8.0  # points of white between columns; word spaces stay under half of it
COLUMN_LINES = 6  # lines on each side before a page counts as set in columns
CROSSING = 0.3  # share of lines that may cross the gutter (headings, tables)
EDGE = 0.09  # of the page's height at top and foot where running heads and page numbers stand
REPEATS = 2  # pages on which a line must stand at one height to be a running head: the first page often has none
_NUMBER = re.compile(
    r"[-–—|\s]*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)


def joined_lines(page: Page) -> list[Line]:
    """PDFium's runs with those that stand on one line made one: a raised mark comes as a run of its own."""
    lines: list[Line] = []
    for line in (part for run in page.lines for part in _broken(run)):
        if lines and _same_line(lines[-1], line):
            first = line.tokens[0]
            first.glued = first.left - lines[-1].right < WORD_GAP * max(first.size, lines[-1].tokens[-1].size)
            lines[-1].tokens += line.tokens
        else:
            lines.append(Line(list(line.tokens)))
    return lines


def _broken(run: Line) -> Iterator[Line]:
    """A run in its lines: PDFium sometimes goes on past a mark at a line's end without a break."""
    held: list[Token] = []
    for token in run.tokens:
        if held and token.left < held[-1].right - token.size and token.base < held[0].base - SAME_LINE * token.size:
            yield Line(held)
            held = []
        held.append(token)
    if held:
        yield Line(held)


def _same_line(before: Line, after: Line) -> bool:
    size = max(before.tokens[-1].size, after.tokens[0].size)
    gap = after.left - before.right
    near = -0.5 * size < gap < 4 * size
    apart = abs(before.tokens[-1].base - after.tokens[0].base)
    return near and apart < SAME_LINE * size and (after.left >= before.left)


def usual_gutter(pages: list[tuple[list[Line], float]]) -> float | None:
    """Where most pages of (lines, width) are parted in columns, in points from the left; None where most are not."""
    gutters = [_gutter(lines, width) for lines, width in pages]
    found = sorted(gutter for gutter in gutters if gutter is not None)
    return found[len(found) // 2] if found and 2 * len(found) >= len(gutters) else None


def in_order(lines: list[Line], width: float, usual: float | None = None) -> list[list[Line]]:
    """The page's columns, each from top to foot; lines that cross the gutter head the first or close the last.

    A page with too few lines to show its own gutter is parted at the `usual` one, if hardly a line crosses it.
    """
    gutter = _gutter(lines, width)
    if gutter is None and usual is not None:
        across = sum(line.left < usual < line.right for line in lines)
        gutter = usual if across <= CROSSING * len(lines) else None
    ordered = sorted(lines, key=lambda line: (-round(line.base, 1), line.left))
    if gutter is None:
        return [ordered]
    crossing = [line for line in ordered if line.left < gutter < line.right]
    left = [line for line in ordered if line.right <= gutter]
    right = [line for line in ordered if line.left >= gutter]
    if not left or not right:
        return [ordered]
    top = max(line.base for line in (*left, *right))
    head = [line for line in crossing if line.base > top]
    foot = [line for line in crossing if line.base <= top]
    return [[*head, *left], [*right, *foot]]


def _gutter(lines: list[Line], width: float) -> float | None:
    """The middle of the white strip that parts two columns, or None on a page set in one."""
    full = [line for line in lines if len(line.words) > 3]
    if len(full) < 2 * COLUMN_LINES:
        return None
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        at = width * step / 100
        crossing = sum(line.left < at + GUTTER_MIN / 2 and line.right > at - GUTTER_MIN / 2 for line in full)
        if best is None or crossing < best[0]:
            best = (crossing, at)
    if best is None:
        return None
    crossing, at = best
    sides = [sum(line.right <= at for line in full), sum(line.left >= at for line in full)]
    wide = [line for line in full if line.right <= at]
    filled = wide and median([line.right - line.left for line in wide]) > 0.25 * width
    return at if min(sides) >= COLUMN_LINES and crossing <= CROSSING * len(full) and filled else None


def without_furniture(pages: list[Page], lines: list[list[Line]]) -> list[list[Line]]:
    """Each page's lines without page numbers and without heads and feet that repeat from page to page."""
    seen: dict[str, list[tuple[int, list[int]]]] = {}
    for index, (page, own) in enumerate(zip(pages, lines, strict=True)):
        for line in own:
            if _at_edge(page, line):
                seen.setdefault(_pattern(line), []).append((index, _numbers(line)))
    running = {pattern for pattern, places in seen.items() if _runs(places)}

    def furniture(page: Page, line: Line) -> bool:
        return _at_edge(page, line) and bool(_NUMBER.fullmatch(line.words) or _pattern(line) in running)

    return [[line for line in own if not furniture(page, line)] for page, own in zip(pages, lines, strict=True)]


def _runs(places: list[tuple[int, list[int]]]) -> bool:
    """True for a line on several pages whose numbers, if it has any that change, count the pages.

    `12 Ibid., 40.` at the foot of two pages is two notes, not a running foot.
    """
    if len({index for index, _ in places}) < REPEATS:
        return False
    columns = list(zip(*(numbers for _, numbers in places), strict=False))
    changing = [at for at, column in enumerate(columns) if len(set(column)) > 1]
    offsets = [{numbers[at] - index for index, numbers in places} for at in changing]
    return not changing or any(len(offset) == 1 for offset in offsets)


def _numbers(line: Line) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d{1,9}", line.words)]


def _pattern(line: Line) -> str:
    """What repeats: the words with their numbers taken out, and the height they stand at."""
    words = re.sub(r"\d{1,9}|\b[ivxlc]+\b", "#", line.words.lower())
    return f"{words}@{line.base:.0f}"


def _at_edge(page: Page, line: Line) -> bool:
    return line.base > page.height * (1 - EDGE) or line.base < page.height * EDGE
