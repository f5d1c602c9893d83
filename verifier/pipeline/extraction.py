"""From manuscripts to claims: read, find the quotations, parse and resolve the notes, join the two."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from verifier.citations import govern, lint, parse_notes, resolve
from verifier.claims import to_claims
from verifier.manuscripts import read_manuscript
from verifier.quotations import find_quotations
from verifier.records.claim import Claim
from verifier.records.findings import Finding
from verifier.records.manuscript import Manuscript
from verifier.records.report import ManuscriptReport, ReportedFinding


@dataclass(frozen=True)
class Extraction:
    """The claims of some manuscripts, in reading order, and what extraction has to say about each manuscript."""

    claims: tuple[Claim, ...]
    manuscripts: tuple[ManuscriptReport, ...]


def extract(path: str | Path, *, notes: str | Path | None = None) -> list[Claim]:
    """The claims of one manuscript. Raises ManuscriptError (one line: what, where, what to do)."""
    return list(extract_one(Path(path), Path(notes) if notes else None).claims)


def extract_all(paths: Iterable[Path], notes: Path | None = None) -> Extraction:
    """The claims of several manuscripts, one after another."""
    parts = [extract_one(path, notes) for path in paths]
    return Extraction(
        tuple(claim for part in parts for claim in part.claims),
        tuple(report for part in parts for report in part.manuscripts),
    )


def extract_one(path: Path, notes: Path | None = None) -> Extraction:
    """The claims of one manuscript, with the report on it."""
    manuscript = read_manuscript(path, notes=notes)
    quotations, problems = find_quotations(manuscript)
    citations = parse_notes(manuscript)
    resolutions = resolve(citations, manuscript)
    governed = govern(quotations, manuscript, resolutions)
    findings = [*manuscript.problems, *problems, *lint(governed, manuscript, resolutions)]
    claims = tuple(to_claims(governed, manuscript))
    return Extraction(claims, (_report(manuscript, len(quotations), findings),))


def _report(manuscript: Manuscript, quotations: int, findings: Iterable[Finding]) -> ManuscriptReport:
    return ManuscriptReport(
        path=shown(manuscript.path),
        format=manuscript.format,
        length=len(manuscript.text),
        notes=len(manuscript.notes),
        quotations=quotations,
        sha256=hashlib.sha256(manuscript.text.encode()).hexdigest(),
        findings=tuple(located(finding, manuscript) for finding in findings),
    )


def shown(path: str) -> str:
    """A manuscript's path as a report names it: from the working folder, or its bare name where it lies outside."""
    try:
        named = Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        named = Path(path).name
    return named.encode("utf-8", "replace").decode()  # a name that is no UTF-8 too


def located(finding: Finding, manuscript: Manuscript) -> ReportedFinding:
    """A finding with the line and column at which it stands, when it points at a place."""
    line = column = None
    if finding.span is not None:
        line, column = manuscript.line_of(finding.span.start), manuscript.column_of(finding.span.start)
    return ReportedFinding(
        code=finding.code, severity=finding.severity, message=finding.message, line=line, column=column
    )
