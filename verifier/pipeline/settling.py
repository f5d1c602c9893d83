"""What people have settled, put on a run: ignores in the manuscripts' comments, and findings known in a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from verifier.records.findings import Severity
from verifier.records.report import ClaimResult, ReportedFinding, Run
from verifier.records.results import glances
from verifier.records.spool import rewritten
from verifier.records.verdict import Level
from verifier.suppressions import Baseline, Ignore, IgnoreList, find_ignores, read_baseline

SETTLEABLE = frozenset({Level.FAIL, Level.REVIEW})  # what could not be checked is not settled by looking away
LINK_RULES = "S2"  # codes of `verifier links`, which reports their unused ignores itself


def settle(run: Run, inputs: Iterable[Path], baseline: Path | None, *, whole: bool = True) -> Run:
    """The run with `ignored` filled in where a comment or the baseline accepts a finding; unused comments are said.

    Verdicts, levels and counts stay what they are: a settled finding is still a finding, and only the exit code and
    the queue of open work pass over it. `whole` False (part of the claims was checked) leaves unused comments alone.
    Raises InputError for a baseline that cannot be read.
    """
    known = read_baseline(baseline) if baseline is not None else Baseline()
    ignores = IgnoreList(one for path in _manuscripts(run, inputs) for one in find_ignores(path))
    open_rows = [row for row, seen in enumerate(glances(run.claims)) if seen.checked and seen.level in SETTLEABLE]
    anything = baseline is not None or ignores.ignores
    results = rewritten(run.claims, lambda result: _settled(result, known, ignores), open_rows if anything else ())
    remarks = [*_unused(ignores), *_reasonless(ignores)] if whole else []
    return run.model_copy(update={"claims": results, "problems": (*run.problems, *remarks)})


def open_levels(results: Sequence[ClaimResult]) -> dict[str, int]:
    """How many checked claims stand at each level, settled ones left out."""
    return dict(Counter(seen.level.value for seen in glances(results) if seen.checked and not seen.ignored))


def accepted(run: Run) -> list[tuple[str, str, str]]:
    """(quotation, address, verdict) of every finding, for writing a baseline."""
    return [(r.quote, r.claim.url, r.verdict.value) for r in run.claims if r.checked and r.level in SETTLEABLE]


def _settled(result: ClaimResult, known: Baseline, ignores: IgnoreList) -> ClaimResult:
    if not result.checked or result.level not in SETTLEABLE:
        return result
    codes = [result.verdict.value.upper(), *(finding.code for finding in result.findings)]
    found = ignores.around(codes, result.claim.manuscript, result.quote) if result.claim.manuscript else None
    if found is not None:
        return result.model_copy(update={"ignored": f"{found.file}:{found.line}: {found.reason or 'no reason given'}"})
    if known.holds(result.quote, result.claim.url, result.verdict.value):
        return result.model_copy(update={"ignored": f"known in {known.path}"})
    return result


def _manuscripts(run: Run, inputs: Iterable[Path]) -> list[Path]:
    """The inputs, and the manuscripts that a claims table names, where they are there."""
    named = dict.fromkeys(seen.manuscript for seen in glances(run.claims) if seen.manuscript)
    paths = dict.fromkeys([*inputs, *map(Path, named)])
    return list({path.resolve(): path for path in paths if path.is_file()}.values())


def _unused(ignores: IgnoreList) -> Sequence[ReportedFinding]:
    return [
        _remark("M301", one, "ignores nothing: no such finding here")
        for one in ignores.unused()
        if not any(code.startswith(LINK_RULES) for code in one.codes)
    ]


def _reasonless(ignores: IgnoreList) -> Sequence[ReportedFinding]:
    unused = ignores.unused()
    return [_remark("M302", one, "gives no reason") for one in ignores.ignores if not one.reason and one not in unused]


def _remark(code: str, one: Ignore, said: str) -> ReportedFinding:
    message = f"{one.file}:{one.line}: ignore[{', '.join(sorted(one.codes))}] {said}"
    return ReportedFinding(code=code, severity=Severity.NOTE, message=message, line=one.line or None)
