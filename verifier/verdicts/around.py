"""What stands just before and just after the passage quoted, and how the quotation begins and closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verifier.alignment import Token, tokens
from verifier.records.findings import Finding, Severity
from verifier.records.text import SourceText
from verifier.records.verdict import Match
from verifier.rules import rule
from verifier.verdicts.context import SENTENCE_END
from verifier.verdicts.lexicon import NEGATIONS, REVERSALS
from verifier.verdicts.marks import Marked, Word

FOLLOWS = 160  # code points after the end that are read for a turn of sense, to the end of the sentence
TURN_WORDS = 3  # words after the end among which a qualifier turns what was quoted
PRECEDES = 120  # code points before the beginning that are read for a denial or a condition
DENIED = 8  # words before "that" among which a denial governs what follows it
CONDITIONS = frozenset({"if", "whether", "unless", "lest", "suppose", "supposing", "provided"})
_STOPS = re.compile(r"[.!?:;\f]\s*[\"“‘']?\s*(?=\S|$)|\n\s*\n")
_CLOSED = "\"'”’) "


def following(source: SourceText, match: Match) -> str:
    """The rest of the source's sentence after the match; '' where the match ends it."""
    stop = match.end - (match.exact[-1:] in tuple(".!?"))  # a match may hold the stop that ends the sentence
    rest = source.text[stop : match.end + FOLLOWS]
    ended = re.match(r"[\"'”’)\]]*[.!?][\"'”’)\]]*(?:\s|$)", rest)
    if ended:
        return ""
    found = SENTENCE_END.search(rest)
    return " ".join(rest[: found.start() + 1 if found else None].split())


def turn_findings(marked: Marked, follows: str) -> Iterator[Finding]:
    """A qualifier just after the quotation, in the rest of the source's sentence (`follows`)."""
    after = [word.letters for word in tokens(follows)][:TURN_WORDS]
    turning = next((word for word in after if word in REVERSALS or word in NEGATIONS), None)
    if not turning and after[:2] == ["according", "to"]:
        turning = "according"
    if turning and marked.text.rstrip("\"'”’ ").endswith((".", "!")):
        yield rule("Q402").finding(f"closed with a full stop; the source goes on: {follows!r}")
    elif turning:
        yield rule("Q401").finding(f"the source goes on: {follows!r}")


def begun_findings(source: SourceText, match: Match, before: str) -> Iterator[Finding]:
    """A denial or a condition that stands just before the passage and governs it.

    `before` are the manuscript's own words before the quotation: where they deny or doubt as well, nothing is lost.
    """
    words = _sentence_before(source, match)
    own = {word.letters for word in tokens(before)[-DENIED:]}
    if not words or own & (NEGATIONS | CONDITIONS):
        return
    last, governing = words[-1].letters, words[-1 - DENIED : -1]
    if last in NEGATIONS:
        yield rule("Q403").finding(f"the word just before is {last!r}")
    elif last == "that" and any(word.letters in NEGATIONS for word in governing):
        first = next(n for n, word in enumerate(governing) if word.letters in NEGATIONS)
        shown = " ".join(word.raw for word in [*governing[first:], words[-1]])
        yield rule("Q403").finding(f"{shown!r} stands just before")
    elif last in CONDITIONS:
        yield rule("Q404").finding(f"the word just before is {last!r}")


def _sentence_before(source: SourceText, match: Match) -> Sequence[Token]:
    """The words of the passage's own clause that stand before it."""
    text = source.text[max(0, match.start - PRECEDES) : match.start]
    stops = [found.end() for found in _STOPS.finditer(text)]
    return tokens(text, stops[-1] if stops else 0)


def closing_finding(marked: Marked, source: SourceText, match: Match) -> Iterator[Finding]:
    """A question closed as a statement, or a statement as a question.

    Any other closing mark may be changed to fit the sentence. Of a scan it is only noted: a stop is a speck there.
    """
    close = re.search(r"[.!?]*$", source.text[match.start : match.end].rstrip(_CLOSED))
    stands = (close.group() if close else "") or _closes(source.text[match.end : match.end + 4])
    typed = marked.text.rstrip(_CLOSED)[-1:]
    if typed in tuple(".!?") and stands and ("?" in stands) != (typed == "?"):
        said = "a question" if "?" in stands else "a statement"
        severity = Severity.NOTE if source.noisy else Severity.REVIEW
        yield rule("Q405").finding(f"closed with {typed!r}; the source has {said} here", severity=severity)


def _closes(rest: str) -> str:
    """The marks that end a sentence right after the passage; '' where it goes on."""
    found = re.match(r"[\"'”’)\]]*([.!?]+)(?=[\"'”’)\]]*(?:\s|$))", rest)
    return found[1] if found else ""


def case_finding(words: tuple[Word, ...], match: Match) -> Iterator[Finding]:
    """The first letter's case changed without brackets."""
    first = words[0]
    stands = match.exact[: len(first.token.raw)]
    turned = first.kept is None and first.token.raw[:1] != stands[:1] == first.token.raw[:1].swapcase()
    if turned and not stands.isupper() and not first.token.raw.isupper():
        yield rule("Q601").finding(f"{first.token.raw!r} stands as {stands!r}")
