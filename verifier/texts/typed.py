"""Born-digital pages: words as the file orders them, put together without a record a word."""

from __future__ import annotations

from array import array
from itertools import accumulate, compress, pairwise, repeat

from verifier.texts.layout import parted
from verifier.texts.pdflayer import BROKEN, Layer
from verifier.texts.typography import clean
from verifier.texts.wordtable import NONE, Columns, WordTable

HYPHENS = dict.fromkeys(map(ord, BROKEN), "-")


def typed_page(layer: Layer) -> tuple[str, WordTable]:
    """The page's text, a line feed between lines and two between paragraphs, and its words with their places."""
    tokens, rows, boxes = _settled(*_split(layer), layer.boxes)
    heads = [min(boxes[1][first:end]) for first, end in rows]
    lead = [(2 if parted(heads, row) else 1) if row else 0 for row in range(len(rows))]
    gaps = [1] * len(tokens)  # signs before each word
    for (first, _), gap in zip(rows, lead, strict=True):
        gaps[first] = gap
    lengths = list(map(len, tokens))
    ends = list(accumulate(gap + length for gap, length in zip(gaps, lengths, strict=True)))
    starts = [end - length for end, length in zip(ends, lengths, strict=True)]
    lines = ("\n" * gap + " ".join(tokens[first:end]) for (first, end), gap in zip(rows, lead, strict=True))
    return "".join(lines), WordTable.made(starts, ends, [*boxes, array("H", repeat(NONE, len(tokens)))])


def _split(layer: Layer) -> tuple[list[str], list[int]]:
    """The page's words as the file has them, and the numbers of those that begin a line."""
    text, spans = layer.text, layer.words or array("i")
    starts, ends = spans[0::2], spans[1::2]
    tokens = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    firsts = [0] if tokens else []
    for number, (end, start) in enumerate(zip(ends, starts[1:], strict=False), start=1):
        if "\n" in text[end:start] or text[end - 1] in BROKEN:
            firsts.append(number)
    return tokens, firsts


def _settled(tokens: list[str], firsts: list[int], boxes: Columns) -> tuple[list[str], list[tuple[int, int]], Columns]:
    """Words cleaned, those that were nothing but dirt left out; the lines as (first, end) of their words."""
    whole = "".join(tokens)
    if clean(whole) != whole:
        tokens = [clean(token.translate(HYPHENS)).strip() for token in tokens]
    kept = [0, *accumulate(map(bool, tokens))]
    rows = [(kept[a], kept[b]) for a, b in pairwise([*firsts, len(tokens)]) if kept[b] > kept[a]]
    if kept[-1] < len(tokens):
        boxes = tuple(array("H", compress(column, tokens)) for column in boxes)
        tokens = [token for token in tokens if token]
    return tokens, rows, boxes
