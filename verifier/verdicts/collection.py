"""Many sources searched as one: every place of a quotation, best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush

from verifier.alignment import Folded, Prepared, fold, prepare
from verifier.alignment.batch import SHORTEST, SeedSieve
from verifier.alignment.furniture import furniture_of
from verifier.alignment.locate import FEW_SEEDS, WORN, Place, places
from verifier.records.text import SourceText
from verifier.records.verdict import Match
from verifier.verdicts.marks import read_marks
from verifier.verdicts.place import match_of

WORTH_SHOWING = 0.6  # share of the quotation's letters that must agree at a place
LIMIT = 20  # places reported for one quotation unless asked otherwise
MOST_SEARCHED = 500_000_000  # code points gone through for all worn quotations together: some two seconds
WORTH_ALIGNING = 0.35  # of the best source's votes that another needs to be aligned letter by letter as well


class Library:
    """A collection of sources. `find` answers where a quotation stands; `match.source` is the index into `sources`."""

    def __init__(self, sources: Iterable[SourceText]) -> None:
        self.sources: tuple[SourceText, ...] = tuple(sources)

    def find(self, quote: str, *, limit: int | None = LIMIT) -> list[Match]:
        """Every place over all sources, best first; equal ones in the order of the sources.

        Sources are indexed on first use and stay so: made for asking again and again.
        """
        marked = read_marks(quote)
        found: list[Match] = []
        for number, source in enumerate(self.sources):
            prepared = prepare(source).indexed()
            found.extend(_matches(places(marked.letters, prepared), source, prepared.folded, number))
        return _best(found, limit)

    def find_all(self, quotes: Sequence[str], *, limit: int | None = LIMIT) -> list[list[Match]]:
        """`find` for many quotations at once: every source is read once and forgotten, whatever their number."""
        marked = [read_marks(quote) for quote in quotes]
        found: list[list[Match]] = [[] for _ in quotes]
        long = [n for n, words in enumerate(marked) if sum(map(len, words.letters)) >= SHORTEST]
        for number, wanted in self._candidates([marked[n].letters for n in long], limit).items():
            source = self.sources[number]
            prepared = Prepared(source)  # not `prepare`, which would keep it
            for n in wanted:
                at = places(marked[long[n]].letters, prepared)
                found[long[n]].extend(_matches(at, source, prepared.folded, number))
        self._search_worn({n: marked[n].letters for n in long}, found)
        for n in sorted(set(range(len(quotes))) - set(long)):
            found[n] = self.find(quotes[n], limit=limit)
        return [_best(matches, limit) for matches in found]

    def _search_worn(self, letters: Mapping[int, Sequence[bytes]], found: list[list[Match]]) -> None:
        """Look in every source for the short quotations of which the sieve found nothing that is nearly whole.

        A worn quotation of a line may have no seed left at its own place.
        """
        worn = [
            n
            for n, parts in letters.items()
            if sum(map(len, parts)) <= FEW_SEEDS and max((match.similarity for match in found[n]), default=0.0) < WORN
        ]
        del worn[MOST_SEARCHED // max(sum(len(source.text) for source in self.sources), 1) :]
        for n in worn:
            found[n].clear()
        for number, source in enumerate(self.sources if worn else ()):
            prepared = Prepared(source)
            for n in worn:
                found[n].extend(_matches(places(letters[n], prepared), source, prepared.folded, number))

    def _candidates(self, letters: Sequence[Sequence[bytes]], limit: int | None) -> dict[int, list[int]]:
        """For every source worth a closer look, the quotations it may hold."""
        sieve = SeedSieve(letters)
        votes: list[list[tuple[int, int]]] = [[] for _ in letters]  # of each quotation, the best sources so far
        for number, source in enumerate(self.sources):
            for quote, count in sieve.candidates(fold(source.text, furniture_of(source)).letters):
                heappush(votes[quote], (count, -number))
                if limit is not None and len(votes[quote]) > limit:
                    heappop(votes[quote])
        wanted: dict[int, list[int]] = defaultdict(list)
        for quote, best in enumerate(votes):
            least = WORTH_ALIGNING * max(best, default=(0, 0))[0]
            for count, number in best:
                if count >= least:
                    wanted[-number].append(quote)
        return wanted


def _matches(found: Iterable[Place], source: SourceText, folded: Folded, number: int) -> list[Match]:
    return [match_of(place, source, folded, number) for place in found if place.similarity >= WORTH_SHOWING]


def _best(matches: list[Match], limit: int | None) -> list[Match]:
    return sorted(matches, key=lambda match: (-match.similarity, match.source, match.start))[:limit]
