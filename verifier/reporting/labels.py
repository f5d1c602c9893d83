"""The words and signs the reports use for verdicts, levels, causes, layers and roads: one place, so that they agree."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.records.capture import CaptureMethod
from verifier.records.source import Layer
from verifier.records.verdict import Cause, Level, Verdict


@dataclass(frozen=True, slots=True)
class Label:
    """A name for people, a one-character sign that does not depend on colour, and what it means in one sentence."""

    name: str
    sign: str
    meaning: str


VERDICTS: dict[Verdict, Label] = {
    Verdict.ALTERED: Label("Altered", "≠", "Words differ from the source and nothing marks the change."),
    Verdict.SPLICED: Label("Spliced", "⋈", "Made of passages that do not stand together in the source."),
    Verdict.ABSENT: Label("Absent", "∅", "The source could be read and does not hold these words."),
    Verdict.ELSEWHERE: Label("Elsewhere", "↗", "Found, but not on the page or in the source that is cited."),
    Verdict.INDETERMINATE: Label("Indeterminate", "?", "The words prove nothing, or the scan cannot settle it."),
    Verdict.UNREADABLE: Label("Unreadable", "▒", "The source was captured, but no usable text could be had from it."),
    Verdict.UNAVAILABLE: Label("Unavailable", "⊘", "No capture of the source could be made."),
    Verdict.UNCITED: Label("Uncited", "¶", "The manuscript names no source that could be checked."),
    Verdict.EDITED: Label("Edited", "[]", "Differs only by changes the author marked: ellipsis, brackets, sic."),
    Verdict.VERBATIM: Label("Verbatim", "=", "Word for word, typography and page furniture aside."),
}

LEVELS: dict[Level, Label] = {
    Level.FAIL: Label("Fails", "✕", "The quotation does not stand as printed."),
    Level.REVIEW: Label("Wants a reader", "?", "A person has to decide."),
    Level.BLOCKED: Label("Not checked", "⊘", "Nothing could be compared; this is not a pass."),
    Level.PASS: Label("Stands", "✓", "The quotation stands as printed."),
}

CAUSES: dict[Cause, str] = {
    Cause.TYPOGRAPHY: "typography",
    Cause.HYPHENATION: "line-break hyphen",
    Cause.PAGE_FURNITURE: "page furniture",
    Cause.MARKED_EDIT: "marked by the author",
    Cause.SCAN_MISREADING: "misread by the scan",
    Cause.SPELLING: "spelling",
    Cause.INFLECTION: "inflection",
    Cause.FUNCTION_WORD: "function word",
    Cause.CONTENT_WORD: "content word",
    Cause.NAME: "name",
    Cause.NUMBER: "number",
    Cause.DATE: "date",
    Cause.MODAL: "modal or quantifier",
    Cause.NEGATION: "negation",
    Cause.OMISSION: "words left out",
    Cause.INSERTION: "words added",
    Cause.ORDER: "word order",
    Cause.TRANSLATION: "translation",
}

# Differences that belong to paper and type, not to wording: shown faintly, counted, and never numbered.
QUIET_CAUSES = frozenset({Cause.TYPOGRAPHY, Cause.HYPHENATION, Cause.PAGE_FURNITURE})

LAYERS: dict[Layer, str] = {
    Layer.DOCUMENT_TEXT: "the document's own text",
    Layer.TRANSLATION: "a translation published with the document",
    Layer.OCR: "text read off the scan",
    Layer.ARCHIVE_SUMMARY: "the archive's summary, not the document",
    Layer.EDITORS_NOTES: "the editors' notes, not the document",
}

METHODS: dict[CaptureMethod, str] = {
    CaptureMethod.LIVE: "fetched from the archive itself",
    CaptureMethod.WAYBACK: "fetched from the Internet Archive's copy",
    CaptureMethod.MANUAL: "handed in as a file by a person",
}

EVIDENCE: dict[str, str] = {
    "E0": "text match only",
    "E1": "the source's bytes are kept, with digest, redirects, time and versions",
    "E2": "an independent copy of the source exists, with its own date and digest",
    "E3": "the record is sealed by a time-stamping authority",
    "E4": "a named person checked it (two, where the wording differs)",
}

CLOSED_WORLD = (
    "What this report does not prove: that a document is authentic, that its words are true, or that a sentence "
    "is fair to its context. It compares wording, and keeps the evidence."
)
