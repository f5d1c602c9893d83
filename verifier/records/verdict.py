"""What the judge says, and the evidence it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verifier.records.findings import Finding
from verifier.records.source import Layer
from verifier.records.spans import Span
from verifier.records.text import Box


class Verdict(StrEnum):
    """The contract's verdicts."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    ALTERED = "altered"
    SPLICED = "spliced"
    ELSEWHERE = "elsewhere"
    ABSENT = "absent"
    INDETERMINATE = "indeterminate"
    UNREADABLE = "unreadable"
    UNAVAILABLE = "unavailable"
    UNCITED = "uncited"


class Level(StrEnum):
    """What a verdict asks of a reader."""

    PASS = "pass"  # noqa: S105 - a level, not a password
    REVIEW = "review"
    FAIL = "fail"
    BLOCKED = "blocked"


class Grade(StrEnum):
    """How grave an alteration is."""

    MAJOR = "major"
    MINOR = "minor"


class Cause(StrEnum):
    """The one explanation of a difference between the quotation's words and the source's."""

    TYPOGRAPHY = "typography"
    HYPHENATION = "hyphenation"
    PAGE_FURNITURE = "page_furniture"
    MARKED_EDIT = "marked_edit"
    SCAN_MISREADING = "scan_misreading"
    SPELLING = "spelling_convention"
    INFLECTION = "inflection"
    FUNCTION_WORD = "function_word"
    CONTENT_WORD = "content_word"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    MODAL = "modal_or_quantifier"
    NEGATION = "negation"
    OMISSION = "omission"
    INSERTION = "insertion"
    ORDER = "order"
    TRANSLATION = "translation"


class EditOp(StrEnum):
    """What happened between source and quotation, read from the source's side."""

    EQUAL = "equal"
    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of the alignment. `quote` and `source` are the words of either side ('' where one side has none).

    The `quote` parts of all edits, in order, rebuild the quotation exactly; spans are code points into the
    quotation and into `source.text`. `probability` (0..1) is how likely the named cause is. EQUAL has no cause.
    """

    op: EditOp
    quote: str
    source: str
    quote_span: Span
    source_span: Span
    cause: Cause | None = None
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """One place where the quotation stands: `start`/`end` into the source's text, `exact` the source's own words there.

    `similarity` (0..1) ranks places and is never a verdict. `boxes` are (page index, box) pairs. `link` opens there.
    """

    layer: Layer
    page_index: int
    page_label: str | None
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    boxes: tuple[tuple[int, Box], ...] = ()
    link: str = ""
    similarity: float = 1.0
    source: int = 0


@dataclass(frozen=True, slots=True)
class Omitted:
    """What an ellipsis of the quotation hides: the source's words between the two passages."""

    quote_span: Span
    source_span: Span
    text: str


@dataclass(frozen=True)
class Comparison:
    """A quotation held against one source. See the contract for the meaning of each verdict.

    `confidence` (0..1) is the calibrated probability that the verdict is right; `chance` the expected number of
    accidental matches of a quotation this short in a text this long; `nearest` the closest passage when absent.
    """

    verdict: Verdict
    level: Level
    grade: Grade | None = None
    confidence: float = 0.0
    chance: float = 0.0
    through_noise: bool = False
    matches: tuple[Match, ...] = ()
    edits: tuple[Edit, ...] = ()
    findings: tuple[Finding, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    follows: str = ""
    nearest: Match | None = None
