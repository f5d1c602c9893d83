"""Hold a quotation against one source: find it, explain every difference, judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from verifier.alignment import prepare
from verifier.errors import WrongType
from verifier.records.findings import Finding
from verifier.records.quotation import Segment
from verifier.records.testimony import Witness
from verifier.records.text import SourceText
from verifier.records.verdict import Comparison, Grade, Level, Match, Omitted, Verdict
from verifier.rules import rule
from verifier.verdicts.around import begun_findings, case_finding, closing_finding, following, turn_findings
from verifier.verdicts.candidates import Found, looked_for
from verifier.verdicts.chance import expected_matches
from verifier.verdicts.context import bracket_findings, omission_findings, omissions, sic_findings
from verifier.verdicts.edits import edits_of
from verifier.verdicts.hidden import withheld_on
from verifier.verdicts.legibility import illegible_pages
from verifier.verdicts.marks import Marked, read_marks
from verifier.verdicts.outcome import HELD, Outcome, held, judge
from verifier.verdicts.pictured import pictured
from verifier.verdicts.place import cited_positions, match_of, standing, with_marks
from verifier.verdicts.readings import Reading
from verifier.verdicts.retold import retold_at
from verifier.verdicts.speaker import speaker_finding
from verifier.verdicts.splices import splice_findings, spliced
from verifier.verdicts.wording import wording_findings

SHOWN = 0.6  # similarity from which a place is reported as a match
SPLICED_SURE = 0.98  # confidence in a finding about the whole, which no misread letter brings about
ABSENT_SURE = 0.995  # confidence that what no place resembles is not there
TOLD = 160  # code points shown of a passage that tells the same in other words

LinkTo = Callable[[Match], str]


def compare(
    quote: str,
    source: SourceText,
    page: str | None = None,
    *,
    second: SourceText | None = None,
    segments: Sequence[Segment] | None = None,
    speaker: str | None = None,
    before: str = "",
    after: str = "",
    capture_link: LinkTo | None = None,
    witness: Witness | None = None,
) -> Comparison:
    """Judge `quote` against `source`; no I/O, and the same arguments always give the same answer.

    `page` is the cited page as printed or counted; `second` another reading of the same pages (text layer and own
    OCR), `source.other` when not given; `segments` the quotation's editorial marks where they were told apart
    already; `speaker` the person the manuscript names; `before` and `after` its words around the quotation, which
    rank equal places. `capture_link` makes the address of a match; `witness` is asked what the page's picture shows
    where the verdict hangs on a word that a scan may have misread. Raises WrongType for a source that is no SourceText.
    """
    if not isinstance(source, SourceText):
        raise WrongType("compare takes a SourceText; of a string SourceText.from_text makes one")
    marked = read_marks(quote, segments)
    if not marked.words:
        finding = rule("Q501").finding("the quotation has no words")
        return Comparison(Verdict.INDETERMINATE, Level.REVIEW, confidence=0.5, findings=(finding,))
    readable = [one for one in (source, second or source.other) if one is not None and any(map(str.isalnum, one.text))]
    if not readable:
        return Comparison(Verdict.UNREADABLE, Level.BLOCKED, confidence=1.0)
    marked, found, best = looked_for(marked, readable, page, before + " " + after)
    if best.reading is None or held(marked, best.reading) < HELD:
        if not any(prepare(one).letters for one in readable):  # stamps and page numbers alone: the pages were not read
            return Comparison(Verdict.UNREADABLE, Level.BLOCKED, confidence=1.0)
        return _absent(marked, best, page, readable)
    beside = next((one for one in readable if one is not best.source), None)
    judged = _judged(marked, best, pictured(best.reading, beside, witness), page, speaker, before, capture_link)
    return judged if second is not None else _counted_in(source, judged, marked, (found[0], best), capture_link)


def _absent(marked: Marked, best: Found, page: str | None, readable: Sequence[SourceText]) -> Comparison:
    """What is said of a quotation that no place of the source has, as far as it can be read."""
    verdict, level, sure = Verdict.ABSENT, Level.FAIL, ABSENT_SURE
    findings = [rule("Q703").finding("no passage of the source has these words")]
    illegible = illegible_pages(page, readable)
    if illegible:
        verdict, level, sure = Verdict.INDETERMINATE, Level.REVIEW, 0.5
        said = f"page {', '.join(map(str, illegible))} of the file is hardly legible: look there for these words"
        findings = [rule("Q507").finding(said)]
    withheld = withheld_on(best.source, cited_positions(page, best.source))
    if withheld:
        findings.append(rule("Q505").finding(f"places withheld on the cited page: {withheld}; it may stand there"))
    retold = retold_at(marked, best.prepared)
    if retold is not None:
        number = best.source.pages[best.source.page_at(retold.start)].index + 1
        told = " ".join(best.source.text[retold.start : retold.end].split())[:TOLD]
        findings.append(rule("Q702").finding(f"page {number} of the file tells of the same: {told!r}"))
    if best.reading is None:
        return Comparison(verdict, level, confidence=sure, findings=tuple(findings))
    nearest = match_of(best.reading.place, best.source, best.prepared.folded)
    edits = edits_of(marked, best.reading)
    return Comparison(verdict, level, confidence=sure, edits=edits, findings=tuple(findings), nearest=nearest)


def _judged(
    marked: Marked,
    best: Found,
    reading: Reading,
    page: str | None,
    speaker: str | None,
    before: str,
    link: LinkTo | None,
) -> Comparison:
    """What is said of a quotation that stands where `reading`, the best found, has it."""
    matches = _matches(marked, best, reading, link)
    chance = expected_matches(marked, best.prepared)
    outcome = judge(marked, reading, chance)
    hidden = omissions(marked, reading)
    follows = following(best.source, matches[0])
    where = standing(matches[0], page, best.source)
    findings = [*_findings(marked, reading, hidden, outcome), *where.findings]
    findings.extend(turn_findings(marked, follows))
    findings.extend(begun_findings(best.source, matches[0], before))
    findings.extend(case_finding(marked.words, matches[0]))
    findings.extend(closing_finding(marked, best.source, matches[0]))
    findings.extend(speaker_finding(best.source, matches[0], speaker))
    outcome = _final(outcome, findings, right_page=where.right)
    return Comparison(
        outcome.verdict, outcome.level, outcome.grade, round(outcome.confidence, 6), chance, outcome.through_noise,
        matches, edits_of(marked, reading), tuple(findings), hidden, follows,
    )  # fmt: skip


def _matches(marked: Marked, best: Found, reading: Reading, link: LinkTo | None) -> tuple[Match, ...]:
    """The place reported first, then every other that resembles the quotation."""
    exact = with_marks(marked.text, best.source.text, reading.span)
    first = match_of(reading.place, best.source, best.prepared.folded, span=exact)
    others = [
        match_of(place, best.source, best.prepared.folded)
        for place in best.places
        if place is not reading.place and place.similarity >= SHOWN
    ]
    made = [first, *others]
    return tuple(made if link is None else [replace(match, link=link(match)) for match in made])


def _counted_in(
    source: SourceText, judged: Comparison, marked: Marked, found: tuple[Found, Found], link: LinkTo | None
) -> Comparison:
    """The comparison with its places counted in `source`, though its other reading holds the words better.

    `found` are what the first reading has and the best.
    """
    first, best = found
    if best.source is source or first.source is not source or first.reading is None:
        return judged
    return replace(judged, matches=_matches(marked, first, first.reading, link))


def _findings(marked: Marked, reading: Reading, hidden: tuple[Omitted, ...], outcome: Outcome) -> Iterator[Finding]:
    """Findings about the words, the parts and the marks of the quotation."""
    yield from wording_findings(marked.text, reading, outcome)
    yield from splice_findings(reading)
    yield from omission_findings(marked, reading, hidden)
    yield from bracket_findings(marked, reading)
    yield from sic_findings(marked, reading)


def _final(outcome: Outcome, findings: list[Finding], *, right_page: bool) -> Outcome:
    """The verdict once the findings about the whole are in."""
    if spliced(findings):
        sure = max(outcome.confidence, SPLICED_SURE)
        return Outcome(Verdict.SPLICED, Level.FAIL, Grade.MAJOR, sure, outcome.through_noise)
    if outcome.level is Level.PASS and not right_page:
        return Outcome(Verdict.ELSEWHERE, Level.REVIEW, None, outcome.confidence, outcome.through_noise)
    return outcome
