"""A rich run of our own making: every verdict, level, road and script, with page pictures drawn by Pillow.

Nothing in it is real: the archive, the telegrams and the people are invented for these tests.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

from verifier.records.capture import Capture, CaptureMethod, CaptureState, Hop
from verifier.records.citation import CitationStatus
from verifier.records.claim import Claim
from verifier.records.findings import Severity
from verifier.records.quotation import QuotationKind
from verifier.records.report import (
    ClaimResult,
    ManuscriptReport,
    Reading,
    ReportedBox,
    ReportedEdit,
    ReportedFinding,
    ReportedMatch,
    ReportedOmission,
    ReportedSource,
    Review,
    Run,
    RunHeader,
    Summary,
)
from verifier.records.source import Layer
from verifier.records.verdict import Cause, EditOp, Grade, Level, Verdict

ARCHIVE = "https://archive.example.org/documents"
MANUSCRIPT = "harbour-telegrams.md"
LENGTH = 48_000

Part = str | tuple[str, str, Cause]


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def aligned(parts: Sequence[Part], start: int) -> tuple[str, str, tuple[ReportedEdit, ...]]:
    """Quotation, source words and edits from parts: a string stands on both sides, a triple differs."""
    quote = source = ""
    edits = []
    for part in parts:
        q, s, cause = (part, part, None) if isinstance(part, str) else part
        op = EditOp.EQUAL if cause is None else EditOp.REPLACE if q and s else EditOp.INSERT if q else EditOp.DELETE
        edits.append(
            ReportedEdit(
                op=op,
                quote=q,
                source=s,
                quote_span=(len(quote), len(quote) + len(q)),
                source_span=(start + len(source), start + len(source) + len(s)),
                cause=cause,
                probability=0.97,
            )
        )
        quote, source = quote + q, source + s
    return quote, source, tuple(edits)


def capture(name: str, **over: Any) -> Capture:
    made: dict[str, Any] = {
        "id": f"archive.example.org/{name}/20261120T101500",
        "url": f"http://archive.example.org/document/{name}",
        "hops": (Hop(url=f"http://archive.example.org/document/{name}", status=301, location=f"{ARCHIVE}/{name}"),),
        "final_url": f"{ARCHIVE}/{name}",
        "status": 200,
        "state": CaptureState.OK,
        "media_type": "application/pdf",
        "headers": {"Last-Modified": "Tue, 03 Mar 2020 09:00:00 GMT", "Content-Type": "application/pdf"},
        "sha256": digest(name),
        "length": 1_482_113,
        "retrieved_at": "2026-11-20T10:15:00.482113Z",
        "duration_s": 1.31,
        "tool_version": "0.1.0",
        "role": "pdf",
        "sequence": 1,
    }
    return Capture(**(made | over))


CAPTURES = (
    capture("telegram-41"),
    capture("memcon-7"),
    capture(
        "diary-3",
        method=CaptureMethod.WAYBACK,
        media_type="text/html",
        memento_url=f"https://web.archive.org/web/20190506070809id_/{ARCHIVE}/diary-3",
        memento_at="2019-05-06T07:08:09.000000Z",
    ),
    capture("minutes-9", method=CaptureMethod.MANUAL, hops=(), note="handed in by the author"),
    capture(
        "lost-1", state=CaptureState.GONE, status=404, sha256="", reason="the archive answers 404 Not Found", hops=()
    ),
    capture("scan-0"),
)
BY_NAME = {entry.id.split("/")[1]: entry for entry in CAPTURES}


def result(
    number: int,
    verdict: Verdict,
    level: Level,
    parts: Sequence[Part],
    *,
    source: str = "telegram-41",
    page: tuple[str, int, str | None] = ("3", 2, "3"),
    prefix: str = "The Ambassador reported that ",
    follows: str = " He asked for instructions before the evening.",
    before: str = "In his cable of 14 May the ambassador wrote that ",
    after: str = " Nobody in the capital answered him.",
    layer: Layer = Layer.DOCUMENT_TEXT,
    engine: tuple[str, str, bool] = ("pdf text layer", "5.15", False),
    found: bool = True,
    claim: dict[str, Any] | None = None,
    **over: Any,
) -> ClaimResult:
    start = 1200 + number * 37
    quote, words, edits = aligned(parts, start)
    cited, index, label = page
    link = f"{ARCHIVE}/{source}" + (f"#page={index + 1}" if source != "diary-3" else "#:~:text=the%20harbour")
    place = ReportedMatch(
        layer=layer,
        page_index=index,
        page_label=label,
        start=start,
        end=start + len(words),
        exact=words,
        prefix=prefix,
        suffix=follows[:40],
        boxes=(ReportedBox(page_index=index, x0=0.12, y0=0.42, x1=0.88, y1=0.47),),
        link=link,
        url=f"{ARCHIVE}/{source}",
        capture=BY_NAME[source].id if source in BY_NAME else "",
    )
    at = 600 + number * 2100
    row: dict[str, Any] = {
        "id": f"c{number:03d}",
        "quote": quote,
        "url": f"http://archive.example.org/document/{source}",
        "page": cited,
        "note": str(number),
        "citation": f"Telegram 41, Legation to Ministry, 14 May 1951, p. {cited}, harbour archive.",
        "citation_status": CitationStatus.FULL,
        "source_title": "Telegram 41, Legation to Ministry",
        "source_date": "14 May 1951",
        "speaker": "the ambassador",
        "manuscript": MANUSCRIPT,
        "line": 10 + number * 8,
        "start": at,
        "end": at + len(quote),
        "before": before,
        "after": after,
        "row": number + 1,
    }
    made: dict[str, Any] = {
        "id": row["id"],
        "quote": quote,
        "verdict": verdict,
        "level": level,
        "confidence": 0.98,
        "chance": 1e-9,
        "source": ReportedSource(
            url=f"{ARCHIVE}/{source}",
            adapter="example",
            capture=BY_NAME[source].id if source in BY_NAME else "",
            title="Telegram 41, Legation to Ministry",
        ),
        "reading": Reading(
            layer=layer,
            language="eng",
            engine=engine[0],
            engine_version=engine[1],
            noisy=engine[2],
            text_sha256=digest(source + "text"),
        ),
        "matches": (place,) if found else (),
        "edits": edits if found else (),
        "follows": follows if found else "",
        "evidence_level": "E1" if found else "E0",
        "claim": Claim(**(row | (claim or {}))),
    }
    return ClaimResult(**(made | over))


def finding(code: str, message: str, severity: Severity = Severity.FAIL, line: int | None = None) -> ReportedFinding:
    return ReportedFinding(code=code, severity=severity, message=message, line=line, column=1 if line else None)


def claims() -> tuple[ClaimResult, ...]:
    near = ReportedMatch(
        layer=Layer.DOCUMENT_TEXT,
        page_index=5,
        page_label="6",
        start=9000,
        end=9064,
        exact="the lighthouse keeper had been told to put out his lamp at ten",
        prefix="It appears that ",
        suffix=" and had done so.",
        link=f"{ARCHIVE}/memcon-7#page=6",
        similarity=0.41,
        url=f"{ARCHIVE}/memcon-7",
    )
    return (
        result(
            1,
            Verdict.VERBATIM,
            Level.PASS,
            ["the harbour would be closed to all shipping by nightfall"],
            evidence_level="E2",
        ),
        result(
            2,
            Verdict.ALTERED,
            Level.FAIL,
            [
                "the Government did ",
                ("", "not ", Cause.NEGATION),
                "intend to close the port, and that ",
                ("forty-two", "forty-three", Cause.NUMBER),
                " vessels ",
                ("shall", "should", Cause.MODAL),
                " be warned",
            ],
            grade=Grade.MAJOR,
            source="telegram-41",
            page=("3", 2, "3"),
            confidence=0.995,
            reason="the quotation drops a negation and changes a number and a modal verb",
            findings=(
                finding("Q101", "the quotation leaves out “not”", line=26),
                finding("Q201", "the number differs: the source has forty-three", line=26),
            ),
            reviews=(
                Review(
                    decision="dispute",
                    name="M. Okafor",
                    date="2026-11-21T09:12:00Z",
                    reason="Author will check her transcription.",
                ),
            ),
        ),
        result(
            3,
            Verdict.EDITED,
            Level.PASS,
            [("[T]", "t", Cause.MARKED_EDIT), "he pilots ", ("…", "", Cause.MARKED_EDIT), " refused to sail"],
            omitted=(
                ReportedOmission(
                    quote_span=(13, 14),
                    text="of the northern station, who had been paid that "
                    "morning and were in no mood to be hurried by a clerk from the Ministry,",
                ),
            ),
            source="memcon-7",
            page=("12", 13, "12"),
        ),
        result(
            4,
            Verdict.SPLICED,
            Level.FAIL,
            ["We shall keep our word ", ("…", "", Cause.MARKED_EDIT), " and the fleet will sail"],
            omitted=(
                ReportedOmission(
                    quote_span=(23, 24),
                    text="only if we are compelled; and I do not believe that "
                    "anybody here wishes it. " + "The discussion turned to coal. " * 30,
                ),
            ),
            reason="the ellipsis hides “only if we are compelled” and 190 words more",
            findings=(finding("Q301", "the ellipsis hides a condition and a negation"),),
            source="memcon-7",
        ),
        result(
            5,
            Verdict.ELSEWHERE,
            Level.REVIEW,
            ["not a single buoy was left in the channel"],
            page=("3", 4, "5"),
            reason="found on page 5, the note cites page 3",
            findings=(finding("P101", "the words stand on page 5, the note cites page 3", Severity.REVIEW, 50),),
            reviews=(
                Review(
                    decision="accept",
                    name="R. Lindqvist",
                    date="2026-11-21T10:00:00Z",
                    reason="typo in note",
                    second="M. Okafor",
                ),
            ),
        ),
        result(
            6,
            Verdict.ABSENT,
            Level.FAIL,
            ["the lighthouse keeper was shot at his post"],
            found=False,
            source="memcon-7",
            nearest=near,
            reason="the readable source does not hold these words",
            findings=(finding("Q401", "no passage of the source comes near these words"),),
        ),
        result(
            7,
            Verdict.INDETERMINATE,
            Level.REVIEW,
            ["a ", ("sound", "found", Cause.SCAN_MISREADING), " basis for talks"],
            through_noise=True,
            engine=("tesseract", "5.5", True),
            layer=Layer.OCR,
            confidence=0.61,
            source="scan-0",
            reason="the only difference is one the scan cannot settle",
        ),
        result(
            8,
            Verdict.UNREADABLE,
            Level.BLOCKED,
            ["every lamp along the mole"],
            found=False,
            source="scan-0",
            reason="the file is a scan without a text layer, and reading it gave no words",
            findings=(finding("S301", "no usable text in 14 pages", Severity.NOTE),),
        ),
        result(
            9,
            Verdict.UNAVAILABLE,
            Level.BLOCKED,
            ["coal for nine days, no more"],
            found=False,
            source="lost-1",
            reason="the archive answers 404 Not Found, and the Internet Archive holds no copy",
        ),
        _uncited(),
        result(
            11,
            Verdict.VERBATIM,
            Level.PASS,
            ["гавань будет закрыта до наступления ночи"],
            source="diary-3",
            page=("", 0, None),
            layer=Layer.DOCUMENT_TEXT,
            before="Дневник говорит прямо: ",
            after=" Так и вышло.",
            prefix="Капитан записал, что ",
            follows=" Экипажу выдали хлеб.",
            evidence_level="E2",
        ),
        result(
            12,
            Verdict.ALTERED,
            Level.REVIEW,
            [("أغلق", "أُغلق", Cause.SPELLING), " الميناء قبل الغروب"],
            grade=Grade.MINOR,
            source="minutes-9",
            before="وجاء في المحضر: ",
            after=" ثم انصرفوا.",
            prefix="قال الوزير: ",
            follows=" ولم يعترض أحد.",
            reason="one spelling differs",
        ),
        result(
            13,
            Verdict.VERBATIM,
            Level.PASS,
            [
                "the re",
                ("", "-\n", Cause.HYPHENATION),
                "opening of the ",
                ("“", '"', Cause.TYPOGRAPHY),
                "outer",
                ("”", '"', Cause.TYPOGRAPHY),
                " basin",
            ],
            through_noise=True,
            engine=("tesseract", "5.5", True),
            layer=Layer.OCR,
            source="scan-0",
            evidence_level="E4",
            reviews=(
                Review(
                    decision="accept", name="M. Okafor", date="2026-11-20T17:40:00Z", stale=True, reason="looks right"
                ),
            ),
        ),
        result(14, Verdict.VERBATIM, Level.PASS, ["outer basin"], claim={"kind": QuotationKind.TERM}, checked=False),
    )


def _uncited() -> ClaimResult:
    return result(
        10,
        Verdict.UNCITED,
        Level.BLOCKED,
        ["a quiet man with a loud pen"],
        found=False,
        source="none",
        reason="two earlier works match “Memorandum”; the note does not say which",
        reading=Reading(),
    ).model_copy(update={"source": ReportedSource()})


def counted(results: Sequence[ClaimResult]) -> Summary:
    looked = [entry for entry in results if entry.claim.to_verify]
    verdicts = {str(verdict): sum(entry.verdict is verdict for entry in looked) for verdict in Verdict}
    levels = {str(level): sum(entry.level is level for entry in looked) for level in Level}
    return Summary(claims=len(results), checked=len(looked), verdicts=verdicts, levels=levels)


def sample_run(results: Sequence[ClaimResult] | None = None, **header: str) -> Run:
    held = tuple(results if results is not None else claims())
    return Run(
        run=RunHeader(
            version="0.1.0",
            settings="0f3a9c11d2e4",
            started=header.get("started", "2026-11-22T08:00:00Z"),
            finished=header.get("finished", "2026-11-22T08:00:41Z"),
            inputs=(MANUSCRIPT,),
        ),
        summary=counted(held),
        claims=held,
        captures=CAPTURES,
        manuscripts=(
            ManuscriptReport(
                path=MANUSCRIPT,
                format="markdown",
                length=LENGTH,
                notes=14,
                quotations=len(held),
                sha256=digest("ms"),
                findings=(
                    finding("M101", "a quotation mark opens on line 212 and never closes", Severity.REVIEW, 212),
                ),
            ),
        ),
        problems=(finding("S101", "the pace of archive.example.org was slowed after it answered 429", Severity.NOTE),),
    )


def many_claims(count: int) -> tuple[ClaimResult, ...]:
    """`count` claims made by repeating the sample's, each with an id, a place and words of its own."""
    base = claims()
    made = []
    for number in range(count):
        entry = base[number % len(base)]
        at = number * 60
        claim = entry.claim.model_copy(
            update={"id": f"k{number:05d}", "start": at, "end": at + 40, "line": number + 1, "note": str(number)}
        )
        made.append(entry.model_copy(update={"id": claim.id, "claim": claim}))
    return tuple(made)


PAGE_LINES = (
    "SECRET                          TELEGRAM NO. 41",
    "From the Legation to the Ministry, 14 May 1951",
    "",
    "1. I called upon the Minister at noon. He was civil",
    "and tired, and had not read the note of the tenth.",
)


def page_picture(entry: ClaimResult) -> bytes | None:
    """A crop of an invented typewritten page with the matched words on a marked ground; None without a match."""
    if not entry.matches:
        return None
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(22)
    image = Image.new("RGB", (900, 330), "#f4efe2")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(PAGE_LINES):
        pen.text((60, 24 + number * 32), line, fill="#2a2620", font=font)
    words = entry.matches[0].exact.replace("\n", "")
    y = 24 + len(PAGE_LINES) * 32
    for row in _wrapped(words, 62):
        width = pen.textlength(row, font=font)
        pen.rectangle((56, y, 64 + width, y + 28), fill="#ffe27a")
        pen.text((60, y), row, fill="#2a2620", font=font)
        y += 32
    pen.text((60, y), entry.follows.strip()[:62], fill="#2a2620", font=font)
    held = io.BytesIO()
    image.save(held, "PNG", optimize=True)
    return held.getvalue()


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width) or [text]
