"""Exit codes, and what a run earns."""

from __future__ import annotations

from enum import IntEnum

from verifier.records.verdict import Level, Verdict


class Exit(IntEnum):
    """The contract's exit codes."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    NO_CLAIMS = 5


UNFINISHED = frozenset({Verdict.UNAVAILABLE.value, Verdict.UNREADABLE.value})
FAILS_ON: dict[str, frozenset[str]] = {
    "fail": frozenset({Level.FAIL.value}),
    "review": frozenset({Level.FAIL.value, Level.REVIEW.value}),
    "never": frozenset(),
}


def exit_code(levels: dict[str, int], verdicts: dict[str, int], claims: int, fail_on: str, problems: bool) -> Exit:
    """The code for a run with these counts; bad input rows are worse than findings only when nothing else is."""
    if any(levels.get(level) for level in FAILS_ON[fail_on]):
        return Exit.FINDINGS
    if problems:
        return Exit.USAGE
    if not claims:
        return Exit.NO_CLAIMS
    if any(verdicts.get(verdict) for verdict in UNFINISHED):
        return Exit.INCOMPLETE
    return Exit.CLEAN
