"""Pages of which a reading is so poor that what it lacks may stand there all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from verifier.alignment import prepare
from verifier.records.text import SourceText
from verifier.verdicts.noise import Tally, tally_of
from verifier.verdicts.place import cited_positions

SPOILT = 0.2  # share of a page's words that no list has: legible pages have 0 to 5 in a hundred, smeared ones 24 to 53
ENOUGH = 40  # words from which a page can be judged so: a cover sheet has names alone


def illegible_pages(page: str | None, readings: Sequence[SourceText]) -> list[int]:
    """Numbers (from 1) of the cited pages that no reading of a scan gives legibly.

    Where no page is cited all are looked at, and named only if most are illegible. What is not known for a scan may be
    in another language, and is taken as it stands.
    """
    shares: dict[int, list[float]] = defaultdict(list)
    for reading in readings:
        cited = list(cited_positions(page, reading)) or range(len(reading.pages))
        for position in cited:
            shares[reading.pages[position].index].append(_spoilt(reading, position))
    bad = [index + 1 for index, found in sorted(shares.items()) if min(found) >= SPOILT]
    return bad if 2 * len(bad) > len(shares) else []


def _spoilt(reading: SourceText, position: int) -> float:
    """Share of a scan's page that is no words, reckoned once: every quotation that is not found asks."""
    if not reading.noisy:
        return 0.0
    kept = prepare(reading).notes.setdefault("page tallies", {})
    assert isinstance(kept, dict)  # noqa: S101 - ours alone
    if position not in kept:
        kept[position] = tally_of(reading.pages[position].text)
    tally: Tally = kept[position]
    return tally.odd / tally.words if tally.words >= ENOUGH else 0.0
