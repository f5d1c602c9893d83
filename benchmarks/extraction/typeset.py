"""A small typesetter: pages with running heads, numbers, hyphens and notes at the foot, set by PDFium in Times."""

from __future__ import annotations

import ctypes
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from benchmarks.extraction.model import Mark, Paragraph, Sample, Words

WIDTH, HEIGHT, MARGIN = 612.0, 792.0, 72.0  # points: letter paper, inch margins
SIZE, NOTE_SIZE, MARK_SIZE = 11.0, 9.0, 6.5
LEAD, NOTE_LEAD = 14.0, 11.0
GUTTER, INDENT, SET_OFF = 24.0, 16.0, 30.0
RULE_GAP = 10.0  # points between the text and the first note, a rule in their middle


@dataclass
class _Part:
    words: str
    width: float
    size: float
    raised: bool
    spaced: bool
    note: int = 0


@dataclass
class _Line:
    parts: list[_Part]
    left: float
    lead: float

    @property
    def notes(self) -> list[int]:
        return [part.note for part in self.parts if part.note]


class _Press:
    """One document while it is set."""

    def __init__(self) -> None:
        import pypdfium2 as pdfium
        import pypdfium2.raw as raw

        self.raw: Any = raw
        self.document = pdfium.PdfDocument.new()
        self.font = raw.FPDFText_LoadStandardFont(self.document.raw, b"Times-Roman")
        self.page: Any = None

    def new_page(self) -> None:
        self.close_page()
        self.page = self.document.new_page(WIDTH, HEIGHT)

    def close_page(self) -> None:
        if self.page is not None:
            self.raw.FPDFPage_GenerateContent(self.page.raw)
            self.page.close()
        self.page = None

    @lru_cache(maxsize=100_000)  # noqa: B019 one press lives for one document
    def width(self, words: str, size: float) -> float:
        drawn = self._text(words, size)
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        self.raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        self.raw.FPDFPageObj_Destroy(drawn)
        return right.value + 0.05 * size

    def _text(self, words: str, size: float) -> Any:
        drawn = self.raw.FPDFPageObj_CreateTextObj(self.document.raw, self.font, size)
        encoded = ctypes.create_string_buffer((words + "\0").encode("utf-16-le"))
        self.raw.FPDFText_SetText(drawn, ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort)))
        return drawn

    def put(self, words: str, x: float, y: float, size: float) -> None:
        drawn = self._text(words, size)
        self.raw.FPDFPageObj_Transform(drawn, 1, 0, 0, 1, x, y)
        self.raw.FPDFPage_InsertObject(self.page.raw, drawn)

    def rule(self, x: float, y: float, length: float) -> None:
        drawn = self.raw.FPDFPageObj_CreateNewRect(x, y, length, 0.5)
        self.raw.FPDFPath_SetDrawMode(drawn, 1, False)
        self.raw.FPDFPage_InsertObject(self.page.raw, drawn)

    def save(self) -> bytes:
        self.close_page()
        out = io.BytesIO()
        self.document.save(out)
        self.document.close()
        return out.getvalue()


def typeset(sample: Sample, columns: int = 1) -> bytes:
    """The manuscript as a PDF."""
    return _Layout(sample, columns).run()


class _Layout:
    """Fills columns from the top with text and from the foot with notes; a long note runs over to the next column."""

    def __init__(self, sample: Sample, columns: int) -> None:
        self.sample = sample
        self.press = _Press()
        self.columns = columns
        self.measure = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
        self.number = 0
        self.column = columns
        self.y = 0.0
        self.foot: list[_Line] = []
        self.carried: list[_Line] = []

    def run(self) -> bytes:
        for paragraph in self.sample.paragraphs:
            lines = self._broken(_runs(paragraph), self.measure, SIZE, _lefts(paragraph))
            if paragraph.kind == "heading" and self.y - 3 * LEAD < self._floor():
                self._next_column()
            if paragraph.kind != "paragraph":
                self.y -= LEAD * 0.6
            for line in lines:
                self._line(line)
            if paragraph.kind != "paragraph":
                self.y -= LEAD * 0.6
        self._close_column()
        while self.carried:
            self._next_column()
            self._close_column()
        return self.press.save()

    def _floor(self) -> float:
        height = sum(line.lead for line in self.foot)
        return MARGIN + height + (RULE_GAP if self.foot else 0)

    def _line(self, line: _Line) -> None:
        notes = [note_line for note in line.notes for note_line in self._note(note)]
        need = LEAD + (notes[0].lead + RULE_GAP if notes else 0)
        if self.y - need < self._floor():
            self._next_column()
        self.y -= LEAD
        self._print(line, self._left(), self.y)
        for at, note_line in enumerate(notes):
            if self.y - note_line.lead - RULE_GAP < self._floor() and at:
                self.carried += notes[at:]
                break
            self.foot.append(note_line)

    def _note(self, number: int) -> list[_Line]:
        runs = [
            _Token(str(number), False, number=0, raised=True),
            *_tokens(self.sample.note(number), glued_first=False),
        ]
        return self._broken(runs, self.measure, NOTE_SIZE, (0.0, 0.0))

    def _next_column(self) -> None:
        self._close_column()
        self.column += 1
        if self.column >= self.columns:
            self.press.new_page()
            self.number += 1
            self.column = 0
            self.press.put(f"{self.sample.title} in its time", MARGIN, HEIGHT - 45, 9)
            self.press.put(str(self.number), WIDTH / 2, 40, 9)
        self.y = HEIGHT - MARGIN
        room = int((HEIGHT - 2 * MARGIN) * 0.6 / NOTE_LEAD)
        self.foot, self.carried = self.carried[:room], self.carried[room:]

    def _close_column(self) -> None:
        if self.press.page is None:
            return
        y = self._floor() - (RULE_GAP if self.foot else 0)
        if self.foot:
            self.press.rule(self._left(), y + RULE_GAP / 2, 120 if self.columns == 1 else 60)
        for line in self.foot:
            y -= line.lead
            self._print(line, self._left(), y + 2)
        self.foot = []

    def _left(self) -> float:
        return MARGIN + self.column * (self.measure + GUTTER)

    def _print(self, line: _Line, left: float, y: float) -> None:
        x = left + line.left
        held, start = "", x
        for part in line.parts:
            space = 0.25 * part.size if part.spaced else 0.0
            if part.raised:
                if held:
                    self.press.put(held, start, y, line.parts[0].size if not line.parts[0].raised else part.size)
                self.press.put(part.words, x + space, y + 4, MARK_SIZE)
                x += space + part.width
                held, start = "", x
            else:
                if not held:
                    x += space
                    start = x
                    held = part.words
                    x += part.width
                else:
                    held += (" " if part.spaced else "") + part.words
                    x = start + self.press.width(held, part.size)
        if held:
            size = next(part.size for part in reversed(line.parts) if not part.raised)
            self.press.put(held, start, y, size)

    def _broken(self, tokens: list[_Token], measure: float, size: float, lefts: tuple[float, float]) -> list[_Line]:
        """Greedy line breaking, with a hyphen where a long word leaves much white."""
        lead = LEAD if size == SIZE else NOTE_LEAD
        lines = [_Line([], lefts[0], lead)]
        x = lefts[0]
        queue = list(tokens)
        while queue:
            token = queue.pop(0)
            part = self._part(token, size, first=not lines[-1].parts)
            fits = x + part.width + (0.25 * size if part.spaced else 0) <= measure
            if fits or (not lines[-1].parts and part.width <= measure):
                lines[-1].parts.append(part)
                x += part.width + (0.25 * size if part.spaced else 0)
                continue
            room = measure - x - 0.25 * size
            if token.words.startswith(("http", "<http")) or part.width > measure:
                cut = self._address_cut(token, size, room if lines[-1].parts else measure)
                if cut:
                    lines[-1].parts.append(
                        self._part(_Token(token.words[:cut], token.glued), size, first=not lines[-1].parts)
                    )
                    token = _Token(token.words[cut:], False)
                queue.insert(0, token)
                lines.append(_Line([], lefts[1], lead))
                x = lefts[1]
                continue
            halves = _hyphenated(token)
            if halves and not token.glued and x + self.press.width(halves[0].words, size) + 0.25 * size <= measure:
                lines[-1].parts.append(self._part(halves[0], size, first=False))
                queue.insert(0, halves[1])
            else:
                queue.insert(0, token)
                if token.glued and len(lines[-1].parts) > 1:
                    queue.insert(0, _Token(lines[-1].parts.pop().words, False))
            lines.append(_Line([], lefts[1], lead))
            x = lefts[1]
        return lines

    def _address_cut(self, token: _Token, size: float, room: float) -> int:
        """How much of an address fits in `room`, cut after a stroke or hyphen; 0 where nothing does."""
        cuts = [found.end() for found in re.finditer(r"[/\-.]", token.words[:-1])]
        return max((cut for cut in cuts if self.press.width(token.words[:cut], size) <= room), default=0)

    def _part(self, token: _Token, size: float, *, first: bool) -> _Part:
        at = MARK_SIZE if token.raised else size
        spaced = not token.glued and not first
        return _Part(token.words, self.press.width(token.words, at), at, token.raised, spaced, token.number)


@dataclass(frozen=True)
class _Token:
    words: str
    glued: bool
    number: int = 0
    raised: bool = False


def _tokens(words: str, *, glued_first: bool) -> list[_Token]:
    found = [_Token(word, False) for word in words.split()]
    if found and glued_first and not words.startswith(" "):
        found[0] = _Token(found[0].words, True)
    return found


def _runs(paragraph: Paragraph) -> list[_Token]:
    tokens: list[_Token] = []
    spaced = True
    for run in paragraph.runs:
        if isinstance(run, Mark):
            tokens.append(_Token(str(run.note), True, run.note, raised=True))
            spaced = False
        else:
            tokens += _tokens(run.text, glued_first=not spaced)
            spaced = isinstance(run, Words) and run.text.endswith(" ")
    return tokens


def _lefts(paragraph: Paragraph) -> tuple[float, float]:
    return {"paragraph": (INDENT, 0.0), "heading": (0.0, 0.0)}.get(paragraph.kind, (SET_OFF, SET_OFF))


def _hyphenated(token: _Token) -> tuple[_Token, _Token] | None:
    """A long word in two, after a vowel and before a consonant."""
    found = re.fullmatch(r"([a-z]{2,}?[aeiou])([b-df-hj-np-tv-z][aeiou][a-z]{2,}[,.;”]*)", token.words)
    return (_Token(f"{found[1]}-", False), _Token(found[2], False)) if found and not token.raised else None
