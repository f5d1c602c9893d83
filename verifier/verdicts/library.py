"""Many sources searched as one: every place of a quotation, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.alignment import prepare
from verifier.alignment.locate import places
from verifier.records.text import SourceText
from verifier.records.verdict import Match
from verifier.verdicts.place import match_of
from verifier.verdicts.marks import read_marks

WORTH_SHOWING = 0.6  # share of the quotation's letters that must agree at a place


class Library:
    """A collection of sources. `find` answers where a quotation stands; `match.source` is the index into `sources`."""

    def __init__(self, sources: Iterable[SourceText]) -> None:
        self.sources: tuple[SourceText, ...] = tuple(sources)

    def find(self, quote: str, *, limit: int | None = 20) -> list[Match]:
        """Every place over all sources, best first; equal ones in the order of the sources."""
        return self.find_all([quote], limit=limit)[0]

    def find_all(self, quotes: Sequence[str], *, limit: int | None = 20) -> list[list[Match]]:
        """`find` for many quotations at once: the sources are read once, whatever their number."""
        found: list[list[Match]] = [[] for _ in quotes]
        marked = [read_marks(quote) for quote in quotes]
        for number, source in enumerate(self.sources):
            prepared = prepare(source)
            for at, words in enumerate(marked):
                if not words.words:
                    continue
                for place in places(words.letters, prepared):
                    if place.similarity >= WORTH_SHOWING:
                        found[at].append(match_of(place, source, prepared, number))
        for matches in found:
            matches.sort(key=lambda match: (-match.similarity, match.source, match.start))
        return [matches[:limit] for matches in found]
