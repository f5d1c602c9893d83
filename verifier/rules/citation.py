"""C rules: what the notes say and what they can mean."""

from __future__ import annotations

from verifier.records.findings import Severity
from verifier.rules.base import Rule

MEANING: tuple[Rule, ...] = (
    Rule(
        "C101",
        "ibid-after-several",
        Severity.REVIEW,
        "Ibid. follows a note that cites more than one work.",
        "Style guides forbid it because nobody can tell which work is repeated; the claim is not sent to any of them.",
        "Note 12 cites Roe and Rossi; note 13 says “Ibid., 40.”",
    ),
    Rule(
        "C102",
        "ibid-contradicted",
        Severity.REVIEW,
        "Ibid. leads to a source that the text itself contradicts: it names another date, person or kind of document.",
        "A note was added, moved or deleted between the two, so Ibid. now points at the wrong source.",
        "The text quotes officials writing in July 1991; Ibid. leads to a diary of March 5, 1991.",
    ),
    Rule(
        "C103",
        "page-outside-work",
        Severity.REVIEW,
        "The page cited lies outside the pages that the work itself fills.",
        "Either the page or the work is wrong; the quotation cannot stand where the note says.",
        "The article runs from 43 to 67; the note says “Ibid., 76.”",
    ),
    Rule(
        "C104",
        "page-is-the-works",
        Severity.NOTE,
        "What is given as the page of a quotation is the whole work's: its first page, its range or its page count.",
        "Citation managers fill in such numbers; they say where the work stands and not where the words stand.",
        "“International Politics 57 (2020): 291–319.” under a quotation of one sentence.",
    ),
    Rule(
        "C105",
        "no-page",
        Severity.NOTE,
        "A quotation from a long work is cited without a page.",
        "A reader would have to search a whole book for one sentence.",
        "“Roe, The Making of Pacts (Ithaca, 1987).” under a quotation.",
    ),
    Rule(
        "C106",
        "note-without-source",
        Severity.REVIEW,
        "No work could be read in a note.",
        "The quotations it governs have no source to check, and an Ibid. after it means nothing certain.",
        "“The matter was much debated in those years.” as the whole of a note under a quotation.",
    ),
    Rule(
        "C107",
        "several-works-one-note",
        Severity.REVIEW,
        "The note of a quotation cites several works, and nothing says which of them the words are from.",
        "A reader must look through all of them; the claim is not sent to any.",
        "“Asmus, 372; Marten, 401; Kupchan, 127–48.” under one quotation.",
    ),
    Rule(
        "C108",
        "short-form-unexplained",
        Severity.REVIEW,
        "A short form fits no work cited in full before it, or fits several.",
        "The full citation was cut in editing, or two works of one author are mixed up.",
        "“Roe, Pacts, 12.” where no note cites a work of Roe in full.",
    ),
    Rule(
        "C109",
        "cross-reference-broken",
        Severity.REVIEW,
        "A note sends the reader to a note that is not there, stands further on, or cites nothing.",
        "Notes were renumbered and the reference was not.",
        "“See note 47 above.” in a text of 42 notes.",
    ),
    Rule(
        "C110",
        "second-hand",
        Severity.NOTE,
        "The words are quoted from somebody who quotes them.",
        "A misquotation passes from book to book; the original was not seen.",
        "“Yeltsin quoted in Hamilton, 22.”",
    ),
)

DETAILS: tuple[Rule, ...] = (
    Rule(
        "C111",
        "dates-disagree",
        Severity.REVIEW,
        "The text and the note give one work two dates, or a date cannot be.",
        "One of them is wrong, and a reader who orders the document by date gets another one.",
        "“In The Origins of Alliances (1986)”; the note says 1987. Or: “31 June 1990”.",
    ),
    Rule(
        "C112",
        "legacy-address",
        Severity.NOTE,
        "The address has a form that its archive gave up, leads to a host that is gone, or hides where it leads.",
        "It may still work today, and it is the first to break.",
        "nsarchive.gwu.edu/dc.html?doc=4390816-Document-02",
    ),
    Rule(
        "C113",
        "foreign-fragment",
        Severity.NOTE,
        "The address ends in a fragment that belongs to the page it was copied from.",
        "The part after # points at a footnote of another page, so the link does not open where it seems to.",
        "https://archive.example/doc/7#_edn13",
    ),
    Rule(
        "C114",
        "only-date-of-access",
        Severity.NOTE,
        "The only date in the citation is the day on which somebody looked at it.",
        "It must not be read as the document's date, which the reader is not told.",
        "“What Was Heard,” National Archive, accessed November 2, 2021, https://...",
    ),
    Rule(
        "C115",
        "name-spelled-two-ways",
        Severity.NOTE,
        "One person's name is spelled in two ways.",
        "Catalogues and archives find only one of them.",
        "Strobe Talbot in the text, Strobe Talbott in a note.",
    ),
    Rule(
        "C116",
        "not-in-bibliography",
        Severity.NOTE,
        "A work cited in the notes is missing from the bibliography.",
        "The list promises to be complete.",
        "Note 14 cites Borawski (1996); the bibliography has only Borawski (1999).",
    ),
    Rule(
        "C117",
        "address-completed",
        Severity.NOTE,
        "A link gives only a path; the host was taken from another address of the manuscript.",
        "The completed address is a conclusion: if it is wrong, so is the source.",
        "/documents/vol1#d6, in a paper whose other links lead to https://archive.example/documents/...",
    ),
)

RULES: tuple[Rule, ...] = (*MEANING, *DETAILS)
