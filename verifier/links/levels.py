"""Which rule a result falls under, and how grave that is."""

from __future__ import annotations

from verifier.links.records import Fragment, LinkResult, LinkState
from verifier.records.findings import Finding, Severity
from verifier.rules import rule

CODES: dict[LinkState, str] = {
    LinkState.GONE: "S201",
    LinkState.SOFT_404: "S202",
    LinkState.DRIFTED: "S203",
    LinkState.MOVED: "S204",
    LinkState.BLOCKED: "S205",
    LinkState.DEFERRED: "S206",
    LinkState.UNREACHABLE: "S207",
    LinkState.LOGIN: "S208",
    LinkState.NOT_CHECKED: "S209",
}
FRAGMENT_CODE = "S210"
SEVERITIES = (Severity.FAIL, Severity.REVIEW, Severity.NOTE)
FAILS_ON: dict[str, frozenset[Severity]] = {
    "fail": frozenset({Severity.FAIL}),
    "review": frozenset({Severity.FAIL, Severity.REVIEW}),
    "never": frozenset(),
}


def findings_of(result: LinkResult) -> list[Finding]:
    """What a result has to say, gravest first; nothing for a link that is well."""
    found = []
    if result.state in CODES:
        found.append(rule(CODES[result.state]).finding(message_of(result)))
    if result.fragment is Fragment.MISSING:
        fragment = result.url.partition("#")[2]
        found.append(rule(FRAGMENT_CODE).finding(f"the page lives, but has no place #{fragment}"))
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def message_of(result: LinkResult) -> str:
    """One sentence: what is wrong, and since when."""
    said = result.reason or (f"HTTP {result.status}" if result.status else result.state.value)
    if result.state is LinkState.MOVED and result.final_url:
        said = f"moved for good to {result.final_url}" if result.permanent else f"now answers at {result.final_url}"
    since = f"first failed {result.first_failed[:10]}" if result.strikes > 1 else ""
    seen = f"{result.strikes} looks" if result.strikes > 1 else ""
    history = ", ".join(part for part in (since, seen) if part)
    return f"{said} ({history})" if history else said


def severity_of(result: LinkResult) -> Severity | None:
    """The gravest of its findings; None when it is well, or when what it found is ignored."""
    if result.ignored:
        return None
    found = findings_of(result)
    return found[0].severity if found else None


def fails(result: LinkResult, fail_on: str) -> bool:
    """True where this result alone makes the run exit with 1."""
    return severity_of(result) in FAILS_ON[fail_on]


def worst_first(results: tuple[LinkResult, ...] | list[LinkResult]) -> list[LinkResult]:
    """Those that found something and are not ignored, gravest first, else in the order given."""
    graded = [(severity_of(result), result) for result in results]
    return [
        result for _, result in sorted(
            ((severity, result) for severity, result in graded if severity is not None),
            key=lambda pair: (SEVERITIES.index(pair[0]), _rank(pair[1])),
        )
    ]  # fmt: skip


def _rank(result: LinkResult) -> int:
    order = (LinkState.GONE, LinkState.DRIFTED, LinkState.SOFT_404, LinkState.UNREACHABLE, LinkState.LOGIN)
    return order.index(result.state) if result.state in order else len(order)
