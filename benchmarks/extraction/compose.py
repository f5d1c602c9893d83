"""Composes manuscripts: a style of citing, where marks stand, which editorial marks the quotations carry."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.extraction.model import Mark, Paragraph, Run, Sample, Truth, Words
from benchmarks.extraction.phrases import Phrases

STYLES = ("books", "archives", "articles", "mixed")
POSITIONS = ("after-quotation", "sentence-end", "next-sentence")
EDITORIAL = ("none", "ellipsis", "brackets", "nested")
REUSE = 0.55  # share of notes that cite a work again: Ibid. or a short title, as histories do
DATED = 0.25  # share of titles that hold a year of their own, which is not the work's date
FARTHER = ("in", "before", "beyond", "after", "and", "under")
SENTENCES = (1, 4)  # of the author's own between two quotations
WORDS_A_NOTE = 115  # words of text to each note: 120,000 words carry 1,050


@dataclass(frozen=True)
class Work:
    """A source: how it is cited in full and in short, and where it lies."""

    kind: str
    first: str
    last: str
    title: str
    rest: str
    url: str

    def full(self, page: str) -> tuple[Words, ...]:
        """The first citation."""
        if self.kind == "books":
            return (Words(f"{self.first} {self.last}, "), Words(self.title, True), Words(f" {self.rest}, {page}."))
        if self.kind == "articles":
            return (
                Words(f"{self.first} {self.last}, “{self.title},” "),
                Words("Review of Pacts", True),
                Words(f" {self.rest}, {page}."),
            )
        return (Words(f"“{self.title},” {self.rest}, {self.url}, {page}."),)

    def short(self, page: str) -> tuple[Words, ...]:
        """A later citation."""
        if self.kind == "books":
            return (Words(f"{self.last}, "), Words(self.title.partition(":")[0], True), Words(f", {page}."))
        if self.kind == "articles":
            return (Words(f"{self.last}, “{self.title.partition(':')[0]},” {page}."),)
        return (Words(f"“{self.title.partition(',')[0]},” {page}."),)


class Composer:
    """Writes one manuscript."""

    def __init__(self, seed: int, style: str, position: str, editorial: str) -> None:
        self.chance = Random(seed)
        self.phrases = Phrases(self.chance)
        self.style, self.position, self.editorial = style, position, editorial
        self.works: list[tuple[Work, int]] = []
        self.notes: list[tuple[Words, ...]] = []
        self.truths: list[Truth] = []
        self.last: tuple[Work, int] | None = None
        self.used: set[str] = set()

    def sample(self, notes: int) -> Sample:
        """A manuscript of `notes` notes."""
        title = self.phrases.title()
        paragraphs = [Paragraph("heading", (Words(title),))]
        while len(self.notes) < notes:
            if len(self.notes) % 12 == 11:
                paragraphs.append(Paragraph("heading", (Words(self.phrases.title()),)))
            paragraphs += self._set_off() if self.chance.random() < 0.06 else [self._paragraph()]
        return Sample(title, tuple(paragraphs), tuple(self.notes), tuple(self.truths))

    def _paragraph(self) -> Paragraph:
        runs: list[Run] = []
        for _ in range(self.chance.randrange(1, 4)):
            own = [self.phrases.sentence() for _ in range(self.chance.randint(*SENTENCES))]
            runs.append(Words("".join(f"{sentence} " for sentence in own)))
            runs += self._quoting()
        runs.append(Words(self.phrases.sentence()))
        return Paragraph("paragraph", tuple(runs))

    def _quoting(self) -> list[Run]:
        """A sentence that quotes, with its mark where this manuscript puts marks."""
        quote = self._marked_up(self.phrases.quotation())
        note = self._note(quote, "quote")
        lead = self.phrases.lead()
        if self.position == "after-quotation":
            return (
                [Words(f"{lead}“{quote},”"), Mark(note), Words(f" {self.phrases.clause()}. ")]
                if self.chance.random() < 0.4
                else [Words(f"{lead}“{quote}.”"), Mark(note), Words(" ")]
            )
        if self.position == "sentence-end":
            return [Words(f"{lead}“{quote},” which {self.phrases.clause()}."), Mark(note), Words(" ")]
        return [Words(f"{lead}“{quote}.” {self.phrases.sentence()}"), Mark(note), Words(" ")]

    def _set_off(self) -> list[Paragraph]:
        words = ". ".join(self.phrases.quotation()[0:1].upper() + self.phrases.quotation()[1:] for _ in range(3)) + "."
        note = self._note(words, "block")
        before = Paragraph("paragraph", (Words(f"{self.phrases.sentence()} The minute of that day runs as follows:"),))
        return [before, Paragraph("block_quote", (Words(words), Mark(note)))]

    def _marked_up(self, words: str) -> str:
        parts = words.split()
        if self.editorial == "ellipsis" and len(parts) > 8:
            parts[5] = self.chance.choice(("…", "...", ". . .", "[...]", "(…)"))
        elif self.editorial == "brackets" and len(parts) > 8:
            parts[0] = f"[{parts[0][0].upper()}]{parts[0][1:]}"
            parts[6] = f"[{parts[6]}]"
        elif self.editorial == "nested" and len(parts) > 8:
            parts[4], parts[6] = f"‘{parts[4]}", f"{parts[6]}’"
        return " ".join(parts)

    def _note(self, quote: str, kind: str) -> int:
        """Write the next note; the answer is its number."""
        number = len(self.notes) + 1
        page = str(self.chance.randrange(2, 400))
        again = bool(self.works) and self.chance.random() < REUSE
        if again and self.last is not None and self.chance.random() < 0.6:
            work, first = self.last
            bare = self.chance.random() < 0.2
            self.notes.append((Words("Ibid." if bare else f"Ibid., {page}."),))
            page = self._page(number - 1) if bare else page
        elif again:
            work, first = self.chance.choice(self.works[-8:])
            self.notes.append(work.short(page))
        else:
            work, first = self._new_work(), number
            self.works.append((work, first))
            self.notes.append(work.full(page))
        self.last = (work, first)
        self.truths.append(Truth(quote, kind, str(number), str(first), work.url, page))
        return number

    def _page(self, number: int) -> str:
        return next((truth.page for truth in reversed(self.truths) if truth.note == str(number)), "")

    def _new_work(self) -> Work:
        kind = self.chance.choice(STYLES[:3]) if self.style == "mixed" else self.style
        first, last = self.phrases.author()
        while True:
            title = self.phrases.title()
            if self.chance.random() < DATED:
                title += f" of {self.chance.randrange(1850, 1990)}"
            elif title in self.used:
                title += f" {self.chance.choice(FARTHER)} {self.phrases.place()}"
            if title not in self.used:
                break
        self.used.add(title)
        if kind == "books":
            return Work(kind, first, last, f"{title}: {self.phrases.subtitle()}", self.phrases.imprint(), "")
        if kind == "articles":
            volume, number = self.chance.randrange(2, 60), self.chance.randrange(1, 4)
            pages = f"{self.chance.randrange(1, 9)}-{self.chance.randrange(410, 500)}"
            rest = f"{volume}, no. {number} ({self.chance.randrange(1951, 2015)}): {pages}"
            return Work(kind, first, last, title, rest, "")
        number = self.chance.randrange(10_000, 99_999)
        url = f"https://nsarchive.gwu.edu/document/{number}-{title.lower().replace(' ', '-')}"
        return Work(kind, first, last, f"Memorandum on {title[0].lower()}{title[1:]}", self.phrases.date(), url)


def compose(seed: int, style: str, position: str, editorial: str, notes: int = 24) -> Sample:
    """One manuscript with its answers; the same arguments give the same manuscript."""
    return Composer(seed, style, position, editorial).sample(notes)
