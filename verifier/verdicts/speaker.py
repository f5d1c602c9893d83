"""Who speaks: labels of transcripts ("The President:", "WJC:") against the name the manuscript gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.alignment.words import word_set
from verifier.records.findings import Finding, Severity
from verifier.records.text import SourceText
from verifier.records.verdict import Match
from verifier.rules import rule

REACH = 6000  # code points before a match that are searched for its label: a long turn of a conversation
MAX_WORDS = 5  # of a label
MIN_LABELS = 3  # a record with fewer is no transcript: a colon after a short line is a heading

_LABEL = re.compile(
    r"(?:^|\n|\f)[ \t]*((?:\(?[A-Z]\)?[ \t]+)?[A-Z][\w.'’]*(?:[ \t]+[A-Z(][\w.'’)]*){0,4})[ \t]*:(?=\s)"
)
_OFFICES = word_set(
    "the president prime minister chancellor secretary ambassador general king foreign deputy vice mr mrs ms "
    "dr sir lord senator minister premier chairman director"
)
_NOT_SPEAKERS = word_set(
    "subject participants date time place from to re memorandum memcon telcon classified declassify reason "
    "drafted by notetaker interpreter note cc copy distribution summary ref tags approved origin info"
)


def labels_in(text: str) -> list[str]:
    """Speaker labels that open a line in `text`, in order."""
    return [label for _, label in _labels(text)]


def _labels(text: str) -> Iterator[tuple[int, str]]:
    for found in _LABEL.finditer(text):
        label = found[1].strip()
        words = re.findall(r"[a-z]+", label.lower())
        if words and len(words) <= MAX_WORDS and not _NOT_SPEAKERS.intersection(words):
            yield found.start(1), label


def speaker_at(source: SourceText, offset: int) -> str | None:
    """The label of the turn that holds the code point at `offset`; None where the source is no transcript."""
    low = max(0, offset - REACH)
    near = list(_labels(source.text[low:offset]))
    if not near or len(near) + len(labels_in(source.text[offset : offset + REACH])) < MIN_LABELS:
        return None
    return near[-1][1]


def speaker_finding(source: SourceText, match: Match, named: str | None) -> Iterator[Finding]:
    """A finding where the transcript's label is certainly another person's than the manuscript's."""
    label = speaker_at(source, match.start) if named else None
    if not label or not named or _may_be(named, label):
        return
    yield rule("Q701").finding(f"credited to {named}; the record has {label}", severity=Severity.REVIEW)


def _may_be(named: str, label: str) -> bool:
    """True where name and label can be one person: a shared surname, initials, or an office standing for a name."""
    ours, theirs = _names(named), _names(label)
    if not ours or not theirs:
        return True
    if ours & theirs:
        return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", named)).lower()
    bare = "".join(re.findall(r"[a-z]", label.lower()))
    return label.isupper() and len(bare) <= 4 and (bare in initials or initials in bare or bare[-1] == initials[-1])


def _names(text: str) -> set[str]:
    words = re.findall(r"[a-z]{2,}", re.sub(r"['’]s\b", "", text.lower()))
    return {word for word in words if word not in _OFFICES}
