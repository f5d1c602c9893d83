"""Another look at single lines: those read with doubt, with a hole in them, or not at all though ink stands there.

A page reader that meets a stamp or a blot drops words, line ends or whole lines of a page it is otherwise sure of.
Shown the line alone it reads most of them. That costs a twentieth of a page a line, and sure lines are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from verifier.records.text import Box
from verifier.texts import tesseract
from verifier.texts.margins import block_edges
from verifier.texts.redaction import doubtful, holes
from verifier.texts.rows import Line, Piece
from verifier.texts.sheet import Sheet, letter_height

STRIPS_MAX = 30  # lines of a page looked at again; a page with more is beyond mending line by line
ABOVE = 0.35  # of a line's height shown above and below it: accents and tails, and nothing of the next line
BESIDE = 0.6  # of a line's height shown to its left and right
LETTER_HIGH = (0.5, 1.7)  # of a line's height: patches of ink that may be letters, capitals and tails included
LETTER_WIDE_MAX = 3.0  # of a line's height: letters that touch; wider ones are rules and brackets
SAME_LINE = 0.5  # of a line's height: letters whose middles differ by less stand on one line
RUN_GAP_MAX = 4.0  # of a line's height between letters of one strip; further off is another thing
LETTERS_MIN = 4  # letters nobody read that are worth a look
LABELS_MIN = 3  # lines with a label before them that make it a column of labels
LABEL_AWAY_MAX = 0.15  # of the page's width between a label and the block
LABEL_BEHIND = 1.5  # of a line's height shown to the right of a label: its colon is too small to count as a letter
STRIP_EDGE = 0.25  # of a strip's height: words whose middle lies nearer to its edge belong to another line
WORD_MIN = 3  # letters and figures of a doubtful word; shorter ones are portion marks and specks
LINES_MIN = 3  # lines a page needs for its letters' size to be known


@dataclass(frozen=True, slots=True)
class _Strip:
    """Pixels of the page: left, top, right, foot."""

    x0: int
    y0: int
    x1: int
    y1: int


def looked_again(
    pages: Sequence[tuple[Sheet, Sequence[Line]]],
    engine: tesseract.Engine,
    languages: Sequence[str],
    *,
    folder: Path,
    dpi: float,
) -> list[list[Line]]:
    """For each page the lines that were worth another look, as read alone; their pictures are put in `folder`."""
    strips = [(at, strip) for at, (sheet, lines) in enumerate(pages) for strip in _worth_a_look(sheet, lines)]
    again: list[list[Line]] = [[] for _ in pages]
    if not strips:
        return again
    files = [_cut(pages[at][0], strip, folder / f"look-{number}.pgm") for number, (at, strip) in enumerate(strips)]
    sizes = [tesseract.Size(strip.x1 - strip.x0, strip.y1 - strip.y0) for _, strip in strips]
    read = tesseract.read_lines(files, sizes, engine, languages, dpi=dpi)
    for file in files:
        file.unlink(missing_ok=True)
    for line, (at, strip) in zip(read, strips, strict=True):
        again[at] += [_on_page(line, strip, pages[at][0])] if line else []
    return again


@dataclass(frozen=True, slots=True)
class Cuttings:
    """Pictures of the lines of one page that are worth another look, for whoever reads them."""

    sheet: Sheet
    strips: tuple[_Strip, ...]
    files: tuple[Path, ...]

    @classmethod
    def of(cls, sheet: Sheet, lines: Sequence[Line], stem: Path) -> Cuttings:
        """Cut out of a page and written to files whose paths begin with `stem`."""
        strips = _worth_a_look(sheet, lines)
        named = [stem.with_name(f"{stem.name}-{number}.pgm") for number in range(len(strips))]
        files = [_cut(sheet, strip, file) for strip, file in zip(strips, named, strict=True)]
        return cls(sheet, tuple(strips), tuple(files))

    def on_page(self, number: int, read: Sequence[Piece]) -> Line:
        """The words read of one cutting, with their places on the page; what the lines beside it show is left out."""
        inside = [piece for piece in read if STRIP_EDGE < piece.middle < 1 - STRIP_EDGE]
        line = sorted(inside, key=lambda piece: piece.box.x0)
        return _on_page(line, self.strips[number], self.sheet)


def _worth_a_look(sheet: Sheet, lines: Sequence[Line]) -> list[_Strip]:
    return _wanted(sheet, lines)[:STRIPS_MAX] if len(lines) >= LINES_MIN else []


def _wanted(sheet: Sheet, lines: Sequence[Line]) -> list[_Strip]:
    """Strips around the lines in doubt, then around ink that belongs to no word, from top to bottom."""
    unread = _unread(sheet, lines)
    wanted: list[_Strip] = []
    for line in lines:
        band = _around(line, sheet)
        beside = [run for run in unread if _beside(run, band)]
        if beside or doubtful(line, WORD_MIN) or holes(line):
            unread = [run for run in unread if run not in beside]
            wanted.append(_widened(band, beside, sheet))
    height = letter_height(lines) * sheet.height
    return [*wanted, *(_padded(run, height, sheet) for run in unread), *_labels(sheet, lines)]


def _labels(sheet: Sheet, lines: Sequence[Line]) -> list[_Strip]:
    """Strips around unread letters that hang before the lines in a column of their own: who speaks in a transcript."""
    edges = block_edges(lines)
    if edges is None:
        return []
    height = letter_height(lines) * sheet.height
    letters = _loose(sheet, lines, edges[0] - LABEL_AWAY_MAX, edges[0])
    bands = [_around(line, sheet) for line in lines]
    level = [[one for one in letters if band.y0 < (one.y0 + one.y1) / 2 < band.y1] for band in bands]
    found = [_hull(row) for row in level if row]
    column = median(label.x0 for label in found) if found else 0.0
    found = [label for label in found if abs(label.x0 - column) < height and label.x1 - label.x0 < RUN_GAP_MAX * height]
    if len(found) < LABELS_MIN:
        return []
    behind = round(LABEL_BEHIND * height)
    return [_padded(replace(label, x1=label.x1 + behind), height, sheet) for label in found]


def _unread(sheet: Sheet, lines: Sequence[Line]) -> list[_Strip]:
    """Runs of letter-sized patches of ink within the text block that lie in no word's box."""
    pieces = [piece.box for line in lines for piece in line]
    left, right = block_edges(lines) or (min(box.x0 for box in pieces), max(box.x1 for box in pieces))
    return _runs(_loose(sheet, lines, left, right), letter_height(lines) * sheet.height)


def _loose(sheet: Sheet, lines: Sequence[Line], left: float, right: float) -> list[_Strip]:
    """Letter-sized patches of ink in no word's box, level with the page's words and between two of its edges."""
    import numpy as np

    height = letter_height(lines) * sheet.height
    patches = sheet.patches
    fits = (patches.high >= LETTER_HIGH[0] * height) & (patches.high <= LETTER_HIGH[1] * height)
    patches = patches.only(fits & (patches.wide <= LETTER_WIDE_MAX * height))
    x, y = (patches.x0 + patches.x1) / 2, (patches.y0 + patches.y1) / 2
    pieces = [piece.box for line in lines for piece in line]
    covered = np.zeros(len(patches), bool)
    for box in pieces:
        inside = (x >= box.x0 * sheet.width) & (x <= box.x1 * sheet.width)
        covered |= inside & (y >= box.y0 * sheet.height) & (y <= box.y1 * sheet.height)
    top, foot = min(box.y0 for box in pieces), max(box.y1 for box in pieces)
    level = (y > top * sheet.height) & (y < foot * sheet.height)
    within = level & (x > left * sheet.width) & (x < right * sheet.width)
    patches = patches.only(within & ~covered)
    boxes = np.stack([patches.x0, patches.y0, patches.x1, patches.y1], axis=1).tolist()
    return [_Strip(*box) for box in boxes]


def _runs(letters: list[_Strip], height: float) -> list[_Strip]:
    """Letters that stand level and near each other, as one strip each; lone ones are left out."""
    rows: list[list[_Strip]] = []
    for letter in sorted(letters, key=lambda one: one.y0 + one.y1):
        if rows and (letter.y0 + letter.y1 - rows[-1][0].y0 - rows[-1][0].y1) / 2 < SAME_LINE * height:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    found = []
    for row in rows:
        row.sort(key=lambda one: one.x0)
        cuts = [at for at, (one, after) in enumerate(pairwise(row), 1) if after.x0 - one.x1 > RUN_GAP_MAX * height]
        for start, end in pairwise([0, *cuts, len(row)]):
            if end - start >= LETTERS_MIN:
                found.append(_hull(row[start:end]))
    return found


def _around(line: Line, sheet: Sheet) -> _Strip:
    """The line's strip; its height is that of most of its words, so that one tall word does not bring the next line."""
    top, foot = median(piece.box.y0 for piece in line), median(piece.box.y1 for piece in line)
    left, right = min(piece.box.x0 for piece in line), max(piece.box.x1 for piece in line)
    box = _Strip(
        round(left * sheet.width), round(top * sheet.height), round(right * sheet.width), round(foot * sheet.height)
    )
    return _padded(box, box.y1 - box.y0, sheet)


def _padded(box: _Strip, height: float, sheet: Sheet) -> _Strip:
    above, beside = round(ABOVE * height), round(BESIDE * height)
    return _Strip(
        max(box.x0 - beside, 0), max(box.y0 - above, 0), min(box.x1 + beside, sheet.width),
        min(box.y1 + above, sheet.height),
    )  # fmt: skip


def _widened(band: _Strip, beside: Sequence[_Strip], sheet: Sheet) -> _Strip:
    """The band of a line drawn out to the left and right over what stands level with it."""
    pad = round(BESIDE * (band.y1 - band.y0))
    left = min([band.x0, *(run.x0 - pad for run in beside)])
    right = max([band.x1, *(run.x1 + pad for run in beside)])
    return _Strip(max(left, 0), band.y0, min(right, sheet.width), band.y1)


def _beside(run: _Strip, band: _Strip) -> bool:
    """True for ink level with the line, in it or near its ends: a stamp further off is another thing."""
    near = RUN_GAP_MAX * (band.y1 - band.y0)
    return band.y0 < (run.y0 + run.y1) / 2 < band.y1 and band.x0 - near < run.x1 and run.x0 < band.x1 + near


def _hull(boxes: Sequence[_Strip]) -> _Strip:
    return _Strip(
        min(box.x0 for box in boxes), min(box.y0 for box in boxes), max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )  # fmt: skip


def _cut(sheet: Sheet, strip: _Strip, file: Path) -> Path:
    part = sheet.grey[strip.y0 : strip.y1, strip.x0 : strip.x1]
    file.write_bytes(b"P5\n%d %d\n255\n" % (part.shape[1], part.shape[0]) + part.tobytes())
    return file


def _on_page(line: Line, strip: _Strip, sheet: Sheet) -> Line:
    """Words of a strip with their boxes as fractions of the page."""
    wide, high = strip.x1 - strip.x0, strip.y1 - strip.y0

    def moved(box: Box) -> Box:
        return Box(
            (strip.x0 + box.x0 * wide) / sheet.width, (strip.y0 + box.y0 * high) / sheet.height,
            (strip.x0 + box.x1 * wide) / sheet.width, (strip.y0 + box.y1 * high) / sheet.height,
        )  # fmt: skip

    return [replace(piece, box=moved(piece.box)) for piece in line]
