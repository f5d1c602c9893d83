"""Notes written in several citation styles from known works, with what each citation of them must come to."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

NAMES = {
    "first": "Anna Boris Clara David Elena Fritz Greta Henry Irene Jacob",
    "last": "Abel Brandt Castle Dorsey Engel Farmer Gruber Hollis Ivers Jansen Keller Lorenz",
    "nouns": "Pacts Borders Treaties Empires Armies Markets Summits Alliances Crises Envoys Ports Harvests",
    "places": "Europe Moscow Vienna Prague Geneva Havana Ankara Warsaw Lisbon Athens Berlin Cairo",
    "months": "January March May June August October",
}
FIRST = tuple(NAMES["first"].split())
LAST = tuple(NAMES["last"].split())
NOUNS = tuple(NAMES["nouns"].split())
PLACES = tuple(NAMES["places"].split())
MONTHS = tuple(NAMES["months"].split())


@dataclass(frozen=True)
class Work:
    """A made-up work: `kind` book | article | document; `span` the first and last page of an article."""

    kind: str
    first: str
    last: str
    title: str
    subtitle: str
    year: int
    span: tuple[int, int]
    date: str
    url: str


@dataclass(frozen=True)
class Expected:
    """What a citation must come to: the work, the note that first cites it, the page; None where nobody can tell."""

    work: int | None
    note: int | None
    page: str


def works(random: Random, count: int) -> list[Work]:
    """Different works; surnames and titles do not repeat."""
    lasts, nouns, places = (random.sample(names, count) for names in (LAST, NOUNS, PLACES))
    return [
        Work(
            kind=random.choice(("book", "article", "document")),
            first=random.choice(FIRST),
            last=lasts[number],
            title=f"The {nouns[number]} of {places[number]}",
            subtitle=f"A Study in {random.choice(('Power', 'Doubt', 'Trade'))}",
            year=random.randint(1960, 2015),
            span=(start := random.randint(11, 300), start + random.randint(9, 40)),
            date=f"{random.choice(MONTHS)} {random.randint(1, 28)}, {random.randint(1945, 1999)}",
            url=f"https://archive.example.org/document/{1000 + number}",
        )
        for number in range(count)
    ]


class American:
    """Full notes, short titles, Ibid.; double marks; bare page numbers."""

    ibid = "Ibid."

    def full(self, work: Work, page: str) -> str:
        """The first note on a work."""
        if work.kind == "book":
            return (
                f"{work.first} {work.last}, {work.title}: {work.subtitle} (Boston: Harbor Press, {work.year}), {page}"
            )
        if work.kind == "article":
            place = f"Review {work.year % 60}, no. 2 ({work.year}): {work.span[0]}–{work.span[1]}"
            return f"{work.first} {work.last}, “{work.title}: {work.subtitle},” {place}, {page}"
        place = f"Papers of {work.first} {work.last}, Box 12, State Archive"
        return f"“{work.title},” {work.date}, {place}, {work.url}, {page}"

    def short(self, work: Work, page: str) -> str:
        """A later note on it."""
        if work.kind == "book":
            return f"{work.last}, {work.title}, {page}"
        if work.kind == "article":
            return f"{work.last}, “{work.title},” {page}"
        return f"“{work.title},” {page}"

    def again(self, page: str | None) -> str:
        """The same work as in the note before."""
        return "Ibid." if page is None else f"Ibid., {page}"


class British(American):
    """Single marks, `p.`, and ibid. in small letters."""

    def full(self, work: Work, page: str) -> str:
        """The first note on a work."""
        if work.kind == "book":
            return f"{work.first} {work.last}, {work.title}: {work.subtitle} (London: Harbour, {work.year}), p. {page}"
        if work.kind == "article":
            place = f"Review, {work.year % 60} ({work.year}), pp. {work.span[0]}–{work.span[1]}"
            return f"{work.first} {work.last}, ‘{work.title}: {work.subtitle}’, {place} (p. {page})"
        return f"‘{work.title}’, {work.date}, State Archive, FO 371/1234, <{work.url}>, p. {page}"

    def short(self, work: Work, page: str) -> str:
        """A later note on it."""
        if work.kind == "document":
            return f"‘{work.title}’, p. {page}"
        return (
            f"{work.last}, {work.title}, p. {page}"
            if work.kind == "book"
            else f"{work.last}, ‘{work.title}’, p. {page}"
        )

    def again(self, page: str | None) -> str:
        """The same work as in the note before."""
        return "ibid." if page is None else f"ibid., p. {page}"


class Old(American):
    """The author's name and op. cit. in place of short titles."""

    def short(self, work: Work, page: str) -> str:
        """A later note on it."""
        return f"“{work.title},” {page}" if work.kind == "document" else f"{work.last}, op. cit., {page}"


STYLES = {"american": American(), "british": British(), "old": Old()}


def paper(random: Random, style: American, length: int) -> tuple[list[str], list[list[Expected]]]:
    """Notes in this style, and for each of their citations what it must come to."""
    shelf = works(random, 6)
    seen: dict[int, int] = {}
    notes: list[str] = []
    answers: list[list[Expected]] = []
    for _ in range(length):
        before = answers[-1] if answers else []
        choice = random.random()
        if choice < 0.35 and before:
            words, answer = _ibid(random, style, before, shelf)
            written, expected = [words], [answer]
        elif choice < 0.45 and seen:
            target = random.choice(
                [note for note, given in enumerate(answers) if len(given) == 1 and given[0].work is not None] or [0]
            )
            given = answers[target][0]
            page = str(random.randint(2, 9))
            written, expected = [f"See note {target + 1} above, {page}"], [Expected(given.work, given.note, page)]
            if len(answers[target]) != 1 or given.work is None:
                continue
        else:
            picked = random.sample(range(len(shelf)), 2 if choice > 0.9 else 1)
            written, expected = [], []
            for work in picked:
                page = str(random.randint(*shelf[work].span))
                first = work not in seen
                seen.setdefault(work, len(notes))
                written.append(style.full(shelf[work], page) if first else style.short(shelf[work], page))
                expected.append(Expected(work, seen[work], page))
        notes.append("; ".join(written) + ".")
        answers.append(expected)
    return notes, answers


def _ibid(random: Random, style: American, before: list[Expected], shelf: list[Work]) -> tuple[str, Expected]:
    """Ibid. after what the note before came to: ambiguous after several works or after an ambiguous Ibid."""
    told = before[0] if len(before) == 1 else Expected(None, None, "")
    page = None
    if random.random() < 0.7:
        page = str(random.randint(*shelf[told.work].span) if told.work is not None else random.randint(500, 600))
    return style.again(page), Expected(told.work, told.note, page or told.page)
