"""Splices: parts of a quotation that stand in the source, though not together, or in the other order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from verifier.alignment import Group
from verifier.records.findings import Finding, Severity
from verifier.rules import rule
from verifier.verdicts.differences import Laid
from verifier.verdicts.explained import CHANGED
from verifier.verdicts.readings import Reading

MAX_LEAP = 25  # words of the source left out unmarked; beyond them the two sides are two passages
SENTENCE = 5  # words left out from which they can be a sentence: shorter ones are portion marks and salutations
SPLICING = frozenset({"Q301", "Q302", "Q303", "Q306"})


def splice_findings(reading: Reading) -> Iterator[Finding]:
    """Parts in the other order, and parts that stand nowhere near the rest."""
    if _reversed_order(reading):
        yield rule("Q302").finding("the parts around the ellipsis stand in the other order")
    if any(part is None for part in reading.laid) or _stitched(reading):
        yield rule("Q306").finding("a part of the quotation does not stand near the rest")


def spliced(findings: Iterable[Finding]) -> bool:
    """True where these findings make one quotation of several passages."""
    return any(finding.code in SPLICING and finding.severity is Severity.FAIL for finding in findings)


def _reversed_order(reading: Reading) -> bool:
    """True where a fragment stands before the one it follows in the quotation."""
    spans = [part.span for part in reading.laid if part]
    return any(right[0] < left[0] for left, right in pairwise(spans))


def _stitched(reading: Reading) -> bool:
    """True where a difference is the seam of two passages that do not stand together."""
    for laid, differences in zip(reading.laid, reading.differences, strict=True):
        for difference in differences if laid else ():
            group = difference.group
            if difference.stitched:
                return True
            if group.q0 != group.q1 or difference.author < CHANGED or not laid:
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
