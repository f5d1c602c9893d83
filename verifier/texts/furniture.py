"""Page furniture: running heads, page numbers, classification lines and stamps, told by wording, place and repetition.

Furniture is marked, never deleted: a quotation may run across it, and somebody may still quote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, repeat

from verifier.records.spans import Span
from verifier.records.text import Page
from verifier.texts.labels import PageNumber, labelled, number_in
from verifier.texts.pagerows import Row, rows_of
from verifier.texts.telegrams import is_telegram_line, section_heads
from verifier.texts.words import is_word

REPEATS_MIN = 2  # pages that must carry a line before it counts as running matter
REPEAT_WINDOW = 6  # pages within which the repetition must show: a bundle holds many short documents
REPEAT_LIKENESS_MIN = 0.8  # of two running heads read off a scan
REPEAT_LENGTH_MIN = 4  # letters and digits a running head must have to be told by repetition alone
PAIRS_KEPT = 4096  # lines of which the pairs of neighbouring signs are remembered: the margins of some hundred pages
BEYOND_WORDS_MAX = 3  # words of a line that may be set aside for standing beyond furniture
STAMP_LENGTH_MAX = 120  # signs of a line that is a stamp; a longer one mentions a stamp's words
HEAD_LIKENESS_MIN = 0.7  # of a misread telegram page head to those of the same document that were read well
HEAD_LENGTH_MIN = 8  # letters and digits of a line that is compared with them
STAMP_LIKENESS_MIN = 0.55  # of a line in the margin to a classification: these are struck through by hand

_CLASSES = frozenset([
    "TOPSECRET", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED", "RESTRICTED", "LIMITEDOFFICIALUSE", "SENSITIVE", "EYESONLY",
    "SECRETSENSITIVE", "SECRETNODIS", "SECRETEXDIS", "CONFIDENTIALEXDIS", "TOPSECRETSENSITIVE", "OFFICIALUSEONLY",
    "NODIS", "EXDIS", "LIMDIS", "NOFORN", "DECLASSIFIED", "TOPSECRETEYESONLY", "SECRETEYESONLY", "UMBRA",
])  # fmt: skip
_STAMP = re.compile(
    r"(?:declassified(?:\s*/?\s*released|\s+in\s+(?:part|full)|\s+under|\s+per|\s+by)|per\s+e\.?\s*[o0]\.?,?\s*1[0-9]{4}"
    r"|eo\s+systematic\s+review|library\s+photo\s?copy|photocopy(?:\s+preservation)?$|approved\s+for\s+release|sanitized\s+copy"
    r"|reproduced\s+at\s+the\s+(?:national\s+archives|.*library)|released?\s+in\s+(?:part|full)|copy\s+lbj\s+library"
    r"|unclassified\s+u\.?s\.?\s+department\s+of\s+state\s+case\s+no|declassify\s+on:|classified\s+by:?\s|derived\s+from:)",
    re.IGNORECASE,
)
# One of these stands in every line that `_STAMP` finds: looked for first, as most lines hold none.
_STAMP_HINTS = (
    "declassif", "per", "systematic", "photo", "approved", "sanitized", "reproduced", "release", "lbj", "classified",
    "derived",
)  # fmt: skip
_EXEMPTION = re.compile(
    r"^\(?(?:b\s?\(?\d\)?|e\.?o\.?\s*1\d{4}|1\.4\s*\(?[a-h]\)?|foia|sec(?:tion|\.)?\s*1\.[45]|25x\d)[\W\d a-h()]*$",
    re.IGNORECASE,
)


def furnish(pages: tuple[Page, ...], heights: Sequence[Sequence[float]] = ()) -> tuple[Page, ...]:
    """The pages with their furniture marked and their printed labels read.

    `heights`, page by page, says how far down its lines stand (0..1); empty where the words' boxes are to say it.
    """
    rows = [rows_of(page, lines) for page, lines in zip(pages, heights or repeat(()), strict=False)]
    repeated = _repeated(rows)
    heads = {_form(row.text) for page_rows in rows for row in page_rows if is_telegram_line(row.text)}
    numbers = [_numbers(page_rows) for page_rows in rows]
    labels = labelled([page.label for page in pages], numbers)
    made = []
    opened = False
    for page, page_rows, again, label, found in zip(pages, rows, repeated, labels, numbers, strict=True):
        spans = {row.span for row in page_rows if _is_furniture(row)} | again
        sections, opened = section_heads(page_rows, opened=opened)
        spans |= sections
        spans |= _misread(page_rows, spans, heads)
        spans |= _beyond(page_rows, spans)
        spans |= {number.span for number in found if number.label == label}
        made.append(replace(page, label=label, furniture=_joined(spans | set(page.furniture), page.text)))
    return tuple(made)


def _is_furniture(row: Row) -> bool:
    """By wording: classification lines and telegram page heads anywhere, struck or misread ones in the margin."""
    text = row.text
    if len(text) < STAMP_LENGTH_MAX:
        if _is_class(text) or _EXEMPTION.match(text):
            return True
        lowered = text.lower()
        if any(hint in lowered for hint in _STAMP_HINTS) and _STAMP.search(text):
            return True
    if is_telegram_line(text):
        return True
    if not row.in_margin or len(text.split()) > 4:
        return False
    letters = _letters(text)
    return sum(c.isupper() for c in letters) * 2 >= len(letters) and _like_a_class(letters)


def _is_class(text: str) -> bool:
    """A classification line in capitals."""
    return text == text.upper() and _letters(text) in _CLASSES


def _misread(rows: list[Row], known: set[Span], heads: set[str]) -> set[Span]:
    """Lines like the document's own telegram heads, and misread classification lines next to furniture."""
    found: set[Span] = set()
    for row in rows if heads else ():
        form = _form(row.text)
        if len(form) >= HEAD_LENGTH_MIN and any(_alike(form, head, HEAD_LIKENESS_MIN) for head in heads):
            found.add(row.span)
    lit = [False, *(row.span in known or row.span in found for row in rows), False]
    for at, row in enumerate(rows):
        if not (lit[at] or lit[at + 2]) or row.text.upper() != row.text:
            continue
        if len(row.text.split()) <= 3 and _like_a_class(_letters(row.text)):
            found.add(row.span)
            lit[at + 1] = True
    return found


def _beyond(rows: list[Row], known: set[Span]) -> set[Span]:
    """Short lines in the head or foot margin that lie further out than furniture, or hold no word at all."""
    found: set[Span] = set()
    for way in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        outer: list[Row] = []
        for at in way:
            row = rows[at]
            if not row.at_edge:
                break
            if row.span in known:
                found.update(one.span for one in outer)
                outer = []
            elif len(row.text.split()) <= BEYOND_WORDS_MAX:
                outer.append(row)
            else:
                break
        found.update(row.span for row in outer if not _has_words(row.text))
    return found


def _has_words(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", text)
    known = sum(is_word(word) for word in words)
    return known * 2 > len(words) or (bool(words) and len(text.split()) > BEYOND_WORDS_MAX)


def _like_a_class(letters: str) -> bool:
    word = letters.upper()
    if not 4 <= len(word) <= 40:
        return False
    return any(_alike(word, known, STAMP_LIKENESS_MIN) for known in _CLASSES)


def _repeated(rows: Sequence[list[Row]]) -> list[set[Span]]:
    """Lines near the head or foot that come again, digits aside, on pages close by."""
    forms = [{row.span: _form(row.text) for row in page if row.in_margin} for page in rows]
    found: list[set[Span]] = []
    for number, page in enumerate(forms):
        near = [
            forms[n]
            for n in range(max(number - REPEAT_WINDOW, 0), min(number + REPEAT_WINDOW + 1, len(forms)))
            if n != number
        ]
        spans = set()
        for span, form in page.items():
            if len(form) >= REPEAT_LENGTH_MIN and sum(_comes(form, other) for other in near) >= REPEATS_MIN - (
                len(rows) < 3
            ):
                spans.add(span)
        found.append(spans)
    return found


def _comes(form: str, others: dict[Span, str]) -> bool:
    if form in others.values():
        return True
    return any(_alike(form, other, REPEAT_LIKENESS_MIN) for other in others.values())


def _alike(a: str, b: str, least: float) -> bool:
    """True where at most so many signs must change, as a share of the longer, to make one of the other."""
    longer, shorter = max(len(a), len(b), 1), min(len(a), len(b))
    most = int(longer * (1 - least) + 1e-9)
    if longer - shorter > most or len(_pairs(a) - _pairs(b)) > 2 * most:
        return False
    import edlib

    return int(edlib.align(a, b, k=most)["editDistance"]) >= 0


@lru_cache(PAIRS_KEPT)
def _pairs(text: str) -> frozenset[str]:
    """Its neighbouring signs, two by two: one changed sign changes two of them at most."""
    return frozenset(map("".join, pairwise(text)))


def _form(text: str) -> str:
    """What stays the same in a running head: letters in lower case, every number as one sign."""
    return re.sub(r"\d+", "#", re.sub(r"[\W_]", "", text.lower()))


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


def _numbers(rows: list[Row]) -> list[PageNumber]:
    """Page numbers standing in the margin lines, alone or in a running head."""
    found = []
    for row in rows:
        if row.in_margin or row.edge <= 1:
            found.extend(number_in(row.text, row.span, whole=True))
    return found


def _joined(spans: set[Span], text: str) -> tuple[Span, ...]:
    """Sorted spans; neighbours with nothing but white space between them become one."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and (span.start <= made[-1].end or not text[made[-1].end : span.start].strip()):
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)
