"""Born-digital pages: lines as the file orders them, put together without a record a word."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import compress, pairwise, repeat

from verifier.texts.layout import PARAGRAPH_GAP_MIN, parted
from verifier.texts.oddsigns import OddSigns
from verifier.texts.pdflayer import BROKEN, Layer
from verifier.texts.typography import clean
from verifier.texts.wordtable import NONE, SCALE, WordTable

HYPHENS = dict.fromkeys(map(ord, BROKEN), "-")
_WORD = re.compile(r"\S+")


def typed_page(layer: Layer, signs: OddSigns) -> tuple[str, WordTable, list[float]]:
    """The page's text, a line feed between lines and two between paragraphs; its words; how far down each line stands.

    The text comes of the lines alone, so that it is the same whether or not anybody asked where the words stand.
    `signs` are what the document's odd signs stand for.
    """
    spans, heads = layer.lines or array("i"), layer.heads or array("H")
    raw = [layer.text[start:end] for start, end in zip(spans[0::2], spans[1::2], strict=True)]
    dirty = bool(signs) or clean(whole := "".join(raw)) != whole
    lines = [" ".join((_clean(line, signs) if dirty else line).split()) for line in raw]
    if not all(lines):
        heads = array("H", compress(heads, lines))
        lines = [line for line in lines if line]
    text = _joined(lines, heads)
    return text, _table(layer, text, signs if dirty else None), [head / SCALE for head in heads]


def _clean(line: str, signs: OddSigns) -> str:
    return clean(signs.undone(line).translate(HYPHENS))


def _joined(lines: Sequence[str], heads: Sequence[int]) -> str:
    steps = [low - high for high, low in pairwise(heads)]
    least = min((step for step in steps if step > 0), default=0) * PARAGRAPH_GAP_MIN
    parts = list(lines[:1])
    for row, line in enumerate(lines[1:], start=1):
        # a step that is no wide one beside the page's least is none beside the usual one either
        parts += ("\n\n" if steps[row - 1] > least and parted(heads, row) else "\n", line)
    return "".join(parts)


def _table(layer: Layer, text: str, signs: OddSigns | None) -> WordTable:
    """The words of the finished text, with their places where these were asked for."""
    if layer.words is None:
        return WordTable.by_blanks(text)
    boxes = layer.boxes
    if signs is not None:
        spans = layer.words
        tokens = (layer.text[start:end] for start, end in zip(spans[0::2], spans[1::2], strict=True))
        kept = [bool(_clean(token, signs).strip()) for token in tokens]
        boxes = tuple(array("H", compress(column, kept)) for column in boxes)
    places = [found.span() for found in _WORD.finditer(text)]
    starts, ends = zip(*places, strict=True) if places else ((), ())
    return WordTable.made(starts, ends, [*boxes, array("H", repeat(NONE, len(starts)))])
