"""What a page's picture and words say of places where words were taken out or written over.

White gaps in running text, empty frames, exemption codes such as (b)(1), and stamps or pens across the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from verifier.records.text import Box, Obscured
from verifier.texts.margins import block_edges
from verifier.texts.redaction import holes
from verifier.texts.rows import Line
from verifier.texts.sheet import Sheet, letter_height

BLANK_MAX = 0.001  # share of ink in a place that was whited out; dust leaves less, a letter leaves more
COVERED_MIN = 0.6  # of a gap's width that a neighbouring line's words must cover: the columns of a table leave it open
NEAR_LINES = 2.5  # heights of a line within which another is its neighbour
FRAME_IN = (0.04, 0.012)  # of the page's width and height: the least an empty frame measures (a short word)
FRAME_MAX = 0.95  # of the page's width or height: larger frames are the edge of the sheet
FRAME_SIDE_MIN = 0.9  # share of each side of a frame that must be drawn
FRAME_LINE = 0.2  # of a letter's height: within that of its box a frame's line is looked for
FRAME_INSIDE_MAX = 0.02  # share of ink inside an empty frame: a code may stand in it, lines of text fill a tenth
MARK_HIGH = (2.0, 12.0)  # heights of a line: patches of ink that are no letters and no blot over half the page
MARK_SLIM = 0.2  # the least share of one side to the other: slimmer patches are rules and brackets
MARKS_MAX = 40  # marks named at most on one page; more is a page of handwriting
GAP_LETTERS = 10  # letters: a white gap must be wider than a tab or a pair of initials
CODES_MAX = 3  # different codes on a page that uses them; one that explains them lists more
SAFE_WORDS = re.compile(r"declassif|authority|executive|\bsec\.|\bnara\b", re.IGNORECASE)  # of a release stamp
_CODE = re.compile(
    r"\([bB]\)\s?\([0-9Il]{1,2}\)(?:\([A-Za-z]\))?"  # (b)(1), (b)(7)(C): the Freedom of Information Act
    r"|(?<![\w(])b\(?[1-9]\)?(?:\([A-F]\))?(?![\w-])"  # b1, b(3), b7(C), as a pen writes them
    r"|(?<!\w)1\.[45]\s?\(?[a-h]\)"  # 1.4(b): the executive order on classified papers
    r"|(?<!\w)3\.3\s?\(b\)\s?\([0-9Il]\)"
    r"|(?<!\w)(?:25|50)X[1-9]"
    r"|\[(?:redacted|excised|deleted|sanitized|withheld)[^\]]*\]",
)


def hidden_places(sheet: Sheet, lines: Sequence[Line]) -> list[Obscured]:
    """The places on one page, in reading order of their kinds; none where the page holds no words."""
    if not lines:
        return []
    return [*_gaps(sheet, lines), *_frames(sheet, lines), *_codes(lines), *_marks(sheet, lines)]


def _gaps(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Obscured]:
    """White gaps within lines of running text."""
    for line in lines:
        for gap in holes(line, GAP_LETTERS):
            if sheet.ink(gap) <= BLANK_MAX and any(_covers(other, gap) for other in lines if other is not line):
                yield Obscured("redaction", gap)


def _covers(line: Line, gap: Box) -> bool:
    """True for a neighbouring line whose words run through the width of the gap."""
    apart = abs(median(piece.middle for piece in line) - (gap.y0 + gap.y1) / 2)
    if apart > NEAR_LINES * (gap.y1 - gap.y0):
        return False
    shared = sum(max(min(p.box.x1, gap.x1) - max(p.box.x0, gap.x0), 0.0) for p in line)
    return shared >= COVERED_MIN * (gap.x1 - gap.x0)


def _frames(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Obscured]:
    """Frames drawn around nothing, or around an exemption code, with text above and below."""
    patches = sheet.patches
    wide, high = patches.wide / sheet.width, patches.high / sheet.height
    large = (wide >= FRAME_IN[0]) & (high >= FRAME_IN[1]) & (wide <= FRAME_MAX) & (high <= FRAME_MAX)
    reach = max(round(FRAME_LINE * letter_height(lines) * sheet.height), 2)
    found = patches.only(large)
    for x0, y0, x1, y1 in zip(found.x0, found.y0, found.x1, found.y1, strict=True):
        box = sheet.box(x0, y0, x1, y1)
        between = _has_text(lines, box, above=True) and _has_text(lines, box, above=False)
        if between and _drawn_around(sheet, (x0, y0, x1, y1), reach) and not _text_inside(lines, box):
            yield Obscured("redaction", box)


def _has_text(lines: Sequence[Line], box: Box, *, above: bool) -> bool:
    """True where words stand over (or under) a box, in its width."""
    words = (p.box for line in lines for p in line if p.box.x0 < box.x1 and p.box.x1 > box.x0)
    return any(word.y1 <= box.y0 if above else word.y0 >= box.y1 for word in words)


def _drawn_around(sheet: Sheet, pixels: tuple[int, int, int, int], reach: int) -> bool:
    """True where ink runs along all four sides of a box and next to none stands inside."""
    x0, y0, x1, y1 = pixels
    ink = sheet.grey[y0:y1, x0:x1] < sheet.level
    sides = (ink[:reach].any(axis=0), ink[-reach:].any(axis=0), ink[:, :reach].any(axis=1), ink[:, -reach:].any(axis=1))
    inside = ink[2 * reach : -2 * reach, 2 * reach : -2 * reach]
    return all(side.mean() >= FRAME_SIDE_MIN for side in sides) and (
        not inside.size or float(inside.mean()) <= FRAME_INSIDE_MAX
    )


def _text_inside(lines: Sequence[Line], box: Box) -> bool:
    """True where words that are no exemption code were read inside a box."""
    inside = [
        piece.text
        for line in lines
        for piece in line
        if box.x0 < (piece.box.x0 + piece.box.x1) / 2 < box.x1 and box.y0 < piece.middle < box.y1
    ]
    rest = _CODE.sub("", " ".join(inside))
    return sum(len(word) > 2 and word.isalpha() for word in rest.split()) > 1


def _codes(lines: Sequence[Line]) -> Iterator[Obscured]:
    """Exemption codes: the gap around one that stands in a line, all between its neighbours for one alone."""
    edges = block_edges(lines)
    every = {found.group() for line in lines for found in _CODE.finditer(_text(line))}
    if len(every) > CODES_MAX:
        return
    for at, line in enumerate(lines):
        text = _text(line)
        codes = list(_CODE.finditer(text))
        if not codes or SAFE_WORDS.search(text):
            continue
        alone = not re.search(r"\w", _CODE.sub("", text))
        if alone and edges and 0 < at < len(lines) - 1 and (between := _between(lines, at, edges)):
            yield Obscured("redaction", between)
            continue
        for found in codes:
            yield Obscured("redaction", _span_box(line, found.start(), found.end()))


def _text(line: Line) -> str:
    return " ".join(piece.text for piece in line)


def _between(lines: Sequence[Line], at: int, edges: tuple[float, float]) -> Box | None:
    """From the foot of the line above to the top of the line below, over the width of the block."""
    top, foot = max(p.box.y1 for p in lines[at - 1]), min(p.box.y0 for p in lines[at + 1])
    inside = edges[0] <= (lines[at][0].box.x0 + lines[at][-1].box.x1) / 2 <= edges[1]
    return Box(edges[0], top, edges[1], foot) if top < foot and inside else None


def _span_box(line: Line, start: int, end: int) -> Box:
    """The box of the words of a line that stand at these places of its text (words joined by one blank)."""
    boxes, at = [], 0
    for piece in line:
        if at < end and start < at + len(piece.text):
            boxes.append(piece.box)
        at += len(piece.text) + 1
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def _marks(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Obscured]:
    """Patches of ink much taller than letters that lie across words: stamps in large letters, pens, blots."""
    tall = letter_height(lines) * sheet.height
    patches = sheet.patches
    wide, high = patches.wide, patches.high
    sized = (high >= MARK_HIGH[0] * tall) & (high <= MARK_HIGH[1] * tall)
    found = patches.only(sized & (wide >= MARK_SLIM * high) & (high >= MARK_SLIM * wide))
    for x0, y0, x1, y1 in list(zip(found.x0, found.y0, found.x1, found.y1, strict=True))[:MARKS_MAX]:
        box = sheet.box(x0, y0, x1, y1)
        if any(_crosses(box, piece.box) for line in lines for piece in line):
            yield Obscured("stamp", box)


def _crosses(mark: Box, word: Box) -> bool:
    """True where a mark lies over a word that is much lower than it: over another's letters, not its own."""
    shared = min(mark.x1, word.x1) > max(mark.x0, word.x0) and mark.y0 < (word.y0 + word.y1) / 2 < mark.y1
    return shared and (word.y1 - word.y0) * MARK_HIGH[0] < mark.y1 - mark.y0
