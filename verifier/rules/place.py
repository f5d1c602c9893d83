"""P rules: where the quotation stands, against where the note says it does."""

from __future__ import annotations

from verifier.records.findings import Severity
from verifier.rules.base import Rule

FAIL, REVIEW, NOTE = Severity.FAIL, Severity.REVIEW, Severity.NOTE

RULES: tuple[Rule, ...] = (
    Rule(
        "P101", "on another page", REVIEW,
        "The quotation stands in the source, but not on the cited page.",
        "A reader who turns to the page will not find it.",
        "cited page 3; found on page 7",
    ),
    Rule(
        "P102", "one page off", NOTE,
        "The quotation stands on the page next to the cited one.",
        "Mostly a question of which count is used: the file's or the printed one.",
        "cited page 3; found on page 4",
    ),
    Rule(
        "P103", "page counted another way", NOTE,
        "The cited number fits the count of the file's pages, not the number printed on the page, or the reverse.",
        "Both are in use; saying which spares the reader a search.",
        "cited page 5; the fifth page of the file prints 3",
    ),
    Rule(
        "P104", "page beyond the source", REVIEW,
        "The source has no page of the cited number.",
        "The note names another document, another edition or a slip of the pen.",
        "cited page 12 of a memorandum of four pages",
    ),
    Rule(
        "P201", "only in the archive's summary", REVIEW,
        "The words are the archive's description, not the document's.",
        "A finding aid is not evidence of what the document says.",
        "the catalogue record holds the sentence, the scan does not",
    ),
    Rule(
        "P202", "only in the editors' notes", REVIEW,
        "The words are an editor's note, not the document's.",
        "An editor's paraphrase is quoted as the record's words.",
        "a footnote of the edition holds the sentence",
    ),
    Rule(
        "P203", "in a translation", NOTE,
        "The words were found in a translation of the document.",
        "They are a translator's choice; another translation will differ.",
        "the English text of a Russian record",
    ),
    Rule(
        "P204", "also in the archive's own words", NOTE,
        "The archive's summary or notes hold these words more exactly than the document's reading does.",
        "The author may have quoted the description in place of the document.",
        "the record's abstract has the sentence word for word",
    ),
    Rule(
        "P301", "in several places", NOTE,
        "The source holds the same words more than once.",
        "Which of them is meant only the context can tell.",
        'a stock phrase such as "dissent channel"',
    ),
    Rule(
        "P302", "in another source", FAIL,
        "Another source of the library holds the quotation, the cited one does not.",
        "The note points to the wrong document.",
        "cited: the memorandum of 3 May; found: the telegram of 5 May",
    ),
)  # fmt: skip
