"""Page furniture: running heads, page numbers, classification lines and stamps, told by wording, place and repetition.

Furniture is marked, never deleted: a quotation may run across it, and somebody may still quote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import repeat

from verifier.records.spans import Span
from verifier.records.text import Page
from verifier.texts.labels import PageNumber, labelled, number_in
from verifier.texts.likeness import alike
from verifier.texts.pagerows import Row, rows_of
from verifier.texts.stamps import (
    hints_at_stamp,
    is_class,
    is_edge_stamp,
    is_exemption,
    is_stamp,
    letters_of,
    like_a_class,
)
from verifier.texts.telegrams import is_telegram_line, section_heads
from verifier.texts.words import is_word

REPEATS_MIN = 2  # pages that must carry a line before it counts as running matter
REPEAT_WINDOW = 6  # pages within which the repetition must show: a bundle holds many short documents
REPEAT_LIKENESS_MIN = 0.8  # of two running heads read off a scan
REPEAT_LENGTH_MIN = 4  # letters and digits a running head must have to be told by repetition alone
DEBRIS_SIGNS_MAX = 8  # signs of a line without a word or a number that may be set aside anywhere beyond the text
BEYOND_WORDS_MAX = 3  # words of a line that may be set aside for standing beyond furniture
CLASS_WORDS_MAX = 4  # of a classification line that a pen went through
MISREAD_WORDS_MAX = 3  # of one that was misread beside furniture
HEAD_LIKENESS_MIN = 0.7  # of a misread telegram page head to those of the same document that were read well
HEAD_LENGTH_MIN = 8  # letters and digits of a line that is compared with them


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
        spans = _told(page, page_rows) | again
        sections, opened = section_heads(page_rows, opened=opened)
        spans |= sections
        spans |= _misread(page_rows, spans, heads)
        spans |= _beyond(page_rows, spans)
        spans |= {number.span for number in found if number.label == label}
        made.append(replace(page, label=label, furniture=_joined(spans | set(page.furniture), page.text)))
    return tuple(made)


def _told(page: Page, rows: Sequence[Row]) -> set[Span]:
    """By wording: classification lines, stamps and telegram page heads anywhere, doubtful ones in the margin."""
    hinted = hints_at_stamp(page.text)
    found = {
        row.span
        for row in rows
        if is_class(row.text)
        or is_exemption(row.text)
        or (hinted and is_stamp(row.text))
        or is_telegram_line(row.text)
        or (row.in_margin and (_struck(row.text) or is_edge_stamp(row.text)))
    }
    return found | _beside(rows, found, is_edge_stamp)


def _struck(text: str) -> bool:
    """A classification line that a pen went through."""
    if len(text.split()) > CLASS_WORDS_MAX:
        return False
    letters = letters_of(text)
    return sum(c.isupper() for c in letters) * 2 >= len(letters) and like_a_class(letters)


def _beside(rows: Sequence[Row], known: set[Span], tells: Callable[[str], bool]) -> set[Span]:
    """Lines next to furniture, and next to each other, that something tells."""
    found: set[Span] = set()
    for way in (rows, rows[::-1]):
        lit = False
        for row in way:
            if row.span in known:
                lit = True
            elif lit := lit and tells(row.text):
                found.add(row.span)
    return found


def _misread(rows: Sequence[Row], known: set[Span], heads: set[str]) -> set[Span]:
    """Lines like the document's own telegram heads, and misread classification lines next to furniture."""
    found: set[Span] = set()
    for row in rows if heads else ():
        form = _form(row.text)
        if len(form) >= HEAD_LENGTH_MIN and any(alike(form, head, HEAD_LIKENESS_MIN) for head in heads):
            found.add(row.span)
    return found | _beside(rows, known | found, _misread_class)


def _misread_class(text: str) -> bool:
    return text.upper() == text and len(text.split()) <= MISREAD_WORDS_MAX and like_a_class(letters_of(text))


def _beyond(rows: list[Row], known: set[Span]) -> set[Span]:
    """Short lines in the head or foot margin that lie further out than furniture, or hold no word at all."""
    found: set[Span] = set()
    for way in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        outer: list[Row] = []
        for at in way:
            row = rows[at]
            if not row.at_edge and not _is_debris(row.text):
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


def _is_debris(text: str) -> bool:
    """What is read into the holes of a perforated stamp, into dust and the edge of a photocopy: no word, no number."""
    return len(text) <= DEBRIS_SIGNS_MAX and not re.search(r"\d\d", text) and not _has_words(text)


def _has_words(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", text)
    known = sum(is_word(word) for word in words)
    return known * 2 > len(words) or (bool(words) and len(text.split()) > BEYOND_WORDS_MAX)


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
    return any(alike(form, other, REPEAT_LIKENESS_MIN) for other in others.values())


def _form(text: str) -> str:
    """What stays the same in a running head: letters in lower case, every number as one sign."""
    return re.sub(r"\d+", "#", re.sub(r"[\W_]", "", text.lower()))


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
