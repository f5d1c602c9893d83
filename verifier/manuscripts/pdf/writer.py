"""Writes paragraphs and foot notes into a Rendering: line ends joined, hyphens undone, marks tied to their notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from verifier.manuscripts.pdf.feet import FootNote
from verifier.manuscripts.pdf.pages import RAISED_SIZE, Line, Page, Token
from verifier.manuscripts.pdf.paragraphs import Paragraph
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shapes.words import opens_bibliography
from verifier.manuscripts.sheets import Sheet
from verifier.records.manuscript import BlockKind

RAISED_BY = 0.12  # of the line's size: how far above the baseline a mark stands at least
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"\[?(\d{1,4})\]?(?:[,;]\s?\d{1,4})*|[*†‡§¶‖]{1,3}")
_URL_TAIL = re.compile(r"<?(?:https?:/{0,2}|www\.|doi\.org/)\S*\Z")
_URL_REST = re.compile(r"[\w~%]*[/\-_=&?%#.][\w\-./=&?%#~+:@]*[\w/][>.,;)\-\u00ad]*\Z")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_AFTER = ".,;:!?)]”’\"'"
SOFT = "\u00ad"


class Hyphens:
    """Whether a hyphen at a line's end belongs to the word: asked of the manuscript's own other words."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.whole: Counter[str] = Counter()
        broken = 0
        rejoined = 0
        tails: list[tuple[str, str]] = []
        before: Line | None = None
        for line in lines:
            self.whole.update(word.lower() for word in _WORD.findall(line.words) if SOFT not in word)
            if before is not None and before.words.endswith((SOFT, "-")):
                tails.append((_tail(before.words), _head(line.words)))
            before = line
        for tail, head in tails:
            if tail and head and head[0].islower():
                broken += 1
                rejoined += (tail + head).lower() in self.whole
        self.hyphenates = broken > 0 and rejoined / broken >= 0.1

    def keep(self, before: str, after: str) -> bool:
        """True where the hyphen stays: `well-` `known`; False where the word was only broken: `expan-` `sion`."""
        tail, head = _tail(before), _head(after)
        if not tail or not head or not head[0].islower():
            return True
        joined, dashed = self.whole[(tail + head).lower()], self.whole[f"{tail}-{head}".lower()]
        if joined != dashed:
            return dashed > joined
        return not self.hyphenates


def _tail(words: str) -> str:
    found = re.search(r"([^\W\d_]+)[-\u00ad]\Z", words)
    return found[1] if found else ""


def _head(words: str) -> str:
    found = re.match(r"[^\W\d_]+", words)
    return found[0] if found else ""


class Writer:
    """Writes one manuscript. `pages` give the links."""

    def __init__(self, rendering: Rendering, notes: list[FootNote], pages: list[Page], hyphens: Hyphens) -> None:
        self.rendering = rendering
        self.notes = notes
        self.pages = pages
        self.hyphens = hyphens
        self.title: str | None = None
        self._in_bibliography = False
        self._from = 0
        self._address = ""  # an address that goes on over line ends, as far as it has been read

    def write(self, paragraphs: list[Paragraph]) -> None:
        """Write the body and then the notes."""
        for paragraph in paragraphs:
            self._paragraph(paragraph)
        for at, note in enumerate(self.notes):
            sheet = self.rendering.note(f"n{at}", note.label)
            sheet.label_due = False
            sheet.begin(BlockKind.PARAGRAPH)
            self._lines(sheet, note.lines, note.page, in_note=True)
            sheet.end()

    def _paragraph(self, paragraph: Paragraph) -> None:
        kind = paragraph.kind
        if kind is BlockKind.HEADING:
            self._in_bibliography = opens_bibliography(paragraph.words)
            self.title = self.title or " ".join(paragraph.words.split())
        elif self._in_bibliography:
            kind = BlockKind.BIBLIOGRAPHY
        self.rendering.body.begin(kind)
        self._lines(self.rendering.body, paragraph.lines, paragraph.page, in_note=False)
        self.rendering.body.end()

    def _lines(self, sheet: Sheet, lines: list[Line], page: int, *, in_note: bool) -> None:
        last_base = None
        self._address = ""
        for at, line in enumerate(lines):
            if last_base is not None and line.base > last_base + line.size:
                page += 1
            last_base = line.base
            following = lines[at + 1].words if at + 1 < len(lines) else ""
            self._line(sheet, line, page, following, in_note=in_note)

    def _line(self, sheet: Sheet, line: Line, page: int, following: str, *, in_note: bool) -> None:
        base = line.base
        tail = line.tokens[-1].words
        if self._address and len(line.tokens) == 1:
            tail = self._address + tail
        for at, token in enumerate(line.tokens):
            if not token.glued and at:
                sheet.words(" ")
            label = None if in_note else self._mark(line, token, base)
            if label is not None and self._call(sheet, label, page):
                continue
            words = token.words.translate(_RAISED) if label and label.isdigit() else token.words
            last = at == len(line.tokens) - 1
            shown = self._ending(words, tail, following) if last else words.replace(SOFT, "-")
            self._token(sheet, token, shown, page)
        closed = self._closed(tail, following)
        if not closed:
            sheet.words(" ")
        self._address = tail if closed and _URL_TAIL.search(tail) else ""

    def _token(self, sheet: Sheet, token: Token, words: str, page: int) -> None:
        start = sheet.here()
        sheet.words(words)
        url, right = self._link(token, page)
        if url is not None:
            beyond = len(words) - len(words.rstrip(_AFTER)) if right < token.right - 1 else 0
            sheet.grow_link(start, url, beyond)

    def _ending(self, words: str, tail: str, following: str) -> str:
        """A line's last token as it reads when the lines are joined; `tail` holds the address it may belong to."""
        if not words.endswith((SOFT, "-")) or not following:
            return words.replace(SOFT, "-")
        bare = words.rstrip(SOFT + "-").replace(SOFT, "-")
        if _URL_TAIL.search(tail) or self.hyphens.keep(words, following):
            return f"{bare}-"
        return bare

    def _closed(self, words: str, following: str) -> bool:
        """True where no space stands between this line's last token and the next line."""
        first = following.split(" ", 1)[0]
        if words.endswith((SOFT, "-")) and first[:1].isalnum():
            return len(words) > 1
        if not _URL_TAIL.search(words) or not _URL_REST.match(first) or words.endswith((",", ";", ">")):
            return False
        return not words.endswith(".") or (first[0].islower() and "/" in first)

    @staticmethod
    def _mark(line: Line, token: Token, base: float) -> str | None:
        """The label of a token that is set as a mark: small, raised, a number or a sign."""
        size = line.top_size
        if token.size > RAISED_SIZE * size or token.base < base + RAISED_BY * size:
            return None
        found = _MARK.fullmatch(token.words)
        return (found[1] or found[0]) if found else None

    def _call(self, sheet: Sheet, label: str, page: int) -> bool:
        """Tie a mark to the next note of its label at this page's foot or a later one."""
        for at in range(self._from, len(self.notes)):
            note = self.notes[at]
            if note.label == label and note.page >= page - 1:
                sheet.mark(f"n{at}", label)
                self._from = at if label.isdigit() else self._from
                return True
        return False

    def _link(self, token: Token, page: int) -> tuple[str | None, float]:
        """The address a token leads to, and where the link's area ends."""
        if page >= len(self.pages):
            return None, 0.0
        start = token.left + min(2.0, (token.right - token.left) / 4)
        height = token.base + token.size * 0.3
        for left, bottom, right, top, url in self.pages[page].links:
            if left - 1 <= start <= right and bottom - 1 <= height <= top + 1:
                return url, right
        return None, 0.0
