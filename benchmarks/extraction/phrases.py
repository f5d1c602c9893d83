"""Invented prose: sentences of an essay, words of documents, works that were never written."""

# ruff: noqa: E501 - markup and word lists read best as they stand

from __future__ import annotations

from random import Random

_SUBJECTS = (
    "the delegation", "the second committee", "our ministry", "the harbour office", "a circle of advisers", "the envoy",
    "the northern council", "every commissioner", "the drafting party", "the river authority", "their ambassador",
    "the treasury", "a minority of members", "the survey", "the garrison", "the cabinet", "the foreign secretary",
)  # fmt: skip
_VERBS = (
    "considered", "put off", "welcomed", "could not accept", "had long expected", "quietly dropped", "insisted upon",
    "would reopen", "never mentioned", "weighed", "circulated", "misread", "defended", "was bound to resist",
)  # fmt: skip
_OBJECTS = (
    "the question of tolls", "a guarantee without dates", "the eastern clause", "any transfer of the lighthouse",
    "the older boundary", "a joint inspection", "the proposal for a free port", "an exchange of prisoners",
    "the survey of the delta", "a pledge that bound nobody", "the terms of the loan", "the annex on fisheries",
)  # fmt: skip
_TAILS = (
    "before the winter session", "in spite of the press", "while the ice held", "as the spring of that year drew on",
    "without a vote", "for reasons it did not give", "until the engineers had reported", "with evident relief",
    "against the advice of its own experts", "so that no record would remain", "after two days of talk",
)  # fmt: skip
_LINKS = ("and", "but", "although", "because", "while", "so that")
_LEADS = ("wrote that", "told the council that", "noted that", "had warned that", "replied that", "recorded that")
_FIRST = ("Anna", "Bruno", "Clara", "Dora", "Emil", "Frida", "Georg", "Hanna", "Ivo", "Judith", "Karl", "Lena")
_LAST = ("Arden", "Brandt", "Castell", "Dorn", "Evers", "Falk", "Grell", "Hofer", "Imhof", "Jung", "Kranz", "Lindt", "Moor", "Nagel", "Olsen", "Prill")  # fmt: skip
_NOUNS = ("Ferry", "Delta", "Harbour", "Ledger", "Lantern", "Strait", "Toll", "Orchard", "Bridge", "Quarry", "Canal", "Beacon")  # fmt: skip
_TOPICS = (
    "Question",
    "Crisis",
    "Settlement",
    "Commission",
    "Affair",
    "Compact",
    "Talks",
    "Loan",
    "Survey",
    "Partition",
)
_PLACES = ("Verrin", "Oldmouth", "Sankt Alder", "Northgate", "Pell", "Lissow")
_HOUSES = ("Harrow House", "Meridian Press", "University Press of Verrin", "Quay Books")
_MONTHS = ("January", "March", "May", "June", "September", "November")


class Phrases:
    """A source of sentences; the same seed gives the same words."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def clause(self) -> str:
        """Subject, verb, object."""
        pick = self.chance.choice
        return f"{pick(_SUBJECTS)} {pick(_VERBS)} {pick(_OBJECTS)}"

    def sentence(self) -> str:
        """A sentence of the author's own."""
        pick = self.chance.choice
        words = f"{self.clause()} {pick(_TAILS)}"
        if self.chance.random() < 0.5:
            words += f", {pick(_LINKS)} {self.clause()}"
        return words[0].upper() + words[1:] + "."

    def quotation(self) -> str:
        """Eight to thirty words of a document, without a full stop."""
        pick = self.chance.choice
        words = f"{self.clause()} {pick(_TAILS)}"
        return f"{words} {pick(_LINKS)} {self.clause()}" if self.chance.random() < 0.6 else words

    def lead(self) -> str:
        """Who says it."""
        return f"{self.chance.choice(_LAST)} {self.chance.choice(_LEADS)} "

    def author(self) -> tuple[str, str]:
        """First and last name."""
        return self.chance.choice(_FIRST), self.chance.choice(_LAST)

    def title(self) -> str:
        """A work's title."""
        pick = self.chance.choice
        return f"The {pick(_NOUNS)} {pick(_TOPICS)}"

    def subtitle(self) -> str:
        """A work's subtitle."""
        return f"{self.chance.choice(_PLACES)} and the {self.chance.choice(_NOUNS)}"

    def place(self) -> str:
        """A town, or two."""
        pick = self.chance.choice
        return f"{pick(_PLACES)} and {pick(_PLACES)}" if self.chance.random() < 0.5 else pick(_PLACES)

    def imprint(self) -> str:
        """Place, house and year, in brackets."""
        year = self.chance.randrange(1951, 2015)
        return f"({self.chance.choice(_PLACES)}: {self.chance.choice(_HOUSES)}, {year})"

    def date(self) -> str:
        """A day."""
        return f"{self.chance.choice(_MONTHS)} {self.chance.randrange(1, 28)}, {self.chance.randrange(1948, 1996)}"
