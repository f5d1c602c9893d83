"""Exit codes, and what a run earns."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The contract's exit codes."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    NO_CLAIMS = 5


UNCHECKED = frozenset({Exit.INCOMPLETE, Exit.NO_CLAIMS})  # nothing was found wrong; something, or all, was not checked


def exit_code(levels: dict[str, int], verdicts: dict[str, int], claims: int, fail_on: str, problems: bool) -> Exit:
    """The code for a run with these counts; bad input counts where nothing was found, and a run that compared nothing
    is not clean.
    """
    from verifier.records.verdict import Level, Verdict  # here, since every command loads this module and few need it

    fails_on = {"fail": [Level.FAIL], "review": [Level.FAIL, Level.REVIEW]}.get(fail_on, [])
    if any(levels.get(level.value) for level in fails_on):
        return Exit.FINDINGS
    if problems:
        return Exit.USAGE
    if not claims:
        return Exit.NO_CLAIMS
    counted = {Verdict(name) for name, count in verdicts.items() if count}
    nothing_compared = counted <= {Verdict.UNAVAILABLE, Verdict.UNREADABLE, Verdict.UNCITED}
    if counted and (nothing_compared or counted & {Verdict.UNAVAILABLE, Verdict.UNREADABLE}):
        return Exit.INCOMPLETE
    return Exit.CLEAN
