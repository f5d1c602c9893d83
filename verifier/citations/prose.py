"""Sentences of a note told apart: those that cite, and those that comment."""

from __future__ import annotations

import re

PROSE_WORDS = 7  # words from which a sentence can be commentary: shorter ones are `Available via the Archive`
PROSE_SHARE = 0.6  # share of words in lower case that makes it so: names, series and publishers are capitalised

FILLER = "\x01"  # stands in for a protected character: what is inside titles, URLs and brackets is not looked at

_BOUNDARY = re.compile(rf"(?<=[.!?{FILLER}])[”\"’'»)\]]*\s+(?=[A-ZÀ-ÖØ-Þ“\"‘«\[{FILLER}])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:eds?|vols?|nos?|trans|Univ|Mr|Mrs|Dr|Gen|Sen|St|pp?|cf|comp|rev|repr|Jr|Sr|Co|Inc|Ltd|Assoc|Dept|doc|al)"
    r"|\b[A-Z]|\b(?:U\.S|D\.C|N\.Y|U\.K))\.$"
)
_WORD = re.compile(r"[^\W\d_][\w’'\-]*")
_IBID = re.compile(r"[\s*_]*(?:Ib[ií]d|Id\.)")
_HEAD = re.compile(
    rf"[\s*_]*(?:[“\"‘«{FILLER}]|Ibid|(?:[A-ZÀ-ÖØ-Þ](?:[\w’'\-]+|\.)\s?(?:and\s|&\s|de\s|von\s|van\s|et\sal\.)?){{1,8}}[,.]\s)"
)


def sentences(text: str, masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as [start, end) pairs; `masked` is the text with titles and URLs made opaque."""
    starts = [start]
    for found in _BOUNDARY.finditer(masked, start, end):
        before = text[max(found.start() - 12, start) : found.start()].rstrip("”\"’'»)]")
        if before[-1:] in ".!?" and not _ABBREVIATED.search(before):
            starts.append(found.end())
    return list(zip(starts, [*starts[1:], end], strict=True))


def is_prose(masked: str) -> bool:
    """True for a sentence of commentary. It is given with titles, URLs and brackets made opaque."""
    if _IBID.match(masked):
        return False
    words = _WORD.findall(masked.replace(FILLER, " "))
    small = sum(word[0].islower() for word in words)
    return len(words) >= PROSE_WORDS and small >= len(words) * PROSE_SHARE


def begins_citation(masked: str) -> bool:
    """True where a sentence opens as a citation does: with a title, with Ibid., or with a name and a comma."""
    return bool(_HEAD.match(masked))


def passages(text: str, masked: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """A stretch of a note cut where citing gives way to commentary and back: (start, end, is commentary)."""
    cut: list[tuple[int, int, bool]] = []
    for left, right in sentences(text, masked, start, end):
        prose = is_prose(masked[left:right])
        if cut and (prose == cut[-1][2] or (not prose and not begins_citation(masked[left:right]))):
            cut[-1] = (cut[-1][0], right, cut[-1][2])
        else:
            cut.append((left, right, prose))
    return cut
