"""The text layer of one PDF page, in the child: PDFium's characters, its lines, where words stand, how it is made."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from dataclasses import dataclass
from itertools import chain
from typing import Any

from verifier.texts.pdfboxes import baselines, bounds, shown
from verifier.texts.pdfmake import make_of, size_of
from verifier.texts.wordtable import Columns

PAGE_CHARS_MAX = 200_000  # of one page's text: twenty dense newspaper pages
ANGLES_SAMPLED = 40  # letters asked for the way they are turned
DOWNWARDS = 90  # degrees, clockwise: letters that run down the page as shown, whose lines PDFium takes in reverse
BROKEN = "\x02\ufffe"  # PDFium's signs for a hyphen at the end of a line, which it swallowed
_TOKEN = re.compile(f"[^\\s{BROKEN}]+[{BROKEN}]?|[{BROKEN}]")
NO_HYPHEN = "\x7f\uffff"  # what stands for these two signs where a font's wrong table gives them in mid-line
_LINE = re.compile(f"[^\n{BROKEN}]*[{BROKEN}]|[^\n{BROKEN}]+")
_BREAK = re.compile(f"[{BROKEN}]")


@dataclass(slots=True)
class Layer:
    """One page's text layer as the file has it.

    `lines` are start and end of each line in `text`, one after the other; None where a reader gave text alone.
    `heads` says how far down the page each stands, in steps, seen with its letters upright. `words` are start and end
    of each word, `boxes` columns of their left, top, right and foot in steps of the page as shown; both are None and
    empty where nobody asked for them. `angle` is how the letters are turned on the page as shown, clockwise. `scan`
    is true for a page that is a picture.
    """

    index: int
    text: str = ""
    error: str = ""
    lines: array[int] | None = None
    heads: array[int] | None = None
    words: array[int] | None = None
    boxes: Columns = ()
    angle: int = 0
    scan: bool = False


def layer_of(page: Any, index: int, *, boxes: bool = True) -> Layer:
    """The text layer of an open page. Not `boxes`: without its words' places, where its lines can do without them."""
    try:
        size_of(page)
    except ValueError as failure:
        return Layer(index, error=f"page cannot be read ({failure})")
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        own = _angle(textpage, text)
        angle = (own + page.get_rotation()) % 360
        lines, middles = _lines(text)
        heads = baselines(page, textpage, middles, own)
        made = Layer(index, text, lines=lines, heads=heads, angle=angle, scan=make_of(page).scan)
        if boxes or made.scan or angle == DOWNWARDS:
            made.words = _spans(text)
            made.boxes = shown(page, bounds(textpage, made.words))
        return made
    finally:
        textpage.close()


def _spans(text: str) -> array[int]:
    """Start and end of every word, one after the other."""
    return array("i", chain.from_iterable([found.span() for found in _TOKEN.finditer(text)]))


def _lines(text: str) -> tuple[array[int], list[int]]:
    """The spans of lines that hold words, and a letter from the middle of each."""
    spans, middles = array("i"), []
    for found in _LINE.finditer(text):
        line = found.group()
        bare = line.rstrip()
        if bare:
            start = found.start()
            spans.extend((start, start + len(bare)))
            half = len(line[: (len(bare) + 1) // 2].rstrip())
            middles.append(start + half - 1 if half else start + len(bare) - len(bare.lstrip()))
    return spans, middles


def _text(textpage: Any) -> str:
    """One character a PDFium character, so that offsets are PDFium's own."""
    from pypdfium2 import raw

    text = _characters(textpage)
    if BROKEN[0] not in text and BROKEN[1] not in text:
        return text.replace("\r\n", " \n")

    def told(found: re.Match[str]) -> str:
        sign = found.group()
        return sign if raw.FPDFText_IsHyphen(textpage, found.start()) == 1 else NO_HYPHEN[BROKEN.index(sign)]

    return _BREAK.sub(told, text).replace("\r\n", " \n")


def _characters(textpage: Any) -> str:
    from pypdfium2 import raw

    count = min(textpage.count_chars(), PAGE_CHARS_MAX)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Letters outside the first plane and dropped characters make the two counts differ: ask one by one.
    return "".join(_char(raw.FPDFText_GetUnicode(textpage, place)) for place in range(count))


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _angle(textpage: Any, text: str) -> int:
    """How most letters are turned against the page's own space: 0, 90, 180 or 270 degrees."""
    from pypdfium2 import raw

    places = range(0, len(text), max(len(text) // ANGLES_SAMPLED, 1))
    turns = [raw.FPDFText_GetCharAngle(textpage, place) for place in places if not text[place].isspace()]
    quarters = [round(math.degrees(turn) / 90) % 4 * 90 for turn in turns if turn >= 0]
    return max(set(quarters), key=quarters.count) if quarters else 0
