"""Quotations between marks, those that run on over several blocks, and the marks that lost their partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from verifier.quotations.drafts import Draft, draft
from verifier.quotations.marks import Family, Mark, quotes_in_single_marks
from verifier.quotations.reading import Reading
from verifier.quotations.stack import Pairing, pair_marks
from verifier.records.findings import Finding
from verifier.records.manuscript import BlockKind
from verifier.rules import rule

_TERMINAL = ".!?…:;”\"’'»)]"


@dataclass
class _Running:
    """A quotation whose closing mark has not come yet: its parts so far and the mark that opened it."""

    opening: Mark
    origin: Reading
    parts: list[tuple[Reading, int, int]] = field(default_factory=list)


def marked_quotations(readings: Sequence[Reading], quoted_blocks: set[int]) -> tuple[list[Draft], list[Finding]]:
    """The quotations between marks, in order, and a finding for each mark without a partner.

    A quotation that runs over paragraphs is continued by an opening mark at the head of the next paragraph, or
    by a paragraph that goes on in the middle of a sentence and holds the closing mark.
    """
    found: list[Draft] = []
    findings: list[Finding] = []
    running: _Running | None = None
    single = quotes_in_single_marks(reading.text for reading in readings)
    for number, reading in enumerate(readings):
        pairing = pair_marks(reading.text, single=single)
        if running is not None:
            running = _continue(running, reading, pairing, found, findings)
        nested = 1 if reading.block in quoted_blocks else 0
        found.extend(_pairs(reading, pairing, nested))
        following = readings[number + 1] if number + 1 < len(readings) else None
        if running is None:
            running = _start(reading, pairing, following)
        findings.extend(_lost(reading, pairing))
    return found, findings


def _pairs(reading: Reading, pairing: Pairing, nested: int) -> list[Draft]:
    whole = (len(reading.text) - len(reading.text.lstrip()), len(reading.text.rstrip()))
    drafts = (
        draft([(reading, pair.start, pair.end)], pair.opening.family, pair.depth + nested)
        for pair in pairing.pairs
        if not (nested and (pair.opening.at, pair.closing.end) == whole)
    )
    return [made for made in drafts if made is not None]


def _start(reading: Reading, pairing: Pairing, following: Reading | None) -> _Running | None:
    """A quotation begins here and ends in a later block, if its opening mark is unclosed and the next block says so."""
    doubles = [mark for mark in pairing.lost_openings if mark.family is not Family.SINGLE] or pairing.lost_openings
    if not doubles or following is None or following.kind not in (reading.kind, BlockKind.PARAGRAPH):
        return None
    mark = doubles[-1]
    if any(pair.opening.at > mark.at and pair.opening.family is mark.family for pair in pairing.pairs):
        return None
    if not (_repeats(mark, following) or _goes_on(reading, following, mark)):
        return None
    pairing.lost_openings.remove(mark)
    return _Running(mark, reading, [(reading, mark.end, len(reading.text))])


def _repeats(mark: Mark, following: Reading) -> bool:
    """The next paragraph opens with the same mark: the old custom for a quotation of several paragraphs."""
    return following.text.lstrip()[: mark.width] == mark.glyph


def _goes_on(reading: Reading, following: Reading, mark: Mark) -> bool:
    """The sentence runs on into the next block, and a closing mark without an opening one waits there."""
    unfinished = reading.text.rstrip()[-1:] not in _TERMINAL or following.text.lstrip()[:1].islower()
    return unfinished and any(lost.family is mark.family for lost in pair_marks(following.text).lost_closings)


def _continue(
    running: _Running, reading: Reading, pairing: Pairing, found: list[Draft], findings: list[Finding]
) -> _Running | None:
    """Take this block into the running quotation. Returns it while it still runs, None when it ended or broke off."""
    family = running.opening.family
    head = len(reading.text) - len(reading.text.lstrip())
    opened = next((pair for pair in pairing.pairs if pair.opening.at == head and pair.opening.family is family), None)
    if opened is not None:
        pairing.pairs.remove(opened)
        _finish(running, (reading, opened.start, opened.end), found)
        return None
    reopened = next((mark for mark in pairing.lost_openings if mark.at == head and mark.family is family), None)
    if reopened is not None:
        pairing.lost_openings.remove(reopened)
        running.parts.append((reading, reopened.end, len(reading.text)))
        return running
    closing = next((mark for mark in pairing.lost_closings if mark.family is family), None)
    if closing is not None:
        pairing.lost_closings.remove(closing)
        _finish(running, (reading, head, closing.at), found)
        return None
    findings.append(_lost_opening(running.origin, running.opening))
    return None


def _finish(running: _Running, last: tuple[Reading, int, int], found: list[Draft]) -> None:
    made = draft([*running.parts, last], running.opening.family, 0)
    if made is not None:
        found.append(made)


def _lost(reading: Reading, pairing: Pairing) -> list[Finding]:
    openings = [_lost_opening(reading, mark) for mark in pairing.lost_openings if mark.family is not Family.SINGLE]
    closings = [
        rule("M202").finding(
            f"a closing mark {mark.glyph} has no opening one: “…{reading.text[max(mark.at - 40, 0) : mark.at]}”",
            span=reading.span(mark.at, mark.end),
        )
        for mark in pairing.lost_closings
    ]
    return [*openings, *closings]


def _lost_opening(reading: Reading, mark: Mark) -> Finding:
    return rule("M201").finding(
        f"an opening mark {mark.glyph} is never closed: “{reading.text[mark.end : mark.end + 40]}…”",
        span=reading.span(mark.at, mark.end),
    )
