"""What the quotation's own marks stand for: what its ellipses leave out, what its brackets replace, its [sic]."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from math import prod

from verifier.alignment import Token, tokens
from verifier.records.findings import Finding, Severity
from verifier.records.quotation import SegmentKind
from verifier.records.spans import Span
from verifier.records.verdict import Omitted
from verifier.rules import rule
from verifier.verdicts.asides import own_words
from verifier.verdicts.lexicon import MODALS, NEGATIONS, share
from verifier.verdicts.marks import Marked
from verifier.verdicts.readings import Reading
from verifier.verdicts.speaker import labels_in

LONG_OMISSION = 150  # words an ellipsis may leave out before it is shown as long: half a page
MAX_OMISSION = 700  # words beyond which its two sides are not one passage: two typed pages
FEW_OMITTED = 60  # words up to which the two sides of an ellipsis are one passage whatever they are
STRAY_PART = 0.05  # times a part may be expected in what is left out before it may be anybody's: a lone "should"
SHORT_OMISSION = 5  # words: a denial among so few is what the ellipsis was made to hide
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[A-Z\"“(\[]|$)|\n\s*\n|\f")
_AUXILIARIES = MODALS | frozenset(
    ["is", "are", "was", "were", "be", "been", "am", "has", "have", "had", "do", "does", "did"]
)


def omissions(marked: Marked, reading: Reading) -> tuple[Omitted, ...]:
    """What every ellipsis hides; none where a side stands nowhere or the order is reversed."""
    made: list[Omitted] = []
    starts = dict(marked.breaks)
    pairs = list(zip(marked.fragments, reading.laid, strict=True))
    for (_, left), ((first, _), right) in pairwise(pairs):
        if left is None or right is None:
            continue
        low, high = left.span[1], right.span[0]
        if low <= high:
            made.append(Omitted(starts[first], Span(low, high), reading.source.text[low:high].strip()))
    return tuple(made)


def omission_findings(marked: Marked, reading: Reading, hidden: tuple[Omitted, ...]) -> Iterator[Finding]:
    """Findings about what the ellipses leave out; those of severity FAIL make the quotation `spliced`."""
    for omitted in hidden:
        words = tokens(reading.source.text, omitted.source_span.start, omitted.source_span.end)
        if len(words) > MAX_OMISSION or (len(words) > FEW_OMITTED and _by_chance(marked, omitted, len(words))):
            yield rule("Q303").finding(f"the ellipsis leaves out {len(words)} words")
        elif len(words) > LONG_OMISSION:
            yield rule("Q305").finding(f"the ellipsis leaves out {len(words)} words")
        yield from _denial(marked, omitted, words, reading.source.text)
        for label in labels_in(omitted.text):
            yield rule("Q304").finding(
                f"the ellipsis passes over a change of speaker: {label}", severity=Severity.REVIEW
            )


def _by_chance(marked: Marked, omitted: Omitted, passed: int) -> bool:
    """True where a part beside an ellipsis is of words so common that they stand somewhere in any `passed` words."""
    starts = [marked.words[first].token.start for first, _ in marked.fragments]
    right = bisect_left(starts, omitted.quote_span.end)
    sides = (marked.words[a:b] for a, b in marked.fragments[max(right - 1, 0) : right + 1])
    return any(passed * prod(share(word.token.letters) for word in side) > STRAY_PART for side in sides)


def _denial(marked: Marked, omitted: Omitted, words: list[Token], text: str) -> Iterator[Finding]:
    before = [word.token for word in marked.words if word.token.end <= omitted.quote_span.start]
    words = own_words(words, before, text)
    quoted, hidden = ([word.letters for word in part] for part in (before, words))
    if not NEGATIONS.intersection(hidden):
        return
    shown = " ".join(word.raw for word in words[-12:])
    one_sentence = not SENTENCE_END.search(text, omitted.source_span.start, omitted.source_span.end)
    if one_sentence and (len(hidden) <= SHORT_OMISSION or hidden[-1] in NEGATIONS or _denies(quoted, hidden)):
        yield rule("Q301").finding(f"the ellipsis leaves out a denial: {shown!r}")
    elif one_sentence:
        yield rule("Q301").finding(f"a denial stands in what is left out: {shown!r}", severity=Severity.REVIEW)


def _denies(before: list[str], hidden: list[str]) -> bool:
    """True where the first hidden word denies the verb just quoted: "is ... [not] permitted"."""
    return bool(before) and before[-1] in _AUXILIARIES and hidden[0] in NEGATIONS


def bracket_findings(marked: Marked, reading: Reading) -> Iterator[Finding]:
    """Brackets that replace too much, deny, or hide a denial."""
    for number, part in marked.insertions:
        inside = [word.letters for word in tokens(part.text)]
        if NEGATIONS.intersection(inside) and part.kind is SegmentKind.INSERTION:
            yield rule("Q312").finding(f"the brackets add a denial: {part.text}")
        for laid in reading.laid:
            for group in laid.groups if laid else ():
                if laid and group.q0 == group.q1 and laid.first + group.q0 == number:
                    replaced = laid.placed[group.s0 : group.s1]
                    if NEGATIONS.intersection(token.letters for token in replaced):
                        shown = " ".join(token.raw for token in replaced)
                        yield rule("Q311").finding(f"{part.text} stands in place of {shown!r}")


def sic_findings(marked: Marked, reading: Reading) -> Iterator[Finding]:
    """[sic] after a word that the source does not have."""
    for laid, differences in zip(reading.laid, reading.differences, strict=True):
        for difference in differences if laid else ():
            touched = range(laid.first + difference.group.q0, laid.first + difference.group.q1) if laid else range(0)
            for number in marked.sics:
                if number in touched and difference.author >= 0.5:
                    yield rule("Q313").finding(
                        f"[sic] after {marked.words[number].token.raw!r}, which the source lacks"
                    )
