"""Hold a quotation against one source: find it, explain every difference, judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.alignment import Group, Prepared, prepare, tokens
from verifier.alignment.locate import Place, places
from verifier.records.findings import Finding, Severity
from verifier.records.quotation import Segment, SegmentKind
from verifier.records.testimony import Witness
from verifier.records.text import SourceText
from verifier.records.verdict import Comparison, Grade, Level, Match, Omitted, Verdict
from verifier.rules import rule
from verifier.verdicts.brackets import brackets_lacking, brackets_standing, own_brackets
from verifier.verdicts.chance import expected_matches
from verifier.verdicts.context import (
    bracket_findings,
    case_finding,
    following,
    omission_findings,
    omissions,
    reversed_order,
    sic_findings,
    turn_findings,
)
from verifier.verdicts.differences import Laid
from verifier.verdicts.edits import edits_of
from verifier.verdicts.hidden import withheld_on
from verifier.verdicts.marks import Marked, read_marks, unbracketed
from verifier.verdicts.outcome import HELD, PASS_ODDS, Outcome, held, judge
from verifier.verdicts.pictured import pictured
from verifier.verdicts.place import cited_positions, match_of, standing, with_marks
from verifier.verdicts.readings import Reading, read, weigh
from verifier.verdicts.retold import retold_at
from verifier.verdicts.speaker import speaker_finding
from verifier.verdicts.wording import wording_findings

TRIED = 4  # places of one reading that are explained word by word; the first is nearly always the best
CLOSE = 0.12  # rank by which a place may fall behind the first and still be the better one word by word
SHOWN = 0.6  # similarity from which a place is reported as a match
SPLICED_SURE = 0.98  # confidence in a finding about the whole, which no misread letter brings about
ABSENT_SURE = 0.995  # confidence that what no place resembles is not there

TOLD = 160  # code points shown of a passage that tells the same in other words
WITNESS = 0.65  # share of the quotation a reading must hold to be heard: else it has the passage on no page
MAX_LEAP = 25  # words of the source left out unmarked; beyond them the two sides are two passages
SENTENCE = 5  # words left out from which they can be a sentence: shorter ones are portion marks and salutations
DOUBTED = 0.5  # posterior of a change in one reading that the other one settled

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
    where the verdict hangs on a word that a scan may have misread.
    """
    implied = second is None  # then places are counted in `source`, whichever reading holds the words better
    second = second or source.other
    marked = read_marks(quote, segments)
    if not marked.words:
        finding = rule("Q501").finding("the quotation has no words")
        return Comparison(Verdict.INDETERMINATE, Level.REVIEW, confidence=0.5, findings=(finding,))
    readable = [one for one in (source, second) if one is not None and prepare(one).letters]
    if not readable:
        return Comparison(Verdict.UNREADABLE, Level.BLOCKED, confidence=1.0)
    marked, found, best = _looked_for(marked, readable, page, before + " " + after)
    if best.reading is None or held(marked, best.reading) < HELD:
        return _absent(marked, best, page)
    beside = next((one for one in readable if one is not best.source), None)
    best = replace(best, reading=pictured(best.reading, beside, witness))
    judged = _judged(marked, best, page, speaker, capture_link)
    mine = found[0]
    if implied and best.source is not source and mine.source is source and mine.reading is not None:
        return replace(judged, matches=_matches(marked, mine, mine.reading, capture_link))
    return judged


def _looked_for(
    author: Marked, readable: Sequence[SourceText], page: str | None, around: str
) -> tuple[Marked, list[_Found], _Found]:
    """The quotation with its brackets settled, what each reading has of it, and the best of them.

    Brackets are the author's until the source is seen to have their words in place.
    """
    marked = own_brackets(author, readable)
    found = [_Found.of(marked, one, page, around) for one in readable]
    best = _together(marked, found)
    if best.reading is None:
        return marked, found, best
    lacking = brackets_lacking(marked, author, best.reading)
    own = brackets_standing(marked, best.reading)
    if own or lacking:
        kept = [part for part in author.segments if part in own or (_is_own(part, marked) and part not in lacking)]
        marked = unbracketed(author, kept)
        found = [_Found.of(marked, one, page, around) for one in readable]
        best = _together(marked, found)
    return marked, found, best


def _is_own(part: Segment, marked: Marked) -> bool:
    """True where the brackets are read as the source's own."""
    return part.kind is SegmentKind.INSERTION and part not in marked.segments


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading of the source has of the quotation: every place, and the best one explained."""

    source: SourceText
    prepared: Prepared
    places: list[Place]
    reading: Reading | None

    @classmethod
    def of(cls, marked: Marked, source: SourceText, page: str | None, around: str) -> _Found:
        prepared = prepare(source)
        found = places(marked.letters, prepared)
        if page is not None and len(found) > TRIED:  # of equal places those on the cited page are tried first
            found.sort(key=lambda place: (-place.rank, not _right(place, prepared, source, page)))
        best: Reading | None = None
        rank = (-1.0, False, 0, 0.0)
        for place in found[:TRIED]:
            if place.rank < found[0].rank - CLOSE:
                break
            reading = read(marked, place, prepared, source)
            match = match_of(place, source, prepared.folded)
            right = standing(match, page, source).right
            mine = (round(_fit(marked, reading), 3), right, _shared(around, match), place.rank)
            if best is None or mine > rank:
                best, rank = reading, mine
            if best is reading and not reading.all and right:
                break
        return cls(source, prepared, found, best)


def _fit(marked: Marked, reading: Reading) -> float:
    """How well the quotation stands at a place; where it stands altered, how much of it, however sure that is."""
    share = held(marked, reading)
    return reading.faithful * share if reading.faithful >= PASS_ODDS else share - 1.0


def _right(place: Place, prepared: Prepared, source: SourceText, page: str) -> bool:
    return standing(match_of(place, source, prepared.folded), page, source).right


def _shared(around: str, match: Match) -> int:
    """Words that the manuscript's sentence and the passage's surroundings have in common: they rank twins."""
    return len(
        {word.letters for word in tokens(around)} & {word.letters for word in tokens(match.prefix + match.suffix)}
    )


def _together(marked: Marked, found: list[_Found]) -> _Found:
    """The reading to report, weighed with the other one where there is one."""
    real = [one for one in found if one.reading is not None]
    fit = [one for one in real if one.reading is not None and held(marked, one.reading) >= WITNESS]
    if len(fit) < 2:
        return (fit or real or found)[0]
    real = fit
    one, two = real[0], real[1]
    assert one.reading is not None  # noqa: S101 - narrowed above
    assert two.reading is not None  # noqa: S101
    first, second = weigh(one.reading, two.reading), weigh(two.reading, one.reading)
    if second.faithful > first.faithful:
        doubted = sum(difference.author >= DOUBTED for difference in one.reading.all)
        return _Found(two.source, two.prepared, two.places, replace(second, settled=second.settled + doubted))
    return _Found(one.source, one.prepared, one.places, first)


def _absent(marked: Marked, best: _Found, page: str | None) -> Comparison:
    findings = [rule("Q703").finding("no passage of the source has these words")]
    withheld = withheld_on(best.source, cited_positions(page, best.source))
    if withheld:
        findings.append(rule("Q505").finding(f"places withheld on the cited page: {withheld}; it may stand there"))
    retold = retold_at(marked, best.prepared)
    if retold is not None:
        number = best.source.pages[best.source.page_at(retold.start)].index + 1
        told = " ".join(best.source.text[retold.start : retold.end].split())[:TOLD]
        findings.append(rule("Q702").finding(f"page {number} of the file tells of the same: {told!r}"))
    if best.reading is None:
        return Comparison(Verdict.ABSENT, Level.FAIL, confidence=ABSENT_SURE, findings=tuple(findings))
    nearest = match_of(best.reading.place, best.source, best.prepared.folded)
    edits = edits_of(marked, best.reading)
    return Comparison(
        Verdict.ABSENT, Level.FAIL, confidence=ABSENT_SURE, edits=edits, findings=tuple(findings), nearest=nearest
    )


def _judged(marked: Marked, best: _Found, page: str | None, speaker: str | None, link: LinkTo | None) -> Comparison:
    reading = best.reading
    assert reading is not None  # noqa: S101 - the caller saw to it
    matches = _matches(marked, best, reading, link)
    chance = expected_matches(marked, best.prepared)
    outcome = judge(marked, reading, chance)
    hidden = omissions(marked, reading)
    follows = following(best.source, matches[0])
    where = standing(matches[0], page, best.source)
    findings = [*_findings(marked, reading, hidden, outcome), *where.findings]
    findings.extend(turn_findings(marked, best.source, matches[0], follows))
    findings.extend(case_finding(marked.words, matches[0]))
    findings.extend(speaker_finding(best.source, matches[0], speaker))
    outcome = _final(outcome, findings, right_page=where.right)
    return Comparison(
        outcome.verdict, outcome.level, outcome.grade, round(outcome.confidence, 6), chance, outcome.through_noise,
        matches, edits_of(marked, reading), tuple(findings), hidden, follows,
    )  # fmt: skip


def _matches(marked: Marked, best: _Found, reading: Reading, link: LinkTo | None) -> tuple[Match, ...]:
    exact = with_marks(marked.text, best.source.text, reading.span)
    first = match_of(reading.place, best.source, best.prepared.folded, span=exact)
    others = [
        match_of(place, best.source, best.prepared.folded)
        for place in best.places
        if place is not reading.place and place.similarity >= SHOWN
    ]
    made = [first, *others]
    return tuple(made if link is None else [replace(match, link=link(match)) for match in made])


def _findings(marked: Marked, reading: Reading, hidden: tuple[Omitted, ...], outcome: Outcome) -> Iterator[Finding]:
    yield from wording_findings(reading, outcome)
    if reversed_order(reading):
        yield rule("Q302").finding("the parts around the ellipsis stand in the other order")
    if any(part is None for part in reading.laid) or _stitched(reading):
        yield rule("Q306").finding("a part of the quotation does not stand near the rest")
    yield from omission_findings(marked, reading, hidden)
    yield from bracket_findings(marked, reading)
    yield from sic_findings(marked, reading)


def _stitched(reading: Reading) -> bool:
    """True where a difference is the seam of two passages that do not stand together."""
    for laid, differences in zip(reading.laid, reading.differences, strict=True):
        for difference in differences if laid else ():
            group = difference.group
            if difference.stitched:
                return True
            if group.q0 != group.q1 or difference.author < DOUBTED or not laid:
                continue
            if group.s1 - group.s0 > MAX_LEAP or _whole_sentences(laid, group, reading.source.text):
                return True
    return False


def _whole_sentences(laid: Laid, group: Group, text: str) -> bool:
    """True where what is left out is a sentence or more, from full stop to full stop."""
    if not 0 < group.s0 < group.s1 < len(laid.placed) or group.s1 - group.s0 < SENTENCE:
        return False
    edges = [(group.s0 - 1, group.s0), (group.s1 - 1, group.s1)]
    gaps = [text[laid.placed[a].end : laid.placed[b].start] for a, b in edges]
    return all(re.match(r"[\"'”’)\]]*[.!?]", gap) for gap in gaps)


SPLICING = frozenset({"Q301", "Q302", "Q303", "Q306"})


def _final(outcome: Outcome, findings: list[Finding], *, right_page: bool) -> Outcome:
    """The verdict once the findings about the whole are in."""
    if any(finding.code in SPLICING and finding.severity is Severity.FAIL for finding in findings):
        sure = max(outcome.confidence, SPLICED_SURE)
        return Outcome(Verdict.SPLICED, Level.FAIL, Grade.MAJOR, sure, outcome.through_noise)
    if outcome.level is Level.PASS and not right_page:
        return Outcome(Verdict.ELSEWHERE, Level.REVIEW, None, outcome.confidence, outcome.through_noise)
    return outcome
