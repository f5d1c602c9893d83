"""The record of a run: what report.json holds, and what every other report is a view of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from verifier.records.capture import Capture
from verifier.records.claim import Claim
from verifier.records.findings import Severity
from verifier.records.source import Layer
from verifier.records.verdict import Cause, EditOp, Grade, Level, Verdict

SCHEMA_VERSION = "1.0"


class _Reported(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportedBox(_Reported):
    """Where words stand on a page: fractions of its width and height from the top left."""

    page_index: int
    x0: float
    y0: float
    x1: float
    y1: float


class ReportedMatch(_Reported):
    """One place in a source; offsets are code points into the text of that layer (pages joined by a form feed)."""

    layer: Layer
    page_index: int
    page_label: str | None = None
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    boxes: tuple[ReportedBox, ...] = ()
    link: str = ""
    similarity: float = 1.0
    url: str = ""
    capture: str = ""


class ReportedEdit(_Reported):
    """One step of the alignment; spans are [start, end) pairs."""

    op: EditOp
    quote: str
    source: str
    quote_span: tuple[int, int]
    source_span: tuple[int, int]
    cause: Cause | None = None
    probability: float = 1.0


class ReportedFinding(_Reported):
    """A rule that fired. `line` and `column` are 1-based places in the manuscript, when known."""

    code: str
    severity: Severity
    message: str
    line: int | None = None
    column: int | None = None


class ReportedOmission(_Reported):
    """What an ellipsis hides."""

    quote_span: tuple[int, int]
    text: str


class ReportedSource(_Reported):
    """The source a claim was held against; `capture` is the id of the capture whose bytes were read."""

    url: str = ""
    adapter: str = ""
    capture: str = ""
    captures: tuple[str, ...] = ()
    title: str = ""


class Reading(_Reported):
    """Which reading of the source the verdict rests on, and with what it was read.

    `repairs` tells what the reader put back where the file had lost it ("ligatures ... in 12 words").
    """

    layer: Layer | None = None
    language: str = ""
    engine: str = ""
    engine_version: str = ""
    noisy: bool = False
    repairs: tuple[str, ...] = ()
    text_sha256: str = ""


class Review(_Reported):
    """A human decision on this claim; never mixed with the machine's verdict.

    `second` is another person who decided the same; `pending` says that one is still awaited (two-person rule);
    `stale` that the quotation, the source or the verdict has changed since, so that the decision no longer stands.
    """

    decision: str
    name: str
    date: str
    reason: str = ""
    second: str = ""
    stale: bool = False
    pending: bool = False


class ClaimResult(_Reported):
    """One claim with its verdict and all the evidence for it.

    `checked` is False for kinds that are kept but not verified (terms, scare quotes, titles).
    """

    id: str
    quote: str
    verdict: Verdict
    level: Level
    grade: Grade | None = None
    through_noise: bool = False
    confidence: float = 0.0
    chance: float = 0.0
    reason: str = ""
    source: ReportedSource = ReportedSource()
    reading: Reading = Reading()
    matches: tuple[ReportedMatch, ...] = ()
    edits: tuple[ReportedEdit, ...] = ()
    findings: tuple[ReportedFinding, ...] = ()
    omitted: tuple[ReportedOmission, ...] = ()
    follows: str = ""
    nearest: ReportedMatch | None = None
    candidates: tuple[ReportedMatch, ...] = ()
    evidence_level: str = "E0"
    claim: Claim
    checked: bool = True
    reviews: tuple[Review, ...] = ()
    ignored: str = ""


def _held(claims: Sequence[ClaimResult]) -> Sequence[ClaimResult]:
    return tuple(claims)


class ManuscriptReport(_Reported):
    """What extraction says about one manuscript as a whole: counts, and findings no single claim carries."""

    path: str
    format: str = ""
    length: int = 0
    notes: int = 0
    quotations: int = 0
    sha256: str = ""
    findings: tuple[ReportedFinding, ...] = ()


class Summary(_Reported):
    """Counts. `claims` is every row; `checked` those of a kind to verify."""

    claims: int = 0
    checked: int = 0
    verdicts: dict[str, int] = Field(default_factory=dict)
    levels: dict[str, int] = Field(default_factory=dict)
    not_verified: dict[str, int] = Field(default_factory=dict)


class RunHeader(_Reported):
    """The one block that may differ between two runs over the same input, cache and version.

    `reused` counts the claims whose verdict stood from an earlier run.
    """

    tool: str = "verifier"
    version: str = ""
    settings: str = ""
    started: str = ""
    finished: str = ""
    inputs: tuple[str, ...] = ()
    reused: int = 0


class Run(_Reported):
    """Everything a run established, in the order of the claims."""

    schema_version: str = SCHEMA_VERSION
    run: RunHeader = RunHeader()
    summary: Summary = Summary()
    # a tuple, or, streamed, a Spool: a sequence that reads each from disk when it is asked for
    claims: Annotated[Sequence[ClaimResult], AfterValidator(_held)] = ()
    captures: tuple[Capture, ...] = ()
    manuscripts: tuple[ManuscriptReport, ...] = ()
    problems: tuple[ReportedFinding, ...] = ()
