"""Judge a quotation against every reading of every layer of one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.records.findings import Finding
from verifier.records.quotation import Segment
from verifier.records.source import Layer
from verifier.records.testimony import Witness
from verifier.records.text import SourceText
from verifier.records.verdict import Cause, Comparison, Level, Verdict
from verifier.rules import rule
from verifier.verdicts.compare import compare

SECONDARY = {Layer.ARCHIVE_SUMMARY: "P201", Layer.EDITORS_NOTES: "P202"}  # others' words about the document
RANK = (
    Verdict.VERBATIM, Verdict.EDITED, Verdict.ELSEWHERE, Verdict.INDETERMINATE, Verdict.ALTERED, Verdict.SPLICED,
    Verdict.ABSENT, Verdict.UNREADABLE,
)  # fmt: skip
WORDED = frozenset({Cause.CONTENT_WORD, Cause.FUNCTION_WORD, Cause.INFLECTION, Cause.ORDER})  # a translator's choice
OTHER_WORDS = 3  # such differences from which it is another translation rather than a changed word
FOUND = frozenset({Verdict.VERBATIM, Verdict.EDITED, Verdict.ELSEWHERE})


def judge_layers(
    quote: str,
    readings: Sequence[SourceText],
    page: str | None = None,
    *,
    segments: Sequence[Segment] | None = None,
    speaker: str | None = None,
    before: str = "",
    after: str = "",
    witness: Witness | None = None,
) -> tuple[Comparison, SourceText | None]:
    """The best verdict over all readings of one source, and the reading it rests on (None where there is none).

    Two readings of the same pages (a scan's text layer and our own OCR of it) are judged together. A hit only in
    the archive's summary or in editors' notes is never more than `indeterminate`. `witness` is asked what the page's
    picture shows where the verdict hangs on it.
    """
    judged: list[tuple[Comparison, SourceText]] = []
    for first, second in pair_readings([reading for reading in readings if reading.layer not in SECONDARY]):
        found = compare(
            quote, first, page, second=second, segments=segments, speaker=speaker, before=before, after=after,
            witness=witness,
        )  # fmt: skip
        judged.append((found, first))
    best = min(judged, key=_preference, default=None)
    if best and best[0].verdict in FOUND | {Verdict.ALTERED}:
        best = _translated(*best), best[1]
    if best and best[0].verdict in FOUND:
        return best
    return _with_secondary(quote, readings, segments, best)


def pair_readings(readings: Sequence[SourceText]) -> list[tuple[SourceText, SourceText | None]]:
    """Readings of the same capture's pages, two by two: the text layer first, our own OCR beside it."""
    left = list(readings)
    pairs: list[tuple[SourceText, SourceText | None]] = []
    while left:
        first = left.pop(0)
        partner = next((other for other in left if _same_pages(first, other)), None)
        if partner is not None:
            left.remove(partner)
        pairs.append((first, partner))
    return pairs


def _same_pages(one: SourceText, other: SourceText) -> bool:
    """True for the text layer and the OCR of one file."""
    layers = {one.layer, other.layer}
    if one.capture != other.capture or one.url != other.url or one.layer is Layer.TRANSLATION:
        return False
    if layers == {Layer.DOCUMENT_TEXT, Layer.OCR}:
        return True
    return one.layer is other.layer and one.engine != other.engine and len(one.pages) == len(other.pages)


def _preference(item: tuple[Comparison, SourceText]) -> tuple[int, float]:
    found, _ = item
    return RANK.index(found.verdict) if found.verdict in RANK else len(RANK), -found.confidence


def _translated(found: Comparison, source: SourceText) -> Comparison:
    if source.layer is not Layer.TRANSLATION:
        return found
    worded = [edit for edit in found.edits if edit.cause in WORDED]
    if len(worded) >= OTHER_WORDS and found.verdict is Verdict.ALTERED:
        edits = tuple(replace(edit, cause=Cause.TRANSLATION) if edit in worded else edit for edit in found.edits)
        found = _noted(replace(found, edits=edits), rule("Q702").finding("another translation words this otherwise"))
    return _noted(found, rule("P203").finding("these are a translator's words"))


def _noted(found: Comparison, finding: Finding) -> Comparison:
    return replace(found, findings=(*found.findings, finding))


def _with_secondary(
    quote: str,
    readings: Sequence[SourceText],
    segments: Sequence[Segment] | None,
    best: tuple[Comparison, SourceText] | None,
) -> tuple[Comparison, SourceText | None]:
    """What the archive's own words change: they explain a miss, and never verify."""
    for reading in readings:
        if reading.layer not in SECONDARY:
            continue
        found = compare(quote, reading, segments=segments)
        if found.verdict not in FOUND:
            continue
        if best and best[0].verdict not in {Verdict.ABSENT, Verdict.UNREADABLE}:
            return _noted(best[0], rule("P204").finding("the archive's own words hold the quotation")), best[1]
        finding = rule(SECONDARY[reading.layer]).finding("found in the archive's own words only")
        moved = replace(found, verdict=Verdict.INDETERMINATE, level=Level.REVIEW, grade=None)
        return _noted(moved, finding), reading
    if best:
        return best
    return Comparison(Verdict.UNREADABLE, Level.BLOCKED, confidence=1.0), None
