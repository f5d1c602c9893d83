"""Many sources searched as one: every place of a quotation, best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from verifier.alignment import Folded, fold, prepare
from verifier.alignment.batch import LEAST_SEEDS, SHORTEST, Hits, Packed, SeedSieve
from verifier.alignment.furniture import furniture_of
from verifier.alignment.locate import Place, places, places_of_hits
from verifier.records.text import SourceText
from verifier.records.verdict import Match
from verifier.verdicts.marks import Marked, read_marks
from verifier.verdicts.place import match_of

WORTH_SHOWING = 0.6  # share of the quotation's letters that must agree at a place
LIMIT = 20  # places reported for one quotation unless asked otherwise
WORTH_ALIGNING = 0.35  # of the best source's votes that another needs to be aligned letter by letter as well
ALIGNED = 6  # sources aligned for one quotation of a batch


class Library:
    """A collection of sources. `find` answers where a quotation stands; `match.source` is the index into `sources`."""

    def __init__(self, sources: Iterable[SourceText]) -> None:
        self.sources: tuple[SourceText, ...] = tuple(sources)

    def find(self, quote: str, *, limit: int | None = LIMIT) -> list[Match]:
        """Every place over all sources, best first; equal ones in the order of the sources.

        Sources are prepared on first use and stay so: made for asking again and again.
        """
        marked = read_marks(quote)
        found: list[Match] = []
        for number, source in enumerate(self.sources):
            prepared = prepare(source)
            found.extend(_matches(places(marked.letters, prepared), source, prepared.folded, number))
        return _best(found, limit)

    def find_all(self, quotes: Sequence[str], *, limit: int | None = LIMIT) -> list[list[Match]]:
        """`find` for many quotations at once: every source is read once and forgotten, whatever their number."""
        marked = [read_marks(quote) for quote in quotes]
        long = [n for n, words in enumerate(marked) if sum(map(len, words.letters)) >= SHORTEST]
        found: list[list[Match]] = [[] for _ in quotes]
        for number, matches in self._streamed([marked[n] for n in long]):
            found[long[number]].extend(matches)
        for number in sorted(set(range(len(quotes))) - set(long)):
            found[number] = self.find(quotes[number], limit=limit)
        return [_best(matches, limit) for matches in found]

    def _streamed(self, marked: list[Marked]) -> Iterable[tuple[int, list[Match]]]:
        sieve = SeedSieve([b"".join(words.letters) for words in marked])
        kept: dict[int, Packed | Folded] = {}
        by_quote: dict[int, list[tuple[int, Hits]]] = defaultdict(list)
        for number, source in enumerate(self.sources):
            folded = fold(source.text, furniture_of(source))
            hits = sieve.hits(folded.letters, LEAST_SEEDS)
            if hits:
                kept[number] = Packed.of(folded, len(source.text)) or folded
            for one in hits:
                by_quote[one.quote].append((number, one))
        for quote, candidates in by_quote.items():
            yield quote, self._aligned(marked[quote], candidates, kept)

    def _aligned(
        self, marked: Marked, candidates: list[tuple[int, Hits]], kept: dict[int, Packed | Folded]
    ) -> list[Match]:
        ordered = sorted(candidates, key=lambda one: (-one[1].votes, one[0]))
        least = WORTH_ALIGNING * ordered[0][1].votes
        found: list[Match] = []
        for number, hits in ordered[:ALIGNED]:
            if hits.votes < least:
                break
            packed = kept[number]
            at = places_of_hits(marked.letters, packed.letters, hits.asked, hits.found, limit=2)
            if any(place.similarity >= WORTH_SHOWING for place in at):
                folded = packed.unpacked() if isinstance(packed, Packed) else packed
                found.extend(_matches(at, self.sources[number], folded, number))
        return found


def _matches(found: Iterable[Place], source: SourceText, folded: Folded, number: int) -> list[Match]:
    return [match_of(place, source, folded, number) for place in found if place.similarity >= WORTH_SHOWING]


def _best(matches: list[Match], limit: int | None) -> list[Match]:
    return sorted(matches, key=lambda match: (-match.similarity, match.source, match.start))[:limit]
