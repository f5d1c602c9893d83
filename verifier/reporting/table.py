"""The report as a table: one row a claim, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from verifier.records.claim import CLAIM_COLUMNS
from verifier.records.report import ClaimResult, Run
from verifier.records.results import glances
from verifier.reporting.order import standing_review

VERDICT_COLUMNS = (
    "verdict", "level", "grade", "through_noise", "confidence", "chance", "reason", "evidence_level",
    "found_page", "found_layer", "found_words", "differences", "omitted", "link", "codes", "findings",
    "source_url", "capture", "capture_sha256", "retrieved_at", "method", "engine",
    "decision", "decided_by", "second", "decided_on", "decision_reason", "ignored",
)  # fmt: skip

# A spreadsheet takes a cell that begins with one of these for a formula or a command. The wide forms are what
# East Asian editions fold to the same signs; tab, carriage return and line feed are skipped before the look.
FORMULA_STARTS = frozenset("=+-@＝＋－＠﹢﹣−\t\r\n")
GUARD = "'"


def guard(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would compute it (or where it has one already).

    Reversible by `unguard`: a reader that is no spreadsheet loses nothing. White space before the sign counts too.
    """
    head = cell.lstrip(" \u00a0\u200b\ufeff")
    risky = cell[:1] == GUARD or head[:1] in FORMULA_STARTS or cell[:1] in FORMULA_STARTS
    return GUARD + cell if cell and risky else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if cell.startswith(GUARD) else cell


def columns(run: Run) -> list[str]:
    """The header: the claims table's own columns, then the verdict's, then unknown columns as they came."""
    known = [*CLAIM_COLUMNS, *VERDICT_COLUMNS]
    extra = dict.fromkeys(name for seen in glances(run.claims) for name in seen.extra)
    return [*known, *(name for name in extra if name not in known)]


def rows(run: Run) -> Iterator[dict[str, str]]:
    """One mapping a claim, in the order of the run, every value a string, nothing guarded yet."""
    captures = {capture.id: capture for capture in run.captures}
    for result in run.claims:
        claim = {name: _cell(getattr(result.claim, name)) for name in CLAIM_COLUMNS}
        capture = captures.get(result.source.capture)
        road = {
            "capture_sha256": capture.sha256 if capture else "",
            "retrieved_at": capture.retrieved_at if capture else "",
            "method": str(capture.method) if capture else "",
        }
        yield result.claim.extra | claim | _judged(result) | road | _decided(result)


def _judged(result: ClaimResult) -> dict[str, str]:
    place = result.matches[0] if result.matches else None
    named = [edit for edit in result.edits if edit.cause is not None]
    return {
        "verdict": str(result.verdict),
        "level": str(result.level),
        "grade": _cell(result.grade),
        "through_noise": _cell(result.through_noise),
        "confidence": f"{result.confidence:.3f}",
        "chance": f"{result.chance:.3g}",
        "reason": result.reason,
        "evidence_level": result.evidence_level,
        "found_page": (place.page_label or f"#{place.page_index + 1}") if place else "",
        "found_layer": str(place.layer) if place else "",
        "found_words": place.exact if place else "",
        "differences": "; ".join(f"{edit.cause}: {edit.source!r} -> {edit.quote!r}" for edit in named),
        "omitted": " | ".join(part.text for part in result.omitted),
        "link": place.link if place else "",
        "codes": " ".join(finding.code for finding in result.findings),
        "findings": "; ".join(finding.message for finding in result.findings),
        "source_url": result.source.url,
        "capture": result.source.capture,
        "engine": f"{result.reading.engine} {result.reading.engine_version}".strip(),
    }


def _decided(result: ClaimResult) -> dict[str, str]:
    review = standing_review(result)
    return {
        "decision": review.decision if review else "",
        "decided_by": review.name if review else "",
        "second": review.second if review else "",
        "decided_on": review.date if review else "",
        "decision_reason": review.reason if review else "",
        "ignored": result.ignored,
    }


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def to_csv(run: Run, *, guarded: bool = True) -> str:
    """The table as CSV (comma, all cells quoted, lines end in LF); `guarded=False` leaves cells as they are."""
    return "".join(csv_parts(run, guarded=guarded))


def csv_parts(run: Run, *, guarded: bool = True) -> Iterator[str]:
    """The table, row by row."""
    header = columns(run)
    yield table_head(header, guarded=guarded)
    yield from table_lines(run, header, guarded=guarded)


def table_head(header: Sequence[str], *, guarded: bool = True) -> str:
    """The line of the columns' names."""
    return _line([guard(name) if guarded else name for name in header])


def table_lines(run: Run, header: Sequence[str], *, guarded: bool = True) -> Iterator[str]:
    """The line of each claim under these columns."""
    for row in rows(run):
        yield _line([guard(row.get(name, "")) if guarded else row.get(name, "") for name in header])


class _Echo:
    """A file that gives each line back to whoever wrote it."""

    def write(self, line: str) -> str:
        """The line."""
        return line


_writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\n")


def _line(cells: Sequence[str]) -> str:
    line: str = _writer.writerow(cells)
    return line
