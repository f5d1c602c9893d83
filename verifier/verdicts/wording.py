"""Findings about single words: what each difference is called, and what was forgiven."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.records.findings import Finding
from verifier.records.verdict import Cause, Level, Verdict
from verifier.rules import rule
from verifier.verdicts.amounts import typed
from verifier.verdicts.differences import Laid
from verifier.verdicts.explained import Difference
from verifier.verdicts.hidden import SAID
from verifier.verdicts.outcome import FAIL_ODDS, Outcome
from verifier.verdicts.readings import Reading

CODES = {
    Cause.NEGATION: "Q101", Cause.NUMBER: "Q102", Cause.DATE: "Q103", Cause.NAME: "Q104", Cause.MODAL: "Q105",
    Cause.CONTENT_WORD: "Q106", Cause.OMISSION: "Q107", Cause.INSERTION: "Q108", Cause.ORDER: "Q109",
    Cause.INFLECTION: "Q201", Cause.FUNCTION_WORD: "Q202", Cause.SPELLING: "Q203",
}  # fmt: skip
DOUBTFUL = 0.1  # posterior of a change from which a reader should look at the page


def wording_findings(quote: str, reading: Reading, outcome: Outcome) -> Iterator[Finding]:
    """One finding for every difference somebody should know of, in the order of the quotation (`quote`, as typed)."""
    texts = quote, reading.prepared.text
    forgiven: list[str] = []
    shown: list[str] = []
    for laid, differences in zip(reading.laid, reading.differences, strict=True):
        for difference in differences if laid else ():
            if laid is None or difference.grade is None:
                continue
            if difference.hidden:
                cover = SAID.get(difference.hidden, difference.hidden)
                yield rule("Q505").finding(f"{_said(laid, difference, texts)}; {cover} is there on the page")
            elif difference.author >= FAIL_ODDS:
                yield rule(CODES[difference.suspect]).finding(_said(laid, difference, texts))
            elif difference.author >= DOUBTFUL:
                yield rule("Q502").finding(_said(laid, difference, texts))
            elif difference.testimony:
                shown.append(_said(laid, difference, texts))
            else:
                forgiven.append(_said(laid, difference, texts))
    if forgiven:
        yield rule("Q503").finding("; ".join(forgiven[:6]) + ("; ..." if len(forgiven) > 6 else ""))
    yield from (rule("Q506").finding(said) for said in shown)
    if reading.settled:
        yield rule("Q504").finding("another reading of the page has the quotation's words")
    if outcome.verdict is Verdict.INDETERMINATE and outcome.level is Level.REVIEW and not forgiven and not reading.all:
        yield rule("Q501").finding("words this common occur by accident in a text this long")


def _said(laid: Laid, difference: Difference, texts: tuple[str, str]) -> str:
    said = _words(laid, difference, texts)
    return f"{said}; {difference.testimony}" if difference.testimony else said


def _words(laid: Laid, difference: Difference, texts: tuple[str, str]) -> str:
    group = difference.group
    quoted = typed(laid.quoted[group.q0 : group.q1], texts[0])
    read = typed(laid.placed[group.s0 : group.s1], texts[1])
    if difference.elsewhere:
        return f"another reading has {difference.elsewhere!r} here, the quotation leaves it out"
    if not quoted:
        return f"the source has {read!r}, the quotation leaves it out"
    if not read:
        return f"the quotation has {quoted!r}, the source does not"
    return f"quoted {quoted!r}, the source reads {read!r}"
