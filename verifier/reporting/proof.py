"""Re-prove a report from the cache alone: bytes against digests, words against texts, verdicts against edits."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from verifier.records.capture import USABLE, Capture
from verifier.records.report import ClaimResult, ReportedEdit, ReportedMatch, Run
from verifier.records.verdict import Cause, EditOp, Level, Verdict
from verifier.reporting.labels import QUIET_CAUSES
from verifier.reporting.order import checked


class Evidence(Protocol):
    """What the cache can hand out. `None` means that it does not hold it; nothing is fetched."""

    def body(self, sha256: str) -> bytes | None:
        """The bytes stored under this digest."""

    def text(self, result: ClaimResult) -> str | None:
        """The text, read anew from those bytes, in which the claim's matches count their offsets."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be re-proved: about which claim or capture (`where`), and what is wrong."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


ALLOWED_CAUSES: dict[Verdict, frozenset[Cause]] = {
    Verdict.VERBATIM: QUIET_CAUSES | {Cause.SCAN_MISREADING},
    Verdict.EDITED: QUIET_CAUSES | {Cause.SCAN_MISREADING, Cause.MARKED_EDIT},
}


def verify_run(run: Run, evidence: Evidence) -> list[Problem]:
    """Every way in which the cache does not bear the report out; empty when all of it stands.

    Read from the record: counts, ids, and that the edits rebuild each quotation. Read from the cache: that each
    capture's bytes have its digest and length, that the text read from them is the text that was judged, and that
    the matched words stand in it where the report says.
    """
    captures = {capture.id: capture for capture in run.captures}
    found = [*_counts(run), *(problem for capture in run.captures for problem in _bytes(capture, evidence))]
    for result in run.claims:
        found += _claim(result, captures, evidence)
    return found


def _counts(run: Run) -> Iterator[Problem]:
    results = checked(run)
    if run.summary.claims != len(run.claims) or run.summary.checked != len(results):
        yield Problem("summary", f"counts {run.summary.claims} claims, the report holds {len(run.claims)}")
    for name, said, held in (
        ("verdicts", run.summary.verdicts, Counter(str(result.verdict) for result in results)),
        ("levels", run.summary.levels, Counter(str(result.level) for result in results)),
    ):
        if {key: count for key, count in said.items() if count} != dict(held):
            yield Problem("summary", f"its {name} do not add up to the claims")
    for name, count in Counter(result.id for result in run.claims).items():
        if count > 1:
            yield Problem(name, f"stands {count} times in the report")


def _bytes(capture: Capture, evidence: Evidence) -> Iterator[Problem]:
    if not capture.sha256:
        if capture.state in USABLE:
            yield Problem(capture.id, "says it is usable and names no bytes")
        return
    body = evidence.body(capture.sha256)
    if body is None:
        yield Problem(capture.id, "the cache does not hold its bytes")
    elif hashlib.sha256(body).hexdigest() != capture.sha256:
        yield Problem(capture.id, "the bytes in the cache do not have its digest")
    elif capture.length and len(body) != capture.length:
        yield Problem(capture.id, f"has {len(body)} bytes in the cache, {capture.length} in the report")


def _claim(result: ClaimResult, captures: dict[str, Capture], evidence: Evidence) -> Iterator[Problem]:
    yield from _edits(result)
    yield from _verdict(result)
    if result.source.capture and result.source.capture not in captures:
        yield Problem(result.id, f"rests on a capture the report lacks: {result.source.capture}")
    if result.matches:
        yield from _words(result, evidence)


def _verdict(result: ClaimResult) -> Iterator[Problem]:
    if result.claim.quote != result.quote:
        yield Problem(result.id, "the quotation judged is not the quotation claimed")
    if result.level is Level.PASS and not result.matches:
        yield Problem(result.id, f"is {result.verdict} without a place where it stands")
    allowed = ALLOWED_CAUSES.get(result.verdict)
    for edit in result.edits:
        if allowed is not None and edit.cause is not None and edit.cause not in allowed:
            yield Problem(result.id, f"is {result.verdict} although an edit says {edit.cause}")


def _edits(result: ClaimResult) -> Iterator[Problem]:
    if not result.edits:
        return
    if "".join(edit.quote for edit in result.edits) != result.quote:
        yield Problem(result.id, "its edits do not rebuild the quotation")
    at = 0
    for edit in result.edits:
        if edit.quote_span != (at, at + len(edit.quote)):
            yield Problem(result.id, f"its edits leave a gap in the quotation at {at}")
            return
        at = edit.quote_span[1]


def _words(result: ClaimResult, evidence: Evidence) -> Iterator[Problem]:
    text = evidence.text(result)
    if text is None:
        yield Problem(result.id, "the cache gives no text to hold it against")
        return
    judged = result.reading.text_sha256
    if judged and hashlib.sha256(text.encode()).hexdigest() != judged:
        yield Problem(result.id, "the text read from the cache now is not the text that was judged")
        return
    for match in result.matches:
        if match.layer == result.matches[0].layer and match.capture in ("", result.matches[0].capture):
            yield from _place(result, match, text)
    yield from (problem for edit in result.edits for problem in _source_words(result, edit, text))


def _place(result: ClaimResult, match: ReportedMatch, text: str) -> Iterator[Problem]:
    if text[match.start : match.end] != match.exact:
        yield Problem(result.id, f"the words at {match.start} to {match.end} of the source are not those reported")
    elif match.prefix and not _squeezed(text[: match.start]).endswith(_squeezed(match.prefix)):
        yield Problem(result.id, "the words before the match are not those reported")


def _source_words(result: ClaimResult, edit: ReportedEdit, text: str) -> Iterator[Problem]:
    start, end = edit.source_span
    if edit.op is not EditOp.INSERT and edit.source and _squeezed(text[start:end]) != _squeezed(edit.source):
        yield Problem(result.id, f"the source does not have “{edit.source.strip()}” at {start}")


def _squeezed(text: str) -> str:
    return "".join(text.split())
