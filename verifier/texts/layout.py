"""Words with boxes into lines in reading order: columns kept apart, doubled layers folded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from verifier.records.spans import Span
from verifier.records.text import Box, Word
from verifier.texts.closing import core_of
from verifier.texts.columns import columns_of
from verifier.texts.lists import read_down
from verifier.texts.margins import without_margins
from verifier.texts.rows import Line, Piece, grouped
from verifier.texts.typography import clean
from verifier.texts.words import is_word

GUTTER_MIN = 0.025  # fraction of the page's width that stays empty between two columns
COLUMN_LINES_MIN = 6  # lines a column needs; fewer is a table or a letterhead
COLUMN_WORDS_MIN = 2.5  # words a line a column needs on average; fewer is figures, or names (see `lists`)
COLUMN_SHARE_MIN = 0.25  # share of a region's words that each of two columns holds
DOUBLE_OVERLAP_MIN = 0.5  # share of the smaller box that two copies of one word share
SAME_WIDTH_MIN = 0.7  # share of the wider of two copies that both cover when they are copies of one word
DOUBLED_SHARE_MIN = 0.3  # share of words that come twice for a layer to count as doubled
PARAGRAPH_GAP_MIN = 1.7  # of the usual line distance: more than this parts two paragraphs


def compose(lines: Sequence[Line]) -> tuple[str, tuple[Word, ...]]:
    """The text of lines (one a line, a blank line between paragraphs) and its words with their code points."""
    parts: list[str] = []
    words: list[Word] = []
    at = 0
    tops = [min((piece.box.y0 for piece in line), default=0.0) for line in lines]
    for number, line in enumerate(lines):
        if number:
            joint = "\n\n" if parted(tops, number) else "\n"
            parts.append(joint)
            at += len(joint)
        first = True
        for piece in line:
            text = clean(piece.text).strip()
            if not text:
                continue
            if not first:
                parts.append(" ")
                at += 1
            first = False
            parts.append(text)
            words.append(Word(at, at + len(text), piece.box, piece.confidence))
            at += len(text)
    return "".join(parts), tuple(words)


def as_given(pieces: Sequence[Piece]) -> list[Line]:
    """Lines in the order and grouping the reader gave."""
    lines: list[Line] = []
    last = None
    for piece in pieces:
        if piece.line != last:
            lines.append([])
            last = piece.line
        lines[-1].append(piece)
    return lines


def by_place(pieces: Sequence[Piece]) -> tuple[list[Line], list[Line]]:
    """Lines in reading order by where the words stand (top to bottom, left column before right), and apart from
    them the lines beside the text block: stamps, exemption codes, archivists' notes.
    """
    standing = [piece for piece in pieces if piece.box.x1 > piece.box.x0 and piece.box.y1 > piece.box.y0]
    lines: list[Line] = []
    margin: list[Line] = []
    for part in columns_of(standing):  # the last column is no margin of the first
        text, beside = without_margins(part)
        lines.extend(_ordered(text, 0))
        margin.extend(grouped(beside))
    return lines, margin


def composed(lines: Sequence[Line], margin: Sequence[Line]) -> tuple[str, tuple[Word, ...], tuple[Span, ...]]:
    """Text and words of a page whose marginal lines come last, the span of these; lists set in two are read down."""
    text, words = compose([*read_down(lines), *margin])
    if not margin or not (marginal := sum(len(clean(piece.text).strip()) > 0 for line in margin for piece in line)):
        return text, words, ()
    return text, words, (Span(words[-marginal].start, len(text)),)


def undoubled(pieces: Sequence[Piece]) -> tuple[list[Piece], bool]:
    """One word a place, and whether the layer was doubled as a whole.

    Some scans carry two OCR layers on top of each other. Two words cannot stand in one place: the one the
    dictionary knows stays, else the first.
    """
    kept: list[Piece] = []
    rows: dict[int, list[int]] = {}
    doubles = 0
    for piece in pieces:
        row = round(piece.middle * 100)
        near = [at for key in (row - 1, row, row + 1) for at in rows.get(key, ())]
        same = next((at for at in near if _same_place(piece.box, kept[at].box)), None)
        if same is None:
            rows.setdefault(row, []).append(len(kept))
            kept.append(piece)
            continue
        doubles += 1
        if _as_wide(piece.box, kept[same].box) and _better(piece.text, kept[same].text):
            kept[same] = piece  # never a part of a word for the whole: "-SOVIET" for "U.S.-SOVIET"
    return kept, doubles > 5 and doubles >= len(pieces) * DOUBLED_SHARE_MIN / 2


def _ordered(pieces: list[Piece], depth: int) -> list[Line]:
    if not pieces:
        return []
    if depth < 4 and (parts := _columns(pieces) or _bands(pieces)):
        return [line for part in parts for line in _ordered(part, depth + 1)]
    return grouped(pieces)


def _columns(pieces: list[Piece]) -> list[list[Piece]]:
    """Two or more columns where an empty strip runs down the whole region; empty when there are none."""
    if len(pieces) < 4 * COLUMN_LINES_MIN:
        return []
    spans = sorted((piece.box.x0, piece.box.x1) for piece in pieces)
    cuts, reach = [], spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= GUTTER_MIN:
            cuts.append((reach + x0) / 2)
        reach = max(reach, x1)
    for cut in cuts:
        left = [piece for piece in pieces if piece.box.x1 <= cut]
        right = [piece for piece in pieces if piece.box.x0 >= cut]
        if _is_column(left, len(pieces)) and _is_column(right, len(pieces)):
            return [left, right]
    return []


def _is_column(pieces: list[Piece], total: int) -> bool:
    if len(pieces) < total * COLUMN_SHARE_MIN:
        return False
    lines = grouped(pieces)
    return len(lines) >= COLUMN_LINES_MIN and len(pieces) / len(lines) >= COLUMN_WORDS_MIN


def _bands(pieces: list[Piece]) -> list[list[Piece]]:
    """Cut at the widest empty band across, when columns lie above or below it; empty when there are none."""
    if len(pieces) < 4 * COLUMN_LINES_MIN:
        return []
    lines = grouped(pieces)
    starts = [min(piece.box.y0 for piece in line) for line in lines]
    ends = [max(piece.box.y1 for piece in line) for line in lines]
    gaps = sorted(((starts[at] - max(ends[:at]), at) for at in range(1, len(lines))), reverse=True)[:4]
    for gap, at in gaps:
        above = [piece for line in lines[:at] for piece in line]
        below = [piece for line in lines[at:] for piece in line]
        if gap > 0 and (_columns(above) or _columns(below)):
            return [above, below]
    return []


def parted(tops: Sequence[float], at: int) -> bool:
    """True where the distance to the line above is clearly more than the usual one around it."""
    near = tops[max(at - 7, 0) : at + 7]
    usual = median([low - high for high, low in pairwise(near) if low > high] or [1.0])
    return tops[at] - tops[at - 1] > usual * PARAGRAPH_GAP_MIN


def _same_place(a: Box, b: Box) -> bool:
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.y1, b.y1) - max(a.y0, b.y0)
    if wide <= 0 or high <= 0:
        return False
    smaller = min((a.x1 - a.x0) * (a.y1 - a.y0), (b.x1 - b.x0) * (b.y1 - b.y0))
    return wide * high > smaller * DOUBLE_OVERLAP_MIN


def _as_wide(a: Box, b: Box) -> bool:
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return shared >= SAME_WIDTH_MIN * max(a.x1 - a.x0, b.x1 - b.x0)


def _better(text: str, other: str) -> bool:
    """True where the dictionary knows the first reading and not the second."""
    return is_word(core_of(text)) and not is_word(core_of(other))
