"""From captures to verdicts: read a source once, hold every claim that cites it against what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from verifier.captures import Store
from verifier.errors import SourceUnreadable
from verifier.pipeline import outcomes
from verifier.pipeline.assembling import assemble
from verifier.pipeline.gathering import Gathered, Group, answers, resolve_adapter, with_cited_url
from verifier.pipeline.rereading import expected_pages, overlaid, read_pages, scanned_pages
from verifier.records.capture import Capture
from verifier.records.claim import Claim
from verifier.records.report import ClaimResult
from verifier.records.source import Source
from verifier.records.testimony import Question, Testimony, Witness
from verifier.records.text import SourceText
from verifier.records.verdict import Comparison, Level, Verdict
from verifier.rules import rule
from verifier.sources import Answer
from verifier.texts import Reader
from verifier.verdicts import judge_layers


class Evidence:
    """One source's captures and the readings made of them; a page is read again only when a claim calls for it."""

    def __init__(self, gathered: Gathered, store: Store, reader: Reader) -> None:
        self.source: Source = gathered.source
        self.captures: tuple[Capture, ...] = gathered.captures
        self._asked = gathered.asked
        self._store = store
        self._reader = reader
        self._again: tuple[SourceText, ...] = ()
        self._tried: set[int] = set()
        self._witnesses: dict[str, Witness | None] = {}

    @cached_property
    def answers(self) -> list[Answer]:
        """What was asked, with verified bytes."""
        return answers(self._asked, self._store)

    @cached_property
    def readings(self) -> tuple[SourceText, ...]:
        """Every layer as the reader's policy reads it."""
        return self.read(self._reader)

    def reread(self, expected: frozenset[int]) -> tuple[SourceText, ...]:
        """Every layer again, with our own reading of the expected pages (zero-based) of a scan that had none.

        () when there is nothing to read again. What was read again for one claim serves the next.
        """
        if self._reader.ocr != "auto" or not any(_is_pdf(answer) for answer in self.answers):
            return ()
        unread = scanned_pages(self.readings) - self._tried - read_pages(self.readings)
        wanted = unread & expected if expected else unread
        if wanted:
            self._tried |= wanted
            fresh = self.read(replace(self._reader, pages=frozenset(wanted)))
            self._again = overlaid(self._again or self.readings, fresh)
        return self._again

    def read(self, reader: Reader) -> tuple[SourceText, ...]:
        """The layers of text as this reader reads them."""
        return tuple(resolve_adapter(self.source).read(self.source, self.answers, reader))

    def asked(self, question: Question) -> Testimony | None:
        """What the picture of a page shows where a reading and a quotation differ; None where there is no picture."""
        capture = question.source.capture
        if capture not in self._witnesses:
            body = next((answer.body for answer in self.answers if answer.capture.id == capture), b"")
            self._witnesses[capture] = self._reader.witness(body) if body else None
        witness = self._witnesses[capture]
        return witness(question) if witness else None

    @property
    def witness(self) -> Witness | None:
        """Who says what a page shows; None where pictures are not to be read."""
        return None if self._reader.ocr == "never" else self.asked

    def by_id(self, capture: str) -> Capture | None:
        """The capture with this id."""
        return next((kept for kept in self.captures if kept.id == capture), None)


def judge_group(group: Group, gathered: Gathered, store: Store, reader: Reader) -> list[ClaimResult]:
    """One result per claim of the group, in the group's order. Never raises for what a source holds."""
    evidence = Evidence(gathered, store, reader)
    blocked = outcomes.blocked_by_captures(evidence.answers)
    if blocked:
        return [outcomes.unavailable(claim, evidence.source, gathered.captures, blocked) for claim in group.claims]
    try:
        readings = evidence.readings
    except SourceUnreadable as error:
        return [outcomes.unreadable(claim, evidence.source, gathered.captures, str(error)) for claim in group.claims]
    return [judge_claim(claim, evidence, readings) for claim in group.claims]


def judge_claim(claim: Claim, evidence: Evidence, readings: Sequence[SourceText]) -> ClaimResult:
    """One claim against one source's readings."""
    if not any(reading.text.strip() for reading in readings):
        return outcomes.unreadable(claim, evidence.source, evidence.captures, outcomes.why_unreadable(readings))
    source = with_cited_url(evidence.source, claim.url)
    held = readings
    comparison, reading = compare_claim(claim, source, readings)
    again = () if comparison.level is Level.PASS else evidence.reread(expected_pages(claim, comparison, readings))
    if again:
        second, better = compare_claim(claim, source, again)
        if _improves(second, comparison):
            comparison, reading, held = second, better, again
    if _hangs(comparison) and evidence.witness:
        comparison, reading = compare_claim(claim, source, held, evidence.witness)
    if comparison.verdict is Verdict.UNREADABLE:
        return outcomes.unreadable(claim, source, evidence.captures, outcomes.why_unreadable(again or readings))
    return assemble(claim, source, evidence, comparison, reading)


def compare_claim(
    claim: Claim, source: Source, readings: Sequence[SourceText], witness: Witness | None = None
) -> tuple[Comparison, SourceText | None]:
    """The best comparison over all readings, and the reading in whose text its places are counted.

    What stands beyond the division cited is read only when that does not hold the quotation. `witness` says what a
    page's picture shows where the verdict hangs on it.
    """
    cited = [reading for reading in readings if not reading.beyond]
    comparison, reading = _judged(claim, source, cited, witness)
    beyond = [reading for reading in readings if reading.beyond]
    if comparison.level is Level.PASS or not beyond:
        return comparison, reading
    further, place = _judged(claim, source, beyond, witness)
    return (_elsewhere(further, source), place) if further.level is Level.PASS else (comparison, reading)


def _elsewhere(found: Comparison, source: Source) -> Comparison:
    where = found.matches[0].page_label if found.matches else None
    message = f"cited #{source.fragment}; the words stand in #{where}" if where else f"not in #{source.fragment}"
    findings = (*found.findings, rule("P101").finding(message))
    return replace(found, verdict=Verdict.ELSEWHERE, level=Level.REVIEW, findings=findings)


def _judged(
    claim: Claim, source: Source, readings: Sequence[SourceText], witness: Witness | None
) -> tuple[Comparison, SourceText | None]:
    comparison, reading = judge_layers(
        claim.quote,
        readings,
        claim.page or source.page or None,
        speaker=claim.speaker or None,
        before=claim.before,
        after=claim.after,
        witness=witness,
    )
    return comparison, rested_on(comparison, reading, readings)


def rested_on(comparison: Comparison, reading: SourceText | None, readings: Sequence[SourceText]) -> SourceText | None:
    """Of two readings judged together, the one whose words matched: the judge names the first of the two."""
    place = comparison.matches[0] if comparison.matches else comparison.nearest
    if reading is None or place is None or place.layer is reading.layer:
        return reading
    partners = (other for other in readings if other.layer is place.layer and other.capture == reading.capture)
    return next(partners, reading)


def _hangs(found: Comparison) -> bool:
    """True where a word may decide that only the page's picture settles, be it that a misreading excuses it so far."""
    return found.level in {Level.REVIEW, Level.FAIL} or found.through_noise


_ORDER = (Level.PASS, Level.REVIEW, Level.FAIL, Level.BLOCKED)


def _improves(new: Comparison, old: Comparison) -> bool:
    rank = _ORDER.index(new.level), -new.confidence
    return rank < (_ORDER.index(old.level), -old.confidence)


def _is_pdf(answer: Answer) -> bool:
    return answer.body[:1024].lstrip().startswith(b"%PDF-")
