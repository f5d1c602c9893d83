"""A quotation not found where it was cited is looked for in the whole library; an uncited one is offered candidates."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier.pipeline.assembling import report_finding, report_match, report_reading
from verifier.pipeline.gathering import Gathered
from verifier.pipeline.ledger import Ledger, code_digest
from verifier.pipeline.opening import link_for
from verifier.records.report import ClaimResult, Reading, ReportedMatch
from verifier.records.results import Results
from verifier.records.verdict import Level, Match, Verdict
from verifier.rules import rule
from verifier.settings import Settings

if TYPE_CHECKING:
    from verifier.shelves import Shelf
    from verifier.shelves.search import Hit

MIN_WORDS = 6  # shorter quotations stand in too many documents for a find to mean anything
TRIED = 6  # places compared word by word for one quotation
CLOSE = 0.9  # share of letters that must agree before a place is offered for an uncited quotation
SEARCHED = frozenset({Verdict.ABSENT, Verdict.UNCITED, Verdict.INDETERMINATE})
NOT_FOUND = frozenset({"Q703", "Q507"})  # of the cited source: beside "in another source" it is said twice
OFFERED = 3  # candidates shown: a person decides, so a short list


def search_elsewhere(results: Results, gathered: Sequence[Gathered], settings: Settings, ledger: Ledger) -> str:
    """Look for every quotation that was not found: what another source holds becomes `elsewhere`, with the place.

    What was looked for on the same shelves before is not looked for again. The identity of the shelf that was
    searched; '' where there was nothing to look for.
    """
    missed = (row for row, seen in enumerate(results.glances()) if seen.checked and seen.verdict in SEARCHED)
    wanted = array("L", (row for row in missed if _unfound(results[row])))
    if not wanted:
        return ""
    from verifier.pipeline.shelving import shelve  # here, since most runs have nothing to look for

    shelf = shelve(gathered, settings)
    for row in wanted:
        text = results.text(row)
        key = hashlib.sha256(b"\0".join([code_digest().encode(), shelf.identity().encode(), text])).hexdigest()
        kept = ledger.known([key])
        found = kept[key][1] if kept else _look(results[row], shelf).model_dump_json()
        if not kept:
            ledger.keep([(key, found)])
        results.put(row, found)
    return shelf.identity()


def _look(result: ClaimResult, shelf: Shelf) -> ClaimResult:
    from verifier.verdicts import compare

    hits = [hit for hit in shelf.find(result.quote, limit=TRIED) if not _own(hit, result)]
    if result.verdict is Verdict.UNCITED:
        return _offer(result, hits)
    for hit in hits:
        reading = shelf.reading(hit)
        comparison = compare(result.quote, reading)
        if comparison.level is Level.PASS and comparison.matches:
            return _misattributed(result, reported(comparison.matches[0], hit), report_reading(reading))
    return result


def _unfound(result: ClaimResult) -> bool:
    """True for a quotation long enough to look for; of those in doubt only where the source does not show it."""
    doubted = result.verdict is Verdict.INDETERMINATE
    return len(result.quote.split()) >= MIN_WORDS and not (doubted and result.matches)


def _own(hit: Hit, result: ClaimResult) -> bool:
    return hit.volume.capture in result.source.captures


def _offer(result: ClaimResult, hits: Sequence[Hit]) -> ClaimResult:
    close = [reported(hit.match, hit) for hit in hits if hit.match.similarity >= CLOSE][:OFFERED]
    if not close:
        return result
    reason = f"{result.reason}; the cache holds these words at {close[0].url}"
    return result.model_copy(update={"candidates": tuple(close), "reason": reason})


def _misattributed(result: ClaimResult, place: ReportedMatch, reading: Reading) -> ClaimResult:
    finding = rule("P302").finding(f"these words stand in another source: {place.url}")
    return result.model_copy(
        update={
            "verdict": Verdict.ELSEWHERE,
            "level": Level.FAIL,
            "matches": (place,),
            "edits": (),
            "reading": reading,
            "nearest": None,
            "findings": (*(held for held in result.findings if held.code not in NOT_FOUND), report_finding(finding)),
        }
    )


def reported(match: Match, hit: Hit) -> ReportedMatch:
    """A match in a volume, as it is reported."""
    volume = hit.volume
    index, label = volume.page_at(match.start)
    where = {"page_index": index, "page_label": label, "url": volume.url, "capture": volume.capture}
    return report_match(match, None).model_copy(update={**where, "link": link_for(volume.url, volume.media, match)})
