"""M rules: what the manuscript itself holds. M1xx: what reading the file showed. M2xx: what its words show."""

from __future__ import annotations

from verifier.records.findings import Severity
from verifier.rules.base import Rule

READING: tuple[Rule, ...] = (
    Rule(
        "M101",
        "not-utf8",
        Severity.NOTE,
        "The file is not UTF-8 and was read in another encoding.",
        "A wrong guess turns quotation marks and accents into other signs, and offsets no longer fit other tools.",
        "A text saved by an old word processor in Windows-1252.",
    ),
    Rule(
        "M102",
        "mark-without-note",
        Severity.REVIEW,
        "A note mark stands in the text, but the manuscript holds no note of that number.",
        "The quotation before the mark seems to be sourced and is not.",
        "`... in an eastern direction.”[^12]` in a file that defines no note 12.",
    ),
    Rule(
        "M103",
        "note-without-mark",
        Severity.REVIEW,
        "A note is printed whose mark stands nowhere in the text.",
        "A mark was lost in editing, so a statement lost its source, and Ibid. counts the note all the same.",
        "Notes run from 1 to 40, and the text never calls 17.",
    ),
    Rule(
        "M104",
        "markup-skipped",
        Severity.REVIEW,
        "Markup that the reader does not understand was passed over; its words may be missing.",
        "Words that were never read cannot be checked, and nobody would know.",
        "`\\myquote{...}` from a private style file.",
    ),
    Rule(
        "M105",
        "tracked-changes",
        Severity.REVIEW,
        "The file holds tracked changes; it was read as if all were accepted.",
        "A quotation may be checked in a wording that its author has not settled on.",
        "An editor's insertion inside a quotation, neither accepted nor rejected.",
    ),
    Rule(
        "M106",
        "note-called-twice",
        Severity.NOTE,
        "Several marks call one note.",
        "Ibid. after it counts one note, not two; word processors print the number again by a cross-reference.",
        "`[^3]` stands in two sentences.",
    ),
    Rule(
        "M107",
        "key-without-entry",
        Severity.REVIEW,
        "A citation key has no entry in the bibliography that stands beside the manuscript.",
        "The source exists only in the author's database, so nothing can be checked against it.",
        "`\\footcite[12]{baker1990}` and no `baker1990` in any .bib file.",
    ),
    Rule(
        "M108",
        "label-used-twice",
        Severity.REVIEW,
        "Two notes bear the same number or label in one run of notes.",
        "A mark with that number could mean either.",
        "`[^7]:` is defined twice.",
    ),
    Rule(
        "M109",
        "read-from-layout",
        Severity.NOTE,
        "Notes, columns and page heads were told from the text by their size and place on the page.",
        "A page's layout is weaker evidence than a word processor's notes; send the source file if there is one.",
        "A PDF of a typeset article.",
    ),
    Rule(
        "M110",
        "part-not-read",
        Severity.REVIEW,
        "A part of the file that may hold words was not read.",
        "Quotations in text boxes, comments or embedded files are not checked.",
        "A quotation set in a text box beside the column.",
    ),
)

WORDS: tuple[Rule, ...] = (
    Rule(
        "M201",
        "mark-never-closed",
        Severity.REVIEW,
        "An opening quotation mark has no closing one in its paragraph, and the next paragraph does not go on.",
        "Where the quotation ends cannot be told, so the words after the mark were not checked.",
        "He called it “a grave error and left the room.",
    ),
    Rule(
        "M202",
        "mark-never-opened",
        Severity.REVIEW,
        "A closing quotation mark has no opening one before it in its paragraph.",
        "Where the quotation begins cannot be told, so the words before the mark were not checked.",
        "The minister would not yield to pressure,” he wrote.",
    ),
    Rule(
        "M203",
        "quotation-without-note",
        Severity.REVIEW,
        "Words are quoted as a source's, and no note says which source.",
        "Nobody can check them, and neither can this program.",
        "He said that “nobody in Moscow will ever agree to this.” (no note in the paragraph)",
    ),
    Rule(
        "M204",
        "two-wordings",
        Severity.REVIEW,
        "One passage is quoted twice in different words.",
        "At most one of the two can be word for word.",
        "“it is partnership and not membership” and, some pages later, “it is a partnership and not a membership”.",
    ),
    Rule(
        "M205",
        "self-quotation",
        Severity.NOTE,
        "The manuscript quotes itself.",
        "The words have no outside source, so none was looked for.",
        "“As stated below, ‘...’”, and the same sentence further down without marks.",
    ),
)

INPUT: tuple[Rule, ...] = (
    Rule(
        "M001",
        "input-not-read",
        Severity.FAIL,
        "A file given to the run could not be used at all.",
        "None of its quotations was checked, although the run may have checked other files.",
        "A manuscript whose name ends in .docx and that is no Word file.",
    ),
    Rule(
        "M250",
        "row-not-understood",
        Severity.REVIEW,
        "A row of the claims table has no quotation, too many cells, or a quotation mark that is never closed.",
        "The row was kept and not checked; the rows after it were.",
        '`c7,quote,"They said,https://...` with the closing mark of the second cell missing.',
    ),
    Rule(
        "M251",
        "value-not-understood",
        Severity.NOTE,
        "A cell of the claims table holds something its column does not allow; a default was taken in its place.",
        "A misspelt kind or status changes whether and how the row is checked.",
        "`kind` is `citation`, which is none of quote, block, term, scare, title.",
    ),
    Rule(
        "M252",
        "id-used-twice",
        Severity.NOTE,
        "Two rows of the claims table have the same id; the later one was given another.",
        "Reviews and reports find a claim by its id.",
        "Two rows called `c12`.",
    ),
)

RULES: tuple[Rule, ...] = (*INPUT, *READING, *WORDS)
