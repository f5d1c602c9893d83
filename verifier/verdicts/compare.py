"""Hold a quotation against one source: find it, explain every difference, judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.alignment import Prepared, Token, prepare
from verifier.alignment.locate import Place, places
from verifier.records.quotation import Segment
from verifier.records.spans import Span
from verifier.records.text import SourceText
from verifier.records.verdict import Cause, Comparison, Edit, EditOp, Grade, Level, Match, Verdict
from verifier.verdicts.chance import expected_matches
from verifier.verdicts.differences import Laid, lay
from verifier.verdicts.explain import Difference, benign, explain_added, explain_missing, explain_pair
from verifier.verdicts.marks import Marked, read_marks
from verifier.verdicts.noise import CLEAN, Noise, noise_of

CONTEXT = 40  # code points of prefix and suffix shown with a match
HELD = 0.55  # share of the quotation's letters that must stand there before differences are worth naming
PASS_ODDS = 0.5  # least probability that nobody changed a word
FAIL_ODDS = 0.9  # least posterior of one change before it is called the author's


@dataclass(frozen=True, slots=True)
class Reading:
    """A quotation laid on one place and explained."""

    place: Place
    laid: list[Laid | None]
    differences: list[list[Difference]]
    noise: Noise

    @property
    def all(self) -> list[Difference]:
        return [difference for part in self.differences for difference in part]


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
    capture_link: object = None,
) -> Comparison:
    """Judge `quote` against `source`. No I/O; the same arguments always give the same answer."""
    marked = read_marks(quote, segments)
    prepared = prepare(source)
    if not marked.words:
        return Comparison(Verdict.INDETERMINATE, Level.REVIEW)
    if not prepared.letters:
        return Comparison(Verdict.UNREADABLE, Level.BLOCKED)
    found = places(marked.letters, prepared)
    if not found:
        return Comparison(Verdict.ABSENT, Level.FAIL, confidence=0.99)
    readings = [_read(marked, place, prepared, source) for place in found[:2]]
    best = min(readings, key=lambda reading: sum(d.author for d in reading.all))
    return _judge(marked, best, found, source, prepared)


def _read(marked: Marked, place: Place, prepared: Prepared, source: SourceText) -> Reading:
    laid = lay(marked, place, prepared)
    noise = CLEAN
    if any(not group.equal for part in laid if part for group in part.groups):
        spans = [part.span for part in laid if part]
        noise = noise_of(source, prepared, min(a for a, _ in spans), max(b for _, b in spans))
    return Reading(place, laid, [_explained(marked, part, noise, prepared) for part in laid], noise)


def _explained(marked: Marked, laid: Laid | None, noise: Noise, prepared: Prepared) -> list[Difference]:
    if laid is None:
        return []
    made: list[Difference] = []
    inserted = {number for number, _ in marked.insertions}
    for group in laid.groups:
        if group.equal:
            continue
        words = marked.words[laid.first + group.q0 : laid.first + group.q1]
        placed = laid.placed[group.s0 : group.s1]
        if words and placed:
            made.append(explain_pair(group, words, placed, noise))
        elif words:
            made.append(explain_added(group, words, noise))
        elif laid.first + group.q0 in inserted:
            made.append(benign(group, Cause.MARKED_EDIT))
        else:
            made.append(explain_missing(group, placed, noise))
    return made


def _judge(
    marked: Marked, reading: Reading, found: Sequence[Place], source: SourceText, prepared: Prepared
) -> Comparison:
    differences = reading.all
    matches = tuple(match_of(place, source, prepared) for place in found if place.similarity >= HELD)
    edits = tuple(edits_of(marked, reading, prepared))
    lost = any(part is None for part in reading.laid)
    held = _held(marked, reading)
    if held < HELD or not matches:
        nearest = match_of(found[0], source, prepared)
        return Comparison(Verdict.ABSENT, Level.FAIL, confidence=0.99, edits=edits, nearest=nearest)
    faithful = 1.0
    for difference in differences:
        faithful *= 1.0 - difference.author
    worst = max(differences, key=lambda d: (d.author * (1 + d.grave)), default=None)
    chance = expected_matches(marked, prepared)
    scan = any(d.cause is Cause.SCAN_MISREADING for d in differences)
    common = {"chance": chance, "matches": matches, "edits": edits}
    if lost:
        return Comparison(Verdict.ALTERED, Level.FAIL, Grade.MAJOR, 0.95, **common)  # type: ignore[arg-type]
    if faithful >= PASS_ODDS:
        edited = bool(marked.breaks or marked.insertions) or any(w.head is not None for w in marked.words)
        verdict = Verdict.EDITED if edited else Verdict.VERBATIM
        if chance > 0.5:
            return Comparison(Verdict.INDETERMINATE, Level.REVIEW, None, 0.5, through_noise=scan, **common)  # type: ignore[arg-type]
        return Comparison(verdict, Level.PASS, None, faithful, through_noise=scan, **common)  # type: ignore[arg-type]
    if worst and worst.author >= FAIL_ODDS:
        level = Level.FAIL if worst.grave else Level.REVIEW
        return Comparison(Verdict.ALTERED, level, worst.grade, 1.0 - faithful, **common)  # type: ignore[arg-type]
    return Comparison(Verdict.INDETERMINATE, Level.REVIEW, None, 0.5, **common)  # type: ignore[arg-type]


def _held(marked: Marked, reading: Reading) -> float:
    """Share of the quotation's letters that stand in the source, misreadings allowed for."""
    total = sum(len(word.token.letters) for word in marked.words)
    odd = 0
    for part, differences in zip(reading.laid, reading.differences, strict=True):
        for difference in differences if part else []:
            if difference.author >= 0.5:
                a, b = part.first + difference.group.q0, part.first + difference.group.q1
                odd += sum(len(word.token.letters) for word in marked.words[a:b])
    for (a, b), part in zip(marked.fragments, reading.laid, strict=True):
        if part is None:
            odd += sum(len(word.token.letters) for word in marked.words[a:b])
    return 1.0 - odd / max(total, 1)


def match_of(place: Place, source: SourceText, prepared: Prepared, number: int = 0) -> Match:
    """A place as the contract reports it; `number` is the source's index in its library."""
    span = prepared.folded.span_of(place.s0, place.s1)
    page = source.pages[source.page_at(span.start)]
    text = source.text
    return Match(
        source.layer, page.index, page.label, span.start, span.end, span.of(text),
        text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT],
        similarity=round(place.similarity, 4), source=number,
    )  # fmt: skip


def edits_of(marked: Marked, reading: Reading, prepared: Prepared) -> list[Edit]:
    """Steps whose quotation parts, in order, are the quotation."""
    raw: list[tuple[int, Cause | None, float, Span]] = []  # first word of the quotation, cause, odds, source span
    for (a, b), laid, differences in zip(marked.fragments, reading.laid, reading.differences, strict=True):
        if laid is None:
            raw.append((a, Cause.INSERTION, 1.0, Span(0, 0)))
            continue
        named = {difference.group: difference for difference in differences}
        for group in laid.groups:
            span = _source_span(laid.placed, group.s0, group.s1)
            found = named.get(group)
            at = a + group.q0
            raw.append((at, found.cause if found else None, found.author if found else 1.0, span))
    return _written(marked, raw, prepared.text)


def _source_span(placed: Sequence[Token], s0: int, s1: int) -> Span:
    if s1 > s0:
        return Span(placed[s0].start, placed[s1 - 1].end)
    at = placed[s0 - 1].end if s0 else (placed[0].start if placed else 0)
    return Span(at, at)


def _written(marked: Marked, raw: list[tuple[int, Cause | None, float, Span]], text: str) -> list[Edit]:
    starts = [marked.words[at].token.start if at < len(marked.words) else len(marked.text) for at, _, _, _ in raw]
    made: list[Edit] = []
    cursor = 0
    for n, (_, cause, odds, span) in enumerate(raw):
        end = starts[n + 1] if n + 1 < len(raw) else len(marked.text)
        end = max(end, cursor)
        quoted = Span(cursor, end)
        op = EditOp.EQUAL if cause is None else EditOp.REPLACE
        if cause is not None and not len(span):
            op = EditOp.INSERT
        elif cause is not None and not len(quoted):
            op = EditOp.DELETE
        if made and op is EditOp.EQUAL and made[-1].op is EditOp.EQUAL:
            last = made.pop()
            quoted, span = Span(last.quote_span.start, end), Span(last.source_span.start, span.end)
        made.append(Edit(op, quoted.of(marked.text), span.of(text), quoted, span, cause, odds))
        cursor = end
    return made
