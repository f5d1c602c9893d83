"""A quotation not found where it was cited is looked for in every other source of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.captures import Store
from verifier.errors import SourceUnreadable
from verifier.pipeline.assembling import report_finding, report_match
from verifier.pipeline.gathering import Gathered
from verifier.pipeline.judging import Evidence
from verifier.records.capture import Capture
from verifier.records.report import ClaimResult
from verifier.records.text import SourceText
from verifier.records.verdict import Level, Verdict
from verifier.rules import rule
from verifier.texts import Reader
from verifier.verdicts import compare

MIN_WORDS = 6  # shorter quotations stand in too many documents for a find to mean anything


@dataclass(frozen=True)
class Shelved:
    """One reading of another source, and the capture it came from."""

    reading: SourceText
    capture: Capture | None
    url: str


def search_elsewhere(
    results: Sequence[ClaimResult],
    gathered: Sequence[Gathered],
    store: Store,
    reader: Reader,
) -> list[ClaimResult]:
    """The results again: an absent quotation that another source holds becomes `elsewhere`, with the place."""
    wanted = [result for result in results if _misattributed(result)]
    if not wanted:
        return list(results)
    shelf = list(_shelf(gathered, store, reader))
    found = {id(result): _look(result, shelf) for result in wanted}
    return [found.get(id(result), result) for result in results]


def _misattributed(result: ClaimResult) -> bool:
    return result.verdict is Verdict.ABSENT and len(result.quote.split()) >= MIN_WORDS


def _shelf(gathered: Sequence[Gathered], store: Store, reader: Reader) -> Iterator[Shelved]:
    for got in gathered:
        evidence = Evidence(got, store, reader)
        try:
            for reading in evidence.readings:
                yield Shelved(reading, evidence.by_id(reading.capture), got.source.url)
        except SourceUnreadable:
            continue


def _look(result: ClaimResult, shelf: Sequence[Shelved]) -> ClaimResult:
    for shelved in shelf:
        if shelved.url == result.source.url:
            continue
        comparison = compare(result.quote, shelved.reading)
        if comparison.level is Level.PASS and comparison.matches:
            place = report_match(comparison.matches[0], shelved.capture)
            message = f"these words stand in another source: {shelved.url}"
            return result.model_copy(
                update={
                    "verdict": Verdict.ELSEWHERE,
                    "level": Level.FAIL,
                    "matches": (place,),
                    "findings": (*result.findings, report_finding(rule("P201").finding(message))),
                }
            )
    return result
